"""``detaincrawl archive check`` on archives that a power loss, a kill or a careless hand went over."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detaincrawl.archive import Archive, read
from detaincrawl.archive.segment import segments
from detaincrawl.commands import main
from tests.archive.conftest import page
from tests.archive.stored import keep_with_rows
from tests.databases import Database


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARCHIVE_DIR", str(tmp_path))
    return tmp_path


def check() -> Result:
    return CliRunner().invoke(main, ["archive", "check"])


def test_an_archive_that_is_whole_is_said_to_be(database: Database, folder: Path) -> None:
    keep_with_rows(database, folder, [page(n) for n in range(9)])
    found = check()
    assert (found.exit_code, found.stdout) == (0, "9 records whole in 1 segments, 0 torn or missing\n")


def test_a_torn_tail_that_no_row_names_is_cut_off(database: Database, folder: Path) -> None:
    kept = keep_with_rows(database, folder, [page(n) for n in range(3)])
    [segment] = segments(folder)
    size = segment.stat().st_size
    segment.write_bytes(segment.read_bytes() + segment.read_bytes()[: size // 2])
    whole_records = segment.read_bytes()
    found = check()
    assert found.exit_code == 0
    assert "cut " in found.stdout
    assert segment.stat().st_size >= size
    assert whole_records.startswith(segment.read_bytes())
    assert all(one.place and read(folder, one.place).body == one.body for one in kept)
    assert "cut" not in check().stdout


def test_a_whole_record_without_a_row_is_left_alone(database: Database, folder: Path) -> None:
    async def run() -> None:
        writer = Archive(folder).writer()
        await writer.keep(page())
        await writer.close()

    asyncio.run(run())
    [segment] = segments(folder)
    before = segment.read_bytes()
    assert check().exit_code == 0
    assert segment.read_bytes() == before


def test_a_torn_record_that_a_row_names_is_reported_and_nothing_cut(database: Database, folder: Path) -> None:
    kept = keep_with_rows(database, folder, [page(n) for n in range(3)])
    [segment] = segments(folder)
    segment.write_bytes(segment.read_bytes()[:-7])
    before = segment.read_bytes()
    found = check()
    assert found.exit_code == 1
    assert kept[2].place
    assert found.stderr == f"archive segment {segment.name}: the record at byte {kept[2].place.offset} ends too early\n"
    assert "2 records whole in 1 segments, 1 torn or missing" in found.stdout
    assert segment.read_bytes() == before


def test_a_missing_segment_is_reported(database: Database, folder: Path) -> None:
    keep_with_rows(database, folder, [page()])
    [segment] = segments(folder)
    segment.unlink()
    found = check()
    assert found.exit_code == 1
    assert found.stderr == f"archive segment {segment.name} is not in {folder}\n"


def test_a_segment_that_a_run_writes_is_left_to_it(database: Database, folder: Path) -> None:
    async def run() -> None:
        writer = Archive(folder).writer()
        await writer.keep(page())
        found = await asyncio.to_thread(check)
        await writer.close()
        assert found.stdout.endswith("1 segments are being written by a run\n")

    asyncio.run(run())
