"""Drops the keys of mentions: candidates are looked for among the keys of persons."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.views import drop_views

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_mention_name_keys", table_name="mention", postgresql_using="gin")
    op.drop_column("mention", "name_keys")


def downgrade() -> None:
    drop_views(op.get_bind())
    op.add_column(
        "mention",
        sa.Column(
            "name_keys",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            server_default="{}",
            comment="Blocking keys of all its forms",
        ),
    )
    op.alter_column("mention", "name_keys", server_default=None)
    op.create_index("ix_mention_name_keys", "mention", ["name_keys"], unique=False, postgresql_using="gin")
