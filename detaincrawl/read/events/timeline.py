"""One person's events in one article: dates worked out, what is told twice joined, the sentence in force."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from detaincrawl.normalise.calendar import Dated
from detaincrawl.normalise.dates import dated
from detaincrawl.normalise.terms import Term, term
from detaincrawl.read.events.dates import DateMark
from detaincrawl.read.events.told import Happening
from detaincrawl.read.events.triggers import Role
from detaincrawl.read.penalties.amounts import TermMark
from detaincrawl.vocabularies import EventType, Precision

TERMED = frozenset({EventType.SENTENCED, EventType.APPEAL_DECIDED, EventType.PARDONED, EventType.DIED})


YEAR = re.compile(r"(?:19|20)\d\d")
RECENT = timedelta(days=60)
"""So long before the publication a date without a year is the last of its name, whatever was told before it."""
RETOLD = timedelta(days=14)
"""So long behind an event it is told again by another day."""


@dataclass(slots=True)
class Event:
    """One event of one person, from the happenings that tell it."""

    type: EventType
    detail: str | None
    told: list[int]
    """Ordinals of the happenings, the first the one that has the date."""
    dated: Dated | None = None
    words: str = ""
    base: str | None = None
    term: Term | None = None
    term_words: str = ""


@dataclass(slots=True)
class Clock:
    """The dates told so far: what "a year later" and "that May" count from."""

    today: date | None
    last: dict[int, tuple[Dated, str]] = field(default_factory=dict)
    anyone: tuple[Dated, str] | None = None
    words: dict[str, Dated] = field(default_factory=dict)

    def tell(self, happening: Happening, value: Dated, base: tuple[Dated, str] | None) -> None:
        """Go on from a date told."""
        words = happening.date.words if happening.date else ""
        self.anyone = (value, value.value if base else words)
        self.words[words] = value
        for person in happening.people:
            self.last[person.number] = self.anyone


def happening_dates(happenings: list[Happening], today: date | None) -> list[tuple[Dated | None, str, str | None]]:
    """For each happening its date, the words of it and the words that a relative one counts from."""
    clock = Clock(today)
    out: list[tuple[Dated | None, str, str | None]] = []
    for ordinal, happening in enumerate(happenings):
        mark = happening.date
        if mark is None:
            out.append((None, "", None))
            continue
        base = _base(clock, happenings, ordinal, mark)
        value = dated(mark.words, today, base[0] if base else None)
        if base and _to_come(value, today):
            base, value = None, dated(mark.words, today)
        value = None if _to_come(value, today) else value
        out.append((value, mark.words if value else "", base[1] if base and value else None))
        if value:
            clock.tell(happening, value, base)
    return out


def _base(clock: Clock, happenings: list[Happening], ordinal: int, mark: DateMark) -> tuple[Dated, str] | None:
    """The date that a relative one counts from, or a month that goes on from another date of its sentence."""
    if mark.base:
        told = clock.words.get(mark.base) or _at_hand(mark.base, clock.today)
        return (told, told.value) if told else None
    if not (mark.relative or _goes_on(happenings, ordinal)):
        return None
    own = next((clock.last[p.number] for p in happenings[ordinal].people if p.number in clock.last), None)
    return own or clock.anyone


def _at_hand(words: str, today: date | None) -> Dated | None:
    """A date that is no event's, where its year is printed or it was lately: else it may be of any year told before."""
    value = dated(words, today)
    lately = value is not None and today is not None and today - value.date < RECENT
    return value if lately or YEAR.search(words) else None


def _to_come(value: Dated | None, today: date | None) -> bool:
    """Behind the day of publication, which may be another where it happened."""
    return value is not None and today is not None and value.date > today + timedelta(days=1)


def _goes_on(happenings: list[Happening], ordinal: int) -> bool:
    """ "Arrested in May 2019, convicted in June": a month that is told behind another date of its sentence."""
    told, before = happenings[ordinal], happenings[ordinal - 1] if ordinal else None
    bare = told.date is not None and told.date.kind == "month"
    return bare and before is not None and before.sentence is told.sentence and before.date is not None


def compatible(one: Dated | None, other: Dated | None) -> bool:
    """The coarser of the two holds the finer, or they are a day apart; an unknown date fits any."""
    if one is None or other is None:
        return True
    if one.precision is Precision.DAY and other.precision is Precision.DAY:
        return abs((one.date - other.date).days) <= 1
    return one.value.startswith(other.value) or other.value.startswith(one.value)


def finer(one: Dated | None, other: Dated | None) -> bool:
    """Whether ``one`` says more than ``other``."""
    return one is not None and (other is None or len(one.value) > len(other.value))


def events(happenings: list[tuple[int, Happening]], when: list[tuple[Dated | None, str, str | None]]) -> list[Event]:
    """A person's happenings as events, in reading order; what is told twice is one."""
    found: list[Event] = []
    happenings = _without_handovers(happenings)
    for turn in ("dated", "reported", "undated"):
        for ordinal, happening in happenings:
            value, words, base = when[ordinal]
            if turn != ("undated" if value is None else "reported" if happening.reported else "dated"):
                continue
            if (
                happening.state
                and not (value and happening.date and happening.date.since)
                and happening.type in (EventType.DETAINED, EventType.CHARGED)
            ):
                continue
            event = Event(happening.type, happening.detail, [ordinal], value, words, base)
            if happening.term and not happening.term.vague and happening.type in TERMED:
                event.term, event.term_words = _term(happening.term), happening.term.words
            _join(found, event, happening)
    pleas = {i for i, h in happenings if h.type is EventType.CONVICTED and h.trigger.frame.role is Role.SUBJECT}
    found = _consistent([*found, *_implied(found)], pleas)
    return sorted(found, key=lambda e: min(e.told))


