"""Runs the migrations of versions/, one process at a time and all or nothing; the views follow an upgrade to head."""

from alembic import context
from sqlalchemy import Connection, text

from detaincrawl.store.cases import LOCK  # of whoever saves articles: they and a migration never wait in a ring
from detaincrawl.store.engine import engine, migrate_url
from detaincrawl.store.migrate import LOCK_SECONDS
from detaincrawl.store.models import Base
from detaincrawl.store.roles import grant
from migrations.views import apply_views


def migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, include_name=_ours)
    with context.begin_transaction():
        seconds = context.config.attributes.get("lock_seconds", LOCK_SECONDS)
        connection.execute(text(f"SET LOCAL lock_timeout = '{seconds}s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        context.run_migrations()
        if context.get_context().get_current_heads() == (context.get_head_revision(),):
            apply_views(connection)
            grant(connection)


def _ours(name: str | None, kind: str, parents: object) -> bool:
    """Another tool's tables live in a schema of their own and are none of our business."""
    return kind != "schema" or name is None


if context.is_offline_mode():
    raise SystemExit("migrations run on a database only: views.sql is applied by them")

given = context.config.attributes.get("connection")
if given is None:
    with engine(migrate_url()).connect() as connection:
        migrate(connection)
else:
    migrate(given)
