"""Tables of the crawl: sources, runs, the frontier of addresses and the state of the feeds."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from detaincrawl.store.models.base import Base


class SourceRow(Base):
    __tablename__ = "source"
    __table_args__ = ({"comment": "A news site, feed or account of the catalogue, as last crawled"},)

    key: Mapped[str] = mapped_column(primary_key=True, comment="Key in sources.toml")
    name: Mapped[str] = mapped_column(comment="Name of the outlet")
    kind: Mapped[str] = mapped_column(comment="How it is crawled: news, mastodon, bluesky …")
    type: Mapped[str] = mapped_column(comment="What it is: agency, newspaper, state_media …")
    homepage: Mapped[str] = mapped_column(comment="Address of the outlet")
    language: Mapped[str] = mapped_column(comment="BCP 47 language that it publishes in")
    country: Mapped[str | None] = mapped_column(comment="ISO 3166-1 alpha-2 of where it sits")
    timezone: Mapped[str] = mapped_column(comment="IANA zone that its weekdays are counted in")
    led_by: Mapped[str | None] = mapped_column(
        comment="Account whose post first led to this site; null: an entry of the catalogue"
    )


class Run(Base):
    __tablename__ = "run"
    __table_args__ = ({"comment": "One crawl"},)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True, comment="Number of the run")
    spider: Mapped[str] = mapped_column(comment="Name of the spider")
    started_at: Mapped[datetime] = mapped_column(comment="When it began")
    ended_at: Mapped[datetime | None] = mapped_column(comment="When it ended; null: running, or killed")
    outcome: Mapped[str | None] = mapped_column(comment="How it ended: finished, shutdown, database lost …")


class SourceRun(Base):
    __tablename__ = "source_run"
    __table_args__ = ({"comment": "What one crawl got from one source"},)

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True, comment="The crawl")
    source: Mapped[str] = mapped_column(ForeignKey("source.key"), primary_key=True, comment="The source")
    started_at: Mapped[datetime] = mapped_column(comment="When its lock was taken")
    ended_at: Mapped[datetime | None] = mapped_column(comment="When it ended; null: running, or killed")
    discovered: Mapped[int] = mapped_column(default=0, comment="Links new to the frontier")
    fetched: Mapped[int] = mapped_column(default=0, comment="Article pages fetched")
    unchanged: Mapped[int] = mapped_column(default=0, comment="Feeds and sitemaps that answered 304")
    screened_out: Mapped[int] = mapped_column(default=0, comment="Pages that the screen found not worth keeping")
    stored: Mapped[int] = mapped_column(default=0, comment="Articles stored")
    relevant: Mapped[int] = mapped_column(default=0, comment="Articles stored that yield a mention")
    refused: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, comment="Documents refused, counted by reason")
    errors: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, comment="Failures, counted by kind")
    outcome: Mapped[str | None] = mapped_column(comment="ok, empty, failed, busy (another run holds the source)")


class FeedState(Base):
    __tablename__ = "feed_state"
    __table_args__ = ({"comment": "What a feed, sitemap or listing said last, so that it can be asked for changes"},)

    url: Mapped[str] = mapped_column(primary_key=True, comment="Address of the feed")
    source: Mapped[str] = mapped_column(ForeignKey("source.key"), comment="The source")
    etag: Mapped[str | None] = mapped_column(comment="ETag of the last answer")
    last_modified: Mapped[str | None] = mapped_column(comment="Last-Modified of the last answer")
    sha256: Mapped[str | None] = mapped_column(comment="Digest of the last body")
    checked_at: Mapped[datetime | None] = mapped_column(
        comment="When it was last asked; null: named by an index, not asked yet"
    )
    parent: Mapped[str | None] = mapped_column(
        comment="Sitemap index that names it; an index that answers 304 names its children by this"
    )


class Url(Base):
    """The frontier. A row is claimed by the run that holds its source's advisory lock; there are no leases."""

    __tablename__ = "url"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'done', 'screened_out', 'refused', 'failed')", name="state"),
        Index("ix_url_queue", "source", "next_try_at", postgresql_where="state = 'queued'"),
        {"comment": "Every address discovered, and what became of it"},
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True, comment="Number of the address")
    url: Mapped[str] = mapped_column(unique=True, comment="The address, canonical as far as its spelling tells")
    source: Mapped[str] = mapped_column(ForeignKey("source.key"), comment="Source that named it first")
    state: Mapped[str] = mapped_column(comment="queued, done, screened_out, refused, failed")
    discovered_at: Mapped[datetime] = mapped_column(comment="When it was first named")
    next_try_at: Mapped[datetime] = mapped_column(comment="Not to be fetched before")
    attempts: Mapped[int] = mapped_column(default=0, comment="Fetches that failed since it was queued")
    title: Mapped[str | None] = mapped_column(comment="Title that the feed or the page gives")
    published_at: Mapped[datetime | None] = mapped_column(comment="Publication that the feed or the page gives")
    updated_at: Mapped[datetime | None] = mapped_column(
        comment="Last change that the feed gives; newer than fetched_at: fetch again"
    )
    fetched_at: Mapped[datetime | None] = mapped_column(comment="Last fetch")
    sha256: Mapped[str | None] = mapped_column(comment="Digest of the body last fetched")
    screen_version: Mapped[int | None] = mapped_column(comment="Version of the screen that judged it")
    reason: Mapped[str | None] = mapped_column(comment="Why refused or failed")
