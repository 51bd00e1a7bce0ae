"""What several processes do to one database at the same time."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, text

from detaincrawl.store import cases, migrate
from detaincrawl.store.errors import DatabaseError
from detaincrawl.store.readings import save
from tests.databases import Database
from tests.store.readings import TEXT, add_sources, reading


@pytest.fixture
def filled(database: Database) -> Database:
    with database.engine.begin() as connection:
        add_sources(connection)
        save(connection, [reading("https://gazette.test/1"), reading("https://gazette.test/2")])
    return database


def is_waiting(connection: Connection) -> bool:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
    return bool(connection.execute(text(waiting)).scalar_one())


def test_saving_while_another_crawl_derives_does_not_deadlock(filled: Database) -> None:
    def save_second() -> None:
        with filled.engine.begin() as connection:
            save(connection, [reading("https://gazette.test/2", TEXT + " More.", day=2)])
            cases.resolve_articles(connection, [])

    with filled.engine.begin() as connection, ThreadPoolExecutor() as other:
        save(connection, [reading("https://gazette.test/1", TEXT + " More.", day=2)])
        saving = other.submit(save_second)
        while not is_waiting(connection):
            assert not saving.done()
        connection.execute(text("SET LOCAL lock_timeout = '3s'"))
        connection.execute(text("UPDATE article SET story_id = 7"))
        cases.resolve_articles(connection, [])
        connection.commit()
        saving.result()


def test_two_upgrades_at_once_are_one(empty_database: Database) -> None:
    command = (sys.executable, "-m", "alembic", "upgrade", "head")
    both = [subprocess.Popen(command, cwd=migrate.CHECKOUT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate()[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert migrate.revision_of(empty_database.engine) == migrate.revisions()[0]


def test_an_upgrade_gives_up_on_tables_in_use_and_changes_nothing(filled: Database) -> None:
    before = migrate.revisions()[1]
    migrate.downgrade(filled.engine, before)
    with filled.engine.begin() as reader:
        reader.execute(text("SELECT count(*) FROM judgement, page, article"))
        reader.execute(text("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(DatabaseError, match="in use for 1 s, and nothing was migrated"):
            migrate.upgrade(filled.engine, lock_seconds=1)
    assert migrate.revision_of(filled.engine) == before


def test_saving_waits_for_a_migration_and_goes_on(filled: Database) -> None:
    def save_one() -> None:
        with filled.engine.begin() as connection:
            save(connection, [reading("https://gazette.test/3")])

    with filled.engine.connect() as migrating, ThreadPoolExecutor() as crawl:
        migrating.execute(text(f"SELECT pg_advisory_xact_lock({cases.LOCK})"))
        saving = crawl.submit(save_one)
        while not is_waiting(migrating):
            assert not saving.done()
        migrating.execute(text("ALTER TABLE article ADD COLUMN extra int"))
        migrating.rollback()
        saving.result()
