"""Spells: the timeline of one person in one state is cut where custody had ended and a new arrest follows."""

from collections.abc import Sequence
from itertools import combinations

from detaincrawl.resolve import dates
from detaincrawl.resolve.events import TRIED, Event
from detaincrawl.resolve.status import after, ends
from detaincrawl.vocabularies import EventType, Status


def spells(timeline: Sequence[Event]) -> list[list[Event]]:
    """The timeline, cut; at least one spell, also where there is no event."""
    found: list[list[Event]] = [[]]
    ended: Event | None = None
    status = Status.UNKNOWN
    for event in timeline:
        if ended is not None and event.type == EventType.DETAINED and _follows(found[-1], ended, event):
            found.append(_of_new_proceedings(found[-1], ended))
            ended = None
        if ends(event.type, event.detail) or (event.type == EventType.ACQUITTED and status == Status.RELEASED):
            ended = event
        elif event.type == EventType.APPEAL_DECIDED and event.detail == "overturned":
            ended = None
        found[-1].append(event)
        status = after(status, event.type, event.detail)
    return found


def _of_new_proceedings(spell: list[Event], end: Event) -> list[Event]:
    """Takes from a spell what was charged and judged after its end: the arrest that follows is about that."""
    following = spell[spell.index(end) + 1 :]
    new = [event for event in following if event.type in TRIED and (_later(end, event) or _told_in_order(end, event))]
    spell[:] = [event for event in spell if event not in new]
    return new


def _follows(spell: Sequence[Event], end: Event, arrest: Event) -> bool:
    """Whether an arrest came after the end: by their dates, or told so, between the arrest before and this one.

    Less would not do: a careless order of telling makes no second case.
    """
    return _later(end, arrest) or any(
        first.type == EventType.DETAINED and _later(first, arrest) and _told_in_order(first, end, arrest)
        for first in spell
    )


def _later(end: Event, other: Event) -> bool:
    """By their dates only."""
    return end.when is not None and other.when is not None and dates.before(end.when, other.when)


def _told_in_order(*events: Event) -> bool:
    """Whether one account tells of them one after the other, and none of them contradicts by its date."""
    if any(dates.before(later.when, one.when) for one, later in combinations(events, 2) if one.when and later.when):
        return False
    places = [{t.account.key: t.place_in_account for t in reversed(event.tellings)} for event in events]
    together = set.intersection(*(set(place) for place in places))
    return any([place[key] for place in places] == sorted(place[key] for place in places) for key in together)
