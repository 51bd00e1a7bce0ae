import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detaincrawl.commands import COMMANDS, main
from detaincrawl.store import engine, migrate
from detaincrawl.store.embedded import Server
from tests.databases import Database


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def own_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A place for the embedded server, where this checkout's would be."""
    server = Server(tmp_path / ".data" / "pg")
    monkeypatch.setattr(engine, "embedded", lambda: server)
    yield server
    server.remove()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_help_is_there(command: str) -> None:
    assert run(command, "--help").exit_code == 0


def test_help_is_quick_and_loads_no_command() -> None:
    code = "import sys; from detaincrawl.commands import main; main(['--help'], standalone_mode=False)"
    code += "; print(*sys.modules)"
    shown = subprocess.run(
        (sys.executable, "-c", code), capture_output=True, text=True, check=True, cwd=migrate.CHECKOUT
    )
    assert "sqlalchemy" not in shown.stdout
    assert "detaincrawl db upgrade" in shown.stdout


def test_the_embedded_server_is_made_looked_at_stopped_and_dropped(own_server: Server) -> None:
    assert "no tables of detaincrawl yet" in run("db", "status").output
    assert run("db", "upgrade").output == f"from nothing to {migrate.revisions()[0]}\n"
    assert run("db", "upgrade").output == f"at {migrate.revisions()[0]}, as before\n"
    assert "0 articles" in run("db", "status").output
    assert run("db", "url").output.strip() == own_server.url()
    assert run("db", "roles").output == "made migrator, crawler, analyst, analyst_all\n"
    assert run("db", "url", "--role", "analyst").output.strip() == own_server.url(user="analyst")
    assert run("db", "stop").output == "stopped\n"
    assert run("db", "stop").output == "it was not running\n"
    assert run("db", "start").output.strip() == own_server.url()
    assert run("db", "drop", "--yes").output == "deleted\n"
    assert not own_server.folder.exists()


def test_psql_opens_the_database_without_showing_its_address(database: Database) -> None:
    command = (sys.executable, "-c", "from detaincrawl.commands import main; main()", "db", "psql", "-Atc")
    query = "SELECT current_database(), count(*) FROM case_overview"
    shown = subprocess.run((*command, query), capture_output=True, text=True, check=True, env=os.environ)
    assert shown.stdout == f"{database.url.rpartition('/test_')[2].partition('?')[0].join(('test_', ''))}|0\n"


def test_psql_takes_the_address_that_url_prints(database: Database) -> None:
    where = run("db", "url").output.strip()
    shown = subprocess.run(("psql", where, "-Atc", "SELECT 1"), capture_output=True, text=True, check=True)
    assert shown.stdout == "1\n"


def test_migrations_and_roles_use_the_address_of_the_migrator(
    database: Database, empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://crawler@127.0.0.1:1/x")
    monkeypatch.setenv("MIGRATE_URL", empty_database.url)
    assert run("db", "upgrade").output.startswith("from nothing")


def test_a_wrong_address_is_one_line_and_a_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://crawler:secret@127.0.0.1:1/x")
    for arguments in (("db", "status"), ("db", "upgrade"), ("db", "roles"), ("cases",)):
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.output.startswith("Error: ")
        assert result.output.count("\n") == 1
        assert "secret" not in result.output
