"""Brings the rows of a scope to what is wanted: one statement a table, which touches only rows that differ."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, Table

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What the rows of one table are to be."""

    table: Table
    rows: Sequence[Values]
    """With a value for every column."""
    scope: str | None = None
    """Column whose ``ids`` are brought to exactly these rows; None: nothing is deleted."""
    ids: Collection[int] = ()


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """Makes the changes in order, sent together: a round trip each would take longer than the work."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    with driver.pipeline():
        for change in changes:
            if change.rows or change.ids:
                statement = _statement(change.table, change.scope)
                rows = Jsonb(list(change.rows), dumps=_dumped)
                driver.execute(statement, {"rows": rows, "ids": sorted(change.ids)})


def _dumped(rows: Any) -> str:
    """Dates and amounts as PostgreSQL reads them."""
    return json.dumps(rows, default=str)


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
    gone = (
        f", gone AS (DELETE FROM {table.name} t WHERE t.{scope} = ANY(%(ids)s)"
        f" AND NOT EXISTS (SELECT FROM wanted w WHERE {matched}))"
        if scope
        else ""
    )
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
    mine, theirs = (", ".join(f'{place}."{name}"' for name in rest) for place in ("t", "excluded"))
    conflict = f"DO UPDATE SET {changes} WHERE ({mine}) IS DISTINCT FROM ({theirs})" if rest else "DO NOTHING"
    return (
        f"WITH wanted AS MATERIALIZED (SELECT * FROM jsonb_populate_recordset(NULL::{table.name}, %(rows)s)){gone} "
        f"INSERT INTO {table.name} AS t ({named}) SELECT {named} FROM wanted "
        f"ON CONFLICT ({', '.join(key)}) {conflict}"
    ).encode()