def _without_handovers(happenings: list[tuple[int, Happening]]) -> list[tuple[int, Happening]]:
    """ "Deported and turned over to El Salvador's police": who is sent out or set free is received, not extradited."""
    if not any(h.type in (EventType.DEPORTED, EventType.RELEASED) for _, h in happenings):
        return happenings
    return [(i, h) for i, h in happenings if h.type is not EventType.EXTRADITED or h.trigger.frame.needs != "state"]


def _implied(found: list[Event]) -> list[Event]:
    """ "Upheld the seven-year sentence": who has a term upheld or changed was sentenced before."""
    if any(e.type is EventType.SENTENCED for e in found):
        return []
    later = next((e for e in found if e.term and e.type in (EventType.APPEAL_DECIDED, EventType.PARDONED)), None)
    return [Event(EventType.SENTENCED, None, later.told[:1])] if later else []


def _term(mark: TermMark) -> Term | None:
    return Term(special=mark.special) if mark.special else term(f"{mark.words} {mark.elided}".strip())


def _retold(other: Event, event: Event, reported: bool) -> bool:
    """A release told again by the homecoming some days behind it, or anything by the day of a later report."""
    days = [e.dated.date for e in (other, event) if e.dated and e.dated.precision is Precision.DAY]
    again = reported or event.type is EventType.RELEASED
    return len(days) == 2 and again and timedelta(0) <= days[1] - days[0] <= RETOLD


def _join(found: list[Event], event: Event, happening: Happening) -> None:
    for other in found:
        if (
            other.type is not event.type
            or not (compatible(other.dated, event.dated) or _retold(other, event, happening.reported))
            or (other.detail and event.detail and other.detail != event.detail and event.type is not EventType.DIED)
        ):
            continue
        if other.term and event.term and other.term != event.term:
            continue
        other.told += event.told
        other.detail = other.detail or event.detail
        if finer(event.dated, other.dated):
            other.dated, other.words, other.base = event.dated, event.words, event.base
        if event.term and not other.term:
            other.term, other.term_words = event.term, event.term_words
        return
    found.append(event)


def _consistent(found: list[Event], pleas: set[int]) -> list[Event]:
    """A release that is a swap's other side is no event of its own; a verdict has the date of its sentence, a plea of
    guilty (its ordinals) has not."""
    types = {e.type for e in found}
    if EventType.EXCHANGED in types:
        swapped = [e for e in found if e.type is EventType.EXCHANGED]
        out = []
        for event in found:
            if (
                event.type in (EventType.RELEASED, EventType.DEPORTED, EventType.EXTRADITED)
                and event.detail is None
                and any(compatible(event.dated, s.dated) for s in swapped)
            ):
                for swap in swapped:
                    if finer(event.dated, swap.dated):
                        swap.dated, swap.words, swap.base = event.dated, event.words, event.base
                continue
            out.append(event)
        found = out
    sentences = [e for e in found if e.type is EventType.SENTENCED and e.dated]
    for event in found:
        if (
            event.type is EventType.CONVICTED
            and event.dated is None
            and len(sentences) == 1
            and pleas.isdisjoint(event.told)
        ):
            event.dated, event.words, event.base = sentences[0].dated, sentences[0].words, sentences[0].base
    verdicts = [e for e in found if e.type is EventType.CONVICTED and e.dated]
    undated = [e for e in found if e.type is EventType.SENTENCED and not e.dated]
    if len(verdicts) == 1 and len(undated) == 1 and not sentences:
        undated[0].dated, undated[0].words, undated[0].base = verdicts[0].dated, verdicts[0].words, verdicts[0].base
    return found


def in_force(found: list[Event]) -> Event | None:
    """The event whose term is in force; None where a later ruling changed it and the text does not say to what."""
    chosen = _ruling(found)
    changed = [
        e for e in found if e.type is EventType.APPEAL_DECIDED and e.detail in ("reduced", "raised") and not e.term
    ]
    if chosen and changed and chosen.type is EventType.SENTENCED:
        before = [e for e in found if e.term and min(e.told) < min(changed[-1].told)]
        if before and max(before, key=lambda e: min(e.told)) is chosen:
            return None
    return chosen


def _ruling(found: list[Event]) -> Event | None:
    """The last ruling on appeal that names a term, else the last sentence, the longest of undated ones."""
    ruled = [e for e in found if e.term]
    if not ruled:
        return None
    quashed = [e for e in found if e.type is EventType.APPEAL_DECIDED and e.detail == "overturned" and not e.term]
    if quashed and not any(e.term and e.type is EventType.APPEAL_DECIDED for e in found):
        return None
    dated_ones = [e for e in ruled if e.dated]
    appeals = [e for e in ruled if e.type is not EventType.SENTENCED]
    executed = [e for e in ruled if e.type is EventType.DIED]
    if executed:
        return executed[0]
    if appeals:
        return appeals[-1]
    pool = dated_ones or ruled
    return max(pool, key=lambda e: (e.dated.date if e.dated else date.min, _weight(e.term)))


def _weight(value: Term | None) -> Fraction:
    if value is None:
        return Fraction(0)
    return Fraction({"life": 10_000, "death": 20_000}.get(value.special or "", 0)) + (value.months or 0)
