"""Two crawls at once, and a database that goes away under one."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from detaincrawl.store import migrate
from detaincrawl.store.embedded import Server
from detaincrawl.store.engine import engine
from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)


def goals(outlet: Site, count: int) -> None:
    paths = [f"/goal/{number}" for number in range(count)]
    outlet.pages = {path: article("Late goal", ["The home side won."], WHEN) for path in paths}
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), path, WHEN) for path in paths])


def test_second_run_of_a_source_says_so_and_ends_while_other_sources_go_on(
    crawler: Crawler, tmp_path: Path, outlet: Site, other: Site, database: Database
) -> None:
    asked, answer = threading.Event(), threading.Event()
    goals(outlet, 1)
    goals(other, 1)

    def hold() -> None:
        asked.set()
        answer.wait(60)

    outlet.pages["/goal/0"] = Reply("late", before=hold)
    feeds = {"outlet": {"feeds": [outlet.url("/feed")]}, "other": {"feeds": [other.url("/feed")]}}
    sources = catalogue(tmp_path / "sources.toml", feeds)
    first = crawler.start(sources, "-a", "source=outlet")
    assert first.stdout
    first.stdout.close()  # nobody reads it: it ends all the same
    first.stdout = None
    assert asked.wait(60)

    second = crawler.crawl(sources)
    assert second.status == 0
    assert "outlet: another run holds this source" in second.said
    assert other.paths() == ["/feed", "/goal/0"]
    answer.set()
    assert first.wait(120) == 0
    assert outlet.paths() == ["/feed", "/goal/0"]
    outcomes = rows(database, "SELECT run_id, source, outcome FROM source_run ORDER BY 1, 2")
    assert outcomes == [(1, "outlet", "ok"), (2, "other", "ok"), (2, "outlet", "busy")]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A PostgreSQL of its own, that may be stopped."""
    own = Server(tmp_path / "pg")
    own.start()
    migrate.upgrade(engine(own.url()))
    engine(own.url()).dispose()
    yield own
    engine(own.url()).dispose()
    own.remove()


@pytest.fixture
def forty(outlet: Site, tmp_path: Path) -> Path:
    """A catalogue of one outlet with 40 articles."""
    goals(outlet, 40)
    return catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})


def states(server: Server) -> list[tuple[Any, ...]]:
    own = Database(server.url(), engine(server.url()))
    return rows(own, "SELECT state, count(*) FROM url GROUP BY 1")


def test_crawl_waits_for_a_database_that_comes_back_and_loses_nothing(
    server: Server, tmp_path: Path, outlet: Site, forty: Path
) -> None:
    again = threading.Timer(1.0, server.start)

    def restart() -> None:
        server.stop()
        again.start()

    outlet.pages["/goal/7"] = Reply("Late goal", before=restart)
    ended = Crawler(server.url(), tmp_path).crawl(forty)
    again.join()
    assert ended.status == 0
    assert states(server) == [("screened_out", 40)]
    assert len(outlet.paths()) == 41


def test_crawl_that_lost_its_database_says_so_and_the_next_goes_on_from_there(
    server: Server, tmp_path: Path, outlet: Site, forty: Path
) -> None:
    outlet.pages["/goal/7"] = Reply("Late goal", before=server.stop)
    crawler = Crawler(server.url(), tmp_path)
    ended = crawler.crawl(forty, settings={"DATABASE_PATIENCE": "1"})
    assert ended.status == 1
    assert "detaincrawl: the database stays away" in ended.said
    assert "Traceback" not in ended.said
    server.start()
    outlet.pages["/goal/7"] = Reply("Late goal")
    assert crawler.crawl(forty).status == 0
    assert states(server) == [("screened_out", 40)]
