"""Tables of the evidence: kept pages, articles and their versions, mentions and claims."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Double, ForeignKey, Identity, Index, Integer, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from detaincrawl.store.models.base import Base


class PageRow(Base):
    __tablename__ = "page"
    __table_args__ = (
        {"comment": "A fetched page whose raw bytes lie whole in the archive; written only after they are on disk"},
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True, comment="Number of the page")
    url_id: Mapped[int | None] = mapped_column(
        ForeignKey("url.id"), index=True, comment="Address of the frontier it was fetched for"
    )
    source: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True, comment="The source")
    url: Mapped[str] = mapped_column(comment="Address after redirects")
    fetched_at: Mapped[datetime] = mapped_column(index=True, comment="When it was fetched")
    segment: Mapped[str] = mapped_column(index=True, comment="File of the archive")
    byte_offset: Mapped[int] = mapped_column(comment="Where its record begins in the segment")
    byte_length: Mapped[int] = mapped_column(comment="Bytes of the record, compressed")
    sha256: Mapped[str] = mapped_column(comment="Digest of the body in the record")
    link: Mapped[str | None] = mapped_column(
        comment="What the feed said of it, as JSON: reading the page again needs it"
    )


class ArticleRow(Base):
    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint("kind IN ('article', 'post')", name="kind"),
        {"comment": "One document, however often fetched and changed; its words are in its current version"},
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True, comment="Number of the article")
    canonical_url: Mapped[str] = mapped_column(unique=True, comment="The one address that stands for all its addresses")
    source: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True, comment="The source")
    kind: Mapped[str] = mapped_column(comment="article or post")
    carried_by: Mapped[int | None] = mapped_column(
        ForeignKey("article.id"), index=True, comment="Article that carries this post"
    )
    story_id: Mapped[int | None] = mapped_column(
        index=True, comment="Story: articles that carry the same text share it"
    )
    version: Mapped[int] = mapped_column(Integer, comment="Number of the current version, from 1")


class ArticleVersion(Base):
    __tablename__ = "article_version"
    __table_args__ = ({"comment": "The words of an article as fetched once"},)

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, comment="The article"
    )
    version: Mapped[int] = mapped_column(Integer, primary_key=True, comment="1 for the first")
    page_id: Mapped[int | None] = mapped_column(
        ForeignKey("page.id"), index=True, comment="Kept page it was extracted from"
    )
    url: Mapped[str] = mapped_column(comment="Address it was fetched at")
    title: Mapped[str | None] = mapped_column(comment="Title")
    text: Mapped[str] = mapped_column(comment="Title and main text; what quotes are counted in")
    body_start: Mapped[int] = mapped_column(Integer, comment="Offset in text where the title ends")
    text_sha256: Mapped[str] = mapped_column(comment="Digest of title and text: the same means no new version")
    authors: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="Authors as printed")
    published_at: Mapped[datetime | None] = mapped_column(comment="Publication")
    modified_at: Mapped[datetime | None] = mapped_column(comment="Last change by the page's own word")
    fetched_at: Mapped[datetime] = mapped_column(comment="When it was fetched")
    language: Mapped[str | None] = mapped_column(comment="BCP 47 language of the text")
    timezone: Mapped[str] = mapped_column(comment="IANA zone that its weekdays are counted in")
    part_urls: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default="{}", comment="Of a thread: addresses of its posts, in order"
    )
    part_starts: Mapped[list[int]] = mapped_column(
        ARRAY(Integer), server_default="{}", comment="Of a thread: where each post begins in text"
    )


class MentionRow(Base):
    __tablename__ = "mention"
    __table_args__ = (
        Index("ix_mention_key", "key", unique=True),
        CheckConstraint("people > 0", name="people"),
        {"comment": "One person, or a few unnamed, as the current version of an article speaks of them"},
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True, comment="Number of the mention")
    key: Mapped[str] = mapped_column(
        comment="Stable name of the mention over re-reads: digest of canonical URL, person and detaining country"
    )
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), index=True, comment="The article"
    )
    version: Mapped[int] = mapped_column(Integer, comment="Version of the article that was read")
    ordinal: Mapped[int] = mapped_column(SmallInteger, comment="Place among the article's mentions")
    name: Mapped[str | None] = mapped_column(comment="Fullest form printed; null: unidentified")
    primary: Mapped[bool] = mapped_column(comment="The article is about this person")
    people: Mapped[int] = mapped_column(Integer, comment="How many an unidentified mention speaks of")


class ClaimRow(Base):
    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("quote_end > quote_start AND quote_end - quote_start <= 400", name="quote"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        CheckConstraint("precision IN ('day', 'month', 'year')", name="precision"),
        {"comment": "One field of one mention with one value and its evidence"},
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True, comment="Number of the claim")
    mention_id: Mapped[int] = mapped_column(
        ForeignKey("mention.id", ondelete="CASCADE"), index=True, comment="The mention"
    )
    ordinal: Mapped[int] = mapped_column(SmallInteger, comment="Place among the mention's claims")
    field: Mapped[str] = mapped_column(comment="Field: nationality, charge, event:sentenced …")
    value: Mapped[str | None] = mapped_column(comment="Normalised value; null for an event without a date")
    precision: Mapped[str | None] = mapped_column(comment="Of a dated event: day, month, year")
    words: Mapped[str] = mapped_column(comment="The words that the value was made from")
    quote: Mapped[str] = mapped_column(comment="The exact characters of the article's text that say so")
    quote_start: Mapped[int] = mapped_column(Integer, comment="Offset of the quote in the version's text")
    quote_end: Mapped[int] = mapped_column(Integer, comment="End of the quote")
    extractor: Mapped[str] = mapped_column(comment="Rule that made it")
    confidence: Mapped[float] = mapped_column(Double, comment="0 to 1")
    event: Mapped[int | None] = mapped_column(
        SmallInteger, comment="Event of the mention that it belongs to: a term and its charges share one"
    )
    detail: Mapped[str | None] = mapped_column(comment="Detail of the event: suspended, bail …")
    statute: Mapped[str | None] = mapped_column(comment="Of a charge: RU:276")
    standing: Mapped[str | None] = mapped_column(comment="Of a charge: alleged, pending, proven, dropped, acquitted")
    speaker: Mapped[str | None] = mapped_column(comment="Who says so: court, family …")
