"""Cases for scripts and spreadsheets: rows of the views as lines of JSON and as CSV."""

import csv
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import click
from psycopg import Connection
from psycopg.rows import DictRow

from detaincrawl.inert import inert, inert_json

TIMELINE = "SELECT * FROM case_timeline WHERE case_id = %s ORDER BY event_date NULLS FIRST, event_id, article_id"
CITATIONS = "SELECT * FROM case_citations WHERE case_id = %s ORDER BY article_id NULLS LAST, quote_start, field, value"

FORMULA = ("=", "+", "-", "@")
"""A cell of text that begins so would be reckoned by a spreadsheet, and it may come from a page."""


def write_json(database: Connection[DictRow], found: Sequence[DictRow], whole: bool) -> None:
    """A case a line; ``whole``: with the rows of its timeline and its citations."""
    for case in found:
        row: dict[str, Any] = dict(case)
        if whole:
            row["timeline"] = database.execute(TIMELINE, (case["case_id"],)).fetchall()
            row["citations"] = database.execute(CITATIONS, (case["case_id"],)).fetchall()
        click.echo(inert_json(row, default=_plain))


def write_csv(found: Sequence[DictRow]) -> None:
    """A heading, and a line a case."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(found[0])
    writer.writerows([_cell(value) for value in case.values()] for case in found)


def _plain(value: object) -> str | float:
    """Dates as ISO 8601, amounts as numbers."""
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, Decimal)
    return float(value)


def _cell(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str | list):
        return value
    text = inert(value if isinstance(value, str) else ";".join(value)).replace("\n", " ")
    return f"'{text}" if text.startswith(FORMULA) else text
