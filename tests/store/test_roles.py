from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text

from detaincrawl.records import Link, Source
from detaincrawl.steps import derive
from detaincrawl.store import cases, frontier, migrate, readings, runs
from detaincrawl.store.engine import engine
from detaincrawl.store.roles import FULL_SIGHT, Role, make_roles
from detaincrawl.vocabularies import SourceKind
from tests.databases import Database
from tests.store.readings import reading

TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
VIEWS = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v' ORDER BY 1"


@pytest.fixture
def with_roles(database: Database) -> Database:
    with database.engine.begin() as connection:
        make_roles(connection)
    return database


@contextmanager
def as_role(database: Database, role: Role) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(f"SET SESSION AUTHORIZATION {role}".encode())
        yield connection


def names(database: Database, query: str) -> list[str]:
    with database.engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())


def restricted_case(connection: Connection) -> None:
    """A case whose name no default analyst may read."""
    connection.execute(text("INSERT INTO person VALUES (1, 'k', 'Ada Minor', '{A. Minor}', '{RU}')"))
    columns = names_of_required_columns(connection)
    values = {"id": "1", "person_id": "1", "person": "'Ada Minor'", "aliases": "'{A. Minor}'", "restricted": "true"}
    row = ", ".join(values.get(name, default) for name, default in columns.items())
    connection.execute(text(f"INSERT INTO case_file ({', '.join(columns)}) VALUES ({row})"))


def names_of_required_columns(connection: Connection) -> dict[str, str]:
    query = """SELECT attname, CASE WHEN typcategory = 'A' THEN '''{}''' WHEN typcategory = 'B' THEN 'false'
      WHEN typcategory = 'N' THEN '1' ELSE '''x''' END
      FROM pg_attribute a JOIN pg_type t ON t.oid = atttypid
      WHERE attrelid = 'case_file'::regclass AND attnum > 0 AND attnotnull"""
    return {row.attname: row[1] for row in connection.execute(text(query))}


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ANALYST_ALL])
def test_analysts_read_every_view_and_no_table(with_roles: Database, role: Role) -> None:
    with as_role(with_roles, role) as connection:
        for view in set(names(with_roles, VIEWS)) - {FULL_SIGHT}:
            connection.execute(f"SELECT * FROM {view}".encode())
        for table in names(with_roles, TABLES):
            with pytest.raises(InsufficientPrivilege):
                connection.execute(f"SELECT * FROM {table}".encode())


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ANALYST_ALL])
def test_analysts_change_nothing(with_roles: Database, role: Role) -> None:
    refused = (
        "UPDATE case_charges SET code = 'other'",
        "DELETE FROM article_overview",
        "CREATE TABLE mine (x int)",
        "CREATE TEMPORARY TABLE mine (x int)",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE SCHEMA mine",
        "SET ROLE crawler",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    )
    with as_role(with_roles, role) as connection:
        for statement in refused:
            with pytest.raises(psycopg.Error):
                connection.execute(statement.encode())


def test_restricted_persons_are_shown_to_the_second_role_only(with_roles: Database) -> None:
    with with_roles.engine.begin() as connection:
        restricted_case(connection)
    query = "SELECT person, aliases FROM case_overview"
    with as_role(with_roles, Role.ANALYST) as connection_of_analyst:
        assert connection_of_analyst.execute(query).fetchall() == [(None, [])]
        with pytest.raises(InsufficientPrivilege):
            connection_of_analyst.execute(f"SELECT * FROM {FULL_SIGHT}".encode())
    with as_role(with_roles, Role.ANALYST_ALL) as connection_of_second:
        assert connection_of_second.execute(query).fetchall() == [("Ada Minor", ["A. Minor"])]


