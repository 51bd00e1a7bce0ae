"""Whose turn it is: hosts in rotation, a few requests in hand each.

A slow host must not fill the downloader: it gets one request until it has answered, then a few.
"""

import asyncio
import time
from collections import Counter, defaultdict, deque
from urllib.parse import urlsplit

from scrapy import Request

IN_HAND = 8
"""Requests of one host that are waiting, being fetched or being read: twice what keeps two connections and the reading
busy."""


class Turns:
    """Requests that wait for their host's turn."""

    def __init__(self, in_hand: int = IN_HAND) -> None:
        self._most = in_hand
        self._free_at: dict[str, float] = {}
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
            if self._in_hand[host] >= (self._most if host in self._answered else 1) or self._is_held(host):
                continue
            queue = self._waiting.pop(host)
            request = queue.popleft()
            if queue:
                self._waiting[host] = queue  # at the end of the rotation
            self._in_hand[host] += 1
            self._of_source[request.meta["turn"][0]] -= 1
            return request
        return None

    def hold(self, request: Request, seconds: float) -> None:
        """Keeps the host of a request from being asked for so long."""
        self._free_at[request.meta["turn"][1]] = time.monotonic() + seconds
        asyncio.get_running_loop().call_later(seconds + 0.01, self._changed.set)  # timers may be early by a moment

    def _is_held(self, host: str) -> bool:
        return self._free_at.get(host, 0.0) > time.monotonic()

    def answered(self, request: Request) -> None:
        self._answered.add(request.meta["turn"][1])
        self._changed.set()

    def finished(self, request: Request) -> None:
        """What came of a request is on record, or never will be in this run."""
        self._in_hand[request.meta["turn"][1]] -= 1
        self._changed.set()

    def wake(self) -> None:
        """Lets who waits for a change look again."""
        self._changed.set()

    def any_waiting(self) -> bool:
        return bool(self._waiting)

    async def change(self) -> None:
        """Waits until something was added, answered or finished since the last call."""
        await self._changed.wait()
        self._changed.clear()
