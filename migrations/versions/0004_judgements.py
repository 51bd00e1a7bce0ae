"""Tables of what analysts decide, and of what outlives every derivation."""

import sqlalchemy as sa
from alembic import op

from migrations.views import drop_views

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the row"),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When"),
        sa.Column("actor", sa.Text(), nullable=False, comment="Who"),
        sa.Column("action", sa.Text(), nullable=False, comment="judged, revoked, forgotten"),
        sa.Column("subject", sa.Text(), nullable=False, comment="What it was done to, without a name"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        comment="Every judgement, revocation and removal",
    )
    op.create_table(
        "forgotten",
        sa.Column("name_sha256", sa.Text(), nullable=False, comment="Digest of the name key and the detaining country"),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When"),
        sa.PrimaryKeyConstraint("name_sha256", name=op.f("pk_forgotten")),
        comment="Digests of names that may not be stored again: who was forgotten stays out",
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False, comment="Number of the judgement"),
        sa.Column("verb", sa.Text(), nullable=False, comment="same, different, not_a_case, confirmed, holds"),
        sa.Column("mention_key", sa.Text(), nullable=False, comment="Key of the mention it is about"),
        sa.Column("other_key", sa.Text(), nullable=True, comment="Key of the other mention, for same and different"),
        sa.Column("field", sa.Text(), nullable=True, comment="For holds: field as in case_citations"),
        sa.Column("value", sa.Text(), nullable=True, comment="For holds: the value that holds"),
        sa.Column("author", sa.Text(), nullable=False, comment="Who decided"),
        sa.Column("note", sa.Text(), nullable=False, comment="Why; it is the judgement's quote"),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was decided",
        ),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True, comment="When it was taken back"),
        sa.Column("revoked_by", sa.Text(), nullable=True, comment="Who took it back"),
        sa.CheckConstraint(
            "(verb = 'holds') = (field IS NOT NULL AND value IS NOT NULL)", name=op.f("ck_judgement_field")
        ),
        sa.CheckConstraint(
            "(verb IN ('same', 'different')) = (other_key IS NOT NULL)", name=op.f("ck_judgement_other_key")
        ),
        sa.CheckConstraint("note <> '' AND author <> ''", name=op.f("ck_judgement_note")),
        sa.CheckConstraint(
            "verb IN ('same', 'different', 'not_a_case', 'confirmed', 'holds')", name=op.f("ck_judgement_verb")
        ),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_judgement_revoked")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        comment="An analyst's decision: outranks the rules, can be revoked, refers to mentions",
    )
    op.create_index("ix_judgement_mention_key", "judgement", ["mention_key"], unique=False)
    op.create_index("ix_judgement_other_key", "judgement", ["other_key"], unique=False)
    op.create_table(
        "redirect",
        sa.Column("kind", sa.Text(), nullable=False, comment="person or case"),
        sa.Column("old_id", sa.BigInteger(), nullable=False, comment="The id once given"),
        sa.Column(
            "new_id", sa.BigInteger(), nullable=True, comment="The id to use; null: nothing stands for it any more"
        ),
        sa.Column("anchor_key", sa.Text(), nullable=False, comment="Mention that the old id came from"),
        sa.Column(
            "since",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was last moved",
        ),
        sa.CheckConstraint("kind IN ('person', 'case')", name=op.f("ck_redirect_kind")),
        sa.PrimaryKeyConstraint("kind", "old_id", name=op.f("pk_redirect")),
        comment="Every id that was ever given and is no longer in use, and the one that stands for it now",
    )
    op.create_index("ix_redirect_new_id", "redirect", ["new_id"], unique=False)


def downgrade() -> None:
    drop_views(op.get_bind())
    op.drop_table("redirect")
    op.drop_table("judgement")
    op.drop_table("forgotten")
    op.drop_table("audit")
