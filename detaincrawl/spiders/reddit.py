"""Reddit: subreddits and words that are searched for, by their feeds; off until there is a token."""

from detaincrawl.posts.reddit import PAUSE
from detaincrawl.spiders.social import SocialSpider


class RedditSpider(SocialSpider):
    """``scrapy crawl reddit [-a source=KEY,KEY]``."""

    name = "reddit"
    custom_settings = {  # noqa: RUF012 (Scrapy's name)
        **(SocialSpider.custom_settings or {}),
        "DOWNLOAD_DELAY": PAUSE,
        "RANDOMIZE_DOWNLOAD_DELAY": False,  # else it is half as long at times
    }
