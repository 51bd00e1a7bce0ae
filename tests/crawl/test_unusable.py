"""A crawl that cannot begin says why in one line, and its exit status tells."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from detaincrawl.scrapy_commands.crawl import check
from detaincrawl.sources import CatalogueError
from detaincrawl.store import migrate
from detaincrawl.store.errors import DatabaseError
from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.web import Entry, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def sources(tmp_path: Path, outlet: Site) -> Path:
    return catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})


def checked(sources: Path, arguments: Mapping[str, str] = {}, networks: str = "") -> None:
    check(
        "news", arguments, Settings({"SOURCES": str(sources), "ALLOW_NETWORKS": networks, "HTTPPROXY_ENABLED": False})
    )


def test_wrong_address_of_the_database_is_one_line_without_its_password(
    crawler: Crawler, sources: Path, outlet: Site
) -> None:
    url = "postgresql://reader:hidden-word@127.0.0.1:9/none"
    ended = crawler.crawl(sources, environment={"DATABASE_URL": url})
    assert ended.status == 2
    (line,) = ended.said.splitlines()
    assert line.startswith("detaincrawl: no connection to the database")
    assert "DATABASE_URL" in line
    assert "hidden-word" not in line
    assert outlet.asked == []


def test_database_behind_the_migrations(sources: Path, database: Database) -> None:
    checked(sources)
    migrate.downgrade(database.engine, "-1")
    with pytest.raises(DatabaseError, match="detaincrawl db upgrade"):
        checked(sources)


def test_missing_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"missing\.toml: cannot be read"):
        checked(tmp_path / "missing.toml")


def test_catalogue_with_a_mistake(sources: Path) -> None:
    sources.write_text(sources.read_text() + 'colour = "red"\n')
    with pytest.raises(CatalogueError, match="colour"):
        checked(sources)


def test_source_that_the_catalogue_does_not_have(sources: Path) -> None:
    with pytest.raises(ValueError, match="no news source elsewhere"):
        checked(sources, {"source": "outlet,elsewhere"})


def test_argument_that_does_not_exist(sources: Path) -> None:
    with pytest.raises(ValueError, match="the only argument is -a source=KEY,KEY"):
        checked(sources, {"sources": "outlet"})


def test_proxy_would_be_a_way_round_the_guard(sources: Path) -> None:
    with pytest.raises(ValueError, match="HTTPPROXY_ENABLED"):
        check("news", {}, Settings({"SOURCES": str(sources), "ALLOW_NETWORKS": "", "HTTPPROXY_ENABLED": True}))


def test_network_that_is_none(sources: Path) -> None:
    with pytest.raises(ValueError, match="ALLOW_NETWORKS: 'here' is no network"):
        checked(sources, networks="here")


def test_archive_that_cannot_be_written_ends_the_crawl_with_everything_still_queued(
    crawler: Crawler, sources: Path, outlet: Site, tmp_path: Path, database: Database
) -> None:
    title = "Estonian held in Minsk on spying charge"
    outlet.pages = {
        "/held": article(title, ["A man was detained in Minsk."], WHEN),
        "/feed": atom([Entry(outlet.url("/held"), title, WHEN)]),
    }
    full = tmp_path / "full"
    full.write_text("a file where a folder should be")
    ended = crawler.crawl(sources, environment={"ARCHIVE_DIR": str(full / "archive")})
    assert ended.status == 1
    assert f"detaincrawl: archive {full / 'archive'}: " in ended.said
    assert "Traceback" not in ended.said
    assert rows(database, "SELECT state, attempts FROM url") == [("queued", 0)]


def test_every_source_failed(crawler: Crawler, tmp_path: Path, database: Database) -> None:
    sources = catalogue(tmp_path / "sources.toml", {"dead": {"feeds": ["http://127.0.0.3:9/feed"]}})
    ended = crawler.crawl(sources)
    assert ended.status == 1
    assert "detaincrawl: 1 of 1 sources failed: dead (feed: robots.txt: connection refused)" in ended.said
    assert ended.said.endswith("detaincrawl: every source failed: is the network up?\n")


def test_refused_address_inside_says_how_it_is_opened(crawler: Crawler, tmp_path: Path, database: Database) -> None:
    sources = catalogue(tmp_path / "sources.toml", {"own": {"feeds": ["http://127.0.0.3:8601/feed"]}})
    ended = crawler.crawl(sources, environment={"ALLOW_NETWORKS": ""})
    assert ended.status == 1
    assert "own (feed: inward request: port 8601 is none of the web's)" in ended.said
    assert "detaincrawl: addresses inside are asked only where" in ended.said
    assert "ALLOW_NETWORKS=127.0.0.0/8" in ended.said
