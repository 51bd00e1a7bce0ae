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

WAITING = """
SELECT x.score, x.reasons, x.person_id, one.name AS one, x.mention_key, x.other_id, two.name AS other, x.other_key,
       (SELECT array_agg(DISTINCT f.detaining_country) FROM case_file f WHERE f.person_id = x.person_id) AS one_held,
       (SELECT array_agg(DISTINCT f.detaining_country) FROM case_file f WHERE f.person_id = x.other_id) AS other_held
FROM proposal x JOIN person one ON one.id = x.person_id JOIN person two ON two.id = x.other_id
ORDER BY x.score DESC, x.person_id, x.other_id LIMIT %(limit)s"""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for scripts.")
@click.option("--limit", default=50, show_default=True, help="The surest ones only.")
def proposals(as_json: bool, limit: int) -> None:
    """Persons that may be one, the surest first."""
    connect_checked()
    with engine().begin() as connection:
        cases.apply_judgements(connection)
        rows = connection.exec_driver_sql(WAITING, {"limit": limit}).all()
    if as_json:
        for row in rows:
            click.echo(inert_json(row._asdict()))
    elif rows:
        wide_console().print(_table(rows))
        click.echo("Decide with: detaincrawl judge same|different NUMBER NUMBER --note …")
    else:
        click.echo("No two persons wait for a decision.")


def _table(rows: Sequence[Row[Any]]) -> Table:
    table = Table("Score", "Person", "Other", "Why", box=None, pad_edge=False)
    for row in rows:
        table.add_row(
            f"{row.score:.2f}",
            _person(row.one, row.one_held, row.person_id),
            _person(row.other, row.other_held, row.other_id),
            "\n".join(row.reasons),
        )
    return table


def _person(name: str, held: list[str] | None, number: int) -> str:
    return f"{name} ({', '.join(held or ['no case'])})\n{number}"
