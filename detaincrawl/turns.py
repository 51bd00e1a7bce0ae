"""Whose turn it is: hosts in rotation, a few requests in hand each.

A slow host must not fill the downloader: it gets one request until it has answered, then a few.
"""

import asyncio
from collections import Counter, defaultdict, deque
from urllib.parse import urlsplit

from scrapy import Request

IN_HAND = 8
"""Requests of one host that are waiting, being fetched or being read: twice what keeps two connections and the reading
busy."""


class Turns:
    """Requests that wait for their host's turn."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Request]] = defaultdict(deque)
        self._in_hand: Counter[str] = Counter()
        self._answered: set[str] = set()
        self._of_source: Counter[str] = Counter()
        self._changed = asyncio.Event()

    def add(self, source: str, request: Request) -> None:
        request.meta["turn"] = (source, host := urlsplit(request.url).netloc)
        self._waiting[host].append(request)
        self._of_source[source] += 1
        self._changed.set()

    def waiting(self, source: str) -> int:
        """How many requests of a source wait for their turn."""
        return self._of_source[source]

    def next(self) -> Request | None:
        """The next request that may be made, of the host that waited longest; None while every host has enough."""
        for host in list(self._waiting):
            if self._in_hand[host] >= (IN_HAND if host in self._answered else 1):
                continue
            queue = self._waiting.pop(host)
            request = queue.popleft()
            if queue:
                self._waiting[host] = queue  # at the end of the rotation
            self._in_hand[host] += 1
            self._of_source[request.meta["turn"][0]] -= 1
            return request
        return None

    def answered(self, request: Request) -> None:
        self._answered.add(request.meta["turn"][1])
        self._changed.set()

    def finished(self, request: Request) -> None:
        """What came of a request is on record, or never will be in this run."""
        self._in_hand[request.meta["turn"][1]] -= 1
        self._changed.set()

    def any_waiting(self) -> bool:
        return bool(self._waiting)

    async def change(self) -> None:
        """Waits until something was added, answered or finished since the last call."""
        await self._changed.wait()
        self._changed.clear()
