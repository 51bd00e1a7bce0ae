"""The guard against requests to the inside, in two layers.

The middleware gives the clear reason; the resolver binds, since a name may resolve differently a moment later.
"""

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred

from detaincrawl.outward import Inward, Network, check_addresses, check_url, is_outward, networks

LOOK_UPS = 8
"""Names looked up at once."""


class InwardRequest(IgnoreRequest):
    """Raised for a request to the inside: the address is refused, for good."""


class OutwardOnly:
    """Refuses requests to addresses that are not public, before anything is sent."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        self.allowed = allowed
        # Of its own: names that nobody answers for would hold up whatever else waits for the loop's few threads.
        self._threads = ThreadPoolExecutor(LOOK_UPS, thread_name_prefix="names")
        self._known: dict[tuple[str, int], list[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(networks(crawler.settings["ALLOW_NETWORKS"]))

    async def process_request(self, request: Request) -> None:
        try:
            host, port = check_url(request.url, self.allowed)
            check_addresses(host, port, await self._addresses(host, port), self.allowed)
        except Inward as inward:
            raise InwardRequest(f"inward request: {inward}") from None

    async def _addresses(self, host: str, port: int) -> list[str]:
        """What a name resolves to, looked up once a run; the resolver below sees what is really connected to."""
        if (host, port) not in self._known:
            look_up = asyncio.get_running_loop().run_in_executor(self._threads, _addresses, host, port)
            self._known[host, port] = await look_up
        return self._known[host, port]


def _addresses(host: str, port: int) -> list[str]:
    """What the system's resolver makes of a name, odd spellings of numbers too; nothing when it has no answer."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []  # the download itself then fails with the resolver's own words
    return [str(address[0]) for *_, address in found]


class OutwardResolver(CachingThreadedResolver):
    """Resolves only to addresses that may be asked: what it returns is what is connected to, IP literals too."""

    allowed: tuple[Network, ...] = ()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        resolver: Self = super().from_crawler(crawler, reactor)
        resolver.allowed = networks(crawler.settings["ALLOW_NETWORKS"])
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":
        return super().getHostByName(name, timeout).addCallback(self._outward, name)

    def _outward(self, address: str, name: str) -> str:
        if is_outward(address, self.allowed):
            return address
        raise OSError(f"inward request: {name} is {address}, which is not public")
