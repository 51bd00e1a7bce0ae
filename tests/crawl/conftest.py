"""Real ``scrapy crawl`` processes, each about 3 s of start: what can be seen in one crawl is asked of one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from detaincrawl.store.migrate import CHECKOUT
from tests.conftest import _made
from tests.databases import Database
from tests.web import Site, site

FAST = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "RETRY_TIMES": "0",
}
"""Loopback needs no manners; tests of manners say so."""


@dataclass(frozen=True)
class Ended:
    """What is seen of a crawl from outside."""

    status: int
    said: str
    """All that it wrote to a pipe."""


class Crawler:
    """Crawls into one database and one archive."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database = database
        self.archive = folder / "archive"
        self.running: list[subprocess.Popen[str]] = []

    def start(
        self,
        catalogue: Path,
        *arguments: str,
        spider: str = "news",
        settings: Mapping[str, str] = {},
        environment: Mapping[str, str] = {},
    ) -> "subprocess.Popen[str]":
        """Begins ``scrapy crawl`` in a session of its own; a setting of ``""`` is left as the spider has it."""
        wanted = {name: value for name, value in {**FAST, **settings}.items() if value}
        given = [part for name, value in wanted.items() for part in ("-s", f"{name}={value}")]
        own = {
            "DATABASE_URL": self.database,
            "SOURCES": str(catalogue),
            "ARCHIVE_DIR": str(self.archive),
            "ALLOW_NETWORKS": "127.0.0.0/8",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "crawl", spider, *arguments, *given],
            cwd=CHECKOUT,
            env={**os.environ, **own, **environment},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def crawl(self, catalogue: Path, *arguments: str, spider: str = "news", **how: Mapping[str, str]) -> Ended:
        """The same, to its end."""
        process = self.start(catalogue, *arguments, spider=spider, **how)
        said, _ = process.communicate(timeout=120)
        print(said)  # pytest shows it where the test fails
        return Ended(process.returncode, said)

    def close(self) -> None:
        """What still runs is killed."""
        for process in self.running:
            process.kill()
            process.communicate()


def burst(outlet: Site, *middlewares: str) -> None:
    """Asks an outlet for 30 pages at once, through these middlewares; only 127.0.0.1 is allowed."""
    subprocess.run(
        [sys.executable, "-m", "tests.crawl.burst", outlet.origin, *middlewares],
        cwd=CHECKOUT,
        env={**os.environ, "ALLOW_NETWORKS": "127.0.0.1"},
        check=True,
        timeout=120,
    )


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@contextmanager
def migrated(address: Callable[[str], str], template: str) -> Iterator[Database]:
    """A database for the tests of a module that look at one crawl."""
    with pytest.MonkeyPatch.context() as patch:
        yield from _made(address, template, patch)


@pytest.fixture
def crawler(database: Database, tmp_path: Path) -> Iterator[Crawler]:
    own = Crawler(database.url, tmp_path)
    yield own
    own.close()


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
