"""Limits that a host sets in its answers: Retry-After and the headers of rate limits, in the spellings of platforms."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

SPELLINGS = (
    ("ratelimit-remaining", "ratelimit-reset"),  # Bluesky: Unix seconds; the IETF's draft: seconds from now
    ("x-ratelimit-remaining", "x-ratelimit-reset"),  # Mastodon: ISO time; Reddit: seconds from now
    ("x-rate-limit-remaining", "x-rate-limit-reset"),  # X: Unix seconds
)
REFUSING = frozenset({429, 503})
UNIX = 1_000_000_000
"""Smaller numbers are seconds from now."""
LONGEST = timedelta(days=1)
"""Whoever asks for more is asked again a day later."""


class RateLimited(IgnoreRequest):
    """Raised for a request to a host that has said not to be asked before ``until``."""

    def __init__(self, until: datetime) -> None:
        super().__init__("asked to wait")
        self.until = until


class Limits:
    """Asks no host before the time that it gave; what waits in Scrapy for such a host is given back at once."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.until: dict[str, datetime] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        limits = cls(crawler)
        # The downloader's own signal: middlewares see an answer only after the next request of its slot has gone out.
        crawler.signals.connect(limits.heed, signal=signals.response_downloaded)
        return limits

    def process_request(self, request: Request) -> None:
        until = self.until.get(urlparse_cached(request).netloc)
        if until and until > datetime.now(UTC):
            raise RateLimited(until)

    def heed(self, request: Request, response: Response) -> None:
        headers = {
            name.decode("latin-1").lower(): values[-1].decode("latin-1") for name, values in response.headers.items()
        }
        until = free_at(headers, response.status, datetime.now(UTC))
        if until:
            request.meta["free_at"] = until
            self.until[urlparse_cached(request).netloc] = until
            self._give_back(request, until)

    def _give_back(self, request: Request, until: datetime) -> None:
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot is None:
            return
        host = urlparse_cached(request).netloc
        held = [entry for entry in slot.queue if urlparse_cached(entry[0]).netloc == host]
        for entry in held:
            slot.queue.remove(entry)
            entry[1].errback(RateLimited(until))


def free_at(headers: Mapping[str, str], status: int, now: datetime) -> datetime | None:
    """When a host may be asked again, by an answer's headers (names in small letters); None: at once.

    By the documentation of the platforms; RFC 9110, section 10.2.3, for Retry-After.
    """
    told = [_retry_after(headers.get("retry-after"), now) if status in REFUSING else None]
    for remaining, reset in SPELLINGS:
        if status in REFUSING or _is_spent(headers.get(remaining)):
            told.append(_reset(headers.get(reset), now))
    latest = max((time for time in told if time), default=None)
    return min(latest, now + LONGEST) if latest and latest > now else None


def _is_spent(remaining: str | None) -> bool:
    try:
        return remaining is not None and float(remaining) < 1
    except ValueError:
        return False


def _retry_after(words: str | None, now: datetime) -> datetime | None:
    if words is None:
        return None
    if words.strip().isdecimal():
        return _later(now, float(words))
    try:
        found = parsedate_to_datetime(words)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _reset(words: str | None, now: datetime) -> datetime | None:
    """An ISO time, Unix seconds or seconds from now. Unix seconds are cut off: the window ends within that second."""
    if words is None:
        return None
    try:
        number = float(words)
    except ValueError:
        return _iso(words)
    if number < UNIX:
        return _later(now, number)
    return _later(datetime.fromtimestamp(0, UTC), number + 1)


def _later(start: datetime, seconds: float) -> datetime | None:
    try:
        return start + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return None


def _iso(words: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
