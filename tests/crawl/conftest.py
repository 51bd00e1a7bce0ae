"""Real ``scrapy crawl`` processes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from detaincrawl.store.migrate import CHECKOUT
from tests.databases import Database
from tests.web import Site, site

FAST = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "RETRY_TIMES": "0",
}
"""Loopback needs no manners; tests of manners say so."""

Start = Callable[..., "subprocess.Popen[str]"]
Crawl = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def start(database: Database, tmp_path: Path) -> Iterator[Start]:
    """Starts ``scrapy crawl news`` on a catalogue, in a session of its own; what still runs at the end is killed."""
    running: list[subprocess.Popen[str]] = []

    def begin(
        catalogue: Path, *arguments: str, settings: Mapping[str, str] = {}, environment: Mapping[str, str] = {}
    ) -> "subprocess.Popen[str]":
        given = [part for name, value in {**FAST, **settings}.items() for part in ("-s", f"{name}={value}")]
        own = {"SOURCES": str(catalogue), "ARCHIVE_DIR": str(tmp_path / "archive"), "ALLOW_NETWORKS": "127.0.0.0/8"}
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "crawl", "news", *arguments, *given],
            cwd=CHECKOUT,
            env={**os.environ, **own, **environment},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def crawl(start: Start) -> Crawl:
    """The same, to its end."""

    def run(catalogue: Path, *arguments: str, **how: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
        process = start(catalogue, *arguments, **how)
        out, err = process.communicate(timeout=60)
        print(out, err)  # pytest shows it where the test fails
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    return run


@pytest.fixture
def outlet() -> Iterator[Site]:
    """A site of its own."""
    with site() as one:
        yield one


@pytest.fixture
def other() -> Iterator[Site]:
    """A site of another host."""
    with site("127.0.0.2") as one:
        yield one


@pytest.fixture
def inside() -> Iterator[Site]:
    """A site that a crawl must never reach where only 127.0.0.1 is allowed."""
    with site("127.0.0.9") as one:
        yield one
