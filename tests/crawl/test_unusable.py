"""A crawl that cannot begin says why in one line, and its exit status tells."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from detaincrawl.store import migrate
from tests.crawl.conftest import Crawl
from tests.databases import Database
from tests.web import Entry, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def sources(tmp_path: Path, outlet: Site) -> Path:
    return catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})


def complaint(crawl: Crawl, sources: Path, *arguments: str, **environment: str) -> str:
    """The one line that a crawl says."""
    done = crawl(sources, *arguments, environment=environment)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_wrong_address_of_the_database(crawl: Crawl, sources: Path, outlet: Site) -> None:
    url = "postgresql://reader:hidden-word@127.0.0.1:9/none"
    line = complaint(crawl, sources, DATABASE_URL=url)
    assert line.startswith("detaincrawl: no connection to the database")
    assert "DATABASE_URL" in line
    assert "hidden-word" not in line
    assert outlet.asked == []


def test_database_behind_the_migrations(crawl: Crawl, sources: Path, database: Database, outlet: Site) -> None:
    migrate.downgrade(database.engine, "-1")
    assert "detaincrawl db upgrade" in complaint(crawl, sources)
    assert outlet.asked == []


def test_missing_catalogue(crawl: Crawl, tmp_path: Path) -> None:
    missing = tmp_path / "missing.toml"
    assert complaint(crawl, missing).startswith(f"detaincrawl: {missing}: cannot be read")


def test_catalogue_with_a_mistake(crawl: Crawl, sources: Path) -> None:
    sources.write_text(sources.read_text() + 'colour = "red"\n')
    assert "colour" in complaint(crawl, sources)


def test_source_that_the_catalogue_does_not_have(crawl: Crawl, sources: Path) -> None:
    assert "no news source elsewhere" in complaint(crawl, sources, "-a", "source=outlet,elsewhere")


def test_argument_that_does_not_exist(crawl: Crawl, sources: Path) -> None:
    assert "the only argument is -a source=KEY,KEY" in complaint(crawl, sources, "-a", "sources=outlet")


def test_network_that_is_none(crawl: Crawl, sources: Path) -> None:
    assert "ALLOW_NETWORKS: 'here' is no network" in complaint(crawl, sources, ALLOW_NETWORKS="here")


def test_archive_that_cannot_be_written_ends_the_crawl_with_everything_still_queued(
    crawl: Crawl, sources: Path, outlet: Site, tmp_path: Path, database: Database
) -> None:
    outlet.pages = {
        "/held": article("Estonian held in Minsk on spying charge", ["A man was detained in Minsk."], WHEN),
        "/feed": atom([Entry(outlet.url("/held"), "Estonian held in Minsk on spying charge", WHEN)]),
    }
    full = tmp_path / "full"
    full.write_text("a file where a folder should be")
    done = crawl(sources, environment={"ARCHIVE_DIR": str(full / "archive")})
    assert done.returncode == 1
    assert f"detaincrawl: archive {full / 'archive'}: " in done.stderr
    assert "Traceback" not in done.stderr
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT state, attempts FROM url")).all() == [("queued", 0)]
        assert connection.scalar(text("SELECT outcome FROM run")) == "finished"
