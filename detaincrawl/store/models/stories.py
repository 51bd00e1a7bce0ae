"""What articles' texts are compared by, to tell copies of one story."""

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from detaincrawl.store.models.base import Base


class StoryText(Base):
    __tablename__ = "story_text"
    __table_args__ = (
        Index("ix_story_text_bands", "bands", postgresql_using="gin"),
        {"comment": "Signature of the text of an article's current version: near copies are one story, and one voice"},
    )

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, comment="The article"
    )
    text_sha256: Mapped[str] = mapped_column(comment="Digest of the version's title and text that this was made from")
    signature: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="MinHash values, 4 bytes each, little end first; null: too short to tell"
    )
    shingles: Mapped[int] = mapped_column(Integer, comment="Different runs of words in the text")
    bands: Mapped[list[int]] = mapped_column(ARRAY(Integer), comment="Near copies share at least one number")
    agency: Mapped[str | None] = mapped_column(comment="News agency whose mark the text bears: ap, reuters …")
