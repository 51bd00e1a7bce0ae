"""Tables of what analysts decide, and of what must outlive every derivation: redirects, the forgotten, the audit."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Identity, Index
from sqlalchemy import func as sql
from sqlalchemy.orm import Mapped, mapped_column

from detaincrawl.store.models.base import Base


class Judgement(Base):
    __tablename__ = "judgement"
    __table_args__ = (
        CheckConstraint("verb IN ('same', 'different', 'not_a_case', 'confirmed', 'holds')", name="verb"),
        CheckConstraint("(verb IN ('same', 'different')) = (other_key IS NOT NULL)", name="other_key"),
        CheckConstraint("(verb = 'holds') = (field IS NOT NULL AND value IS NOT NULL)", name="field"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked"),
        CheckConstraint("note <> '' AND author <> ''", name="note"),
        Index("ix_judgement_mention_key", "mention_key"),
        Index("ix_judgement_other_key", "other_key"),
        Index("ix_judgement_waiting", "id", postgresql_where="applied_at IS NULL"),
        {"comment": "An analyst's decision: outranks the rules, can be revoked, refers to mentions"},
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True, comment="Number of the judgement")
    verb: Mapped[str] = mapped_column(comment="same, different, not_a_case, confirmed, holds")
    mention_key: Mapped[str] = mapped_column(comment="Key of the mention it is about")
    other_key: Mapped[str | None] = mapped_column(comment="Key of the other mention, for same and different")
    field: Mapped[str | None] = mapped_column(comment="For holds: field as in case_citations")
    value: Mapped[str | None] = mapped_column(comment="For holds: the value that holds")
    author: Mapped[str] = mapped_column(comment="Who decided")
    note: Mapped[str] = mapped_column(comment="Why; it is the judgement's quote")
    made_at: Mapped[datetime] = mapped_column(server_default=sql.now(), comment="When it was decided")
    revoked_at: Mapped[datetime | None] = mapped_column(comment="When it was taken back")
    revoked_by: Mapped[str | None] = mapped_column(comment="Who took it back")
    applied_at: Mapped[datetime | None] = mapped_column(
        comment="When the cases were derived with it; null: with the next article"
    )


class Redirect(Base):
    __tablename__ = "redirect"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'case')", name="kind"),
        Index("ix_redirect_new_id", "new_id"),
        {"comment": "Every id that was ever given and is no longer in use, and the one that stands for it now"},
    )

    kind: Mapped[str] = mapped_column(primary_key=True, comment="person or case")
    old_id: Mapped[int] = mapped_column(primary_key=True, comment="The id once given")
    new_id: Mapped[int | None] = mapped_column(comment="The id to use; null: nothing stands for it any more")
    anchor_key: Mapped[str] = mapped_column(comment="Mention that the old id came from")
    since: Mapped[datetime] = mapped_column(server_default=sql.now(), comment="When it was last moved")


class Forgotten(Base):
    __tablename__ = "forgotten"
    __table_args__ = (
        {"comment": "Keyed digests of names and addresses that may not be stored again: who was forgotten stays out"},
    )

    digest: Mapped[str] = mapped_column(
        primary_key=True, comment="Keyed digest (HMAC-SHA-256) of a name key or of an address"
    )
    since: Mapped[datetime] = mapped_column(server_default=sql.now(), comment="When")


class Audit(Base):
    __tablename__ = "audit"
    __table_args__ = ({"comment": "Every judgement, revocation and removal"},)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True, comment="Number of the row")
    at: Mapped[datetime] = mapped_column(server_default=sql.now(), comment="When")
    actor: Mapped[str] = mapped_column(comment="Who")
    action: Mapped[str] = mapped_column(comment="judged, revoked, forgotten")
    subject: Mapped[str] = mapped_column(comment="What it was done to, without a name")
