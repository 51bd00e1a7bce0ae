"""robots.txt as RFC 9309 has it, on top of Scrapy's middleware."""

import asyncio
from collections import defaultdict

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from detaincrawl.middlewares.reasons import reason

LONGEST_DELAY = 300.0
MAX_SIZE = 500 * 1024
"""Bytes that are read: what RFC 9309 asks of a crawler at least."""


class RobotsForbid(IgnoreRequest):
    """Raised for an address that robots.txt disallows: the frontier gives it up."""


class RobotsUnavailable(IgnoreRequest):
    """Raised while robots.txt gives no answer: nothing of the host is asked in this run, the frontier keeps it."""


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware with three differences.

    One request a host asks for robots.txt while the others wait: of 30 disallowed addresses requested together Scrapy
    2.14 to 2.19 fetch 13. No answer, or a 5xx, forbids the host for this run. ``Crawl-delay`` is honoured.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._answers: dict[str, RobotParser | RobotsUnavailable] = {}

    async def robot_parser(self, request: Request) -> RobotParser:
        host = urlparse_cached(request).netloc
        async with self._locks[host]:
            if host not in self._answers:
                self._answers[host] = await self._ask(request)
        answer = self._answers[host]
        if isinstance(answer, RobotsUnavailable):
            raise RobotsUnavailable(str(answer))
        self._slow_down(request, answer)
        return answer

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        if rp and not rp.allowed(request.url, self._robotstxt_useragent or self._default_useragent):
            raise RobotsForbid("forbidden by robots.txt")

    async def _ask(self, request: Request) -> RobotParser | RobotsUnavailable:
        parts = urlparse_cached(request)
        robots = Request(
            f"{parts.scheme}://{parts.netloc}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        try:
            answer = await self.crawler.engine.download_async(robots)
        except Exception as error:  # whatever keeps a host from answering, it has not said yes
            return RobotsUnavailable(f"robots.txt: {reason(error)}")
        if answer.status == 429 or answer.status >= 500:
            return RobotsUnavailable(f"robots.txt answers {answer.status}")
        body = answer.body[:MAX_SIZE] if answer.status == 200 else b""
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        return parser

    def _slow_down(self, request: Request, parser: RobotParser) -> None:
        """Sets the host's pace to its Crawl-delay; AutoThrottle, which would quicken it again, leaves it alone."""
        asked = parser.crawl_delay(self._robotstxt_useragent or self._default_useragent)
        if not asked:
            return
        if asked > LONGEST_DELAY:
            raise RobotsForbid(f"robots.txt asks for {asked:g} s between requests")
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        delay = max(asked, self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[key] = {"concurrency": 1, "delay": delay, "jitter": 0}
        if slot := downloader.slots.get(key):
            slot.concurrency, slot.delay, slot.jitter = 1, delay, 0.0
        request.meta["autothrottle_dont_adjust_delay"] = True
