"""Extraction in worker processes: pages in, articles out; a page that hangs or kills its worker costs only itself."""

import asyncio
import fcntl
import multiprocessing
import os
import resource
import select
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from detaincrawl.extract import extract
from detaincrawl.records import Article, Page, Refused, Source

T = TypeVar("T")
Extractor = Callable[[Page, Source], Article]
Ready = Callable[[], object]

MEMORY = 1_000_000_000
"""Bytes of address space a worker may map."""
SECONDS = 10.0
"""Time a page may take; the slowest of 439 real ones took 0.3."""
_ATTEMPTS = 2
_RENEWALS = 5
"""Broken pools that a page outlives: each may have been broken by another page."""
_PAGES_A_WORKER = 2_000
"""Then a worker is renewed, because parsers do not give all memory back."""


class Extraction:
    """A pool of extracting processes: ``async with``, or ``start`` and ``stop``.

    The processes come from a server that is forked before there are threads, ignore Ctrl-C, and end with this process
    however it ends.
    """

    def __init__(
        self,
        workers: int | None = None,
        seconds: float = SECONDS,
        extractor: Extractor = extract,
        ready: Ready | None = None,
    ) -> None:
        """``ready`` is called once in each worker, outside the time that a page has."""
        self._workers = workers or os.cpu_count() or 1
        self._seconds = seconds
        self._extractor = extractor
        self._ready = ready
        self._pool: ProcessPool | None = None
        self._lifeline: Connection | None = None

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def start(self) -> None:
        """Start the workers; they are ready when the first page comes."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["detaincrawl.warm"])
        ending, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPool(self._workers, _PAGES_A_WORKER, _prepare, (ending, self._ready), context)

    async def stop(self) -> None:
        """End the workers; pages still waiting are cancelled."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(pool.join)
        if self._lifeline is not None:
            self._lifeline.close()

    async def extract(self, page: Page, source: Source) -> Article:
        """The page's article; Refused by the extractor, or for time, memory or the death of a worker."""
        return await self.run(page.url, self._extractor, page, source)

    async def run(self, url: str, step: Callable[..., T], *given: object) -> T:
        """What another pure step makes of a document at ``url``, in a worker too; Refused as ``extract``."""
        refused = Refused("worker died", url)
        for _ in range(_ATTEMPTS):
            try:
                return await self._attempt(url, step, given)
            except TimeoutError:
                refused = Refused("timeout", url)
            except MemoryError:
                refused = Refused("too much memory", url)
            except ProcessExpired:
                refused = Refused("worker died", url)
        raise refused

    async def _attempt(self, url: str, step: Callable[..., T], given: tuple[object, ...]) -> T:
        for _ in range(_RENEWALS):
            if self._pool is None:
                raise RuntimeError("the extraction pool is not started")
            pool = self._pool
            try:
                future = pool.schedule(step, given, timeout=self._seconds)
            except RuntimeError:
                await self._renew(pool)
                continue
            try:
                return await asyncio.wrap_future(future)
            except BrokenProcessPool:
                await self._renew(pool)
        raise Refused("worker died", url)

    async def _renew(self, broken: ProcessPool) -> None:
        """A pool breaks when an idle worker is killed from outside; whoever notices first sets up the next."""
        if self._pool is broken:
            self.start()
            broken.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(broken.join)


def alone(url: str, step: Callable[..., T], *given: object) -> T:
    """What a pure step makes of one document, in a worker that ends with it; Refused as ``Extraction.run``."""

    async def one() -> T:
        async with Extraction(1) as pool:
            return await pool.run(url, step, *given)

    return asyncio.run(one())


def _prepare(ending: Connection, ready: Ready | None) -> None:
    """In the new worker: bounds, signals, and the end of the process when the other end of ``ending`` closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The default action ends a worker at once even where it hangs in C and no Python handler would run.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with(ending)
    if ready is not None:
        ready()


def _end_with(ending: Connection) -> None:
    """Have the kernel signal this process when the pipe closes: a thread would wait for a page that holds the lock."""
    # Opened anew, because the owner that is signalled belongs to the open file, which all workers share.
    pipe = os.open(f"/dev/fd/{ending.fileno()}", os.O_RDONLY | os.O_NONBLOCK)
    ending.close()
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    if select.select([pipe], [], [], 0)[0]:
        os._exit(1)
