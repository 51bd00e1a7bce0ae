"""What the spiders of social platforms share: feeds are asked back to what is known, posts become Pages."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from detaincrawl import failures
from detaincrawl.crawl import Crawl, CrawlStopped, PageRefused, chosen
from detaincrawl.posts import PLATFORMS
from detaincrawl.posts.platform import ACCOUNT, Platform, feeds
from detaincrawl.records import Page, Refused, Source
from detaincrawl.spiders.passes import Pass
from detaincrawl.store.engine import engine
from detaincrawl.store.posts import Cursor
from detaincrawl.telling import Telling
from detaincrawl.turns import Turns
from detaincrawl.vocabularies import SourceKind

LONGEST_WAIT = 20 * 60.0
"""Seconds: a platform's limit is counted over a quarter of an hour at most."""
GONE = frozenset({"status 404", "status 410", "gone"})
"""What a platform answers for a post that it no longer has."""
MOST_WAITS = 3
"""Times that one page of a feed is asked again after a wait."""


class SocialSpider(Spider):
    """``scrapy crawl PLATFORM [-a source=KEY,KEY]``: a subclass names the platform."""

    custom_settings = {"CONCURRENT_ITEMS": 16}  # noqa: RUF012 (Scrapy's name): an answer has a hundred posts

    def __init__(self, crawl: Crawl, telling: Telling, most: int) -> None:
        super().__init__()
        self.crawl = crawl
        self.telling = telling
        self.most = most
        self.platform: Platform = PLATFORMS[SourceKind(self.name)]
        self.turns = Turns(in_hand=1)
        self.passes = 0
        """Feeds that are not asked to their end yet."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, source: str | None = None) -> Self:
        wanted = chosen(crawler.settings["SOURCES"], SourceKind(cls.name), source)
        crawl = Crawl(cls.name, wanted, engine(), crawler.settings.getfloat("DATABASE_PATIENCE"))
        folder = crawler.settings["ARCHIVE_DIR"]
        spider = cls(crawl, Telling(crawl, Path(folder) if folder else None), crawler.settings.getint("BACKFILL"))
        spider._set_crawler(crawler)
        crawler.signals.connect(spider.stored, signals.item_scraped)
        crawler.signals.connect(spider.dropped, signals.item_dropped)
        crawler.signals.connect(spider.broke, signals.item_error)
        crawler.signals.connect(spider.end, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        await self.crawl.begin()
        for key in self.crawl.held:
            for feed in feeds(self.crawl.sources[key]):
                await self._open(self.crawl.sources[key], feed)
            await self._look_again(self.crawl.sources[key])
        while request := await self._next_request():
            yield request

    async def end(self, reason: str) -> None:
        await self.crawl.end(reason)

    async def _next_request(self) -> Request | None:
        while True:
            if request := self.turns.next():
                return request
            if not self.passes:
                return None
            await self.turns.change()

    async def _open(self, source: Source, feed: str) -> None:
        self.passes += 1
        reading = Pass(source, feed, await self.telling.cursor(source.key, feed), self.most)
        if self.platform.lookup and reading.asked().tag is None and reading.cursor.account_id is None:
            self._ask(reading, self.platform.lookup.address(source), self.parse_account)
        else:
            self._ask_page(reading)

    async def _look_again(self, source: Source) -> None:
        """Asks for known posts whose feed would not tell that they were edited or deleted."""
        if self.platform.pays and not self.settings.getbool("LOOK_AGAIN_PAID"):
            return
        if self.platform.by_id and source.account:
            for due in await self.telling.due(source.key):
                self.passes += 1
                looking = Pass(source, ACCOUNT, Cursor(), 1, look=due.url_id)
                self._ask(looking, self.platform.by_id(source, due.post_id), self.parse_post)

    def _ask_page(self, reading: Pass, older: str | None = None) -> None:
        self._ask(reading, self.platform.address(reading.asked(older)), self.parse_feed)

    def _ask(self, reading: Pass, url: str, callback: object) -> None:
        request = Request(
            url,
            callback=callback,  # type: ignore[arg-type]
            errback=self.feed_failed,
            cb_kwargs={"reading": reading},
            headers={"Accept": "application/json, text/html;q=0.9, */*;q=0.8"} | self._authorization(),
            meta={"dont_redirect": True, "dont_obey_robotstxt": not self.platform.robots},
            dont_filter=True,
        )
        self.turns.add(reading.source.key, request)

    def _authorization(self) -> dict[str, str]:
        token = self.platform.token and os.environ.get(self.platform.token)
        return {"Authorization": f"Bearer {token}"} if token else {}

    async def parse_account(self, response: Response, reading: Pass) -> None:
        """The number that the platform knows an account by, told once."""
        self._answered(response)
        assert self.platform.lookup
        try:
            account_id = self.platform.lookup.account_id(response.body)
        except Refused as refused:
            self._close()
            self._feed_error(reading, refused.reason, refused.detail)
            return
        reading.cursor = await self.telling.keep_account(reading.source.key, reading.feed, account_id)
        self._ask_page(reading)

    async def parse_feed(self, response: Response, reading: Pass) -> AsyncIterator[Page]:
        self._answered(response)
        onward = None
        try:
            onward = await self._read(response, reading)
        except Refused as refused:
            self._feed_error(reading, refused.reason, refused.detail)
            return
        finally:
            if onward is None:
                self._close()
        if onward:
            self._ask_page(reading, onward)
            return
        for page in await self._new(reading, response.url):
            yield page

    async def parse_post(self, response: Response, reading: Pass) -> AsyncIterator[Page]:
        """A known post as it is now."""
        self._answered(response)
        try:
            reading.posts = [self.platform.post(response.body)]
        except Refused as refused:
            await self._missing(reading, refused.reason, refused.detail)
            return
        finally:
            self._close()
        for page in await self._new(reading, response.url):
            yield page

    async def _read(self, response: Response, reading: Pass) -> str | None:
        """What asks for the next page, where that is wanted. Raises Refused."""
        batch = await asyncio.to_thread(self.platform.batch, response.body)
        asked = reading.asked()
        reading.take(batch)
        link = (response.headers.get("Link") or b"").decode("latin-1")
        onward = self.platform.onward(asked, batch, link or None)
        if onward and reading.leaves_a_gap() and not self.platform.upwards:
            self._feed_error(reading, "more than one run asks for")
        return onward if onward and reading.goes_on(batch) else None

    async def _new(self, reading: Pass, asked: str) -> Sequence[Page]:
        """What is new of a feed that was read to what is known."""
        if reading.look is None:
            self._count(reading)
        pages = await self.telling.pages(reading.source.key, reading.feed, reading.posts, asked)
        reading.in_hand = len(pages)
        self.crawl.tallies[reading.source.key].discovered += len(pages)
        if not pages:
            await self._finish(reading)
        return pages

    def _close(self) -> None:
        """Nothing more is asked of a feed."""
        self.passes -= 1
        self.turns.wake()

    def _count(self, reading: Pass) -> None:
        tally = self.crawl.tallies[reading.source.key]
        if reading.posts or reading.cursor.newest_id is None:
            tally.feeds_read += 1
        else:
            tally.unchanged += 1
        tally.links += len(reading.posts)

    async def _finish(self, reading: Pass) -> None:
        """All that a feed told is stored: its cursor moves."""
        if reading.look is not None:
            await self.telling.settle(reading.posts)
            return
        window = reading.window() if self.platform.tells_known else None
        await self.telling.finish(reading.source.key, reading.feed, reading.posts, window)

    def _answered(self, response: Response) -> None:
        request = response.request
        assert request is not None
        self.turns.answered(request)
        if until := response.meta.get("free_at"):
            self._wait(request, until)
        self.turns.finished(request)

    def _wait(self, request: Request, until: datetime) -> None:
        self.turns.hold(request, (until - datetime.now(UTC)).total_seconds())

    async def feed_failed(self, failure: Failure) -> None:
        request = vars(failure)["request"]
        reading: Pass = request.cb_kwargs["reading"]
        failed = failures.judge(failure)
        self.turns.answered(request)
        self.turns.finished(request)
        wait = (failed.until - datetime.now(UTC)).total_seconds() if failed.until else None
        if failed.until and wait is not None and wait <= LONGEST_WAIT and reading.waits < MOST_WAITS:
            reading.waits += 1
            self._wait(request, failed.until)
            self.turns.add(reading.source.key, request.replace(meta=_plain(request)))
            return
        self._close()
        await self._missing(reading, failed.reason)

    async def _missing(self, reading: Pass, reason: str, detail: str = "") -> None:
        """A known post that its platform no longer has; else a feed that failed."""
        if reading.look is not None and reason in GONE:
            await self.telling.gone(reading.look)
        else:
            self._feed_error(reading, reason, detail)

    def _feed_error(self, reading: Pass, reason: str, detail: str = "") -> None:
        self.crawl.tallies[reading.source.key].errors[f"feed: {reason}"] += 1
        detail = f" ({detail})" if detail else ""
        self.logger.info("%s: %s: %s%s", reading.source.key, reading.feed, reason, detail)

    async def stored(self, response: Response) -> None:
        """What came of a post is committed."""
        await self._settled(response)

    async def dropped(self, item: Page, response: Response, exception: Exception) -> None:
        """Screened out, which is committed; or refused by a step."""
        if isinstance(exception, PageRefused) and item.url_id:
            with suppress(CrawlStopped):
                await self.crawl.refused(item.source, item.url_id, exception.refused.reason, datetime.now(UTC))
        await self._settled(response)

    async def broke(self, item: Page, response: Response, failure: Failure) -> None:
        """A step broke on one post: the program is wrong there, and others go on."""
        if item.url_id:
            with suppress(CrawlStopped):
                await self.crawl.failed(item.source, item.url_id, f"error: {type(failure.value).__name__}")
        await self._settled(response)

    async def _settled(self, response: Response) -> None:
        reading: Pass = response.cb_kwargs["reading"]
        reading.in_hand -= 1
        if not reading.in_hand:
            with suppress(CrawlStopped):
                await self._finish(reading)


def _plain(request: Request) -> dict[str, object]:
    """What the spider itself gave a request along."""
    return {name: request.meta[name] for name in ("dont_redirect", "dont_obey_robotstxt")}
