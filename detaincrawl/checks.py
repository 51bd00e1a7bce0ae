"""Asks each feed, sitemap and listing of some sources once, with the crawl's manners and guards: what does it yield?"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from detaincrawl import discover, failures
from detaincrawl.inert import make_logs_inert
from detaincrawl.records import Refused, Source
from detaincrawl.spiders.news import SITEMAP_BYTES

REASON_SIGNS = 200


@dataclass(frozen=True, slots=True)
class Check:
    """What one address answered."""

    source: str
    url: str
    kind: str | None = None
    """feed, sitemap, sitemap_index, listing; None: nothing to read."""
    links: int = 0
    """Articles, or sitemaps of an index."""
    newest: datetime | None = None
    """Latest date that it gives a link."""
    reason: str | None = None
    """Why there is nothing to read."""


Report = Callable[[Check], None]


def check(sources: Sequence[Source], report: Report) -> None:
    """Calls ``report`` for every address of the sources, as the answers come; once a process (it runs the reactor)."""
    settings = Settings()
    settings.setmodule("detaincrawl.settings")
    settings.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "LOG_LEVEL": "ERROR"}, priority="cmdline")
    process = CrawlerProcess(settings)
    make_logs_inert()
    process.crawl(_Checking, sources=sources, report=report)
    process.start()


class _Checking(Spider):
    name = "check"

    def __init__(self, sources: Sequence[Source], report: Report) -> None:
        super().__init__()
        self.sources = sources
        self.report = report

    async def start(self) -> AsyncIterator[Request]:
        for source in self.sources:
            for url in (*source.feeds, *source.sitemaps, *source.listings):
                yield Request(
                    url,
                    self.parse,
                    errback=self.failed,
                    cb_kwargs={"source": source, "url": url},
                    meta={"download_maxsize": SITEMAP_BYTES},
                    dont_filter=True,
                )

    def parse(self, response: Response, **named: Any) -> None:
        self.report(_read(response, named["source"], named["url"]))

    def failed(self, failure: Failure) -> None:
        named = vars(failure)["request"].cb_kwargs
        self.report(Check(named["source"].key, named["url"], reason=failures.judge(failure).reason))


def _read(response: Response, source: Source, url: str) -> Check:
    try:
        found = _found(response, source, url)
    except Refused as refused:
        return Check(source.key, url, reason=discover.plain(str(refused), REASON_SIGNS))
    count = len(found.links) + len(found.sitemaps)
    dates = [date for link in found.links for date in (link.published, link.updated) if date]
    return Check(source.key, url, str(found.kind), count, max(dates, default=None), None if count else "names no link")


def _found(response: Response, source: Source, url: str) -> discover.Discovery:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    now = datetime.now(UTC)
    if url in source.listings:
        return discover.listing_links(response.body, url=response.url, content_type=content_type, now=now)
    zone = source.timezone
    return discover.links(response.body, url=response.url, content_type=content_type, now=now, timezone=zone)
