"""Tables of the crawl: sources, runs, the frontier, the feeds' state."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.views import drop_views

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the run"),
        sa.Column("spider", sa.Text(), nullable=False, comment="Name of the spider"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="When it began"),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="When it ended; null: running, or killed"
        ),
        sa.Column("outcome", sa.Text(), nullable=True, comment="How it ended: finished, shutdown, database lost …"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        comment="One crawl",
    )
    op.create_table(
        "source",
        sa.Column("key", sa.Text(), nullable=False, comment="Key in sources.toml"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the outlet"),
        sa.Column("kind", sa.Text(), nullable=False, comment="How it is crawled: news, mastodon, bluesky …"),
        sa.Column("type", sa.Text(), nullable=False, comment="What it is: agency, newspaper, state_media …"),
        sa.Column("homepage", sa.Text(), nullable=False, comment="Address of the outlet"),
        sa.Column("language", sa.Text(), nullable=False, comment="BCP 47 language that it publishes in"),
        sa.Column("country", sa.Text(), nullable=True, comment="ISO 3166-1 alpha-2 of where it sits"),
        sa.Column("timezone", sa.Text(), nullable=False, comment="IANA zone that its weekdays are counted in"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_source")),
        comment="A news site, feed or account of the catalogue, as last crawled",
    )
    op.create_table(
        "feed_state",
        sa.Column("url", sa.Text(), nullable=False, comment="Address of the feed"),
        sa.Column("source", sa.Text(), nullable=False, comment="The source"),
        sa.Column("etag", sa.Text(), nullable=True, comment="ETag of the last answer"),
        sa.Column("last_modified", sa.Text(), nullable=True, comment="Last-Modified of the last answer"),
        sa.Column("sha256", sa.Text(), nullable=True, comment="Digest of the last body"),
        sa.Column(
            "checked_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was last asked; null: named by an index, not asked yet",
        ),
        sa.Column(
            "parent",
            sa.Text(),
            nullable=True,
            comment="Sitemap index that names it; an index that answers 304 names its children by this",
        ),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_feed_state_source")),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feed_state")),
        comment="What a feed, sitemap or listing said last, so that it can be asked for changes",
    )
    op.create_table(
        "source_run",
        sa.Column("run_id", sa.BigInteger(), nullable=False, comment="The crawl"),
        sa.Column("source", sa.Text(), nullable=False, comment="The source"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="When its lock was taken"),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="When it ended; null: running, or killed"
        ),
        sa.Column("discovered", sa.BigInteger(), nullable=False, comment="Links new to the frontier"),
        sa.Column("fetched", sa.BigInteger(), nullable=False, comment="Article pages fetched"),
        sa.Column("unchanged", sa.BigInteger(), nullable=False, comment="Feeds and sitemaps that answered 304"),
        sa.Column(
            "screened_out", sa.BigInteger(), nullable=False, comment="Pages that the screen found not worth keeping"
        ),
        sa.Column("stored", sa.BigInteger(), nullable=False, comment="Articles stored"),
        sa.Column("relevant", sa.BigInteger(), nullable=False, comment="Articles stored that yield a mention"),
        sa.Column(
            "refused",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Documents refused, counted by reason",
        ),
        sa.Column(
            "errors", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="Failures, counted by kind"
        ),
        sa.Column(
            "outcome", sa.Text(), nullable=True, comment="ok, empty, failed, busy (another run holds the source)"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_source_run_run_id")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_source_run_source")),
        sa.PrimaryKeyConstraint("run_id", "source", name=op.f("pk_source_run")),
        comment="What one crawl got from one source",
    )
    op.create_table(
        "url",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the address"),
        sa.Column("url", sa.Text(), nullable=False, comment="The address, canonical as far as its spelling tells"),
        sa.Column("source", sa.Text(), nullable=False, comment="Source that named it first"),
        sa.Column("state", sa.Text(), nullable=False, comment="queued, done, screened_out, refused, failed"),
        sa.Column("discovered_at", sa.DateTime(timezone=True), nullable=False, comment="When it was first named"),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False, comment="Not to be fetched before"),
        sa.Column("attempts", sa.BigInteger(), nullable=False, comment="Fetches that failed since it was queued"),
        sa.Column("title", sa.Text(), nullable=True, comment="Title that the feed or the page gives"),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Publication that the feed or the page gives",
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Last change that the feed gives; newer than fetched_at: fetch again",
        ),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True, comment="Last fetch"),
        sa.Column("sha256", sa.Text(), nullable=True, comment="Digest of the body last fetched"),
        sa.Column("screen_version", sa.BigInteger(), nullable=True, comment="Version of the screen that judged it"),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why refused or failed"),
        sa.CheckConstraint(
            "state IN ('queued', 'done', 'screened_out', 'refused', 'failed')", name=op.f("ck_url_state")
        ),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_url_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_url")),
        sa.UniqueConstraint("url", name=op.f("uq_url_url")),
        comment="Every address discovered, and what became of it",
    )
    op.create_index("ix_url_queue", "url", ["source", "next_try_at"], unique=False, postgresql_where="state = 'queued'")


def downgrade() -> None:
    drop_views(op.get_bind())
    op.drop_table("url")
    op.drop_table("source_run")
    op.drop_table("feed_state")
    op.drop_table("source")
    op.drop_table("run")
