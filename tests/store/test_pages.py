"""Rows of kept pages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from detaincrawl.records import ArchivePlace, Link, Page
from detaincrawl.store import pages
from detaincrawl.store.models.crawl import Url
from tests.databases import Database
from tests.store.readings import add_sources

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def page(number: int, source: str = "gazette", link: Link | None = None) -> Page:
    url = f"https://{source}.test/{number}"
    return Page(source, url, DAY.replace(day=number), link=link, place=ArchivePlace("a.warc.gz", number, 9, "0" * 64))


def test_a_page_comes_back_with_its_place_and_what_the_feed_said(database: Database) -> None:
    link = Link("https://gazette.test/1", "T\0itle \ud800 é", None, DAY, None, "en")
    with database.engine.begin() as connection:
        add_sources(connection)
        [saved] = pages.save(connection, [page(1, link=link)])
    with database.engine.begin() as connection:
        assert pages.after(connection, 0, 10) == [saved]
        assert saved.page_id is not None
        assert pages.place(connection, saved.page_id) == saved.place
        assert pages.place(connection, saved.page_id + 1) is None


def test_a_page_that_is_not_on_disk_gets_no_row(database: Database) -> None:
    with database.engine.begin() as connection, pytest.raises(ValueError, match="no place in the archive"):
        pages.save(connection, [replace(page(1), place=None)])


def test_pages_come_in_batches_by_source_and_time(database: Database) -> None:
    with database.engine.begin() as connection:
        add_sources(connection, "gazette", "herald")
        saved = pages.save(connection, [page(n, source) for n in range(1, 6) for source in ("gazette", "herald")])
        first = pages.after(connection, 0, 4)
        assert first + pages.after(connection, first[-1].page_id or 0, 99) == saved
        late = pages.after(connection, 0, 99, DAY.replace(day=4), "herald")
        assert [(found.source, found.fetched_at.day) for found in late] == [("herald", 4), ("herald", 5)]
        assert pages.count(connection, DAY.replace(day=4), "herald") == 2


def test_only_a_better_screen_asks_again_for_what_was_put_aside(database: Database) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        for number, state, version in ((1, "screened_out", 1), (2, "screened_out", 2), (3, "done", None)):
            row = {"url": f"https://gazette.test/{number}", "source": "gazette", "state": state, "attempts": 0}
            connection.execute(insert(Url).values(**row, discovered_at=DAY, next_try_at=DAY, screen_version=version))
        assert pages.ask_again(connection, 1, DAY) == 0
        assert pages.ask_again(connection, 2, DAY) == 1
        queued = connection.scalars(select(Url.url).where(Url.state == "queued"))
        assert list(queued) == ["https://gazette.test/1"]
