"""Tables of what is derived from claims and judgements: persons, cases, events.

All of it can be dropped and derived again with the same ids. An id is 63 bits of a digest of the mention that the
person, case or event is anchored in; docs/deriving.md has the rules.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Double,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from detaincrawl.store.models.base import Base


class PersonRow(Base):
    __tablename__ = "person"
    __table_args__ = ({"comment": "A human being over all articles"},)

    id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="63 bits of a digest of the anchor mention"
    )
    anchor_key: Mapped[str] = mapped_column(comment="Key of the mention that the id comes from: the earliest published")
    name: Mapped[str] = mapped_column(comment="Display name in Latin letters")
    aliases: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="Every other form, in its own script")
    nationalities: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="ISO 3166-1 alpha-2, sorted")


class MemberRow(Base):
    """Without a foreign key to the mention: what a vanished mention was part of must still be found."""

    __tablename__ = "member"
    __table_args__ = ({"comment": "Which person a named mention speaks of"},)

    mention_key: Mapped[str] = mapped_column(primary_key=True, comment="Stable key of the mention")
    article_id: Mapped[int] = mapped_column(index=True, comment="The article")
    person_id: Mapped[int] = mapped_column(index=True, comment="The person")
    profile: Mapped[dict[str, Any]] = mapped_column(
        JSONB, comment="What matching compares: forms, countries, ages, dates"
    )


class PersonBlock(Base):
    __tablename__ = "person_block"
    __table_args__ = (
        Index("ix_person_block_person_id", "person_id"),
        {"comment": "Blocking keys: persons that share one are compared"},
    )

    block: Mapped[str] = mapped_column(
        primary_key=True, comment="Detaining country and two sound skeletons of the name"
    )
    person_id: Mapped[int] = mapped_column(primary_key=True, comment="The person")


class CaseRow(Base):
    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_file_country_status", "detaining_country", "status"),
        Index("ix_case_file_person_id", "person_id"),
        Index("ix_case_file_nationalities", "nationalities", postgresql_using="gin"),
        Index("ix_case_file_last_reported", "last_reported"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        {"comment": "One person held by one state in one spell of detention; the columns are those of case_overview"},
    )

    id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="63 bits of a digest of the anchor mention"
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), comment="The person")
    previous_case_id: Mapped[int | None] = mapped_column(comment="The spell before this one in the same state")
    anchor_key: Mapped[str] = mapped_column(comment="Key of the mention that the id comes from")
    person: Mapped[str] = mapped_column(comment="Display name of the person")
    aliases: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="Other forms of the name")
    nationalities: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="ISO 3166-1 alpha-2, sorted")
    detaining_country: Mapped[str | None] = mapped_column(comment="ISO 3166-1 alpha-2")
    place: Mapped[str | None] = mapped_column(comment="Place of detention or trial")
    status: Mapped[str] = mapped_column(comment="Word of section 4 of the case model")
    status_date: Mapped[date | None] = mapped_column(comment="Date of the event that led to the status")
    status_date_precision: Mapped[str | None] = mapped_column(comment="day, month, year")
    status_as_of: Mapped[datetime | None] = mapped_column(
        comment="Publication of the newest article that supports the status"
    )
    detained_on: Mapped[date | None] = mapped_column(comment="Beginning of custody")
    detained_on_precision: Mapped[str | None] = mapped_column(comment="day, month, year")
    charges: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="Codes, without those dropped or acquitted")
    sentence_months: Mapped[Decimal | None] = mapped_column(Numeric(6, 1), comment="Total in force")
    sentence_special: Mapped[str | None] = mapped_column(comment="life or death")
    sentence_suspended: Mapped[bool | None] = mapped_column(
        comment="The sentence in force is suspended; null: no sentence"
    )
    fine_amount: Mapped[Decimal | None] = mapped_column(Numeric(18, 2), comment="Amount of the fine")
    fine_currency: Mapped[str | None] = mapped_column(comment="ISO 4217")
    released_on: Mapped[date | None] = mapped_column(comment="End of custody, of any kind")
    released_on_precision: Mapped[str | None] = mapped_column(comment="day, month, year")
    designated_on: Mapped[date | None] = mapped_column(comment="First designation as wrongful or arbitrary")
    articles: Mapped[int] = mapped_column(Integer, comment="Articles with a claim of the case")
    sources: Mapped[int] = mapped_column(Integer, comment="Sources with a claim of the case")
    stories: Mapped[int] = mapped_column(Integer, comment="Independent stories")
    first_reported: Mapped[datetime | None] = mapped_column(
        comment="Earliest publication with a claim other than the name"
    )
    last_reported: Mapped[datetime | None] = mapped_column(
        comment="Latest publication with a claim other than the name"
    )
    confidence: Mapped[float] = mapped_column(Double, comment="0 to 1: that this is a case")
    disputed: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="Fields on which voices still differ")
    custody: Mapped[str | None] = mapped_column(comment="criminal, immigration, administrative …")
    facility: Mapped[str | None] = mapped_column(comment="Prison or camp as printed")
    authority: Mapped[str | None] = mapped_column(comment="Holder as printed")
    age: Mapped[int | None] = mapped_column(SmallInteger, comment="As of the newest article that gives one")
    sex: Mapped[str | None] = mapped_column(comment="f, m, or as stated")
    occupation: Mapped[str | None] = mapped_column(comment="As stated")
    occupied: Mapped[bool] = mapped_column(Boolean, comment="Held by the occupier of their land")
    restricted: Mapped[bool] = mapped_column(Boolean, comment="Shown without name, quotes and URLs to the default role")
    reviewed_at: Mapped[datetime | None] = mapped_column(comment="When an analyst last confirmed the case")
    fingerprint: Mapped[str] = mapped_column(comment="Digest of everything derived: the same means nothing to write")


class EventRow(Base):
    __tablename__ = "case_event"
    __table_args__ = (
        CheckConstraint("precision IN ('day', 'month', 'year')", name="precision"),
        {"comment": "One thing that happened to the detainee, merged over all articles that tell it"},
    )

    id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="63 bits of a digest of the first claim of it"
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True, comment="The case")
    ordinal: Mapped[int] = mapped_column(SmallInteger, comment="Place in the timeline, from 1")
    type: Mapped[str] = mapped_column(comment="Word of section 3 of the case model")
    detail: Mapped[str | None] = mapped_column(comment="Detail of section 3")
    event_date: Mapped[date | None] = mapped_column(comment="The merged date; a month is its first day")
    precision: Mapped[str | None] = mapped_column(comment="day, month, year")
    charges: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="Codes that the event is about")
    sentence_months: Mapped[Decimal | None] = mapped_column(Numeric(6, 1), comment="Term or total that the event gave")
    sentence_special: Mapped[str | None] = mapped_column(comment="life or death")
    place: Mapped[str | None] = mapped_column(comment="Place of the event as printed")


class CaseClaim(Base):
    __tablename__ = "case_claim"
    __table_args__ = (
        Index("ix_case_claim_case_id", "case_id"),
        Index("ix_case_claim_event_id", "event_id"),
        {"comment": "Which case, and which of its events, a claim speaks of"},
    )

    claim_id: Mapped[int] = mapped_column(
        ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True, comment="The claim"
    )
    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, comment="The case"
    )
    event_id: Mapped[int | None] = mapped_column(comment="The event that the claim tells or belongs to")


class CaseArticle(Base):
    __tablename__ = "case_article"
    __table_args__ = (
        Index("ix_case_article_article_id", "article_id"),
        {"comment": "Which articles speak of a case"},
    )

    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, comment="The case"
    )
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, comment="The article"
    )


class ChargeRow(Base):
    __tablename__ = "case_charge"
    __table_args__ = (
        CheckConstraint("standing IN ('alleged', 'pending', 'proven', 'dropped', 'acquitted')", name="standing"),
        {"comment": "A charge of a case with its standing in force"},
    )

    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, comment="The case"
    )
    code: Mapped[str] = mapped_column(primary_key=True, comment="Code of section 5 of the case model")
    iccs: Mapped[str | None] = mapped_column(comment="Category of the UNODC classification")
    standing: Mapped[str | None] = mapped_column(
        comment="alleged, pending, proven, dropped, acquitted; null: not stated"
    )
    statute: Mapped[str | None] = mapped_column(comment="RU:276")
    words: Mapped[str] = mapped_column(comment="The words of the source")
    since: Mapped[date | None] = mapped_column(comment="Date of the first event about it, else first publication")
    articles: Mapped[int] = mapped_column(Integer, comment="Articles that state it")
    stories: Mapped[int] = mapped_column(Integer, comment="Independent stories that state it")


class StatusRow(Base):
    __tablename__ = "case_status"
    __table_args__ = ({"comment": "What a case's status was, from when until when"},)

    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, comment="The case"
    )
    ordinal: Mapped[int] = mapped_column(SmallInteger, primary_key=True, comment="Place in the history, from 1")
    status: Mapped[str] = mapped_column(comment="Word of section 4 of the case model")
    from_date: Mapped[date | None] = mapped_column(comment="Date of the event that led to it")
    from_precision: Mapped[str | None] = mapped_column(comment="day, month, year")
    until_date: Mapped[date | None] = mapped_column(comment="from_date of the next; null: still, or undated")


class Proposal(Base):
    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("person_id < other_id", name="order"),
        Index("ix_proposal_other_id", "other_id"),
        {"comment": "Two persons that may be one: an analyst must say"},
    )

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, comment="The one"
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, comment="The other"
    )
    mention_key: Mapped[str] = mapped_column(comment="Mention of the one that is nearest to the other")
    other_key: Mapped[str] = mapped_column(comment="Mention of the other that is nearest to the one")
    score: Mapped[float] = mapped_column(Double, comment="Weight of the comparison, 0 to 1")
    reasons: Mapped[list[str]] = mapped_column(
        ARRAY(Text), comment="What speaks for and against, as the comparison lists it"
    )
