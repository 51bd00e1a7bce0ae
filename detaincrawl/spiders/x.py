"""X: accounts and tags, through the API."""

from detaincrawl.spiders.social import SocialSpider


class XSpider(SocialSpider):
    """``scrapy crawl x [-a source=KEY,KEY]``."""

    name = "x"
