"""Asks single addresses outside a crawl, with the crawl's manners and guards: once a process, it runs the reactor."""

from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from detaincrawl import failures
from detaincrawl.inert import make_logs_inert
from detaincrawl.outward import networks

Answered = Callable[[str, Response | str], None]
"""Called with an address and its answer, or the reason why there is none, in the order in which they come."""


def ask(urls: Iterable[str], most: int, answered: Answered) -> None:
    """Asks each address once; an answer of more than ``most`` bytes is none.

    Raises ValueError, one line, where ALLOW_NETWORKS is wrong.
    """
    settings = Settings()
    settings.setmodule("detaincrawl.settings")
    settings.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "LOG_LEVEL": "CRITICAL"}, priority="cmdline")
    networks(settings["ALLOW_NETWORKS"])
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(_Asking)
    crawler.signals.connect(make_logs_inert, signals.spider_opened)  # by then Scrapy has set up its log anew
    process.crawl(crawler, urls=urls, most=most, answered=answered)
    process.start()


class _Asking(Spider):
    name = "asking"

    def __init__(self, urls: Iterable[str], most: int, answered: Answered) -> None:
        super().__init__()
        self.urls = urls
        self.most = most
        self.answered = answered

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            try:
                request = Request(url, self.parse, errback=self.failed, cb_kwargs={"url": url}, dont_filter=True)
            except ValueError:  # Scrapy's own idea of an address
                self.answered(url, "bad address")
                continue
            yield request.replace(meta={"download_maxsize": self.most})

    def parse(self, response: Response, **named: Any) -> None:
        self.answered(named["url"], response)

    def failed(self, failure: Failure) -> None:
        self.answered(vars(failure)["request"].cb_kwargs["url"], failures.judge(failure).reason)
