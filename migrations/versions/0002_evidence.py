"""Tables of the evidence: pages, articles and their versions, mentions, claims."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.views import drop_views

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the article"),
        sa.Column(
            "canonical_url", sa.Text(), nullable=False, comment="The one address that stands for all its addresses"
        ),
        sa.Column("source", sa.Text(), nullable=False, comment="The source"),
        sa.Column("kind", sa.Text(), nullable=False, comment="article or post"),
        sa.Column("carried_by", sa.BigInteger(), nullable=True, comment="Article that carries this post"),
        sa.Column(
            "story_id", sa.BigInteger(), nullable=True, comment="Story: articles that carry the same text share it"
        ),
        sa.Column("version", sa.Integer(), nullable=False, comment="Number of the current version, from 1"),
        sa.CheckConstraint("kind IN ('article', 'post')", name=op.f("ck_article_kind")),
        sa.ForeignKeyConstraint(["carried_by"], ["article.id"], name=op.f("fk_article_carried_by")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_article_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("canonical_url", name=op.f("uq_article_canonical_url")),
        comment="One document, however often fetched and changed; its words are in its current version",
    )
    op.create_index(op.f("ix_article_carried_by"), "article", ["carried_by"], unique=False)
    op.create_index(op.f("ix_article_source"), "article", ["source"], unique=False)
    op.create_index(op.f("ix_article_story_id"), "article", ["story_id"], unique=False)
    op.create_table(
        "mention",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the mention"),
        sa.Column(
            "key",
            sa.Text(),
            nullable=False,
            comment="Stable name of the mention over re-reads: digest of canonical URL, person and detaining country",
        ),
        sa.Column("article_id", sa.BigInteger(), nullable=False, comment="The article"),
        sa.Column("version", sa.Integer(), nullable=False, comment="Version of the article that was read"),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False, comment="Place among the article's mentions"),
        sa.Column("name", sa.Text(), nullable=True, comment="Fullest form printed; null: unidentified"),
        sa.Column("name_keys", postgresql.ARRAY(sa.Text()), nullable=False, comment="Blocking keys of all its forms"),
        sa.Column("primary", sa.Boolean(), nullable=False, comment="The article is about this person"),
        sa.Column("people", sa.Integer(), nullable=False, comment="How many an unidentified mention speaks of"),
        sa.CheckConstraint("people > 0", name=op.f("ck_mention_people")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_mention_article_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        comment="One person, or a few unnamed, as the current version of an article speaks of them",
    )
    op.create_index(op.f("ix_mention_article_id"), "mention", ["article_id"], unique=False)
    op.create_index("ix_mention_key", "mention", ["key"], unique=True)
    op.create_index("ix_mention_name_keys", "mention", ["name_keys"], unique=False, postgresql_using="gin")
    op.create_table(
        "page",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the page"),
        sa.Column("url_id", sa.BigInteger(), nullable=True, comment="Address of the frontier it was fetched for"),
        sa.Column("source", sa.Text(), nullable=False, comment="The source"),
        sa.Column("url", sa.Text(), nullable=False, comment="Address after redirects"),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False, comment="When it was fetched"),
        sa.Column("segment", sa.Text(), nullable=False, comment="File of the archive"),
        sa.Column("byte_offset", sa.BigInteger(), nullable=False, comment="Where its record begins in the segment"),
        sa.Column("byte_length", sa.BigInteger(), nullable=False, comment="Bytes of the record, compressed"),
        sa.Column("sha256", sa.Text(), nullable=False, comment="Digest of the body in the record"),
        sa.Column(
            "link",
            sa.Text(),
            nullable=True,
            comment="What the feed said of it, as JSON: reading the page again needs it",
        ),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_page_source")),
        sa.ForeignKeyConstraint(["url_id"], ["url.id"], name=op.f("fk_page_url_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        comment="A fetched page whose raw bytes lie whole in the archive; written only after they are on disk",
    )
    op.create_index(op.f("ix_page_fetched_at"), "page", ["fetched_at"], unique=False)
    op.create_index(op.f("ix_page_source"), "page", ["source"], unique=False)
    op.create_index(op.f("ix_page_url_id"), "page", ["url_id"], unique=False)
    op.create_table(
        "article_version",
        sa.Column("article_id", sa.BigInteger(), nullable=False, comment="The article"),
        sa.Column("version", sa.Integer(), nullable=False, comment="1 for the first"),
        sa.Column("page_id", sa.BigInteger(), nullable=True, comment="Kept page it was extracted from"),
        sa.Column("url", sa.Text(), nullable=False, comment="Address it was fetched at"),
        sa.Column("title", sa.Text(), nullable=True, comment="Title"),
        sa.Column("text", sa.Text(), nullable=False, comment="Title and main text; what quotes are counted in"),
        sa.Column("body_start", sa.Integer(), nullable=False, comment="Offset in text where the title ends"),
        sa.Column(
            "text_sha256", sa.Text(), nullable=False, comment="Digest of title and text: the same means no new version"
        ),
        sa.Column("authors", postgresql.ARRAY(sa.Text()), nullable=False, comment="Authors as printed"),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True, comment="Publication"),
        sa.Column(
            "modified_at", sa.DateTime(timezone=True), nullable=True, comment="Last change by the page's own word"
        ),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False, comment="When it was fetched"),
        sa.Column("language", sa.Text(), nullable=True, comment="BCP 47 language of the text"),
        sa.Column("timezone", sa.Text(), nullable=False, comment="IANA zone that its weekdays are counted in"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_version_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_article_version_page_id")),
        sa.PrimaryKeyConstraint("article_id", "version", name=op.f("pk_article_version")),
        comment="The words of an article as fetched once",
    )
    op.create_index(op.f("ix_article_version_page_id"), "article_version", ["page_id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the claim"),
        sa.Column("mention_id", sa.BigInteger(), nullable=False, comment="The mention"),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False, comment="Place among the mention's claims"),
        sa.Column("field", sa.Text(), nullable=False, comment="Field: nationality, charge, event:sentenced …"),
        sa.Column("value", sa.Text(), nullable=True, comment="Normalised value; null for an event without a date"),
        sa.Column("precision", sa.Text(), nullable=True, comment="Of a dated event: day, month, year"),
        sa.Column("words", sa.Text(), nullable=False, comment="The words that the value was made from"),
        sa.Column("quote", sa.Text(), nullable=False, comment="The exact characters of the article's text that say so"),
        sa.Column("quote_start", sa.Integer(), nullable=False, comment="Offset of the quote in the version's text"),
        sa.Column("quote_end", sa.Integer(), nullable=False, comment="End of the quote"),
        sa.Column("extractor", sa.Text(), nullable=False, comment="Rule that made it"),
        sa.Column("confidence", sa.Double(), nullable=False, comment="0 to 1"),
        sa.Column(
            "event",
            sa.SmallInteger(),
            nullable=True,
            comment="Event of the mention that it belongs to: a term and its charges share one",
        ),
        sa.Column("detail", sa.Text(), nullable=True, comment="Detail of the event: suspended, bail …"),
        sa.Column("statute", sa.Text(), nullable=True, comment="Of a charge: RU:276"),
        sa.Column(
            "standing", sa.Text(), nullable=True, comment="Of a charge: alleged, pending, proven, dropped, acquitted"
        ),
        sa.Column("speaker", sa.Text(), nullable=True, comment="Who says so: court, family …"),
        sa.CheckConstraint("precision IN ('day', 'month', 'year')", name=op.f("ck_claim_precision")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_claim_confidence")),
        sa.CheckConstraint("quote_end > quote_start AND quote_end - quote_start <= 400", name=op.f("ck_claim_quote")),
        sa.ForeignKeyConstraint(["mention_id"], ["mention.id"], name=op.f("fk_claim_mention_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        comment="One field of one mention with one value and its evidence",
    )
    op.create_index(op.f("ix_claim_mention_id"), "claim", ["mention_id"], unique=False)


def downgrade() -> None:
    drop_views(op.get_bind())
    op.drop_table("claim")
    op.drop_table("article_version")
    op.drop_table("page")
    op.drop_table("mention")
    op.drop_table("article")
