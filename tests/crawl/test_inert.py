"""A hostile outlet, from its feed to the case table: nothing of it reaches a log or a terminal raw."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.social.conftest import catalogue as accounts
from tests.test_inert import HOSTILE, SAID, assert_inert, printed, shown
from tests.web import Entry, Reply, Site, article, atom, catalogue, site

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def hostile() -> Iterator[Site]:
    with site() as outlet:
        page = article(f"Estonian held in Minsk {HOSTILE}", [SAID, HOSTILE], WHEN)
        body = page.content() if isinstance(page.body, bytes) else page.body.encode("utf-8", "surrogatepass")
        outlet.pages["/held"] = Reply(body)
        outlet.pages["/away"] = Reply(status=302, headers={"Location": "http://\x1b[2J.test/\x9b"})
        entries = [Entry(outlet.url(path), "Estonian held in Minsk", WHEN) for path in ("/held", "/away")]
        outlet.pages["/feed"] = atom(entries)
        outlet.pages["/none"] = Reply(f"<rss><{HOSTILE}".encode("utf-8", "surrogatepass"), type="text/\x1bxml")
        yield outlet


def test_hostile_outlet_is_crawled_checked_and_shown_without_a_raw_byte(
    hostile: Site, crawler: Crawler, tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds: list[str] = [hostile.url("/feed"), hostile.url("/none")]
    sources = catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": feeds, "name": "[bold] :smile: =1+1"}})
    logged = crawler.crawl(sources, settings={"LOG_LEVEL": "DEBUG"})
    assert logged.status == 0
    assert_inert(logged.said.encode())
    assert rows(database, "SELECT count(*) FROM case_overview") == [(1,)]
    add_what_an_older_version_let_through(database)
    assert b"Decide with: detaincrawl judge same" in shown("proposals")
    monkeypatch.setenv("SOURCES", str(sources))
    monkeypatch.setenv("ALLOW_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("ARCHIVE_DIR", str(crawler.archive))
    (crawler.archive / "\x1b[2J\x9b.warc.gz").write_bytes(b"\x1b[2J")
    [(one, other)] = rows(database, "SELECT person_id, other_id FROM proposal")
    for arguments in ("sources check --json", "reprocess"):
        assert_inert(printed(*arguments.split()))
    for arguments in ("cases", "cases Tamm", "proposals", "proposals --json", "sources list", "sources health",
                      f"judge same {one} {other} --note \x1b[2J", f"judge confirm {one} --note \x1b[2J",
                      "archive check", "archive sweep", "forget \x1b[2J\x9b", f"forget {one}"):  # fmt: skip
        assert_inert(shown(*arguments.split()))


def test_what_a_platform_answers_is_logged_inert(crawler: Crawler, tmp_path: Path, outlet: Site) -> None:
    outlet.answer = lambda _: Reply(json.dumps({"message": HOSTILE}), type="application/json")
    account = {"press": {"account": "press.test", "api": outlet.origin}}
    ended = crawler.crawl(
        accounts(tmp_path / "sources.toml", "bluesky", account), spider="bluesky", settings={"LOG_LEVEL": "INFO"}
    )
    assert "no feed (" in ended.said
    assert_inert(ended.said.encode())


def add_what_an_older_version_let_through(database: Database) -> None:
    """The database takes any sign but NUL and half pairs: what is shown may not rest on what was stored."""
    name = HOSTILE.replace("\x00", "").replace("\ud800", "")
    with psycopg.connect(database.url) as connection:
        connection.execute("UPDATE person SET name = %s || name, aliases = ARRAY[%s]", (name, name))
        connection.execute("UPDATE claim SET quote = %s || quote", (name,))
        connection.execute("INSERT INTO person SELECT id / 2, anchor_key, name, aliases, nationalities FROM person")
        connection.execute(
            "INSERT INTO proposal SELECT a.id, b.id, a.anchor_key, b.anchor_key, 0.5, ARRAY[%s] "
            "FROM person a, person b WHERE a.id < b.id",
            (name,),
        )
