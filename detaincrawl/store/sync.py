"""Several statements in one round trip, and rows of several tables in one statement."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection, Table

from detaincrawl.store.away import raised_as

Values = dict[str, Any]
Query = tuple[str, Values]
"""A statement and its parameters, as psycopg takes them."""

Rows = dict[Table, list[str]]
"""Rows of tables as ``as_json`` gives them, with every column."""

_ENCODER = json.JSONEncoder(default=str)
"""Dates and amounts as PostgreSQL reads them."""


def as_json(rows: Sequence[Values]) -> list[str]:
    """Rows as JSON, in one string without the brackets; in none where there is no row."""
    return [_ENCODER.encode(rows)[1:-1]] if rows else []


def ask(connection: Connection, *queries: Query | None) -> list[list[Any]]:
    """The rows of each query, with columns by name; asked together, answered in order. None: no rows, unasked."""
    if not any(queries):
        return [[] for _ in queries]
    with _pipeline(connection) as driver:
        cursors = [
            driver.cursor(row_factory=namedtuple_row).execute(query[0].encode(), query[1], prepare=True)
            if query
            else None
            for query in queries
        ]
        return [cursor.fetchall() if cursor else [] for cursor in cursors]


def write(connection: Connection, rows: Rows, then: Sequence[Query] = ()) -> None:
    """Writes rows, over those with the same keys, and runs what follows, in one round trip.

    All tables are one statement: a statement each would take longer than the work.
    """
    with _pipeline(connection) as driver:
        if any(rows.values()):
            given = {table.name: f"[{','.join(texts)}]" for table, texts in rows.items()}
            driver.execute(_statement(tuple(rows)), given, prepare=True)
        for text, values in then:
            driver.execute(text.encode(), values)


def gone(table: str, column: str, keys: Collection[int] | Collection[str], **of: int) -> list[Query]:
    """Deletes the rows with these keys, ``of`` one value of another column; without keys nothing."""
    if not keys:
        return []
    conditions = " AND ".join([f"{column} = ANY(%(keys)s)", *(f"{name} = %({name})s" for name in of)])
    return [(f"DELETE FROM {table} WHERE {conditions}", {"keys": sorted(keys), **of})]  # noqa: S608


@contextmanager
def _pipeline(connection: Connection) -> Iterator[psycopg.Connection[Any]]:
    """The driver's own connection; what it raises comes as SQLAlchemy's, which callers wait and try again by."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        with driver.pipeline():
            yield driver
    except psycopg.Error as error:
        raise raised_as(error) from error


@cache
def _statement(tables: Sequence[Table]) -> bytes:
    """Names in it are those of our own tables."""
    return f"WITH {', '.join(f'{table.name}_rows AS ({_upsert(table)})' for table in tables)} SELECT".encode()


def _upsert(table: Table) -> str:
    key = [column.name for column in table.primary_key.columns]
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    rest = [column.name for column in table.columns if column.name not in key]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
    wanted = f"SELECT {columns} FROM json_populate_recordset(NULL::{table.name}, %({table.name})s::json)"  # noqa: S608
    conflict = f"DO UPDATE SET {changes}" if rest else "DO NOTHING"
    return f"INSERT INTO {table.name} ({columns}) {wanted} ON CONFLICT ({', '.join(key)}) {conflict}"
