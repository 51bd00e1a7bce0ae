"""``detaincrawl proposals``: pairs of persons that may be one, for an analyst to judge."""

from collections.abc import Sequence
from typing import Any

import click
from rich.table import Table
from sqlalchemy import Row

from detaincrawl.commands.cases import wide_console
from detaincrawl.inert import inert_json
from detaincrawl.store import cases
from detaincrawl.store.engine import connect_checked, engine

WAITING = "SELECT * FROM proposal_overview ORDER BY score DESC, person_id, other_id LIMIT %(limit)s"


@click.command()
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a pair and line: the columns of proposal_overview."
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="The surest ones only.")
def proposals(as_json: bool, limit: int) -> None:
    """Pairs of persons that may be one, the surest first: they wait for `detaincrawl judge same` or `different`.

    Judgements that were made in SQL are applied first. Status 0, also where nothing waits.
    """
    connect_checked()
    with engine().begin() as connection:
        cases.apply_judgements(connection)
        rows = connection.exec_driver_sql(WAITING, {"limit": limit}).all()
    if as_json:
        for row in rows:
            click.echo(inert_json(row._asdict()))
    elif rows:
        wide_console().print(_table(rows))
        click.echo("Decide with: detaincrawl judge same|different NUMBER NUMBER --note WHY", err=True)
    else:
        click.echo("No two persons wait for a decision.")


def _table(rows: Sequence[Row[Any]]) -> Table:
    table = Table("Score", "Person", "Other", "Why", box=None, pad_edge=False)
    for row in rows:
        table.add_row(
            f"{row.score:.2f}",
            _person(row.person, row.held_by, row.person_id),
            _person(row.other, row.other_held_by, row.other_id),
            "\n".join(row.reasons),
        )
    return table


def _person(name: str | None, held: list[str], number: int) -> str:
    return f"{name or '(restricted)'} ({', '.join(held) or 'no case'})\n{number}"
