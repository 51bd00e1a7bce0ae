"""What is to be taken out of the archive, and what may not come back."""

import sqlalchemy as sa
from alembic import op

from migrations.views import drop_views

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "segment_due",
        sa.Column("segment", sa.Text(), nullable=False, comment="File of the archive"),
        sa.Column(
            "action",
            sa.Text(),
            nullable=False,
            comment="rewrite: without the records that no row names; delete: nothing of it is needed",
        ),
        sa.Column(
            "since",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was ordered",
        ),
        sa.CheckConstraint("action IN ('rewrite', 'delete')", name=op.f("ck_segment_due_action")),
        sa.PrimaryKeyConstraint("segment", name=op.f("pk_segment_due")),
        comment="Segments of the archive that hold what may no longer be kept; gone once that is done",
    )
    op.create_index("ix_page_segment", "page", ["segment"], unique=False)
    # Not renamed: on PostgreSQL 18 the name of a NOT NULL constraint would keep the column's old name.
    op.drop_table("forgotten")
    _forgotten(
        sa.Column(
            "digest", sa.Text(), nullable=False, comment="Keyed digest (HMAC-SHA-256) of a name key or of an address"
        ),
        "Keyed digests of names and addresses that may not be stored again: who was forgotten stays out",
    )


def downgrade() -> None:
    drop_views(op.get_bind())
    op.drop_table("forgotten")
    _forgotten(
        sa.Column("name_sha256", sa.Text(), nullable=False, comment="Digest of the name key and the detaining country"),
        "Digests of names that may not be stored again: who was forgotten stays out",
    )
    op.drop_index("ix_page_segment", table_name="page")
    op.drop_table("segment_due")


def _forgotten(digest: sa.Column[str], comment: str) -> None:
    op.create_table(
        "forgotten",
        digest,
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When"),
        sa.PrimaryKeyConstraint(digest.name, name=op.f("pk_forgotten")),
        comment=comment,
    )
