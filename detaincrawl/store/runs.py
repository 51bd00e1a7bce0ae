"""A row per crawl, and per source of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Update, insert, update
from sqlalchemy.dialects.postgresql import insert as upsert

from detaincrawl.records import Source
from detaincrawl.store.models.crawl import Run, SourceRow, SourceRun


class Outcome(StrEnum):
    """What came of one source in one crawl."""

    OK = "ok"
    EMPTY = "empty"
    """Its feeds answered, and none named a single article."""
    FAILED = "failed"
    """None of its feeds answered with something to read."""
    BUSY = "busy"
    """Another run holds it."""


@dataclass(slots=True)
class Tally:
    """What one crawl got from one source, as counted so far."""

    discovered: int = 0
    fetched: int = 0
    unchanged: int = 0
    screened_out: int = 0
    stored: int = 0
    relevant: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    feeds_read: int = 0
    """Feeds, sitemaps and listings that answered with something to read; not stored."""
    links: int = 0
    """Links that they named, known ones too; not stored."""

    def outcome(self) -> Outcome | None:
        """None: the run ended before any of its feeds had answered or failed."""
        if not self.feeds_read + self.unchanged:
            return Outcome.FAILED if self.errors else None
        return Outcome.OK if self.links or self.unchanged else Outcome.EMPTY


STORED = ("discovered", "fetched", "unchanged", "screened_out", "stored", "relevant", "refused", "errors")


def start_run(connection: Connection, spider: str, now: datetime) -> int:
    return connection.scalars(insert(Run).values(spider=spider, started_at=now).returning(Run.id)).one()


def end_run(connection: Connection, run: int, outcome: str, now: datetime) -> None:
    connection.execute(update(Run).where(Run.id == run).values(ended_at=now, outcome=outcome))


def save_sources(connection: Connection, sources: Sequence[Source]) -> None:
    """Writes the catalogue's entries as they are now; what left the catalogue stays, its articles need it."""
    columns = ("name", "kind", "type", "homepage", "language", "country", "timezone")
    for source in sorted(sources, key=lambda source: source.key):
        entry = {name: getattr(source, name) for name in columns}
        new = upsert(SourceRow).values(key=source.key, **entry)
        changed = SourceRow.__table__.c.name.is_distinct_from(new.excluded.name)
        for name in columns:
            changed |= SourceRow.__table__.c[name].is_distinct_from(new.excluded[name])
        connection.execute(new.on_conflict_do_update(index_elements=["key"], set_=entry, where=changed))


def start_sources(connection: Connection, run: int, sources: Sequence[str], now: datetime) -> None:
    for source in sources:
        new = upsert(SourceRun).values(run_id=run, source=source, started_at=now, **_counts(Tally()))
        connection.execute(new.on_conflict_do_nothing())


def save_tally(connection: Connection, run: int, source: str, tally: Tally) -> None:
    """What is counted so far, so that a killed run has left its figures."""
    connection.execute(_of(run, source).values(**_counts(tally)))


def end_source(connection: Connection, run: int, source: str, outcome: Outcome, now: datetime) -> None:
    connection.execute(_of(run, source).values(outcome=outcome, ended_at=now))


def _of(run: int, source: str) -> Update:
    return update(SourceRun).where(SourceRun.run_id == run, SourceRun.source == source)


def _counts(tally: Tally) -> dict[str, object]:
    return {name: getattr(tally, name) for name in STORED}
