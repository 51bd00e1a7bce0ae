"""Telegram: public channels, by their web preview."""

from detaincrawl.posts.telegram import PAUSE
from detaincrawl.spiders.social import SocialSpider


class TelegramSpider(SocialSpider):
    """``scrapy crawl telegram [-a source=KEY,KEY]``."""

    name = "telegram"
    custom_settings = {  # noqa: RUF012 (Scrapy's name)
        **(SocialSpider.custom_settings or {}),
        "DOWNLOAD_DELAY": PAUSE,
        "RANDOMIZE_DOWNLOAD_DELAY": False,  # else it is half as long at times
    }
