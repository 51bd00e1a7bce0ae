"""``detaincrawl reprocess``: the archive read again, whole, torn, by two at once."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from detaincrawl.commands import main
from detaincrawl.records import Page
from tests.archive.conftest import FETCHED
from tests.archive.stored import keep_with_rows
from tests.databases import Database
from tests.store.readings import everything

TEXT = (
    "<p>MINSK — Odd Bakken, a Norwegian citizen, was arrested in Belarus on 3 February 2026 and charged with "
    "espionage, his lawyer said on Monday.</p><p>A court in Minsk sentenced Bakken to two years in prison.</p>"
    "<p>The cyclist had ridden from Oslo to the border. Norway's foreign ministry says that it follows the case, and "
    "that a consul was let in twice. His sister said that he has lost nine kilos since.</p>"
)

ENTRY = """
[[source]]
key = "{0}"
name = "{0}"
kind = "news"
homepage = "https://{0}.test/"
language = "en"
feeds = ["https://{0}.test/rss"]
"""


def article(number: int, source: str = "gazette") -> Page:
    title = f"Norwegian cyclist held in Belarus, day {number}"
    head = f'<title>{title}</title><meta property="article:published_time" content="2026-02-2{number}T10:00:00Z">'
    body = f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1>{TEXT}</article></body></html>"
    moment = FETCHED + timedelta(days=number)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(source, f"https://{source}.test/{number}", moment, headers, body.encode())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    catalogue = tmp_path / "sources.toml"
    catalogue.write_text("".join(ENTRY.format(key) for key in ("gazette", "herald")))
    monkeypatch.setenv("SOURCES", str(catalogue))
    monkeypatch.setenv("ARCHIVE_DIR", str(tmp_path / "archive"))
    return tmp_path / "archive"


def start() -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", "from detaincrawl.commands import main; main()", "reprocess"]
    return subprocess.Popen(command, env=os.environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def reprocess(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["reprocess", *arguments])
    return done.exit_code, done.stdout, done.stderr


def cases(database: Database) -> list[tuple[object, ...]]:
    query = "SELECT case_id, person, nationalities, detaining_country, articles FROM case_overview"
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_the_archive_alone_gives_the_rows_and_again_the_same(database: Database, folder: Path) -> None:
    keep_with_rows(database, folder, [article(n) for n in range(1, 4)])
    assert reprocess() == (0, "3 pages read again: 3 changed\n", "")
    [(_, person, nationalities, country, articles)] = found = cases(database)
    assert (person, nationalities, country, articles) == ("Odd Bakken", ["NO"], "BY", 3)
    with database.engine.connect() as connection:
        before = everything(connection)
    assert reprocess() == (0, "3 pages read again: 3 the same\n", "")
    with database.engine.connect() as connection:
        assert everything(connection) == before
    assert cases(database) == found


def test_a_dry_run_changes_nothing(database: Database, folder: Path) -> None:
    keep_with_rows(database, folder, [article(1)])
    assert reprocess("--dry-run") == (0, "1 pages read again: 1 would change\n", "")
    with database.engine.connect() as connection:
        assert not any(everything(connection).values())


def test_torn_and_missing_records_are_a_line_each_and_the_others_go_on(database: Database, folder: Path) -> None:
    runs = [keep_with_rows(database, folder, [article(number)]) for number in (1, 2, 3)]
    names = [page.place.segment for [page] in runs if page.place]
    first, second = (folder / name for name in names[:2])
    first.write_bytes(first.read_bytes()[:-9])
    second.unlink()
    status, out, errors = reprocess()
    assert (status, out) == (1, "3 pages read again: 1 changed, 2 could not be read\n")
    lines = sorted(errors.splitlines())
    assert [line.partition(":")[0].split(",")[0] for line in lines] == ["page 1", "page 2"]
    assert f"archive segment {first.name}" in errors
    assert f"archive segment {second.name} is not in {folder}" in errors


def test_only_the_pages_asked_for_are_read(database: Database, folder: Path) -> None:
    keep_with_rows(database, folder, [article(n, source) for n in range(1, 4) for source in ("gazette", "herald")])
    assert reprocess("--source", "gazette", "--since", "2026-03-03")[1] == "2 pages read again: 2 changed\n"
    status, _, errors = reprocess("--source", "nowhere")
    assert status == 2
    assert "no source nowhere: see `detaincrawl sources list`" in errors


def test_two_at_once_make_no_row_twice_and_never_wait_for_each_other_for_good(database: Database, folder: Path) -> None:
    keep_with_rows(database, folder, [article(n) for n in range(1, 10)] + [article(n, "herald") for n in range(1, 10)])
    both = [start(), start()]
    ended = [(*process.communicate(timeout=120), process.returncode) for process in both]
    assert [status for *_, status in ended] == [0, 0], ended
    assert [row[1:] for row in cases(database)] == [("Odd Bakken", ["NO"], "BY", 18)]
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM article_version")) == 18


def test_a_page_without_text_is_refused_and_counted(database: Database, folder: Path) -> None:
    empty = Page("gazette", "https://gazette.test/9", FETCHED, (("Content-Type", "text/html"),), b"<html></html>")
    keep_with_rows(database, folder, [empty, article(1)])
    status, out, _ = reprocess()
    assert status == 0
    assert out.startswith("2 pages read again: 1 changed, 1 refused (")


def test_a_page_that_kills_whoever_reads_it_is_refused_and_the_others_go_on(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READERS", "tests.extract.hostile:deadly")
    deadly = article(2)
    keep_with_rows(database, folder, [replace(deadly, body=deadly.body.replace(b"lost", b"deadly")), article(1)])
    assert reprocess() == (0, "2 pages read again: 1 changed, 1 refused (worker died)\n", "")


def test_no_database_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/none")
    status, out, errors = reprocess()
    assert (status, out) == (1, "")
    assert errors.startswith("Error: no connection to the database")
    assert errors.count("\n") == 1
