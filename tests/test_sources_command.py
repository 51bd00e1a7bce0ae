"""``detaincrawl sources`` as a real process."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from detaincrawl.commands import main
from detaincrawl.records import Source
from detaincrawl.store import runs
from detaincrawl.store.barren import barren
from detaincrawl.store.runs import Outcome
from detaincrawl.vocabularies import SourceKind
from tests.databases import Database
from tests.web import Entry, Reply, atom, site

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


def entry(key: str, *feeds: str) -> str:
    return f"""
[[source]]
key = "{key}"
name = "{key}"
kind = "news"
homepage = "https://{key}.test/"
language = "en"
feeds = {json.dumps(feeds)}
"""


def test_check_says_what_each_address_yields(tmp_path: Path) -> None:
    with site() as web:
        web.pages["/feed"] = atom([Entry(web.url("/a"), "A", NOW), Entry(web.url("/b"), "B", NOW)])
        web.pages["/page"] = Reply("<html><link rel=alternate type=application/rss+xml href=/feed>")
        catalogue = tmp_path / "sources.toml"
        catalogue.write_text(entry("good", web.url("/feed")) + entry("bad", web.url("/page"), web.url("/gone")))
        asked = subprocess.run(
            [Path(sys.executable).with_name("detaincrawl"), "sources", "check", "--json"],
            env={**os.environ, "SOURCES": str(catalogue), "ALLOW_NETWORKS": "127.0.0.0/8"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert [(one["source"], one["kind"], one["links"], one["reason"]) for one in json.loads(asked.stdout)] == [
            ("good", "feed", 2, None),
            ("bad", None, 0, "status 404"),
            ("bad", None, 0, f"html: a page, no feed; it names {web.url('/feed')}"),
        ]
        assert asked.returncode == 1
        assert "1 of 2 sources yield something" in asked.stderr
        assert len(web.paths()) == 3


def test_list_names_every_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = tmp_path / "sources.toml"
    catalogue.write_text(entry("one", "ftp://a.test/") + entry("two", "gopher://a.test/"))
    monkeypatch.setenv("SOURCES", str(catalogue))
    asked = CliRunner().invoke(main, ["sources", "list"])
    assert asked.exit_code == 1
    assert "source 1 (one): feeds:" in asked.output
    assert "source 2 (two): feeds:" in asked.output


def test_list_tells_the_bundled_catalogue() -> None:
    asked = CliRunner().invoke(main, ["sources", "list", "--country", "lt", "--json"])
    assert [one["key"] for one in json.loads(asked.output)] == ["lrt"]


@pytest.mark.parametrize("key", ["nowhere", "tg-tass"])
def test_a_key_that_cannot_be_checked_is_one_line(key: str) -> None:
    asked = CliRunner().invoke(main, ["sources", "check", key])
    assert asked.exit_code == 2
    assert key in asked.output.splitlines()[-1]


def record(database: Database, outcomes: dict[str, list[Outcome]]) -> None:
    """A run an hour; the first outcome of a list is the oldest."""
    known = [Source(key, key, SourceKind.NEWS, f"https://{key}.test/", "en") for key in outcomes]
    with database.engine.begin() as connection:
        runs.save_sources(connection, known)
        for hour in range(max(map(len, outcomes.values()))):
            now = NOW + timedelta(hours=hour)
            run = runs.start_run(connection, "news", now)
            for key, told in outcomes.items():
                if hour < len(told):
                    runs.start_sources(connection, run, [key], now)
                    runs.end_source(connection, run, key, told[hour], now)


def test_a_source_that_yields_nothing_several_times_is_reported(database: Database) -> None:
    ok, empty, failed, busy = Outcome.OK, Outcome.EMPTY, Outcome.FAILED, Outcome.BUSY
    told = {
        "well": [failed, failed, failed, ok],
        "poor": [ok, empty, busy, failed, empty],
        "twice": [ok, empty, failed],
        "never": [failed, failed, failed],
    }
    record(database, told)
    with database.engine.connect() as connection:
        found = {one.source: (one.runs, one.outcome, one.last_ok) for one in barren(connection, 3)}
    assert found == {"never": (3, "failed", None), "poor": (3, "empty", NOW)}


def test_health_is_a_failure_where_a_source_yields_nothing(database: Database) -> None:
    record(database, {"poor": [Outcome.EMPTY] * 3})
    asked = CliRunner().invoke(main, ["sources", "health"])
    assert asked.exit_code == 1
    assert "poor" in asked.output


def test_health_is_quiet_where_all_yield(database: Database) -> None:
    record(database, {"well": [Outcome.EMPTY, Outcome.EMPTY, Outcome.OK]})
    asked = CliRunner().invoke(main, ["sources", "health"])
    assert asked.exit_code == 0
    assert "no source yielded nothing 3 times in a row" in asked.output
