"""Terms as text (months, ``life``, ``death``), and the sentence in force along a timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from detaincrawl.resolve import dates
from detaincrawl.resolve.accounts import Account, Told
from detaincrawl.resolve.chronology import told_before, told_in_time
from detaincrawl.resolve.events import Event
from detaincrawl.resolve.terms import agree
from detaincrawl.resolve.values import Choice, Opinion, choose
from detaincrawl.vocabularies import EventType

SENTENCINGS = frozenset({EventType.SENTENCED, EventType.APPEAL_DECIDED, EventType.PARDONED})
"""Events that can give a term."""

CHANGED = frozenset({"reduced", "raised"})
"""Details of an appeal after which the term before is not in force, whether the new one is known or not."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence in force, and the fields of terms that voices dispute."""

    term: str | None
    suspended: bool | None
    disputed: tuple[str, ...]
    support: tuple[Opinion, ...] = ()


def in_force(timeline: Sequence[Event], accounts: Iterable[Account]) -> Sentence:
    """The total that the last sentencing gave; none before the first and after one was quashed.

    A single term counts only where no total was ever stated. What a later sentencing superseded is no dispute,
    but a term that is one part of the total stays and can be disputed.
    """
    totals, terms = _by_event(timeline, list(accounts))
    term: Choice | None = None
    holder: Event | None = None
    for event in timeline:
        if event.type == EventType.APPEAL_DECIDED and event.detail == "overturned":
            term = holder = None
        elif choice := choose(totals.get(event.id, []), agree) or (
            None if totals else choose(terms.get(event.id, []), agree)
        ):
            term, holder = choice, event
        elif event.type == EventType.APPEAL_DECIDED and event.detail in CHANGED and _is_later(event, holder, timeline):
            term = holder = None
    disputed = [f"term:{code}" for event in timeline for code in _disputed_codes(event, holder, totals, terms)]
    if term and term.disputed:
        disputed.append("sentence")
    return Sentence(
        term.value if term else None,
        holder.detail == "suspended" if holder else None,
        tuple(sorted(set(disputed))),
        term.support if term else (),
    )


def _is_later(change: Event, holder: Event | None, timeline: Sequence[Event]) -> bool:
    """An undated change is not known to be later than a dated sentence, unless an article tells them in that order."""
    if change.when or holder is None or holder.when is None:
        return True
    return told_before(holder, change, told_in_time(timeline)) > 0


def months(term: str | None) -> Decimal | None:
    """The number of months; None for life, death and no term."""
    return None if term in (None, "life", "death") else Decimal(term or 0)


def special(term: str | None) -> str | None:
    """life or death; None for a number of months."""
    return term if term in ("life", "death") else None


def _by_event(
    timeline: Sequence[Event], accounts: Sequence[Account]
) -> tuple[dict[int, list[Opinion]], dict[int, list[Opinion]]]:
    """Totals and single terms by the event that gave them; a loose one is of the last sentencing it can know of."""
    homes: dict[tuple[str, int | None], Event] = {
        (telling.account.key, telling.told.event): event
        for event in timeline
        for telling in event.tellings
        if telling.told.event is not None and event.type in SENTENCINGS
    }
    totals: dict[int, list[Opinion]] = {}
    terms: dict[int, list[Opinion]] = {}
    for account in accounts:
        for told in account.told("sentence", "term"):
            event = homes.get((account.key, told.event)) or _latest_known(timeline, account, told)
            if event is not None and told.value:
                kind = totals if told.field == "sentence" else terms
                kind.setdefault(event.id, []).append(Opinion(told.value, account, told))
    return totals, terms


def _latest_known(timeline: Sequence[Event], account: Account, told: Told) -> Event | None:
    """The last sentencing before publication, one that gave this term before any other."""
    published = account.day or "9999"
    known = [
        event
        for event in timeline
        if event.type in SENTENCINGS and not (event.when and dates.before(published, event.when))
    ]
    agreeing = [event for event in known if event.term and told.value and agree(event.term.value, told.value)]
    return next(reversed(agreeing or known), None)


def _disputed_codes(
    event: Event, holder: Event | None, totals: dict[int, list[Opinion]], terms: dict[int, list[Opinion]]
) -> list[str]:
    """Charges on whose term at this event voices differ."""
    opinions = list(terms.get(event.id, []))
    if opinions and event is not holder:
        opinions += totals.get(event.id, [])
    choice = choose(opinions, agree)
    return sorted(event.charges) if choice and choice.disputed else []
