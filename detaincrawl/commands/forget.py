"""``detaincrawl forget PERSON``: a person's right to be left out."""

import getpass

import click

from detaincrawl.archive import folder
from detaincrawl.commands.archive import swept_line
from detaincrawl.inert import inert_line
from detaincrawl.store import forget as removal
from detaincrawl.store import sweep
from detaincrawl.store.engine import connect_checked


@click.command()
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--as", "actor", default=getpass.getuser, metavar="NAME", help="Who orders it: for the audit row.")
def forget(person: str, yes: bool, actor: str) -> None:
    """Remove PERSON from every table and from the archive, and keep them out from now on.

    PERSON is the number of a person, the reference of one of their cases, or a name as the case table shows it. It
    cannot be taken back. SECURITY.md says what it cannot catch.
    """
    database = connect_checked()
    with database.connect() as connection:
        found = removal.find(connection, person)
    if not found:
        raise click.ClickException(f"nobody is {person!r} here: `detaincrawl cases` shows names and references")
    if len(found) > 1:
        listed = ", ".join(f"{one.person_id} ({one.articles} articles)" for one in found)
        raise click.ClickException(f"{person!r} is more than one person, name one by number: {listed}")
    [one] = found
    if not yes:
        click.confirm(
            f"Remove {inert_line(one.name)}, person {one.person_id}, of {one.articles} articles, for good?", abort=True
        )
    with database.begin() as connection:
        removed = removal.forget(connection, one.person_id, actor)
    click.echo(
        f"Forgotten: {removed.articles} articles removed, {removed.redacted} kept for others without the name, "
        f"{removed.pages} raw pages taken out"
    )
    unknown = sweep.order_unnamed(database, folder())
    click.echo(swept_line(sweep.sweep(database, folder())))
    if unknown:
        click.echo(
            f"No row names {', '.join(unknown)}: where no other database has its pages in there, delete it", err=True
        )
