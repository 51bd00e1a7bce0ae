"""Bluesky: accounts, through the public API."""

from detaincrawl.spiders.social import SocialSpider


class BlueskySpider(SocialSpider):
    """``scrapy crawl bluesky [-a source=KEY,KEY]``."""

    name = "bluesky"