def test_a_function_in_a_condition_sees_no_restricted_name(with_roles: Database) -> None:
    with with_roles.engine.begin() as connection:
        restricted_case(connection)
        connection.execute(text("CREATE SCHEMA desk AUTHORIZATION analyst"))
    heard: list[str] = []
    with as_role(with_roles, Role.ANALYST) as connection_of_analyst:
        connection_of_analyst.add_notice_handler(lambda notice: heard.append(str(notice.message_primary)))
        connection_of_analyst.execute(
            "CREATE FUNCTION desk.tell(anything text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS"
            " $$ BEGIN RAISE NOTICE 'heard %', anything; RETURN true; END $$"
        )
        connection_of_analyst.execute("SELECT case_id FROM case_overview WHERE desk.tell(person)").fetchall()
    assert heard == ["heard <NULL>"]


def test_the_crawler_writes_rows_and_changes_no_table(with_roles: Database) -> None:
    with as_role(with_roles, Role.CRAWLER) as connection:
        connection.execute("INSERT INTO run (spider, started_at) VALUES ('news', now())")
        connection.execute("UPDATE run SET outcome = 'finished'")
        connection.execute("SELECT * FROM case_overview")
        connection.execute("DELETE FROM run")
        for statement in (
            "ALTER TABLE run ADD COLUMN x int",
            "DROP TABLE run",
            "TRUNCATE run",
            "CREATE TABLE mine (x int)",
            "DROP VIEW case_overview",
            "UPDATE alembic_version SET version_num = '0'",
            "UPDATE audit SET actor = 'nobody'",
            "DELETE FROM audit",
            "DROP FUNCTION audit_judgement() CASCADE",
            "CREATE ROLE friend",
        ):
            with pytest.raises(InsufficientPrivilege):
                connection.execute(statement.encode())


def test_the_crawlers_role_is_enough_for_a_crawl_and_a_judgement(with_roles: Database) -> None:
    crawler = engine(as_another(with_roles.url, Role.CRAWLER))
    now, link = datetime.now(UTC), Link("https://gazette.test/1")
    source = Source("gazette", "Gazette", SourceKind.NEWS, "https://gazette.test/", "en")
    said = reading()
    with crawler.begin() as connection:
        runs.save_sources(connection, [source])
        runs.start_sources(connection, runs.start_run(connection, "news", now), [source.key], now)
        assert frontier.lock(connection, source.key)
        assert frontier.discover(connection, source.key, [link], now) == 1
        assert len(frontier.claim(connection, source.key, 5, [], now)) == 1
        saved = readings.save(connection, [said])
        frontier.done(connection, [said.article])
        derive(connection, [said], saved)
        cases.resolve_all(connection)
        key = connection.execute(text("SELECT min(key) FROM mention")).scalar_one()
        judged = "INSERT INTO judgement (verb, mention_key, author, note) VALUES ('confirmed', :key, 'desk', 'seen')"
        connection.execute(text(judged), {"key": key})
        cases.apply_judgements(connection)
    crawler.dispose()


def as_another(url: str, role: Role) -> str:
    return f"{url}{'&' if '?' in url else '?'}options=-c%20role%3D{role}"


def test_the_migrator_steps_down_and_up_and_the_rights_follow(with_roles: Database) -> None:
    migrator = engine(as_another(with_roles.url, Role.MIGRATOR))
    migrate.downgrade(migrator, "base")
    migrate.upgrade(migrator)
    migrator.dispose()
    owners = (
        "SELECT rolname FROM pg_proc JOIN pg_roles r ON r.oid = proowner WHERE pronamespace = 'public'::regnamespace"
    )
    assert set(names(with_roles, owners)) == {"migrator"}
    test_the_crawler_writes_rows_and_changes_no_table(with_roles)
    test_analysts_read_every_view_and_no_table(with_roles, Role.ANALYST)


def test_roles_may_be_made_before_the_tables(empty_database: Database) -> None:
    with empty_database.engine.begin() as connection:
        make_roles(connection)
    migrate.upgrade(empty_database.engine)
    test_analysts_read_every_view_and_no_table(empty_database, Role.ANALYST)


def test_making_roles_again_changes_nothing(with_roles: Database) -> None:
    with with_roles.engine.begin() as connection:
        rights = text("SELECT oid::regclass::text, relacl::text, relowner FROM pg_class ORDER BY 1")
        before = connection.execute(rights).all()
        assert make_roles(connection) == []
        assert connection.execute(rights).all() == before
