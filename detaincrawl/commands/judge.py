"""``detaincrawl judge``: an analyst's decision, which outranks the rules and can be revoked."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Connection

from detaincrawl.inert import inert_json, inert_line
from detaincrawl.resolve.holdable import objection
from detaincrawl.resolve.judgements import Verb
from detaincrawl.store import cases, judging
from detaincrawl.store.engine import connect_checked, engine
from detaincrawl.store.judging import Decision, Unknown, mention_of

AUTHOR = click.option("--author", default=getpass.getuser, show_default="your login", help="Who decides.")
NOTE = click.option("--note", required=True, help="Why: it is shown as the judgement's quote.")

SHOWN = """
SELECT f.id, f.person, f.detaining_country, f.status FROM case_file f JOIN member m ON m.person_id = f.person_id
WHERE m.mention_key = %(key)s ORDER BY f.id"""


@click.group()
def judge() -> None:
    """Record an analyst's decision: it outranks the rules, outlives every re-reading, and can be revoked.

    CASE is a case_id or case_ref, ONE and OTHER are person numbers (`detaincrawl proposals`), cases, or keys of
    mentions (`mention_key` of case_citations). The cases are derived again at once.

    Status 0: recorded; 1: nothing goes by that number, or the value is in no form that the field has; 2: the command is
    written wrong.
    """


@judge.command()
@click.argument("one")
@click.argument("other")
@AUTHOR
@NOTE
def same(one: str, other: str, author: str, note: str) -> None:
    """ONE and OTHER are the same person."""
    _pair(Verb.SAME, one, other, author, note)


@judge.command()
@click.argument("one")
@click.argument("other")
@AUTHOR
@NOTE
def different(one: str, other: str, author: str, note: str) -> None:
    """ONE and OTHER are different persons."""
    _pair(Verb.DIFFERENT, one, other, author, note)


@judge.command("not-a-case")
@click.argument("case")
@AUTHOR
@NOTE
def not_a_case(case: str, author: str, note: str) -> None:
    """CASE is none: nobody is held, or no foreigner."""
    with _changes() as connection:
        _judge(connection, Decision(Verb.NOT_A_CASE, mention_of(connection, case), author, note))


@judge.command()
@click.argument("case")
@AUTHOR
@NOTE
def confirm(case: str, author: str, note: str) -> None:
    """CASE was reviewed and is right."""
    with _changes() as connection:
        _judge(connection, Decision(Verb.CONFIRMED, mention_of(connection, case), author, note))


@judge.command()
@click.argument("case")
@click.argument("field")
@click.argument("value")
@AUTHOR
@NOTE
def holds(case: str, field: str, value: str, author: str, note: str) -> None:
    """Of CASE, the VALUE of FIELD holds, both written as in case_citations."""
    if reason := objection(field, value):
        raise click.ClickException(reason)
    with _changes() as connection:
        _judge(connection, Decision(Verb.HOLDS, mention_of(connection, case), author, note, None, field, value))


@judge.command("list")
@click.argument("case", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for scripts.")
def list_(case: str | None, as_json: bool) -> None:
    """The judgements in force, with the numbers that `judge revoke` takes; of one CASE, only those on its person."""
    with _changes() as connection:
        rows = judging.in_force(connection, mention_of(connection, case) if case else None)
    for row in rows:
        said = " ".join(str(value) for value in (row["verb"], row["field"], row["value"]) if value)
        names = " / ".join(row["persons"]) or "nobody any more"
        line = f"{row['id']}  {row['made_at']:%Y-%m-%d}  {row['author']}  {said}: {names}  “{row['note']}”"
        click.echo(inert_json(row, default=str) if as_json else inert_line(line))
    if not rows and not as_json:
        click.echo("no judgement is in force")


@judge.command()
@click.argument("number", type=int)
@AUTHOR
def revoke(number: int, author: str) -> None:
    """Take back judgement NUMBER: the rules decide again."""
    with _changes() as connection:
        judging.revoke(connection, number, author)
        cases.apply_judgements(connection)
    click.echo(f"judgement {number} revoked")


@contextmanager
def _changes() -> Iterator[Connection]:
    """One transaction; a name that stands for nothing is one line."""
    connect_checked()
    try:
        with engine().begin() as connection:
            yield connection
    except Unknown as error:
        raise click.ClickException(str(error)) from error


def _pair(verb: Verb, one: str, other: str, author: str, note: str) -> None:
    with _changes() as connection:
        keys = mention_of(connection, one), mention_of(connection, other)
        if keys[0] == keys[1]:
            raise click.ClickException(f"{one} and {other} are one mention: name two mentions by their keys")
        _judge(connection, Decision(verb, keys[0], author, note, keys[1]))


def _judge(connection: Connection, decision: Decision) -> None:
    """Records the judgement, derives again, and says what stands now."""
    number = judging.record(connection, decision)
    cases.apply_judgements(connection)
    click.echo(f"judgement {number}: {decision.verb}")
    for key in filter(None, (decision.mention_key, decision.other_key)):
        rows = connection.exec_driver_sql(SHOWN, {"key": key}).all()
        for row in rows:
            click.echo(inert_line(f"  case {row.id}  {row.person}  {row.detaining_country}  {row.status}"))
        if not rows:
            click.echo("  no case any more")
