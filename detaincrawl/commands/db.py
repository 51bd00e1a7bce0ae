"""``detaincrawl db``: the database, embedded or given by DATABASE_URL."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from detaincrawl.store import engine, migrate
from detaincrawl.store.errors import DatabaseError, reason_of
from detaincrawl.store.programs import bundled
from detaincrawl.store.roles import Role, make_roles


@click.group()
def db() -> None:
    """The database: embedded in this checkout, or the PostgreSQL that DATABASE_URL names."""


@db.command()
def start() -> None:
    """Start the embedded PostgreSQL, and print where it is.

    Whatever needs it starts it, too. It goes on running until `detaincrawl db stop`.
    """
    if os.environ.get("DATABASE_URL"):
        raise click.ClickException("DATABASE_URL is set: that server is used, and no embedded one is started")
    click.echo(engine.url())


@db.command()
def stop() -> None:
    """Stop the embedded PostgreSQL; its data stays."""
    stopped = engine.embedded().stop()
    click.echo("stopped" if stopped else "it was not running")


@db.command()
@click.option("--role", type=click.Choice([str(role) for role in Role]), help="As whom; see `detaincrawl db roles`.")
def url(role: str | None) -> None:
    """Print where the database is, as psql takes it: psql "$(detaincrawl db url)".

    Starts the embedded PostgreSQL when there is no DATABASE_URL.
    """
    where = engine.url()
    if role is not None and os.environ.get("DATABASE_URL"):
        raise click.ClickException(
            "--role is for the embedded PostgreSQL: put the role and its password in DATABASE_URL"
        )
    click.echo(where if role is None else engine.embedded().url(user=role))


@db.command()
def upgrade() -> None:
    """Bring the tables and views to what this version needs (MIGRATE_URL, or else DATABASE_URL)."""
    with _one_line("the migration was undone"):
        target = engine.engine(engine.migrate_url())
        before = engine.revision_of(target)
        migrate.upgrade(target)
        after = engine.revision_of(target)
    click.echo(f"at {after}, as before" if before == after else f"from {before or 'nothing'} to {after}")


@db.command()
def roles() -> None:
    """Make the roles migrator, crawler, analyst and analyst_all, and grant each what it needs (MIGRATE_URL).

    analyst sees restricted cases without names, quotes and addresses. The roles have no password yet: give each one
    in psql with \\password ROLE. Repeat it whenever you like.
    """
    with _one_line("no role was made or changed"), engine.engine(engine.migrate_url()).begin() as connection:
        new = make_roles(connection)
    click.echo(f"made {', '.join(new)}" if new else "all roles are there, and their rights are granted")


@db.command()
def status() -> None:
    """Say which database is used, and whether it is ready for a crawl."""
    where = "DATABASE_URL" if os.environ.get("DATABASE_URL") else f"embedded in {engine.embedded().folder}"
    target = engine.connect_checked()
    with target.connect() as connection:
        version = connection.execute(text("SHOW server_version")).scalar_one()
        articles = connection.execute(text("SELECT count(*) FROM article")).scalar_one()
    click.echo(f"{where}: PostgreSQL {version}, tables at {engine.revision_of(target)}, {articles} articles")


@db.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1)
def psql(arguments: tuple[str, ...]) -> None:
    """Open psql on the database; ARGUMENTS are psql's own."""
    program = shutil.which("psql") or str(bundled("psql"))
    options = psycopg.pq.Conninfo.parse(engine.secured(engine.url()).encode())
    # Not as an argument: every user of the machine sees those, and the password in them.
    place = {option.envvar.decode(): option.val.decode() for option in options if option.envvar and option.val}
    sys.stdout.flush()
    os.execve(program, ("psql", *arguments), os.environ | place)  # noqa: S606 - psql gets words, no shell


@db.command()
@click.confirmation_option(prompt="Delete the embedded database with all its articles and cases?")
def drop() -> None:
    """Stop the embedded PostgreSQL and delete its data. The archive of pages stays."""
    engine.embedded().remove()
    click.echo("deleted")


@contextmanager
def _one_line(consequence: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise DatabaseError(f"{consequence}: {reason_of(error)}") from error
