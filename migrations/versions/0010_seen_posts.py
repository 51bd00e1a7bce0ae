"""When a platform last told a post: those longest unseen are asked for again."""

import sqlalchemy as sa
from alembic import op

from migrations.views import drop_views

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column: sa.Column[object] = sa.Column(
        "seen_at", sa.DateTime(timezone=True), nullable=True, comment="When the platform last told it"
    )
    op.add_column("post", column)


def downgrade() -> None:
    drop_views(op.get_bind())
    op.drop_column("post", "seen_at")
