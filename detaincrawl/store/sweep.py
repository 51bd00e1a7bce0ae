"""Takes out of the archive what no row names any more: segments are written anew without it, and the old ones deleted.

Every step can be cut short: what is ordered in ``segment_due`` is done by the next sweep.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert

from detaincrawl.archive import rewrite
from detaincrawl.archive.segment import Busy, Missing, segments
from detaincrawl.records import ArchivePlace
from detaincrawl.store import pages
from detaincrawl.store.models.evidence import ArticleVersion, PageRow
from detaincrawl.store.models.removals import SegmentDue

LOCK = 0x7377656570
"""Number of the advisory lock ("sweep"): two sweeps would write the same records twice."""
_MOVE = text(
    "UPDATE page SET segment = :new_segment, byte_offset = :new_offset"
    " WHERE segment = :old_segment AND byte_offset = :old_offset"
)


@dataclass(slots=True)
class Swept:
    """What came of a sweep."""

    rewritten: int = 0
    deleted: int = 0
    busy: list[str] = field(default_factory=list)
    """Segments that a run writes: still to be done when it has ended."""


def order(connection: Connection, names: Iterable[str], action: str = "rewrite") -> None:
    """Has segments rewritten, or deleted, by the next sweep."""
    rows = [{"segment": segment, "action": action} for segment in sorted(set(names))]
    if rows:
        new = insert(SegmentDue).values(rows)
        connection.execute(new.on_conflict_do_update(index_elements=["segment"], set_={"action": new.excluded.action}))


def order_unnamed(engine: Engine, folder: Path) -> list[str]:
    """Has segments rewritten that hold records without a row, as a killed run leaves them; returns those all without.

    Whose the latter are cannot be told from here: another database may share the folder.
    """
    with engine.begin() as connection:
        named = {name: _places(connection, name) for name in pages.segments(connection)}
        order(connection, [name for name, places in named.items() if rewrite.holds_more(folder, name, places)])
        due = set(connection.scalars(select(SegmentDue.segment)))
    return [path.name for path in segments(folder) if path.name not in named.keys() | due]


def drop_pages(connection: Connection, page_ids: Sequence[int]) -> int:
    """Takes pages out of the database and orders their bytes out of the archive; gives how many there were."""
    mine = PageRow.id.in_(page_ids)
    order(connection, connection.scalars(select(PageRow.segment).where(mine).distinct()))
    connection.execute(update(ArticleVersion).where(ArticleVersion.page_id.in_(page_ids)).values(page_id=None))
    return connection.execute(delete(PageRow).where(mine)).rowcount


def expire(connection: Connection, before: datetime) -> int:
    """Drops all pages fetched before then; gives how many. What was read from them stays."""
    return drop_pages(connection, connection.scalars(select(PageRow.id).where(PageRow.fetched_at < before)).all())


def sweep(engine: Engine, folder: Path) -> Swept:
    """Does all that is due. A segment that a run writes is left for the next sweep."""
    swept = Swept()
    with engine.connect() as session:
        session.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        try:
            due = session.execute(select(SegmentDue.segment, SegmentDue.action).order_by(SegmentDue.segment)).all()
            session.rollback()
            for segment, action in due:
                try:
                    _do(engine, folder, segment, action, swept)
                except Busy:
                    swept.busy.append(segment)
        finally:
            session.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
    return swept


def _do(engine: Engine, folder: Path, segment: str, action: str, swept: Swept) -> None:
    with engine.connect() as connection:
        named = _places(connection, segment)
    if action == "rewrite" and named:
        try:
            _rewrite(engine, folder, segment, named)
        except Missing:  # nothing of it is left to be taken out
            named = []
        swept.rewritten += bool(named)
    elif named:
        raise AssertionError(f"segment {segment} is to be deleted, and rows name records in it")
    rewrite.delete(folder, segment)
    swept.deleted += not named
    with engine.begin() as connection:
        connection.execute(delete(SegmentDue).where(SegmentDue.segment == segment))


def _places(connection: Connection, segment: str) -> list[ArchivePlace]:
    return [page.place for page in pages.in_segment(connection, segment) if page.place]


def _rewrite(engine: Engine, folder: Path, segment: str, named: Sequence[ArchivePlace]) -> None:
    """Copy what is named, then move its rows: until that is committed the copy is what would be deleted."""
    copies: list[str] = []

    def announce(name: str) -> None:
        copies.append(name)
        with engine.begin() as connection:
            order(connection, [name], "delete")

    moved = rewrite.copy(folder, segment, named, announce)
    with engine.begin() as connection:
        if moved:
            connection.execute(_MOVE, [_move(old, new) for old, new in moved.items()])
        connection.execute(delete(SegmentDue).where(SegmentDue.segment.in_(copies)))


def _move(old: ArchivePlace, new: ArchivePlace) -> dict[str, object]:
    return {
        "old_segment": old.segment,
        "old_offset": old.offset,
        "new_segment": new.segment,
        "new_offset": new.offset,
    }
