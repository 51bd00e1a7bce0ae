"""The pool of extracting processes, with workers that really hang, die and are killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from detaincrawl.records import Refused
from detaincrawl.workers import Extraction
from tests.extract.hostile import hostile
from tests.extract.pages import SOURCE, document, page

MAIN = """
import asyncio, sys
from detaincrawl.workers import Extraction
from tests.extract.hostile import hostile
from tests.extract.pages import SOURCE, document, page

async def main():
    async with Extraction(2, seconds=60, extractor=hostile) as pool:
        await pool.extract(page(document(), url="https://www.courier.test/fine"), SOURCE)
        print("ready", flush=True)
        await asyncio.gather(*(pool.extract(page(document(), url=f"https://www.courier.test/{sys.argv[1]}"), SOURCE)
                               for _ in range(2)))

if __name__ == "__main__":
    asyncio.run(main())
"""


async def outcomes(*paths: str, seconds: float = 1.0) -> list[str]:
    """Title or reason of refusal for each path, all asked at once."""
    async with Extraction(2, seconds=seconds, extractor=hostile) as pool:
        return await asyncio.gather(*(outcome(pool, path) for path in paths))


async def outcome(pool: Extraction, path: str) -> str:
    try:
        article = await pool.extract(page(document(), url=f"https://www.courier.test/{path}"), SOURCE)
    except Refused as refused:
        return refused.reason
    return article.title or ""


@pytest.mark.parametrize(
    ("path", "reason"),
    [("hangs", "timeout"), ("sleeps", "timeout"), ("dies", "worker died"), ("swells", "too much memory")],
)
def test_a_page_that_breaks_its_worker_costs_only_itself(path: str, reason: str) -> None:
    fine = "Engineer gets nine years"
    assert asyncio.run(outcomes("1", "2", path, "3", "4", "5")) == [fine, fine, reason, fine, fine, fine]


def test_refusal_of_the_extractor_comes_back_with_its_reason() -> None:
    assert asyncio.run(outcomes("refused")) == ["no text"]


def test_an_error_of_the_program_is_seen() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(outcomes("wrong"))


def test_pool_outlives_idle_workers_killed_from_outside() -> None:
    async def killed() -> list[str]:
        async with Extraction(2, seconds=5, extractor=hostile) as pool:
            before = await outcome(pool, "1")
            for worker in workers_of(os.getpid()):
                os.kill(worker, signal.SIGKILL)
            return [before, await outcome(pool, "2"), await outcome(pool, "3")]

    assert asyncio.run(killed()) == ["Engineer gets nine years"] * 3


def test_a_stopped_pool_leaves_no_process() -> None:
    async def stopped() -> list[int]:
        async with Extraction(2, extractor=hostile) as pool:
            await outcome(pool, "1")
            running = workers_of(os.getpid())
        return running

    running = asyncio.run(stopped())
    assert len(running) == 2
    assert gone(running)


@pytest.mark.parametrize("path", ["hangs", "sleeps"])
def test_no_worker_outlives_a_killed_main(path: str, tmp_path: Path) -> None:
    script = tmp_path / "main_of_pool.py"
    script.write_text(MAIN)
    root = Path(__file__).parents[2]
    main = subprocess.Popen(
        [sys.executable, script, path], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(root)}, text=True
    )
    with main:
        assert main.stdout is not None
        assert main.stdout.readline() == "ready\n"
        running = [*children(main.pid), *workers_of(main.pid)]
        assert len(running) >= 3, "two workers and their server"
        main.kill()
    assert gone(running)


def test_ctrl_c_does_not_end_a_worker() -> None:
    async def interrupted() -> list[str]:
        async with Extraction(1, seconds=5, extractor=hostile) as pool:
            first = await outcome(pool, "1")
            (worker,) = workers_of(os.getpid())
            os.kill(worker, signal.SIGINT)
            second = await outcome(pool, "2")
            assert workers_of(os.getpid()) == [worker]
            return [first, second]

    assert asyncio.run(interrupted()) == ["Engineer gets nine years"] * 2


def workers_of(main: int) -> list[int]:
    """Processes under the fork server of a main process, the server excluded."""
    return sorted(worker for server in children(main) for worker in children(server))


def children(parent: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == parent and fields[0] != "Z":
                yield int(entry.name)


def gone(processes: list[int], seconds: float = 60.0) -> bool:
    """Whether the processes end within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(alive(process) for process in processes):
            return True
        os.sched_yield()
    return False


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
