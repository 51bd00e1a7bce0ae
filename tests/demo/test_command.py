"""What else the demo's command does, and what it says when it cannot."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from detaincrawl.demo.server import HOST
from tests.databases import Database
from tests.demo.demos import Demo, everything, free_ports, run


@pytest.fixture
def copy(demo: Demo, address: Callable[[str], str]) -> Iterator[str]:
    """URL of a database with the demo's rows."""
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE demo_copy TEMPLATE demo STRATEGY file_copy")
        yield address("demo_copy")
        server.execute("DROP DATABASE demo_copy WITH (FORCE)")


def test_the_sample_can_be_taken_out_again(copy: str, tmp_path: Path) -> None:
    done = run(copy, str(tmp_path), "--remove")
    assert done.returncode == 0, done.stderr
    assert "articles of the sample web removed" in done.stdout
    assert not any(everything(copy).values())
    with psycopg.connect(copy) as database:
        for table in ("source", "url", "page", "article", "claim", "person", "case_file"):
            assert database.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,), table


def test_a_taken_port_is_one_line(database: Database, tmp_path: Path) -> None:
    port = free_ports(9)
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, port))
        taken.listen()
        done = run(database.url, str(tmp_path), "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: port {port} on {HOST} is taken: is another demo running?")
    assert done.stderr.count("\n") == 1


def test_invented_cases_are_not_put_beside_real_ones(database: Database, tmp_path: Path) -> None:
    with psycopg.connect(database.url) as connection:
        connection.execute("""
            INSERT INTO source (key, name, kind, type, homepage, language, timezone)
            VALUES ('agency', 'Agency', 'news', 'agency', 'https://agency.example/', 'en', 'UTC')
        """)
        connection.execute("""
            INSERT INTO article (canonical_url, source, kind, version)
            VALUES ('https://agency.example/1', 'agency', 'article', 1)
        """)
    done = run(database.url, str(tmp_path), "--port", str(free_ports(9)))
    assert done.returncode == 1
    assert "the database holds articles of agency" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_sample_web_can_be_served_alone() -> None:
    port = free_ports(9)
    command = (sys.executable, "-m", "detaincrawl.demo", "--serve", "--port", str(port))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        assert served.stdout.readline() == "[[source]]\n"
        with urlopen(f"http://{HOST}:{port}/robots.txt", timeout=60) as answer:
            assert answer.status == 200
        served.send_signal(signal.SIGINT)
        served.stdout.read()
        assert served.wait(timeout=60) == 0


def test_an_unreachable_database_is_one_line(tmp_path: Path) -> None:
    done = run(f"postgresql:///nothing?host={tmp_path}", str(tmp_path), "--port", str(free_ports(9)))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


def cases(demo: Demo, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-c", "from detaincrawl.commands import main; main()", "cases", *arguments),
        env={**os.environ, "DATABASE_URL": demo.url, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_case_is_shown_with_the_quote_behind_each_value(demo: Demo) -> None:
    shown = cases(demo, "spector").stdout
    assert "sentence 15 years" in shown
    assert "already serving 3.5 years for alleged bribes" in shown


def test_a_name_without_a_case_is_one_line(demo: Demo) -> None:
    done = cases(demo, "Nemo Outis")
    assert (done.returncode, done.stderr) == (1, "Error: no case of Nemo Outis: `detaincrawl cases` lists all\n")
