"""One crawl's dealings with the database, for every spider: its run, the sources it holds, and what came of each."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from scrapy import Spider
from scrapy.exceptions import CloseSpider, DropItem
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from detaincrawl import screen, sources
from detaincrawl.records import Link, Refused, Source
from detaincrawl.store import feeds, frontier, pages, runs
from detaincrawl.store.errors import reason_of
from detaincrawl.store.hold import Hold
from detaincrawl.store.runs import Outcome, Tally
from detaincrawl.vocabularies import SourceKind

T = TypeVar("T")
log = logging.getLogger(__name__)


class CrawlStopped(DropItem, CloseSpider):
    """Raised by every step once the database or the archive is of no use any more.

    In a pipeline it drops the page, in a callback and in ``start`` it closes the spider; either way quietly, because
    rows of what is in hand are still queued and the command says why, once.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.reason = "stopped"
        self.why = why


class PageRefused(DropItem):
    """Raised by a step for a page that is of no use: the spider gives its address up, and counts why."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(f"refused: {refused}")
        self.refused = refused


class UnknownSource(ValueError):
    """Raised for ``-a source=`` with a key that the catalogue does not have for this spider."""


def chosen(catalogue: str | None, kind: SourceKind, keys: str | None) -> tuple[Source, ...]:
    """The catalogue's sources of a spider's kind, or those of them that ``-a source=KEY,KEY`` names.

    Raises CatalogueError and UnknownSource.
    """
    entries = sources.load(Path(catalogue) if catalogue else None)
    of_kind = {source.key: source for source in entries if source.kind == kind}
    if keys is None:
        return tuple(of_kind.values())
    wanted = [key for key in (key.strip() for key in keys.split(",")) if key]
    unknown = sorted(set(wanted) - set(of_kind))
    if unknown or not wanted:
        named = ", ".join(unknown) or "nothing"
        raise UnknownSource(
            f"-a source={keys}: the catalogue has no {kind} source {named}; see `detaincrawl sources list`"
        )
    return tuple(of_kind[key] for key in dict.fromkeys(wanted))


class Crawl:
    """Rows of one crawl. Every step is one transaction; one that the database refused by being away is done again."""

    def __init__(self, spider: str, wanted: Sequence[Source], engine: Engine, patience: float) -> None:
        self.spider = spider
        self.sources = {source.key: source for source in wanted}
        self.tallies: dict[str, Tally] = {}
        self.held: list[str] = []
        self.busy: list[str] = []
        self.stopped: CrawlStopped | None = None
        self.run = 0
        self.engine = engine
        self._hold = Hold(engine)
        self._patience = patience
        self._away: set[str] = set()
        """Why the database did not do the last steps, as was told."""

    async def begin(self) -> None:
        """Writes the run, and takes the sources that no other run holds."""
        now = datetime.now(UTC)
        await self.step(lambda connection: runs.save_sources(connection, list(self.sources.values())))
        await self.step(lambda connection: pages.ask_again(connection, screen.VERSION, now))
        self.run = await self.step(lambda connection: runs.start_run(connection, self.spider, now))
        taken = await self.patiently(lambda: self._hold.take(self.sources))
        await self.step(lambda connection: runs.start_sources(connection, self.run, list(self.sources), now))
        for key in self.sources:
            if key in taken:
                self.held.append(key)
                self.tallies[key] = Tally()
            else:
                await self._leave(key)

    async def end(self, reason: str) -> None:
        """Writes what came of the run and of each source, as far as the database lets, and lets the sources go."""
        now = datetime.now(UTC)
        try:
            if self.run:
                await asyncio.to_thread(self._transaction, lambda connection: self._end(connection, reason, now))
        except (OperationalError, InterfaceError) as away:
            self.stop(f"the database stays away: {reason_of(away)}")
        finally:
            await asyncio.to_thread(self._hold.close)

    def stop(self, why: str) -> CrawlStopped:
        """From now on every step raises what this returns."""
        self.stopped = self.stopped or CrawlStopped(f"{why}; what was not stored stays queued for the next crawl")
        return self.stopped

    async def claim(self, source: str, most: int, taken: Collection[int]) -> list[frontier.Queued]:
        """Addresses of a source to be fetched now; none when the source was lost to another run."""
        tally = self.tallies[source]
        await self.step(lambda connection: runs.save_tally(connection, self.run, source, tally))
        try:
            return await asyncio.to_thread(self._hold.claim, source, most, taken, datetime.now(UTC))
        except (OperationalError, InterfaceError):
            log.warning("The session that holds the sources was lost; locking them again")
        for lost in await self.patiently(self._hold.regain):
            self.held.remove(lost)
            await self._leave(lost)
        return await self.claim(source, most, taken) if source in self.held else []

    async def discovered(self, answer: feeds.Answer, links: Sequence[Link], sitemaps: Sequence[str]) -> int:
        """Queues what a feed names, with the feed's own state; returns how many addresses are queued by it."""

        def save(connection: Connection) -> int:
            feeds.save_answer(connection, answer, sitemaps)
            return frontier.discover(connection, answer.source, links, answer.checked_at)

        return await self.step(save)

    async def refused(self, source: str, url_id: int, reason: str, fetched_at: datetime | None = None) -> None:
        """Gives an address up, and counts why."""
        self.tallies[source].refused[reason.partition(":")[0]] += 1
        await self.step(lambda connection: frontier.refused(connection, url_id, reason, fetched_at))

    async def failed(self, source: str, url_id: int, reason: str) -> None:
        """Leaves an address for later, and counts why."""
        self.tallies[source].errors[reason] += 1
        await self.step(lambda connection: frontier.failed(connection, url_id, reason, datetime.now(UTC)))

    async def put_off(self, source: str, url_id: int, reason: str, wait: timedelta) -> None:
        """Leaves an address whose host forbids this run to ask it."""
        self.tallies[source].errors[reason] += 1
        await self.step(lambda connection: frontier.put_off(connection, url_id, reason, datetime.now(UTC) + wait))

    async def step(self, step: Callable[[Connection], T]) -> T:
        """One transaction, in a thread. Raises CrawlStopped when the database stays away."""
        return await self.patiently(lambda: self._transaction(step))

    async def patiently(self, call: Callable[[], T]) -> T:
        """A blocking call that makes its own transaction, in a thread; done again while the database is away."""
        wait, waited = 0.5, 0.0
        while True:
            if self.stopped:
                raise self.stopped
            try:
                done = await asyncio.to_thread(call)
                self._away.clear()
                return done
            except (OperationalError, InterfaceError) as away:
                if waited >= self._patience:
                    raise self.stop(f"the database stays away: {reason_of(away)}") from None
                self._tell(reason_of(away))
            await asyncio.sleep(wait)
            waited, wait = waited + wait, min(wait * 2, 10.0)

    def _tell(self, reason: str) -> None:
        """Each reason once until the database answers again, however many steps wait."""
        if reason not in self._away:
            log.warning("The database is away (%s); waiting up to %g s for it", reason, self._patience)
        self._away.add(reason)

    def _transaction(self, step: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return step(connection)

    async def _leave(self, source: str) -> None:
        """Another run holds the source."""
        self.busy.append(source)
        now = datetime.now(UTC)
        await self.step(lambda connection: runs.end_source(connection, self.run, source, Outcome.BUSY, now))

    def _end(self, connection: Connection, reason: str, now: datetime) -> None:
        for key in self.held:
            runs.save_tally(connection, self.run, key, self.tallies[key])
            if outcome := self.tallies[key].outcome():
                runs.end_source(connection, self.run, key, outcome, now)
        runs.end_run(connection, self.run, "stopped" if self.stopped else reason, now)


def crawl_of(spider: Spider | None) -> Crawl:
    """The crawl that a spider of this project runs."""
    crawl = vars(spider)["crawl"]
    assert isinstance(crawl, Crawl)
    return crawl
