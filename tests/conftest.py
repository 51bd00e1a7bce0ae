"""A real PostgreSQL for the whole session, and a fresh, migrated database for each test that asks for one."""

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator

import psycopg
import pytest

import tests.fuzzing  # noqa: F401 (how every property is tried, from the first test on)
from detaincrawl.store import migrate
from detaincrawl.store.embedded import OWNER, Server
from detaincrawl.store.engine import engine
from tests.databases import Database

FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "60"}
NUMBERS = itertools.count(1)
MIGRATED: set[str] = set()
"""URLs of the templates that are made."""
REMOVE_AT_THE_END = """
import sys
from pathlib import Path
from detaincrawl.store.embedded import Server
sys.stdin.read()
Server(Path(sys.argv[1])).remove()
"""
"""Runs in a process of its own, and reads until the session closes the pipe, or is killed."""


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The embedded PostgreSQL, in a folder of its own; gone with the session, however that ends."""
    server = Server(tmp_path_factory.mktemp("postgres") / "pg", settings=FAST)
    command = (sys.executable, "-c", REMOVE_AT_THE_END, str(server.folder))
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, cwd=migrate.CHECKOUT):
        server.start()
        yield server


@pytest.fixture(scope="session")
def address(postgres: Server) -> Callable[[str], str]:
    """URL of a database of the session's server, by name."""
    return postgres.url


@pytest.fixture(scope="session")
def template(address: Callable[[str], str]) -> str:
    """Name of a migrated database of the session's server, for fixtures that outlive a test."""
    return _template(address)


@pytest.fixture
def empty_database(address: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A fresh database without tables."""
    yield from _made(address, "template0", monkeypatch)


@pytest.fixture
def database(address: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A fresh database at the newest migration; DATABASE_URL names it, for this process and those that it starts."""
    yield from _made(address, _template(address), monkeypatch)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what belongs to whoever runs it."""
    for name in ("DATABASE_URL", "MIGRATE_URL", "SOURCES", "ARCHIVE_DIR", "ALLOW_NETWORKS", "NAME_TAGGER", "READERS"):
        monkeypatch.delenv(name, raising=False)


def _template(address: Callable[[str], str]) -> str:
    """Name of a migrated database that others are copied from; made once a server (tests/store has several)."""
    name = "template_at_head"
    if address(name) not in MIGRATED:
        _execute(address, f"CREATE DATABASE {name}")
        migrated = engine(address(name))
        migrate.upgrade(migrated)
        migrated.dispose()
        MIGRATED.add(address(name))
    return name


def _made(address: Callable[[str], str], origin: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    name = f"test_{next(NUMBERS)}"
    _execute(address, f"CREATE DATABASE {name} TEMPLATE {origin} STRATEGY file_copy")
    made = Database(address(name), engine(address(name)))
    monkeypatch.setenv("DATABASE_URL", made.url)
    yield made
    made.engine.dispose()
    _execute(address, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(address: Callable[[str], str], statement: str) -> None:
    with psycopg.connect(address(OWNER), autocommit=True) as connection:
        connection.execute(statement.encode())
