"""Tables of the social feeds: how far each is read, the posts that it told, and where posts lead."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from detaincrawl.store.models.base import Base


class PostFeed(Base):
    __tablename__ = "post_feed"
    __table_args__ = (
        {"comment": "How far an account or a tag has been read; moves only when what it covers is stored"},
    )

    source: Mapped[str] = mapped_column(ForeignKey("source.key"), primary_key=True, comment="The source")
    feed: Mapped[str] = mapped_column(primary_key=True, comment="account, or #tag")
    account_id: Mapped[str | None] = mapped_column(comment="Number that the platform knows the account by")
    newest_id: Mapped[str | None] = mapped_column(comment="Id of the newest item that is stored with all before it")
    newest_at: Mapped[datetime | None] = mapped_column(comment="Its time")
    checked_at: Mapped[datetime] = mapped_column(comment="When the feed was last read to what was known")


class PostRow(Base):
    __tablename__ = "post"
    __table_args__ = (
        Index("ix_post_feed", "source", "feed", "told_at"),
        Index("ix_post_post_id", "post_id"),
        {"comment": "Every post that a feed told, also those that were not worth keeping"},
    )

    url_id: Mapped[int] = mapped_column(
        ForeignKey("url.id", ondelete="CASCADE"), primary_key=True, comment="Its own address"
    )
    source: Mapped[str] = mapped_column(ForeignKey("source.key"), comment="Source that told it")
    feed: Mapped[str] = mapped_column(comment="Feed of the source that told it: account, or #tag")
    post_id: Mapped[str] = mapped_column(comment="Id that the platform gives it")
    told_at: Mapped[datetime | None] = mapped_column(comment="Its place in the feed: publication, or the repost's time")
    reposted: Mapped[bool] = mapped_column(comment="The feed only passed it on")
    sha256: Mapped[str] = mapped_column(comment="Digest of its words: other ones are an edit")
    head_id: Mapped[int | None] = mapped_column(
        ForeignKey("url.id", ondelete="CASCADE"),
        index=True,
        comment="Address of the first post of its thread; null: it is the first",
    )
    seen_at: Mapped[datetime | None] = mapped_column(comment="When the platform last told it")
    gone_at: Mapped[datetime | None] = mapped_column(comment="When it was noticed that the platform no longer has it")


class PostLink(Base):
    __tablename__ = "post_link"
    __table_args__ = (
        Index("ix_post_link_url_id", "url_id"),
        {"comment": "Which posts led to which addresses"},
    )

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, comment="The post"
    )
    url_id: Mapped[int] = mapped_column(
        ForeignKey("url.id", ondelete="CASCADE"), primary_key=True, comment="Address that it links to"
    )
