"""What resolution takes: what one article tells of one person, with the article's particulars.

Numbers that the database gave (claim, article) are carried and never decide: they depend on the order of arrival.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from hashlib import sha256

from detaincrawl.frozen import frozen
from detaincrawl.vocabularies import EventType, Precision, SourceType, Speaker, Standing

STATE_VOICES = frozenset({SourceType.STATE_MEDIA, SourceType.GOVERNMENT, SourceType.COURT})
"""Outlets of these types speak for their state."""

NEVER = datetime.max.replace(tzinfo=UTC)
"""Stands for the publication of an undated article in an order: after all others."""


EARLIEST_ZONE = timedelta(hours=14)
"""Of Kiritimati: nowhere does a day begin earlier before it begins in UTC."""


@frozen
class Told:
    """One claim."""

    claim_id: int
    ordinal: int
    """Place among the mention's claims."""
    field: str
    value: str | None
    words: str
    confidence: float
    quote: str = ""
    precision: Precision | None = None
    event: int | None = None
    """Event of the mention that the claim belongs to, in the article's own chronology."""
    detail: str | None = None
    statute: str | None = None
    standing: Standing | None = None
    speaker: Speaker | None = None


@dataclass(frozen=True)
class Account:
    """One named mention in its article; without slots, so that what the rules ask again and again is kept."""

    key: str
    """Stable key of the mention."""
    article_id: int
    name: str
    claims: tuple[Told, ...] = field(repr=False)
    published: datetime | None = None
    """Aware."""
    source: str = ""
    source_type: SourceType = SourceType.OTHER
    source_country: str | None = None
    story: int = 0
    """Articles that carry the same text share it."""
    agency: str | None = None
    """Whose report it is by its mark: ``ap``."""
    repost: bool = False
    """The article is a copy of one that was published before it."""
    carried_by: int | None = None
    """Article that carries this post."""

    @cached_property
    def by_field(self) -> Mapping[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        for told in self.claims:
            found.setdefault(told.field, []).append(told)
        return found

    @cached_property
    def by_event(self) -> Mapping[int, list[Told]]:
        """The claims that belong to an event, by its number in the article's own chronology."""
        found: dict[int, list[Told]] = {}
        for told in self.claims:
            if told.event is not None:
                found.setdefault(told.event, []).append(told)
        return found

    def told(self, *fields: str) -> Sequence[Told]:
        """The claims of these fields, in their order."""
        present = [field for field in fields if field in self.by_field]
        if len(present) < 2:
            return self.by_field[present[0]] if present else ()
        return [told for told in self.claims if told.field in present]

    def values(self, field_name: str) -> list[str]:
        """Distinct values of a field, as told."""
        told = self.by_field.get(field_name)
        return list(dict.fromkeys([one.value for one in told if one.value])) if told else []

    @cached_property
    def country(self) -> str | None:
        """The state that holds the person by this account."""
        return next(iter(self.values("detaining_country")), None)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Every form of the name, the fullest first."""
        return tuple(dict.fromkeys([self.name, *self.values("name")]))

    @cached_property
    def day(self) -> str | None:
        """Day of publication where it is latest on Earth: what was told by then had happened by then."""
        return (self.published.astimezone(UTC) + EARLIEST_ZONE).date().isoformat() if self.published else None

    @cached_property
    def first(self) -> tuple[datetime, str]:
        """Order of anchors: the earliest published, then by key."""
        return (self.published or NEVER, sha256(self.key.encode()).hexdigest())


def event_type(told: Told) -> EventType | None:
    """The type of an event claim; None for any other claim."""
    return _event_type(told.field)


@cache
def _event_type(field: str) -> EventType | None:
    kind, _, name = field.partition(":")
    return EventType(name) if kind == "event" else None


def told_date(told: Told) -> date | None:
    """A claimed date; a month or a year is its first day."""
    return date.fromisoformat((told.value + "-01-01")[:10]) if told.value else None


def told_precision(told: Told) -> Precision | None:
    """The precision claimed, else what the value shows."""
    if told.value is None:
        return None
    return told.precision or {4: Precision.YEAR, 7: Precision.MONTH}.get(len(told.value), Precision.DAY)


def number(kind: str, key: str, nth: int = 0) -> int:
    """A positive 63-bit number from stable text, the same for ever."""
    digest = sha256(f"{kind}\n{key}\n{nth}".encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 1) or 1
