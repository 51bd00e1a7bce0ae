"""What is wrong with a database is one line that says what, and what to do."""

import socket

import pytest
from sqlalchemy import text

from detaincrawl.store import engine, migrate
from detaincrawl.store.errors import DatabaseError
from tests.databases import Database


def complaint() -> str:
    with pytest.raises(DatabaseError) as raised:
        engine.connect_checked()
    said = str(raised.value)
    assert "\n" not in said
    assert "secret" not in said
    return said


@pytest.mark.parametrize(
    "address",
    [
        "mysql://crawler:secret@db.test/x",
        "postgresql://crawler:secret@[::1/x",
        "the database, secret",
        "postgresql://crawler:secret@db.test/x?no_such_option=1",
    ],
)
def test_an_address_that_is_none_is_not_repeated_with_its_password(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert "is no address of a PostgreSQL: write postgresql://USER:PASSWORD@HOST/NAME" in complaint()


def test_a_server_that_is_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("DATABASE_URL", f"postgresql://crawler:secret@127.0.0.1:{port}/x")
    assert f'server at "127.0.0.1", port {port} failed: Connection refused' in complaint()


def test_a_server_that_closes_the_connection_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0)
        monkeypatch.setenv(
            "DATABASE_URL", f"postgresql://x:secret@127.0.0.1:{other.getsockname()[1]}/x?connect_timeout=2"
        )
        assert complaint().startswith("no connection to the database")


def test_a_database_that_is_not_there_is_named(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database.url.replace("/test_", "/nowhere_"))
    assert 'database "nowhere_' in complaint()


def test_an_empty_database_wants_an_upgrade(empty_database: Database) -> None:
    assert complaint() == "the database has no tables of detaincrawl yet: run `detaincrawl db upgrade`"


def test_a_database_behind_wants_an_upgrade(database: Database) -> None:
    head, before = migrate.revisions()[:2]
    migrate.downgrade(database.engine, before)
    assert complaint() == f"the database is at {before}, behind the needed {head}: run `detaincrawl db upgrade`"


def test_a_database_ahead_wants_a_newer_detaincrawl(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    said = complaint()
    assert said.startswith("the database is at 9999, ahead of this version")
    assert "bring detaincrawl up to date" in said


def test_a_database_at_head_is_given(database: Database) -> None:
    with engine.connect_checked().connect() as connection:
        assert connection.execute(text("SELECT current_setting('application_name')")).scalar_one() == "detaincrawl"


def test_sqlalchemys_way_of_writing_an_address_is_understood(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database.url.replace("postgresql://", "postgresql+psycopg://"))
    engine.connect_checked().dispose()
