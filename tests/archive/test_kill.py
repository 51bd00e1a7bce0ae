"""kill -9 of processes that write the archive."""

import json
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text

from detaincrawl.archive import read
from detaincrawl.archive.segment import cut, members, segments, whole_end
from detaincrawl.records import ArchivePlace
from detaincrawl.store import pages, sweep
from tests.archive.conftest import page
from tests.archive.stored import keep_with_rows
from tests.databases import Database

WRITER = """
import asyncio, json, os, sys
from dataclasses import asdict, replace
from pathlib import Path
from detaincrawl.archive import Archive
from tests.archive.conftest import page

async def run(folder):
    writer = Archive(folder, 200_000).writer()
    async def keep(number):
        kept = await writer.keep(page(number, os.urandom(5_000)))
        os.write(1, (json.dumps(asdict(kept.place)) + "\\n").encode())
    number = 0
    while True:
        await asyncio.gather(*(keep(number + n) for n in range(16)))
        number += 16

asyncio.run(run(Path(sys.argv[1])))
"""


def test_what_was_reported_kept_survives_kill_9(tmp_path: Path) -> None:
    drawn = random.Random(5)
    places: list[ArchivePlace] = []
    for _ in range(5):
        command = [sys.executable, "-c", WRITER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(drawn.randrange(1, 400))]
            process.send_signal(signal.SIGKILL)
            lines += process.stdout.readlines()
        places += [ArchivePlace(**json.loads(line)) for line in lines if line.endswith("}\n")]
    assert len(places) > 100
    for place in places:
        assert len(read(tmp_path, place).body) == 5_000


def test_after_kill_9_the_torn_tail_is_cut_off_behind_the_last_kept_record(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = [process.stdout.readline() for _ in range(50)][-1]
        process.kill()
        process.stdout.read()
    place = ArchivePlace(**json.loads(last))
    for segment in segments(tmp_path):
        cut(segment)
        assert whole_end(segment) == segment.stat().st_size
    assert len(read(tmp_path, place).body) == 5_000


SWEEPER = """
import os, sys
from pathlib import Path
from detaincrawl.store.engine import engine
from detaincrawl.store.sweep import sweep
os.write(1, b"ready\\n")
sweep(engine(), Path(sys.argv[1]))
"""


def test_a_sweep_killed_again_and_again_loses_no_page_and_leaves_nothing(database: Database, tmp_path: Path) -> None:
    drawn = random.Random(7)
    kept = keep_with_rows(database, tmp_path, [page(n, f"page {n} ".encode() * 99) for n in range(90)], 1_500)
    gone = [one.page_id for one in kept if one.page_id and one.page_id % 3 == 0]
    with database.engine.begin() as connection:
        sweep.drop_pages(connection, gone)
    for _ in range(4):
        command = [sys.executable, "-c", SWEEPER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            with suppress(subprocess.TimeoutExpired):
                process.wait(drawn.uniform(0.02, 0.3))
            process.kill()
    sweep.sweep(database.engine, tmp_path)
    with database.engine.connect() as connection:
        rows = pages.after(connection, 0, 999)
        named = set(pages.segments(connection))
        assert connection.execute(text("SELECT * FROM segment_due")).all() == []
    bodies = {one.page_id: one.body for one in kept if one.page_id not in gone}
    assert {one.page_id: read(tmp_path, one.place).body for one in rows if one.place} == bodies
    assert {path.name for path in segments(tmp_path)} == named
    assert sum(sum(1 for _ in members(path)) - 1 for path in segments(tmp_path)) == len(rows)
