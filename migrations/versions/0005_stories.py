"""Signatures of articles' texts, by which copies of one story are told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.views import drop_views

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "story_text",
        sa.Column("article_id", sa.BigInteger(), nullable=False, comment="The article"),
        sa.Column(
            "text_sha256",
            sa.Text(),
            nullable=False,
            comment="Digest of the version's title and text that this was made from",
        ),
        sa.Column(
            "signature",
            sa.LargeBinary(),
            nullable=True,
            comment="MinHash values, 4 bytes each, little end first; null: too short to tell",
        ),
        sa.Column("shingles", sa.Integer(), nullable=False, comment="Different runs of words in the text"),
        sa.Column(
            "bands",
            postgresql.ARRAY(sa.Integer()),
            nullable=False,
            comment="Near copies share at least one number",
        ),
        sa.Column("agency", sa.Text(), nullable=True, comment="News agency whose mark the text bears: ap, reuters …"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_story_text_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_story_text")),
        comment="Signature of the text of an article's current version: near copies are one story, and one voice",
    )
    op.create_index("ix_story_text_bands", "story_text", ["bands"], unique=False, postgresql_using="gin")


def downgrade() -> None:
    drop_views(op.get_bind())
    op.drop_table("story_text")
