"""The demo as a user runs it: a process of its own, on a database of its own."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from typing import Any

import psycopg
from psycopg.rows import dict_row

from detaincrawl.demo.server import HOST

VIEWS = (
    "case_overview", "case_timeline", "case_citations", "case_charges", "case_status_history", "unidentified_overview",
    "article_overview",
)  # fmt: skip


@dataclass(frozen=True)
class Demo:
    """What one database looks like after two demos, and what they said."""

    url: str
    first: str
    second: str
    rows_after_first: dict[str, list[Any]]

    def ask(self, query: str) -> list[dict[str, Any]]:
        with psycopg.connect(self.url, row_factory=dict_row) as database:
            return database.execute(query.encode()).fetchall()


def run(url: str, archive: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """``python -m detaincrawl.demo`` with its output, which has no width where a runner of tests gives one."""
    own = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    return subprocess.run(
        (sys.executable, "-m", "detaincrawl.demo", *arguments),
        env={**own, "DATABASE_URL": url, "ARCHIVE_DIR": archive},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def everything(url: str) -> dict[str, list[Any]]:
    with psycopg.connect(url) as database:
        return {
            view: sorted(map(repr, database.execute(f"SELECT * FROM {view}".encode()).fetchall())) for view in VIEWS
        }


def free_ports(number: int) -> int:
    """The first of so many free ports in a row."""
    first_tried = 20_000 + os.getpid() % 1_000 * 10  # another run of the tests looks elsewhere
    return next(first for first in count(first_tried, 10) if _all_free(first, number))


def _all_free(first: int, number: int) -> bool:
    with ExitStack() as stack:
        for port in range(first, first + number):
            taken = stack.enter_context(socket.socket())
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                taken.bind((HOST, port))
            except OSError:
                return False
    return True
