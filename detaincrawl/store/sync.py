"""What derivation asks and writes: several questions in one statement, and rows of several tables in another."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

import psycopg
from sqlalchemy import Connection, Table

from detaincrawl.store.away import raised_as
from detaincrawl.store.models.base import Base

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


def execute(connection: Connection, query: Query) -> None:
    """Runs a statement whose answer nobody reads."""
    with _driver(connection) as driver:
        driver.execute(query[0].encode(), query[1])


def ask(connection: Connection, *queries: Query | None) -> list[list[Any]]:
    """The rows of each query, asked as one statement; None: no rows, unasked.

    A query selects one column, JSON: a list of what a row has. Six queries take the client 0.5 ms in a pipeline, and a
    tenth of that together. Values of one name are one.
    """
    asked = [query for query in queries if query]
    if not asked:
        return [[] for _ in queries]
    values = {name: value for _, given in asked for name, value in given.items()}
    with _driver(connection) as driver:
        answer = driver.execute(_together(tuple(text for text, _ in asked)), values, prepare=True).fetchone()
    answers = iter(answer or ())
    return [(next(answers) or []) if query else [] for query in queries]


def write(connection: Connection, rows: Rows, beside: Sequence[Query] = (), then: Sequence[Query] = ()) -> None:
    """Writes rows, over those with the same keys, with what is done ``beside`` in other tables; then what follows.

    Rows of all tables are one statement: a statement each would take longer than the work.
    """
    wanted = {table: texts for table, texts in rows.items() if texts}
    with _driver(connection) as driver:
        if wanted or beside:
            given = {table.name: f"[{','.join(texts)}]" for table, texts in wanted.items()}
            values = {name: value for _, more in beside for name, value in more.items()}
            statement = _written(tuple(wanted), tuple(text for text, _ in beside))
            driver.execute(statement, given | values, prepare=True)
        for text, values in then:
            driver.execute(text.encode(), values)


def table_of(model: type[Base]) -> Table:
    """The table that a model maps."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def moment(text: str) -> datetime:
    """A time as JSON has it."""
    return datetime.fromisoformat(text).astimezone(UTC)


def gone(table: str, column: str, keys: Collection[int] | Collection[str], **of: int) -> list[Query]:
    """Deletes the rows with these keys, ``of`` one value of another column; without keys nothing."""
    if not keys:
        return []
    conditions = " AND ".join([f"{column} = ANY(%(keys)s)", *(f"{name} = %({name})s" for name in of)])
    return [(f"DELETE FROM {table} WHERE {conditions}", {"keys": sorted(keys), **of})]  # noqa: S608


@contextmanager
def _driver(connection: Connection) -> Iterator[psycopg.Connection[Any]]:
    """The driver's own connection; what it raises comes as SQLAlchemy's, which callers wait and try again by."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        yield driver
    except psycopg.Error as error:
        raise raised_as(error) from error


@cache
def _together(texts: Sequence[str]) -> bytes:
    columns = (f"(SELECT json_agg(row) FROM ({text}) asked (row))" for text in texts)  # noqa: S608
    return f"SELECT {', '.join(columns)}".encode()


@cache
def _written(tables: Sequence[Table], beside: Sequence[str]) -> bytes:
    """Names in it are those of our own tables.

    It is short: what has more than 4,096 signs psycopg takes apart anew each time.
    """
    parts = [*map(_upsert, tables), *beside]
    return f"WITH {', '.join(f'part_{number} AS ({part})' for number, part in enumerate(parts))} SELECT".encode()


def _upsert(table: Table) -> str:
    key = [column.name for column in table.primary_key.columns]
    rest = [column.name for column in table.columns if column.name not in key]
    changes = ",".join(f"{name}=excluded.{name}" for name in rest)
    conflict = f"DO UPDATE SET {changes}" if rest else "DO NOTHING"
    wanted = f"SELECT * FROM json_populate_recordset(NULL::{table.name}, %({table.name})s::json)"  # noqa: S608
    return f"INSERT INTO {table.name} {wanted} ON CONFLICT ({', '.join(key)}) {conflict}"
