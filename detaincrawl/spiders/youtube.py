"""YouTube: the newest videos of channels, by their feeds."""

from detaincrawl.spiders.social import SocialSpider


class YoutubeSpider(SocialSpider):
    """``scrapy crawl youtube [-a source=KEY,KEY]``."""

    name = "youtube"
