"""${message}."""

import sqlalchemy as sa
from alembic import op

from migrations.views import drop_views

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "raise NotImplementedError"}


def downgrade() -> None:
    drop_views(op.get_bind())
    ${downgrades if downgrades else "raise NotImplementedError"}
