"""How far social feeds are read, the posts that they told, threads, and where posts lead."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.views import drop_views

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _post_feed()
    _post()
    _post_link()
    op.add_column(
        "source",
        sa.Column(
            "led_by",
            sa.Text(),
            nullable=True,
            comment="Account whose post first led to this site; null: an entry of the catalogue",
        ),
    )
    for name, type_, comment in (
        ("part_urls", sa.Text(), "Of a thread: addresses of its posts, in order"),
        ("part_starts", sa.Integer(), "Of a thread: where each post begins in text"),
    ):
        column: sa.Column[list[object]] = sa.Column(
            name, postgresql.ARRAY(type_), server_default="{}", nullable=False, comment=comment
        )
        op.add_column("article_version", column)


def downgrade() -> None:
    drop_views(op.get_bind())
    op.drop_column("article_version", "part_starts")
    op.drop_column("article_version", "part_urls")
    op.drop_column("source", "led_by")
    op.drop_table("post_link")
    op.drop_table("post")
    op.drop_table("post_feed")


def _post_feed() -> None:
    op.create_table(
        "post_feed",
        sa.Column("source", sa.Text(), nullable=False, comment="The source"),
        sa.Column("feed", sa.Text(), nullable=False, comment="account, or #tag"),
        sa.Column("account_id", sa.Text(), nullable=True, comment="Number that the platform knows the account by"),
        sa.Column(
            "newest_id",
            sa.Text(),
            nullable=True,
            comment="Id of the newest item that is stored with all before it",
        ),
        sa.Column("newest_at", sa.DateTime(timezone=True), nullable=True, comment="Its time"),
        sa.Column(
            "checked_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When the feed was last read to what was known",
        ),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_post_feed_source")),
        sa.PrimaryKeyConstraint("source", "feed", name=op.f("pk_post_feed")),
        comment="How far an account or a tag has been read; moves only when what it covers is stored",
    )


def _post() -> None:
    op.create_table(
        "post",
        sa.Column("url_id", sa.BigInteger(), nullable=False, comment="Its own address"),
        sa.Column("source", sa.Text(), nullable=False, comment="Source that told it"),
        sa.Column("feed", sa.Text(), nullable=False, comment="Feed of the source that told it: account, or #tag"),
        sa.Column("post_id", sa.Text(), nullable=False, comment="Id that the platform gives it"),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Its place in the feed: publication, or the repost's time",
        ),
        sa.Column("reposted", sa.Boolean(), nullable=False, comment="The feed only passed it on"),
        sa.Column("sha256", sa.Text(), nullable=False, comment="Digest of its words: other ones are an edit"),
        sa.Column(
            "head_id",
            sa.BigInteger(),
            nullable=True,
            comment="Address of the first post of its thread; null: it is the first",
        ),
        sa.Column(
            "gone_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was noticed that the platform no longer has it",
        ),
        sa.ForeignKeyConstraint(["head_id"], ["url.id"], name=op.f("fk_post_head_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_post_source")),
        sa.ForeignKeyConstraint(["url_id"], ["url.id"], name=op.f("fk_post_url_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("url_id", name=op.f("pk_post")),
        comment="Every post that a feed told, also those that were not worth keeping",
    )
    op.create_index("ix_post_feed", "post", ["source", "feed", "told_at"])
    op.create_index("ix_post_post_id", "post", ["post_id"])
    op.create_index("ix_post_head_id", "post", ["head_id"])


def _post_link() -> None:
    op.create_table(
        "post_link",
        sa.Column("article_id", sa.BigInteger(), nullable=False, comment="The post"),
        sa.Column("url_id", sa.BigInteger(), nullable=False, comment="Address that it links to"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_post_link_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["url_id"], ["url.id"], name=op.f("fk_post_link_url_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "url_id", name=op.f("pk_post_link")),
        comment="Which posts led to which addresses",
    )
    op.create_index("ix_post_link_url_id", "post_link", ["url_id"])
