"""A spider that asks for 30 pages of one host at once, as a crawl start does: ``python -m … ORIGIN MIDDLEWARE…``."""

import sys
from collections.abc import AsyncIterator

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

SWITCHED = (
    "detaincrawl.middlewares.outward.OutwardOnly",
    "detaincrawl.middlewares.robots.Robots",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
)
"""Off unless named."""


class Burst(Spider):
    name = "burst"
    origin = ""

    async def start(self) -> AsyncIterator[Request]:
        for number in range(30):
            yield Request(f"{self.origin}/private/{number}")

    def parse(self, response: Response) -> None:
        """Being asked for is what counts."""


if __name__ == "__main__":
    Burst.origin, *middlewares = sys.argv[1:]
    settings = get_project_settings()
    on = {name: 10 * number for number, name in enumerate(middlewares, start=1)}
    settings.set("DOWNLOADER_MIDDLEWARES", {**dict.fromkeys(SWITCHED), **on})
    settings.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False})
    process = AsyncCrawlerProcess(settings)
    process.crawl(Burst)
    process.start()
