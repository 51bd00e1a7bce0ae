"""Pages kept in an archive and named by rows."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from detaincrawl.archive import Archive
from detaincrawl.records import Page
from detaincrawl.store import pages
from tests.databases import Database
from tests.store.readings import add_sources


def keep(folder: Path, given: Sequence[Page], segment_bytes: int = 2**20) -> list[Page]:
    """As one run does it."""

    async def run() -> list[Page]:
        writer = Archive(folder, segment_bytes).writer()
        try:
            return [*await asyncio.gather(*(writer.keep(page) for page in given))]
        finally:
            await writer.close()

    return asyncio.run(run())


def keep_with_rows(database: Database, folder: Path, given: Sequence[Page], segment_bytes: int = 2**20) -> list[Page]:
    kept = keep(folder, given, segment_bytes)
    with database.engine.begin() as connection:
        if missing := {page.source for page in kept} - pages.known_sources(connection).keys():
            add_sources(connection, *missing)
        return pages.save(connection, kept)
