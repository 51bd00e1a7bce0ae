"""What a crawl left, read again from its archive, and while another crawl writes."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from detaincrawl.commands import main
from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.store.readings import everything
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
HELD = (
    "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage, a court "
    "spokeswoman said on Friday.",
    "Estonia's foreign ministry asked for consular access to him.",
)
CASES = "SELECT * FROM case_overview ORDER BY case_id"


def test_the_archive_of_a_crawl_gives_its_rows_again_also_while_the_next_crawl_runs(
    crawler: Crawler, database: Database, outlet: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})
    monkeypatch.setenv("SOURCES", str(sources))
    monkeypatch.setenv("ARCHIVE_DIR", str(crawler.archive))
    paths = [f"/held/{number}" for number in range(4)]
    outlet.pages = {path: article(f"Estonian held in Minsk: {path}", HELD, WHEN) for path in paths}
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), path, WHEN) for path in paths])
    assert crawler.crawl(sources).status == 0
    with database.engine.connect() as connection:
        before = everything(connection)
    cases = rows(database, CASES)
    assert len(cases) == 1

    asked, answer = threading.Event(), threading.Event()

    def hold() -> None:
        asked.set()
        answer.wait(60)

    outlet.pages["/late"] = Reply("<html><p>Soup</p></html>", before=hold)
    outlet.pages["/feed"] = atom([Entry(outlet.url("/late"), "Held in Minsk", WHEN)])
    process = crawler.start(sources)
    assert asked.wait(60)
    done = CliRunner().invoke(main, ["reprocess"])
    answer.set()
    process.communicate(timeout=120)
    assert (done.exit_code, done.stdout, process.returncode) == (0, "4 pages read again: 4 the same\n", 0)
    with database.engine.connect() as connection:
        assert everything(connection) == before
    assert rows(database, CASES) == cases
