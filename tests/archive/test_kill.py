"""kill -9 of a process that writes the archive."""

import json
import random
import signal
import subprocess
import sys
from pathlib import Path

from detaincrawl.archive import read
from detaincrawl.archive.segment import cut, segments, whole_end
from detaincrawl.records import ArchivePlace

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
    for _ in range(8):
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
