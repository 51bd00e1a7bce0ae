"""News sites: feeds, sitemaps and listings name articles, articles become Pages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from detaincrawl import discover, failures
from detaincrawl.crawl import Crawl, CrawlStopped, PageRefused, chosen
from detaincrawl.records import Page, Refused, Source
from detaincrawl.store import feeds, links
from detaincrawl.store.engine import engine
from detaincrawl.store.frontier import Queued
from detaincrawl.turns import Turns
from detaincrawl.vocabularies import SourceKind

CLAIM = 16
"""Addresses of a source taken into memory at once."""
MOST_SITEMAPS = 200
"""Sitemaps of a source asked in one run; those left out were asked last, and come first in the next."""
SITEMAP_BYTES = 16 * 2**20
ROBOTS_WAIT = timedelta(minutes=30)
UNKEPT_HEADERS = frozenset({"set-cookie", "content-length", "content-encoding", "transfer-encoding", "connection"})
"""A secret, and what was true of the transfer only."""


class NewsSpider(Spider):
    """``scrapy crawl news [-a source=KEY,KEY]``."""

    name = "news"

    def __init__(self, crawl: Crawl) -> None:
        super().__init__()
        self.crawl = crawl
        self.turns = Turns()
        self.everything = True
        """Not some sources alone: the sites that posts led to are asked too."""
        self.feeds_in_hand = 0
        self.asked: dict[str, set[str]] = {}
        self.read_out: set[str] = set()
        """Sources whose queue is empty until a feed names something new."""
        self.taken: set[int] = set()
        """Addresses in hand."""
        self.seen: set[int] = set()
        """Addresses asked in this run: one whose end went unrecorded waits for the next."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, source: str | None = None) -> Self:
        wanted = chosen(crawler.settings["SOURCES"], SourceKind.NEWS, source)
        spider = cls(Crawl(cls.name, wanted, engine(), crawler.settings.getfloat("DATABASE_PATIENCE")))
        spider.everything = source is None
        spider._set_crawler(crawler)
        crawler.signals.connect(spider.stored, signals.item_scraped)
        crawler.signals.connect(spider.dropped, signals.item_dropped)
        crawler.signals.connect(spider.broke, signals.item_error)
        crawler.signals.connect(spider.end, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        if self.everything:
            await self._add_linked()
        await self.crawl.begin()
        for key in self.crawl.held:
            await self._ask_feeds(key)
        while request := await self._next_request():
            yield request

    async def _add_linked(self) -> None:
        now = datetime.now(UTC)
        found = await self.crawl.step(lambda connection: links.waiting(connection, now))
        self.crawl.sources |= {source.key: source for source in found}

    async def end(self, reason: str) -> None:
        await self.crawl.end(reason)

    async def _next_request(self) -> Request | None:
        """The next request, when a host is free for it; None when all is asked."""
        while True:
            for key in [key for key in self.crawl.held if key not in self.read_out]:
                await self._claim(key)
            if request := self.turns.next():
                return request
            if not self.feeds_in_hand and self.read_out.issuperset(self.crawl.held) and not self.turns.any_waiting():
                return None
            await self.turns.change()

    async def _claim(self, key: str) -> None:
        """Takes addresses of a source into memory once none of it waits there."""
        if self.turns.waiting(key):
            return
        self.read_out.add(key)  # before the claim: a feed that is read meanwhile takes it out again
        claimed = await self.crawl.claim(key, CLAIM, self.taken)
        for queued in (queued for queued in claimed if queued.id not in self.seen):
            self.read_out.discard(key)
            self.seen.add(queued.id)
            await self._ask_article(key, queued)

    async def _ask_article(self, key: str, queued: Queued) -> None:
        try:
            request = self._article_request(key, queued)
        except ValueError:  # Scrapy's own idea of an address
            await self.crawl.refused(key, queued.id, "bad address")
            return
        self.taken.add(queued.id)
        self.turns.add(key, request)

    def _article_request(self, key: str, queued: Queued) -> Request:
        return Request(
            queued.url,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"key": key, "queued": queued},
            meta={"dont_retry": True},
            dont_filter=True,
        )

    async def parse_article(self, response: Response, key: str, queued: Queued) -> AsyncIterator[Page]:
        self.turns.answered(_request(response))
        self.crawl.tallies[key].fetched += 1
        yield Page(
            source=key,
            url=response.url,
            fetched_at=datetime.now(UTC),
            headers=_headers(response),
            body=response.body,
            link=queued.link,
            url_id=queued.id,
        )

    async def article_failed(self, failure: Failure) -> None:
        request = vars(failure)["request"]
        key, queued = request.cb_kwargs["key"], request.cb_kwargs["queued"]
        self.turns.answered(request)
        failed = failures.judge(failure)
        match failed.then:
            case failures.Then.GIVE_UP:
                await self.crawl.refused(key, queued.id, failed.reason)
            case failures.Then.PUT_OFF:
                wait = failed.until - datetime.now(UTC) if failed.until else ROBOTS_WAIT
                await self.crawl.put_off(key, queued.id, failed.reason, wait)
            case failures.Then.TRY_AGAIN:
                await self.crawl.failed(key, queued.id, failed.reason)
        self._settled(request)

    def stored(self, response: Response) -> None:
        """What came of an article is committed."""
        self._settled(_request(response))

    async def dropped(self, response: Response, exception: Exception) -> None:
        """Screened out, which is committed; or refused by a step."""
        request = _request(response)
        if isinstance(exception, PageRefused):
            key, queued, now = request.cb_kwargs["key"], request.cb_kwargs["queued"], datetime.now(UTC)
            with suppress(CrawlStopped):
                await self.crawl.refused(key, queued.id, exception.refused.reason, now)
        self._settled(request)

    async def broke(self, response: Response, failure: Failure) -> None:
        """A step broke on one page: the program is wrong there, and others go on."""
        request = _request(response)
        reason = f"error: {type(failure.value).__name__}"
        with suppress(CrawlStopped):
            await self.crawl.failed(request.cb_kwargs["key"], request.cb_kwargs["queued"].id, reason)
        self._settled(request)

    def _settled(self, request: Request) -> None:
        self.taken.discard(request.cb_kwargs["queued"].id)
        self.turns.finished(request)

    async def _ask_feeds(self, key: str) -> None:
        source = self.crawl.sources[key]
        self.asked[key] = set()
        addresses = (*source.feeds, *source.sitemaps, *source.listings)
        for url in addresses:
            await self._ask_feed(key, url)
        if not addresses:  # posts led to it, and they have answered
            self.crawl.tallies[key].feeds_read = self.crawl.tallies[key].links = 1

    async def _ask_feed(self, key: str, url: str) -> None:
        """Asks for what has changed since the last answer; once a run, also where sitemaps name each other."""
        asked, source = self.asked[key], self.crawl.sources[key]
        if url in asked or len(asked) >= MOST_SITEMAPS + len(source.feeds) + len(source.listings):
            return
        asked.add(url)
        last = await self.crawl.step(lambda connection: feeds.last_answer(connection, url))
        request = Request(
            url,
            callback=self.parse_feed,
            errback=self.feed_failed,
            cb_kwargs={"key": key, "url": url, "last": last},
            headers=_conditions(last),
            meta={"handle_httpstatus_list": [304], "download_maxsize": SITEMAP_BYTES},
            dont_filter=True,
        )
        self.feeds_in_hand += 1
        self.turns.add(key, request)

    async def parse_feed(self, response: Response, key: str, url: str, last: feeds.Answer | None) -> None:
        self.turns.answered(_request(response))
        tally, now = self.crawl.tallies[key], datetime.now(UTC)
        answer = feeds.Answer(url, key, feeds.digest(response.body), now, *_validators(response))
        try:
            if response.status == 304 or (last and last.sha256 == answer.sha256):
                tally.unchanged += 1
                sitemaps = await self.crawl.step(lambda connection: feeds.unchanged(connection, url, now))
            else:
                sitemaps = await self._read_feed(response, answer)
            for sitemap in sitemaps:
                await self._ask_feed(key, sitemap)
        except Refused as refused:
            self._feed_error(key, url, refused.reason, refused.detail)
        finally:
            self._feed_settled(_request(response))

    async def _read_feed(self, response: Response, answer: feeds.Answer) -> tuple[str, ...]:
        """Queues what a feed names; the sitemaps that it names."""
        source, tally = self.crawl.sources[answer.source], self.crawl.tallies[answer.source]
        listing = answer.url in source.listings
        found = await asyncio.to_thread(_found, response, source, listing=listing, now=answer.checked_at)
        tally.discovered += await self.crawl.discovered(answer, found.links, found.sitemaps)
        tally.feeds_read += 1
        tally.links += len(found.links) + len(found.sitemaps)
        self.read_out.discard(answer.source)
        return found.sitemaps

    def feed_failed(self, failure: Failure) -> None:
        request = vars(failure)["request"]
        key, url = request.cb_kwargs["key"], request.cb_kwargs["url"]
        self.turns.answered(request)
        self._feed_error(key, url, failures.judge(failure).reason)
        self._feed_settled(request)

    def _feed_error(self, key: str, url: str, reason: str, detail: str = "") -> None:
        self.crawl.tallies[key].errors[f"feed: {reason}"] += 1
        self.logger.info("%s: %s: %s%s", key, url, reason, f" ({detail})" if detail else "")

    def _feed_settled(self, request: Request) -> None:
        self.feeds_in_hand -= 1
        self.turns.finished(request)


def _found(response: Response, source: Source, *, listing: bool, now: datetime) -> discover.Discovery:
    """What a body names. Raises Refused, also for a page where a feed should be."""
    body, url, content_type = response.body, response.url, _header(response, "Content-Type")
    if listing:
        return discover.listing_links(body, url=url, content_type=content_type, now=now)
    return discover.links(body, url=url, content_type=content_type, now=now, timezone=source.timezone)


def _conditions(last: feeds.Answer | None) -> dict[str, str]:
    if last is None:
        return {}
    asked = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
    return {name: value for name, value in asked.items() if value}


def _validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified, as the server spells them."""
    return _header(response, "ETag"), _header(response, "Last-Modified")


def _header(response: Response, name: str) -> str | None:
    return (response.headers.get(name) or b"").decode("latin-1")[:500] or None


def _request(response: Response) -> Request:
    assert response.request is not None
    return response.request


def _headers(response: Response) -> tuple[tuple[str, str], ...]:
    named = ((name.decode("latin-1"), values) for name, values in response.headers.items())
    kept = ((name, values) for name, values in named if name.lower() not in UNKEPT_HEADERS)
    return tuple((name, value.decode("latin-1")) for name, values in kept for value in values)
