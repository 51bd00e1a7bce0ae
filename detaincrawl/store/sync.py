"""Several statements in one round trip: queries asked together, and rows of a scope brought to what is wanted."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection, Table

from detaincrawl.store.away import raised_as

Values = dict[str, Any]
Query = tuple[str, Values]
"""A statement and its parameters, as psycopg takes them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What the rows of one table are to be."""

    table: Table
    rows: Sequence[str]
    """As ``as_json`` gives them, with every column."""
    scope: str | None = None
    """Column whose ``ids`` are brought to exactly these rows; None: nothing is deleted."""
    ids: Collection[int] = ()


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
            driver.cursor(row_factory=namedtuple_row).execute(query[0].encode(), query[1]) if query else None
            for query in queries
        ]
        return [cursor.fetchall() if cursor else [] for cursor in cursors]


def write(connection: Connection, changes: Sequence[Change], then: Sequence[Query] = ()) -> None:
    """Makes the changes in order, and runs what follows: a round trip each would take longer than the work."""
    with _pipeline(connection) as driver:
        for change in changes:
            if change.rows or change.ids:
                statement = _statement(change.table, change.scope if change.ids else None)
                driver.execute(statement, {"rows": f"[{','.join(change.rows)}]", "ids": sorted(change.ids)})
        for text, given in then:
            driver.execute(text.encode(), given)


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
def _statement(table: Table, scope: str | None) -> bytes:
    """Names in it are those of our own tables."""
    key = [column.name for column in table.primary_key.columns]
    columns = [column.name for column in table.columns]
    rest = [name for name in columns if name not in key]
    named, matched = (
        ", ".join(f'"{name}"' for name in columns),
        " AND ".join(f't."{name}" = w."{name}"' for name in key),
    )
    gone = ""
    if scope:
        kept = f"EXISTS (SELECT FROM wanted w WHERE {matched})"
        gone = f", gone AS (DELETE FROM {table.name} t WHERE t.{scope} = ANY(%(ids)s) AND NOT {kept})"  # noqa: S608
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
    mine, theirs = (", ".join(f'{place}."{name}"' for name in columns) for place in ("t", "w"))
    conflict = f"DO UPDATE SET {changes}" if rest else "DO NOTHING"
    wanted = f"SELECT * FROM jsonb_populate_recordset(NULL::{table.name}, %(rows)s::jsonb)"  # noqa: S608
    # A conflict locks the row even where nothing would change, and a lock is a write.
    there = f"SELECT FROM {table.name} t WHERE {matched} AND ({mine}) IS NOT DISTINCT FROM ({theirs})"  # noqa: S608
    insert = f"INSERT INTO {table.name} ({named}) SELECT {named} FROM wanted w WHERE NOT EXISTS ({there})"  # noqa: S608
    return f"WITH wanted AS MATERIALIZED ({wanted}){gone} {insert} ON CONFLICT ({', '.join(key)}) {conflict}".encode()
