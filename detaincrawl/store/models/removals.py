"""What is to be taken out of the archive."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import functions as sql

from detaincrawl.store.models.base import Base


class SegmentDue(Base):
    __tablename__ = "segment_due"
    __table_args__ = (
        CheckConstraint("action IN ('rewrite', 'delete')", name="action"),
        {"comment": "Segments of the archive that hold what may no longer be kept; gone once that is done"},
    )

    segment: Mapped[str] = mapped_column(primary_key=True, comment="File of the archive")
    action: Mapped[str] = mapped_column(
        comment="rewrite: without the records that no row names; delete: nothing of it is needed"
    )
    since: Mapped[datetime] = mapped_column(server_default=sql.now(), comment="When it was ordered")
