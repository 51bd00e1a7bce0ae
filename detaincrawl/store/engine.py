"""The connection: from DATABASE_URL, or to the embedded PostgreSQL when there is none."""

import os
from functools import cache
from typing import Any

import psycopg
import sqlalchemy
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import Engine, create_engine

from detaincrawl.store import migrate, tls
from detaincrawl.store.away import leave_standbys
from detaincrawl.store.embedded import Server
from detaincrawl.store.errors import DatabaseError, reason_of

__all__ = ["DatabaseError", "connect_checked", "embedded", "engine", "migrate_url", "revision_of", "secured", "url"]

DEFAULTS = {
    "application_name": "detaincrawl",
    "connect_timeout": "10",
    # A server that lost power says nothing: without these a query waits for two hours.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",  # ms; what was sent and not received is no idle connection
}


def embedded() -> Server:
    """The server of this checkout, whether it runs or not."""
    return Server(migrate.CHECKOUT / ".data" / "pg")


def url() -> str:
    """Where the database is, as libpq (psql, psycopg) takes it; without DATABASE_URL the embedded server starts."""
    if given := os.environ.get("DATABASE_URL"):
        return given.replace("postgresql+psycopg://", "postgresql://", 1)
    server = embedded()
    server.start()
    return server.url()


def migrate_url() -> str:
    """Where migrations and roles are made: MIGRATE_URL, or else the same database."""
    if given := os.environ.get("MIGRATE_URL"):
        return given.replace("postgresql+psycopg://", "postgresql://", 1)
    return url()


def engine(where: str | None = None) -> Engine:
    """The one engine of this process for an address (default: ``url()``); psycopg 3, no connection is made yet.

    Raises DatabaseError for an address that libpq cannot read.
    """
    return _engine(where or url())


def connect_checked() -> Engine:
    """The engine, once the server has answered and its tables are those that this version of detaincrawl needs.

    Raises DatabaseError, one line: unreachable, behind or ahead of the migrations, and what to do.
    """
    checked = engine()
    known = migrate.revisions()
    found = revision_of(checked)
    if found == known[0]:
        return checked
    if found is None:
        raise DatabaseError("the database has no tables of detaincrawl yet: run `detaincrawl db upgrade`")
    if found in known:
        raise DatabaseError(f"the database is at {found}, behind the needed {known[0]}: run `detaincrawl db upgrade`")
    raise DatabaseError(
        f"the database is at {found}, ahead of this version, which knows {known[0]}: "
        "bring detaincrawl up to date, or set DATABASE_URL to another database"
    )


@cache
def _engine(where: str) -> Engine:
    made = create_engine("postgresql+psycopg://", connect_args=_parameters(where), pool_pre_ping=True)
    leave_standbys(made)
    return made


def secured(where: str) -> str:
    """The address, with proof asked of a server on another machine; raises DatabaseError as ``engine``."""
    return make_conninfo(**_parameters(where))


def _parameters(where: str) -> dict[str, Any]:
    try:
        given = conninfo_to_dict(where)
        return {**DEFAULTS, **given, **tls.asked(given, os.environ)}
    except psycopg.ProgrammingError:
        # Its message quotes the address, and the password in it.
        raise DatabaseError(
            "DATABASE_URL or MIGRATE_URL is no address of a PostgreSQL: write postgresql://USER:PASSWORD@HOST/NAME, "
            "with % and two digits for signs such as @ or / in the password"
        ) from None


def revision_of(checked: Engine) -> str | None:
    try:
        return migrate.revision_of(checked)
    except sqlalchemy.exc.DBAPIError as error:
        reason = reason_of(error)
        todo = tls.TO_DO if tls.is_meant(reason) else "is the server up, and DATABASE_URL right?"
        raise DatabaseError(f"no connection to the database ({reason}): {todo}") from error
