"""Fills the tables with an invented population as resolution would, but by sets: one COPY, then a statement a table.

What derivation makes of the claims is written beside them (tests/resolve/test_filling.py derives it again), but for the
proposals and the cases' fingerprints: the first article about a person makes those.
"""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import psycopg
from sqlalchemy import Engine

from benchmarks.population import Invented
from detaincrawl.lexicon import table
from detaincrawl.resolve.profiles import blocks

STAGED = "nth, name, nationality, state, detained, outcome, ending, ended, charge, iccs, mentions, first, blocks"

TABLES = (
    "article", "article_version", "mention", "claim", "person", "member", "person_block", "case_file", "case_event",
    "case_claim", "case_article", "case_charge", "case_status",
)  # fmt: skip
"""What is filled."""


def fill(target: Engine, people: Iterable[Invented]) -> None:
    """Fills the migrated database."""
    statements = (files("benchmarks") / "filling.sql").read_text("utf-8").split(";\n")
    with target.connect() as pooled:
        connection = pooled.connection.driver_connection
        assert isinstance(connection, psycopg.Connection)
        for name, value in {"session_replication_role": "replica", "maintenance_work_mem": "1GB"}.items():
            connection.execute(f"SET LOCAL {name} = '{value}'".encode())
        # What is written to a table that was emptied in the same transaction needs no log where wal_level is minimal.
        connection.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE".encode())
        indexes = _without_indexes(connection)
        connection.execute(statements[0].encode())
        with connection.cursor() as cursor, cursor.copy(f"COPY stage ({STAGED}) FROM STDIN".encode()) as copy:
            for row in _staged(people):
                copy.write_row(row)
        for statement in (*statements[1:], *indexes):
            connection.execute(statement.encode())
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
        connection.autocommit = False


def _staged(people: Iterable[Invented]) -> Iterator[tuple[Any, ...]]:
    """A row a person. An article tells of one person."""
    article = 1
    charges = table("charges")
    for nth, one in enumerate(people):
        iccs = charges[one.charge]["iccs"] if one.charge else None
        facts = (
            one.name,
            one.nationality,
            one.state,
            one.detained,
            str(one.outcome),
            one.ending,
            one.ended,
            one.charge,
            iccs,
        )
        yield nth, *facts, one.mentions, article, sorted(blocks(one.profile))
        article += one.mentions


def _without_indexes(connection: psycopg.Connection[Any]) -> list[str]:
    """Drops the indexes of the tables, and returns the statements that make them again."""
    query = """
    SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('p', 'u') AND conrelid::regclass::text = ANY(%s) AND NOT EXISTS (
      SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = pg_constraint.conindid)"""
    again = []
    for name, table_name, definition in connection.execute(query, [list(TABLES)]).fetchall():
        connection.execute(f"ALTER TABLE {table_name} DROP CONSTRAINT {name}".encode())
        again.append(f"ALTER TABLE {table_name} ADD CONSTRAINT {name} {definition}")
    query = """
    SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = (quote_ident(indexname))::regclass)"""
    for name, definition in connection.execute(query, [list(TABLES)]).fetchall():
        connection.execute(f"DROP INDEX {name}".encode())
        again.append(definition)
    return again
