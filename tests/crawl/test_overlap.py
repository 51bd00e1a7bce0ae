"""Two crawls at once, and a database that goes away under one."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sqlalchemy import text

from detaincrawl.store import migrate
from detaincrawl.store.embedded import Server
from detaincrawl.store.engine import engine
from tests.crawl.conftest import Crawl, Start
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)


def goals(outlet: Site, count: int) -> None:
    paths = [f"/goal/{number}" for number in range(count)]
    outlet.pages = {path: article("Late goal", ["The home side won."], WHEN) for path in paths}
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), path, WHEN) for path in paths])


def test_second_run_of_a_source_says_so_and_ends_while_other_sources_go_on(
    start: Start, crawl: Crawl, tmp_path: Path, outlet: Site, other: Site, database: Database
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
    first = start(sources, "-a", "source=outlet")
    assert asked.wait(60)

    second = crawl(sources)
    assert second.returncode == 0
    assert "outlet: another run holds this source" in second.stderr
    assert other.paths() == ["/feed", "/goal/0"]
    answer.set()
    assert first.wait(60) == 0
    assert outlet.paths() == ["/feed", "/goal/0"]
    with database.engine.connect() as connection:
        outcomes = connection.execute(text("SELECT run_id, source, outcome FROM source_run ORDER BY 1, 2")).all()
    assert [tuple(row) for row in outcomes] == [(1, "outlet", "ok"), (2, "other", "ok"), (2, "outlet", "busy")]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A PostgreSQL of its own, that may be stopped."""
    own = Server(tmp_path / "pg")
    own.start()
    migrate.upgrade(engine(own.url()))
    engine(own.url()).dispose()
    monkeypatch.setenv("DATABASE_URL", own.url())
    yield own
    engine(own.url()).dispose()
    own.remove()


def states(server: Server) -> list[tuple[str, int]]:
    with engine(server.url()).connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT state, count(*) FROM url GROUP BY 1"))]


def crawl_of_40(server: Server, crawl: Crawl, tmp_path: Path, outlet: Site, patience: str) -> "CompletedProcess[str]":
    feeds = {"outlet": {"feeds": [outlet.url("/feed")]}}
    sources = catalogue(tmp_path / "sources.toml", feeds)
    return crawl(sources, settings={"DATABASE_PATIENCE": patience}, environment={"DATABASE_URL": server.url()})


def test_crawl_waits_for_a_database_that_comes_back_and_loses_nothing(
    server: Server, crawl: Crawl, tmp_path: Path, outlet: Site
) -> None:
    goals(outlet, 40)
    again = threading.Timer(1.0, server.start)

    def restart() -> None:
        server.stop()
        again.start()

    outlet.pages["/goal/7"] = Reply("Late goal", before=restart)
    done = crawl_of_40(server, crawl, tmp_path, outlet, "60")
    again.join()
    assert done.returncode == 0
    assert states(server) == [("screened_out", 40)]
    assert len(outlet.paths()) == 41


def test_crawl_that_lost_its_database_says_so_and_the_next_goes_on_from_there(
    server: Server, crawl: Crawl, tmp_path: Path, outlet: Site
) -> None:
    goals(outlet, 40)
    outlet.pages["/goal/7"] = Reply("Late goal", before=server.stop)
    done = crawl_of_40(server, crawl, tmp_path, outlet, "1")
    assert done.returncode == 1
    assert "detaincrawl: the database stays away" in done.stderr
    assert "Traceback" not in done.stderr
    server.start()
    outlet.pages["/goal/7"] = Reply("Late goal")
    assert crawl_of_40(server, crawl, tmp_path, outlet, "1").returncode == 0
    assert states(server) == [("screened_out", 40)]
