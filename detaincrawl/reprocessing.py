"""Everything again from the archive, without network: kept pages through the same steps, into the same rows."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from detaincrawl import archive, readers
from detaincrawl.archive import ArchiveError
from detaincrawl.carried import read_article
from detaincrawl.readers import RULES_ALONE, Chosen
from detaincrawl.records import Page, Reading, Refused, Source
from detaincrawl.steps import derive
from detaincrawl.store import pages, readings
from detaincrawl.store.errors import DatabaseError
from detaincrawl.store.readings import GroupCommit, Saved
from detaincrawl.workers import Extraction

BATCH = 200
IN_HAND = 16
"""Pages in memory at once: enough to keep the workers busy."""

Save = Callable[[Reading], Awaitable[Saved]]


@dataclass(frozen=True, slots=True)
class Work:
    """Which pages are read again, and from where."""

    engine: Engine
    folder: Path
    """Of the archive."""
    catalogue: Mapping[str, Source]
    since: datetime | None = None
    source: str | None = None
    chosen: Chosen = RULES_ALONE
    """Who reads."""


@dataclass(slots=True)
class Tally:
    """What came of it."""

    pages: int = 0
    changed: int = 0
    same: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    gone: int = 0
    """Taken out of the archive meanwhile."""
    lost: int = 0
    """Torn or missing records, and pages that the program failed on: each has a line of its own."""


Report = Callable[[Tally, str | None], None]
"""Called after each page, with a line where something was wrong with it."""


class Reprocessing:
    """One pass over the archive."""

    def __init__(self, work: Work, report: Report, save: Save | None = None) -> None:
        """``save`` other than the store's: a dry run."""
        self.tally = Tally()
        self._work = work
        self._report = report
        self._save = save or GroupCommit(work.engine, derive).save
        self._gate = asyncio.Semaphore(IN_HAND)

    async def run(self) -> Tally:
        """Read all chosen pages again. Raises DatabaseError when the database goes away, or the key of the
        forgotten is not here: what was saved stays.
        """
        lost: Exception | None = None
        try:
            async with (
                Extraction(ready=partial(readers.reader, self._work.chosen)) as pool,
                asyncio.TaskGroup() as tasks,
            ):
                async for page in self._chosen():
                    await self._gate.acquire()
                    tasks.create_task(self._one(page, pool))
        except* (OperationalError, InterfaceError) as errors:
            said = " ".join(str(errors.exceptions[0]).split())
            lost = DatabaseError(f"the database went away ({said}): run it again when it is back")
        except* DatabaseError as errors:
            lost = errors.exceptions[0]
        if lost:
            raise lost
        return self.tally

    async def _chosen(self) -> AsyncIterator[Page]:
        last = 0
        while batch := await asyncio.to_thread(self._batch, last):
            for page in batch:
                yield page
            last = batch[-1].page_id or 0

    def _batch(self, last: int) -> list[Page]:
        with self._work.engine.connect() as connection:
            return pages.after(connection, last, BATCH, self._work.since, self._work.source)

    async def _one(self, page: Page, pool: Extraction) -> None:
        line = None
        try:
            line = await self._again(page, pool)
        except Refused as refused:
            self.tally.refused[refused.reason] += 1
        except ArchiveError as error:
            line = f"page {page.page_id}, {page.url}: {error}"
        except (OperationalError, InterfaceError, DatabaseError):
            raise
        except Exception as error:  # one document of a batch
            line = f"page {page.page_id}, {page.url}: {type(error).__name__}: {error}"
        finally:
            self._gate.release()
        self.tally.pages += 1
        self.tally.lost += line is not None
        self._report(self.tally, line)

    async def _again(self, page: Page, pool: Extraction) -> str | None:
        whole = await asyncio.to_thread(self._whole, page)
        if whole is None:
            self.tally.gone += 1
            return None
        source = self._work.catalogue.get(page.source)
        if source is None:
            return f"page {page.page_id}, {page.url}: its source {page.source} is neither in the catalogue nor crawled"
        article = await pool.extract(whole, source)
        reading = await pool.run(page.url, read_article, article, self._work.chosen)
        saved = await self._save(reading)
        if saved.changed:
            self.tally.changed += 1
        else:
            self.tally.same += 1
        return None

    def _whole(self, page: Page) -> Page | None:
        """The page with its bytes; None where its row is gone. A segment may be rewritten while this reads."""
        assert page.place
        assert page.page_id
        try:
            kept = archive.read(self._work.folder, page.place)
        except ArchiveError:
            with self._work.engine.connect() as connection:
                place = pages.place(connection, page.page_id)
            if place is None:
                return None
            if place == page.place:
                raise
            kept = archive.read(self._work.folder, place)
        return replace(page, headers=kept.headers, body=kept.body)


def dry(engine: Engine) -> Save:
    """Saves and rolls back: says what would change, and changes nothing."""

    def attempt(reading: Reading) -> Saved:
        with engine.connect() as connection, connection.begin() as transaction:
            [saved] = readings.save(connection, [reading])
            transaction.rollback()
            return saved

    async def save(reading: Reading) -> Saved:
        return await asyncio.to_thread(attempt, reading)

    return save
