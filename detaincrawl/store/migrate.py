"""Brings a database to a revision of migrations/, and says at which it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import LockNotAvailable
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from detaincrawl.store.errors import DatabaseError

CHECKOUT = Path(__file__).resolve().parents[2]

LOCK_SECONDS = 30
"""A migration that waits for a long query makes every later query wait behind itself: it gives up in time."""


def upgrade(target: Engine, revision: str = "head", lock_seconds: int = LOCK_SECONDS) -> None:
    """All steps up to a revision in one transaction; at head the views follow. Done twice, it changes nothing.

    Raises DatabaseError where the tables stay in use; nothing is changed then.
    """
    try:
        with target.connect() as connection:
            command.upgrade(_config(connection=connection, lock_seconds=lock_seconds), revision)
    except OperationalError as error:
        if not isinstance(error.orig, LockNotAvailable):
            raise
        raise DatabaseError(
            f"the tables were in use for {lock_seconds} s, and nothing was migrated: wait for the crawl or query to end"
        ) from error


def downgrade(target: Engine, revision: str) -> None:
    """Steps down to a revision (``base``: to nothing) in one transaction, without the views."""
    with target.connect() as connection:
        command.downgrade(_config(connection=connection), revision)


def revisions() -> tuple[str, ...]:
    """Every revision that this checkout knows, the newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def revision_of(target: Engine) -> str | None:
    """Where the database is; None: nothing was ever made in it."""
    with target.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config(**attributes: object) -> Config:
    return Config(toml_file=CHECKOUT / "pyproject.toml", attributes=attributes)
