"""Mastodon: accounts and tags, through the API."""

from detaincrawl.spiders.social import SocialSpider


class MastodonSpider(SocialSpider):
    """``scrapy crawl mastodon [-a source=KEY,KEY]``."""

    name = "mastodon"
