"""Tables of what is derived from the claims: persons, cases, events."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.views import drop_views

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("mention_key", sa.Text(), nullable=False, comment="Stable key of the mention"),
        sa.Column("article_id", sa.BigInteger(), nullable=False, comment="The article"),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="The person"),
        sa.Column(
            "profile",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="What matching compares: forms, countries, ages, dates",
        ),
        sa.PrimaryKeyConstraint("mention_key", name=op.f("pk_member")),
        comment="Which person a named mention speaks of",
    )
    op.create_index(op.f("ix_member_article_id"), "member", ["article_id"], unique=False)
    op.create_index(op.f("ix_member_person_id"), "member", ["person_id"], unique=False)
    op.create_table(
        "person",
        sa.Column(
            "id",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="63 bits of a digest of the anchor mention",
        ),
        sa.Column(
            "anchor_key",
            sa.Text(),
            nullable=False,
            comment="Key of the mention that the id comes from: the earliest published",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="Display name in Latin letters"),
        sa.Column(
            "aliases", postgresql.ARRAY(sa.Text()), nullable=False, comment="Every other form, in its own script"
        ),
        sa.Column("nationalities", postgresql.ARRAY(sa.Text()), nullable=False, comment="ISO 3166-1 alpha-2, sorted"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        comment="A human being over all articles",
    )
    op.create_table(
        "person_block",
        sa.Column("block", sa.Text(), nullable=False, comment="Detaining country and two sound skeletons of the name"),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="The person"),
        sa.PrimaryKeyConstraint("block", "person_id", name=op.f("pk_person_block")),
        comment="Blocking keys: persons that share one are compared",
    )
    op.create_index("ix_person_block_person_id", "person_block", ["person_id"], unique=False)
    op.create_table(
        "case_file",
        sa.Column(
            "id",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="63 bits of a digest of the anchor mention",
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="The person"),
        sa.Column(
            "previous_case_id", sa.BigInteger(), nullable=True, comment="The spell before this one in the same state"
        ),
        sa.Column("anchor_key", sa.Text(), nullable=False, comment="Key of the mention that the id comes from"),
        sa.Column("person", sa.Text(), nullable=False, comment="Display name of the person"),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False, comment="Other forms of the name"),
        sa.Column("nationalities", postgresql.ARRAY(sa.Text()), nullable=False, comment="ISO 3166-1 alpha-2, sorted"),
        sa.Column("detaining_country", sa.Text(), nullable=True, comment="ISO 3166-1 alpha-2"),
        sa.Column("place", sa.Text(), nullable=True, comment="Place of detention or trial"),
        sa.Column("status", sa.Text(), nullable=False, comment="Word of section 4 of the case model"),
        sa.Column("status_date", sa.Date(), nullable=True, comment="Date of the event that led to the status"),
        sa.Column("status_date_precision", sa.Text(), nullable=True, comment="day, month, year"),
        sa.Column(
            "status_as_of",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Publication of the newest article that supports the status",
        ),
        sa.Column("detained_on", sa.Date(), nullable=True, comment="Beginning of custody"),
        sa.Column("detained_on_precision", sa.Text(), nullable=True, comment="day, month, year"),
        sa.Column(
            "charges", postgresql.ARRAY(sa.Text()), nullable=False, comment="Codes, without those dropped or acquitted"
        ),
        sa.Column("sentence_months", sa.Numeric(precision=6, scale=1), nullable=True, comment="Total in force"),
        sa.Column("sentence_special", sa.Text(), nullable=True, comment="life or death"),
        sa.Column(
            "sentence_suspended",
            sa.Boolean(),
            nullable=True,
            comment="The sentence in force is suspended; null: no sentence",
        ),
        sa.Column("fine_amount", sa.Numeric(precision=18, scale=2), nullable=True, comment="Amount of the fine"),
        sa.Column("fine_currency", sa.Text(), nullable=True, comment="ISO 4217"),
        sa.Column("released_on", sa.Date(), nullable=True, comment="End of custody, of any kind"),
        sa.Column("released_on_precision", sa.Text(), nullable=True, comment="day, month, year"),
        sa.Column("designated_on", sa.Date(), nullable=True, comment="First designation as wrongful or arbitrary"),
        sa.Column("articles", sa.Integer(), nullable=False, comment="Articles with a claim of the case"),
        sa.Column("sources", sa.Integer(), nullable=False, comment="Sources with a claim of the case"),
        sa.Column("stories", sa.Integer(), nullable=False, comment="Independent stories"),
        sa.Column(
            "first_reported",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Earliest publication with a claim other than the name",
        ),
        sa.Column(
            "last_reported",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Latest publication with a claim other than the name",
        ),
        sa.Column("confidence", sa.Double(), nullable=False, comment="0 to 1: that this is a case"),
        sa.Column(
            "disputed", postgresql.ARRAY(sa.Text()), nullable=False, comment="Fields on which voices still differ"
        ),
        sa.Column("custody", sa.Text(), nullable=True, comment="criminal, immigration, administrative …"),
        sa.Column("facility", sa.Text(), nullable=True, comment="Prison or camp as printed"),
        sa.Column("authority", sa.Text(), nullable=True, comment="Holder as printed"),
        sa.Column("age", sa.SmallInteger(), nullable=True, comment="As of the newest article that gives one"),
        sa.Column("sex", sa.Text(), nullable=True, comment="f, m, or as stated"),
        sa.Column("occupation", sa.Text(), nullable=True, comment="As stated"),
        sa.Column("occupied", sa.Boolean(), nullable=False, comment="Held by the occupier of their land"),
        sa.Column(
            "restricted",
            sa.Boolean(),
            nullable=False,
            comment="Shown without name, quotes and URLs to the default role",
        ),
        sa.Column(
            "reviewed_at", sa.DateTime(timezone=True), nullable=True, comment="When an analyst last confirmed the case"
        ),
        sa.Column(
            "fingerprint",
            sa.Text(),
            nullable=False,
            comment="Digest of everything derived: the same means nothing to write",
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_case_file_confidence")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_file_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        comment="One person held by one state in one spell of detention; the columns are those of case_overview",
    )
    op.create_index("ix_case_file_country_status", "case_file", ["detaining_country", "status"], unique=False)
    op.create_index("ix_case_file_last_reported", "case_file", ["last_reported"], unique=False)
    op.create_index("ix_case_file_nationalities", "case_file", ["nationalities"], unique=False, postgresql_using="gin")
    op.create_index("ix_case_file_person_id", "case_file", ["person_id"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="The one"),
        sa.Column("other_id", sa.BigInteger(), nullable=False, comment="The other"),
        sa.Column("mention_key", sa.Text(), nullable=False, comment="Mention of the one that is nearest to the other"),
        sa.Column("other_key", sa.Text(), nullable=False, comment="Mention of the other that is nearest to the one"),
        sa.Column("score", sa.Double(), nullable=False, comment="Weight of the comparison, 0 to 1"),
        sa.Column(
            "reasons",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="What speaks for and against, as the comparison lists it",
        ),
        sa.CheckConstraint("person_id < other_id", name=op.f("ck_proposal_order")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_proposal_other_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_proposal_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "other_id", name=op.f("pk_proposal")),
        comment="Two persons that may be one: an analyst must say",
    )
    op.create_index("ix_proposal_other_id", "proposal", ["other_id"], unique=False)
    op.create_table(
        "case_article",
        sa.Column("case_id", sa.BigInteger(), nullable=False, comment="The case"),
        sa.Column("article_id", sa.BigInteger(), nullable=False, comment="The article"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_case_article_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_article_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "article_id", name=op.f("pk_case_article")),
        comment="Which articles speak of a case",
    )
    op.create_index("ix_case_article_article_id", "case_article", ["article_id"], unique=False)
    op.create_table(
        "case_charge",
        sa.Column("case_id", sa.BigInteger(), nullable=False, comment="The case"),
        sa.Column("code", sa.Text(), nullable=False, comment="Code of section 5 of the case model"),
        sa.Column("iccs", sa.Text(), nullable=True, comment="Category of the UNODC classification"),
        sa.Column(
            "standing",
            sa.Text(),
            nullable=True,
            comment="alleged, pending, proven, dropped, acquitted; null: not stated",
        ),
        sa.Column("statute", sa.Text(), nullable=True, comment="RU:276"),
        sa.Column("words", sa.Text(), nullable=False, comment="The words of the source"),
        sa.Column(
            "since", sa.Date(), nullable=True, comment="Date of the first event about it, else first publication"
        ),
        sa.Column("articles", sa.Integer(), nullable=False, comment="Articles that state it"),
        sa.Column("stories", sa.Integer(), nullable=False, comment="Independent stories that state it"),
        sa.CheckConstraint(
            "standing IN ('alleged', 'pending', 'proven', 'dropped', 'acquitted')", name=op.f("ck_case_charge_standing")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_charge_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "code", name=op.f("pk_case_charge")),
        comment="A charge of a case with its standing in force",
    )
    op.create_table(
        "case_event",
        sa.Column(
            "id",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="63 bits of a digest of the first claim of it",
        ),
        sa.Column("case_id", sa.BigInteger(), nullable=False, comment="The case"),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False, comment="Place in the timeline, from 1"),
        sa.Column("type", sa.Text(), nullable=False, comment="Word of section 3 of the case model"),
        sa.Column("detail", sa.Text(), nullable=True, comment="Detail of section 3"),
        sa.Column("event_date", sa.Date(), nullable=True, comment="The merged date; a month is its first day"),
        sa.Column("precision", sa.Text(), nullable=True, comment="day, month, year"),
        sa.Column("charges", postgresql.ARRAY(sa.Text()), nullable=False, comment="Codes that the event is about"),
        sa.Column(
            "sentence_months",
            sa.Numeric(precision=6, scale=1),
            nullable=True,
            comment="Term or total that the event gave",
        ),
        sa.Column("sentence_special", sa.Text(), nullable=True, comment="life or death"),
        sa.Column("place", sa.Text(), nullable=True, comment="Place of the event as printed"),
        sa.CheckConstraint("precision IN ('day', 'month', 'year')", name=op.f("ck_case_event_precision")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_event_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        comment="One thing that happened to the detainee, merged over all articles that tell it",
    )
    op.create_index(op.f("ix_case_event_case_id"), "case_event", ["case_id"], unique=False)
    op.create_table(
        "case_status",
        sa.Column("case_id", sa.BigInteger(), nullable=False, comment="The case"),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False, comment="Place in the history, from 1"),
        sa.Column("status", sa.Text(), nullable=False, comment="Word of section 4 of the case model"),
        sa.Column("from_date", sa.Date(), nullable=True, comment="Date of the event that led to it"),
        sa.Column("from_precision", sa.Text(), nullable=True, comment="day, month, year"),
        sa.Column("until_date", sa.Date(), nullable=True, comment="from_date of the next; null: still, or undated"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_status_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "ordinal", name=op.f("pk_case_status")),
        comment="What a case's status was, from when until when",
    )
    op.create_table(
        "case_claim",
        sa.Column("claim_id", sa.BigInteger(), nullable=False, comment="The claim"),
        sa.Column("case_id", sa.BigInteger(), nullable=False, comment="The case"),
        sa.Column("event_id", sa.BigInteger(), nullable=True, comment="The event that the claim tells or belongs to"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_claim_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_case_claim_claim_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "case_id", name=op.f("pk_case_claim")),
        comment="Which case, and which of its events, a claim speaks of",
    )
    op.create_index("ix_case_claim_case_id", "case_claim", ["case_id"], unique=False)
    op.create_index("ix_case_claim_event_id", "case_claim", ["event_id"], unique=False)


def downgrade() -> None:
    drop_views(op.get_bind())
    op.drop_table("case_claim")
    op.drop_table("case_status")
    op.drop_table("case_event")
    op.drop_table("case_charge")
    op.drop_table("case_article")
    op.drop_table("proposal")
    op.drop_table("case_file")
    op.drop_table("person_block")
    op.drop_table("person")
    op.drop_table("member")
