"""Merging: events of one type and compatible dates from several accounts are one event, with all its tellings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from detaincrawl.frozen import frozen
from detaincrawl.resolve import dates, terms
from detaincrawl.resolve.accounts import number
from detaincrawl.resolve.tellings import Telling
from detaincrawl.resolve.values import Choice, Opinion, choose
from detaincrawl.vocabularies import EventType

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

IN_HAND = TRIED | {EventType.EXCHANGED, EventType.PARDONED, EventType.RELEASED, EventType.DEPORTED}
"""Only a state that holds somebody does these."""

SAME_FACT_DAYS = 550
"""Sources err about a date by up to a year and a half; beyond that, these are two events."""


@frozen
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
    term = choose([Opinion(t.term, t.account, t.told) for t in tellings if t.term], terms.agree)
    place = choose([Opinion(t.place, t.account, t.told) for t in tellings if t.place])
    return Event(
        id=number("event", first.account.key, first.told.ordinal),
        type=first.type,
        tellings=tuple(tellings),
        date=choose([Opinion(t.when, t.account, t.told) for t in tellings if t.when], dates.agree, len),
        term=term,
        detail=_detail(tellings, term),
        charges=frozenset().union(*(telling.charges for telling in tellings)),
        place=place.value if place else None,
        known_by=min((t.account.day for t in tellings if t.account.day), default=None),
    )


def _detail(tellings: Sequence[Telling], term: Choice | None) -> str | None:
    """Most voices; but an appeal that gave a term itself left no trial to be held, whatever it overturned."""
    detail = choose([Opinion(t.told.detail, t.account, t.told) for t in tellings if t.told.detail])
    return detail.value if detail and not (term and detail.value == "overturned") else None


@dataclass(slots=True)
class _Growing:
    """Tellings of one event so far, and what differs among them: of a famous case hundreds say the same."""

    tellings: list[Telling] = field(default_factory=list)
    whens: list[str] = field(default_factory=list)
    """Every date once, the first one told first."""
    whens_by_account: dict[str, set[str | None]] = field(default_factory=dict)
    charges: set[frozenset[str]] = field(default_factory=set)
    codes: frozenset[str] = frozenset()
    """All of these charges."""
    details: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)

    def add(self, telling: Telling) -> None:
        self.tellings.append(telling)
        if telling.when and telling.when not in self.whens:
            self.whens.append(telling.when)
        self.whens_by_account.setdefault(telling.account.key, set()).add(telling.when)
        if telling.charges not in self.charges:
            self.charges.add(telling.charges)
            self.codes |= telling.charges
        if telling.told.detail:
            self.details.add(telling.told.detail)
        if telling.term:
            self.terms.add(telling.term)


def merged(found: Iterable[Telling]) -> list[Event]:
    """Events of the tellings, which come in the order of merging; the result depends on the set alone."""
    ordered = list(found)
    once = {(t.type, t.when) for t in ordered if t.type in ONCE and t.when}
    separators = sorted(when for kind, when in once if kind != EventType.DETAINED)
    arrests = sorted(when for kind, when in once if kind == EventType.DETAINED)
    events: list[_Growing] = []
    by_type: defaultdict[EventType, list[_Growing]] = defaultdict(list)
    for telling in ordered:
        between = separators if telling.type == EventType.DETAINED else arrests
        fitting = [event for event in by_type[telling.type] if _fits(telling, event, between)]
        if not fitting:
            fitting = [_Growing()]
            events += fitting
            by_type[telling.type] += fitting
        best = max(fitting, key=lambda event: _affinity(telling, event)) if len(fitting) > 1 else fitting[0]
        best.add(telling)
    return [event_of(event.tellings) for event in events]


def directed(events: Sequence[Event]) -> list[Event]:
    """Extraditions without a detail get one, ``in`` or ``out``."""
    return [
        replace(event, detail="in" if _handed_in(event, events) else "out")
        if event.type == EventType.EXTRADITED and event.detail is None
        else event
        for event in events
    ]


def _handed_in(extradition: Event, events: Sequence[Event]) -> bool:
    """Whether the state tried somebody that it never arrested, or dealt with them once they were handed over."""
    kinds = {event.type for event in events}
    when = extradition.when
    return (EventType.DETAINED not in kinds and bool(kinds & TRIED)) or any(
        event.type in IN_HAND and when and event.when and dates.before(when, event.when) for event in events
    )


def _fits(telling: Telling, event: _Growing, between: Sequence[str]) -> bool:
    """Whether a telling can be of this event, which is of its type."""
    if _contradicts(telling, event):
        return False
    if telling.when is None:
        return _fits_undated(telling, event)
    if not event.whens or any(dates.agree(telling.when, when) for when in event.whens):
        return True
    return _same_fact_other_date(telling, event, between)


def _contradicts(telling: Telling, event: _Growing) -> bool:
    """The article tells both, as two; or they are about other charges, or differ in their detail."""
    if event.whens_by_account.get(telling.account.key, {telling.when}) != {telling.when}:
        return True
    codes = event.codes
    if telling.type in ON_CHARGES and telling.charges and codes and not telling.charges & codes:
        return not (telling.when and len(telling.when) == 10 and telling.when in event.whens)
    return telling.told.detail is not None and bool(event.details) and telling.told.detail not in event.details


def _fits_undated(telling: Telling, event: _Growing) -> bool:
    """An undated telling speaks of what was published before it, with the same charges or term where both have one."""
    published = telling.account.day
    when = next(iter(event.whens), None)
    if when and published and dates.before(published, when):
        return False
    if when and published and telling.charges and not event.codes:
        return dates.days_apart(published, when) <= SAME_FACT_DAYS
    if telling.term and event.terms and not telling.charges:
        return any(terms.agree(telling.term, term) for term in event.terms)
    return True


def _same_fact_other_date(telling: Telling, event: _Growing, between: Sequence[str]) -> bool:
    """Whether sources dispute the date of one fact: what happens once, or a verdict on the same charges."""
    assert telling.when is not None
    when = event.whens[0]
    if dates.days_apart(telling.when, when) > SAME_FACT_DAYS:
        return False
    early, late = sorted((telling.when, when))
    if any(dates.before(early, other) and dates.before(other, late) for other in between):
        return False
    if telling.type in ONCE:
        return True
    return telling.type in ON_CHARGES and bool(telling.charges & event.codes)


def _affinity(telling: Telling, event: _Growing) -> tuple[bool, int, bool, bool, str]:
    """Which of several fitting events a telling is of: date, charges, term, detail, then the latest."""
    agreeing = telling.when is not None and any(dates.agree(telling.when, when) for when in event.whens)
    charges = max((len(telling.charges & codes) for codes in event.charges), default=0)
    term = telling.term is not None and any(terms.agree(telling.term, term) for term in event.terms)
    return (agreeing, charges, term, telling.told.detail in event.details, max(event.whens, default=""))
