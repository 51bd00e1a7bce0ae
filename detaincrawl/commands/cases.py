"""``detaincrawl cases``: the case table as a person reads it; with a name, that person's cases, events and quotes."""

import os
from collections.abc import Iterator
from datetime import date

import click
from psycopg import Connection, connect
from psycopg.rows import DictRow, dict_row
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detaincrawl.commands import exported
from detaincrawl.inert import InertConsole, inert_line
from detaincrawl.store import engine, judging

WIDE = 150
"""Columns of the table where neither a terminal nor COLUMNS says how wide it is."""

LISTED = "SELECT * FROM case_overview ORDER BY first_reported NULLS FIRST, person, detaining_country, case_id"
FOUND = """
SELECT * FROM case_overview
WHERE strpos(lower(person), lower(%(name)s)) > 0
   OR EXISTS (SELECT FROM unnest(aliases) alias WHERE strpos(lower(alias), lower(%(name)s)) > 0)
   OR case_id IN (SELECT %(number)s::bigint UNION SELECT case_id FROM redirected_case WHERE old_id = %(number)s::bigint)
   OR person_id = %(number)s::bigint
ORDER BY first_reported NULLS FIRST, person, detaining_country, case_id
"""
EVENTS = """
SELECT event_type, detail, event_date, date_precision, sentence_months, sentence_special, charges,
       array_agg(DISTINCT source ORDER BY source) AS told_by
FROM case_timeline WHERE case_id = %(case)s
GROUP BY event_id, event_type, detail, event_date, date_precision, sentence_months, sentence_special, charges
ORDER BY event_date NULLS FIRST, event_id
"""
VALUES = """
SELECT field, value, array_agg(DISTINCT source || CASE WHEN carried_by IS NULL THEN '' ELSE ' (post)' END) AS said_by,
       (array_agg(quote ORDER BY confidence DESC, length(quote), quote))[1] AS quote
FROM case_citations
WHERE case_id = %(case)s AND field NOT LIKE 'event:%%' AND field <> 'name'
GROUP BY field, value
ORDER BY array_position(%(order)s::text[], field), field, value
"""
ORDER = ["nationality", "detaining_country", "status", "charge", "sentence", "term", "fine"]
"""Further fields follow by name."""


@click.command()
@click.argument("name", required=False, metavar="[NAME|CASE]")
@click.option(
    "--json", "form", flag_value="json", help="One JSON object a case and line: every column of case_overview."
)
@click.option(
    "--csv", "form", flag_value="csv", help="The same columns for a spreadsheet; lists are joined by semicolons."
)
def cases(name: str | None, form: str | None) -> None:
    """The case table; of one case, all that is known of it and the quote behind each value.

    NAME is a name or a part of one. CASE is a case_id, a case_ref (RU-79661B9C4F1A0D2F) or a person_id; numbers that
    were given before lead to the case of now. With --json each case found so carries its timeline and citations, too.

    Status 0: cases were found; 1: none was, or the database is not ready; 2: the command is written wrong.
    """
    engine.connect_checked()
    with connect(engine.url(), row_factory=dict_row) as database:
        given = {"name": name, "number": judging.number_of(name or "")}
        found = database.execute(FOUND, given).fetchall() if name else database.execute(LISTED).fetchall()
        if not found:
            hint = "`detaincrawl cases` lists all" if name else "crawl first, `make demo` shows how"
            raise click.ClickException(f"no case of {name}: {hint}" if name else f"no cases yet: {hint}")
        if form == "json":
            exported.write_json(database, found, whole=name is not None)
        elif form == "csv":
            exported.write_csv(found)
        elif name:
            wide_console().print(Group(*(case_file(database, case) for case in found)))
        else:
            wide_console().print(case_table(found))


def wide_console() -> Console:
    """The terminal; a file or a pipe has no width, and 80 columns would tear the table."""
    console = InertConsole()
    known = console.is_terminal or "COLUMNS" in os.environ
    return console if known else InertConsole(width=WIDE)


def case_table(found: list[DictRow]) -> Table:
    """One line a case."""
    table = Table(header_style="bold", pad_edge=False, box=None, padding=(0, 2, 0, 0))
    for heading in ("Person", "From → held by", "Status", "Sentence", "Accused of", "Reports", "Disputed"):
        table.add_column(heading)
    for case in found:
        table.add_row(
            Text(inert_line(_person(case)), style="bold"),
            f"{', '.join(case['nationalities']) or '?'} → {case['detaining_country'] or '?'}",
            _status(case),
            _sentence(case),
            "\n".join(case["charges"]).replace("_", " "),
            f"{case['articles']} by {case['sources']}",
            "\n".join(case["disputed"]),
        )
    return table


def case_file(database: Connection[DictRow], case: DictRow) -> Group:
    """One case: its line, its events in order, and every value with who says so and a quote."""
    parameters = {"case": case["case_id"], "order": ORDER}
    events = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for event in database.execute(EVENTS, parameters):
        events.add_row(
            _date(event["event_date"], event["date_precision"]) or "undated", _event(event), ", ".join(event["told_by"])
        )
    values = [line for claim in database.execute(VALUES, parameters) for line in _said(claim)]
    return Group(case_table([case]), Padding(events, (1, 0, 1, 2)), *values, "")


def _said(claim: DictRow) -> Iterator[Padding]:
    """A value with who says so, and below it the quote."""
    field = Text(claim["field"].replace("_", " ") + " ")
    yield Padding(
        field.append(_value(claim), style="bold").append(f"  {', '.join(claim['said_by'])}", style="dim"), (0, 0, 0, 2)
    )
    yield Padding(Text(inert_line(claim["quote"] or ""), style="italic"), (0, 0, 0, 6))


def _value(claim: DictRow) -> str:
    value = inert_line(claim["value"] or "")
    return _term(float(value), None) if claim["field"] in ("sentence", "term") and value[:1].isdigit() else value


def _person(case: DictRow) -> str:
    return str(case["person"] or f"(restricted, {case['case_ref']})")


def _sentence(case: DictRow) -> str:
    """The term, and below it the fine."""
    term = _term(case["sentence_months"], case["sentence_special"])
    fine = f"fine {case['fine_amount']:,.0f} {case['fine_currency']}" if case["fine_amount"] is not None else ""
    return "\n".join(filter(None, (f"{term}, suspended" if case["sentence_suspended"] else term, fine)))


def _term(months: float | None, special: str | None) -> str:
    """180 → 15 years; 0.5 → 15 days."""
    if special:
        return special
    if months is None:
        return ""
    if months < 1:
        return f"{round(months * 30)} days"
    years, rest = divmod(float(months), 12)
    counted = [(years, "year"), (round(rest, 1), "month")]
    return " ".join(f"{count:g} {unit}{'s' if count != 1 else ''}" for count, unit in counted if count)


def _status(case: DictRow) -> str:
    since = _date(case["status_date"], case["status_date_precision"])
    return str(case["status"]).replace("_", " ") + (f", {since}" if since else "")


def _date(day: date | None, precision: str | None) -> str:
    """As precise as known: 24 Dec 2024, Aug 2023, 2020."""
    if day is None:
        return ""
    printed = {"year": "%Y", "month": "%b %Y"}.get(precision or "day", f"{day.day} %b %Y")
    return day.strftime(printed)


def _event(event: DictRow) -> str:
    words = [event["event_type"], event["detail"], _term(event["sentence_months"], event["sentence_special"])]
    charges = ", ".join(event["charges"] or ())
    return " ".join(word.replace("_", " ") for word in words if word) + (
        f" ({charges})".replace("_", " ") if charges else ""
    )
