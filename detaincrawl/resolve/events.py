"""Merging: events of one type and compatible dates from several accounts are one event, with all its tellings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from detaincrawl.records import EventType
from detaincrawl.resolve import dates, terms
from detaincrawl.resolve.accounts import number
from detaincrawl.resolve.tellings import Telling
from detaincrawl.resolve.values import Choice, Opinion, choose

ONCE = frozenset(
    {
        EventType.DETAINED,
        EventType.EXCHANGED,
        EventType.RELEASED,
        EventType.DEPORTED,
        EventType.EXTRADITED,
        EventType.ESCAPED,
        EventType.DIED,
    }
)
"""Happen once in a spell: sources that give other dates for one dispute its date."""

ON_CHARGES = frozenset({EventType.CHARGED, EventType.CONVICTED, EventType.ACQUITTED, EventType.SENTENCED})
"""Are told apart, and known again, by the charges that they are about."""

TRIED = ON_CHARGES | {EventType.TRIAL_OPENED, EventType.REMANDED, EventType.APPEAL_DECIDED}
"""Show that a state has somebody in its hands."""

SAME_FACT_DAYS = 550
"""Sources err about a date by up to a year and a half; beyond that, these are two events."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event with everything that is told of it."""

    id: int
    """63 bits from the telling that was published first."""
    type: EventType
    tellings: tuple[Telling, ...]
    """In the order of merging; never empty."""
    date: Choice | None
    """The merged date: most voices, then the most precise."""
    term: Choice | None
    """The term that it gave."""
    detail: str | None
    charges: frozenset[str]
    place: str | None
    known_by: str | None
    """Day of the first publication: the event was not later."""

    @property
    def when(self) -> str | None:
        return self.date.value if self.date else None


def event_of(tellings: Sequence[Telling]) -> Event:
    """The event that the tellings, in the order of merging, speak of."""
    first = min(tellings, key=lambda telling: (*telling.account.first, telling.told.ordinal))
    details = [Opinion(t.told.detail, t.account, t.told) for t in tellings if t.told.detail]
    detail = choose(details)
    place = choose([Opinion(t.place, t.account, t.told) for t in tellings if t.place])
    return Event(
        id=number("event", first.account.key, first.told.ordinal),
        type=first.type,
        tellings=tuple(tellings),
        date=choose([Opinion(t.when, t.account, t.told) for t in tellings if t.when], dates.agree, len),
        term=choose([Opinion(t.term, t.account, t.told) for t in tellings if t.term], terms.agree),
        detail=detail.value if detail else None,
        charges=frozenset().union(*(telling.charges for telling in tellings)),
        place=place.value if place else None,
        known_by=min((t.account.published.date().isoformat() for t in tellings if t.account.published), default=None),
    )


def merged(found: Iterable[Telling]) -> list[Event]:
    """Events of the tellings, which come in the order of merging; the result depends on the set alone."""
    ordered = list(found)
    separators = [t.when for t in ordered if t.type in ONCE and t.type != EventType.DETAINED and t.when]
    arrests = [t.when for t in ordered if t.type == EventType.DETAINED and t.when]
    events: list[list[Telling]] = []
    for telling in ordered:
        between = separators if telling.type == EventType.DETAINED else arrests
        fitting = [event for event in events if _fits(telling, event, between)]
        if fitting:
            max(fitting, key=lambda event: _affinity(telling, event)).append(telling)
        else:
            events.append([telling])
    return [event_of(event) for event in events]


def directed(events: Sequence[Event]) -> list[Event]:
    """Extraditions without a detail get one: in, where the state tried somebody that it never arrested; else out."""
    kinds = {event.type for event in events}
    detail = "in" if EventType.DETAINED not in kinds and kinds & TRIED else "out"
    return [
        replace(event, detail=detail) if event.type == EventType.EXTRADITED and event.detail is None else event
        for event in events
    ]


def _fits(telling: Telling, event: Sequence[Telling], between: Sequence[str]) -> bool:
    """Whether a telling can be of this event."""
    if telling.type != event[0].type or _contradicts(telling, event):
        return False
    dated = [other.when for other in event if other.when]
    if telling.when is None:
        return _fits_undated(telling, event)
    if not dated or any(dates.agree(telling.when, when) for when in dated):
        return True
    return _same_fact_other_date(telling, event, dated[0], between)


def _contradicts(telling: Telling, event: Sequence[Telling]) -> bool:
    """The article tells both, as two; or they are about other charges, or differ in their detail."""
    own = [other for other in event if other.account.key == telling.account.key]
    if any(other.when != telling.when for other in own):
        return True
    charges = frozenset[str]().union(*(other.charges for other in event))
    if telling.type in ON_CHARGES and telling.charges and charges and not telling.charges & charges:
        return not (telling.when and len(telling.when) == 10 and telling.when in {other.when for other in event})
    details = {other.told.detail for other in event if other.told.detail}
    return telling.told.detail is not None and bool(details) and telling.told.detail not in details


def _fits_undated(telling: Telling, event: Sequence[Telling]) -> bool:
    """An undated telling speaks of what was published before it, with the same charges or term where both have one."""
    published = telling.account.published
    when = next((other.when for other in event if other.when), None)
    if when and published and dates.before(published.date().isoformat(), when):
        return False
    known = [other.term for other in event if other.term]
    if telling.term and known and not telling.charges:
        return any(terms.agree(telling.term, term) for term in known)
    return True


def _same_fact_other_date(telling: Telling, event: Sequence[Telling], when: str, between: Sequence[str]) -> bool:
    """Whether sources dispute the date of one fact: what happens once, or a verdict on the same charges."""
    assert telling.when is not None
    if dates.days_apart(telling.when, when) > SAME_FACT_DAYS:
        return False
    early, late = sorted((telling.when, when))
    if any(dates.before(early, other) and dates.before(other, late) for other in between):
        return False
    if telling.type in ONCE:
        return True
    return telling.type in ON_CHARGES and any(telling.charges & other.charges for other in event)


def _affinity(telling: Telling, event: Sequence[Telling]) -> tuple[bool, int, bool, bool, str]:
    """Which of several fitting events a telling is of: date, charges, term, detail, then the latest."""
    agreeing = telling.when is not None and any(o.when and dates.agree(telling.when, o.when) for o in event)
    charges = max(len(telling.charges & other.charges) for other in event)
    term = telling.term is not None and any(o.term and terms.agree(telling.term, o.term) for o in event)
    detail = telling.told.detail is not None and any(o.told.detail == telling.told.detail for o in event)
    return (agreeing, charges, term, detail, max(other.when or "" for other in event))
