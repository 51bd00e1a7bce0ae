"""Brings a database to a revision of migrations/, and says at which it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

CHECKOUT = Path(__file__).resolve().parents[2]


def upgrade(target: Engine, revision: str = "head") -> None:
    """All steps up to a revision in one transaction; at head the views follow. Done twice, it changes nothing."""
    with target.connect() as connection:
        command.upgrade(_config(connection=connection), revision)


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
