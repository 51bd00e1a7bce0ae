"""Spells: the timeline of one person in one state is cut where custody had ended and a new arrest follows."""

from collections.abc import Sequence

from detaincrawl.records import EventType
from detaincrawl.resolve import dates
from detaincrawl.resolve.events import TRIED, Event
from detaincrawl.resolve.status import ends

ARRESTS = frozenset({EventType.DETAINED})


def spells(timeline: Sequence[Event]) -> list[list[Event]]:
    """The timeline, cut; at least one spell, also where there is no event."""
    found: list[list[Event]] = [[]]
    ended: Event | None = None
    for event in timeline:
        if ended is not None and event.type in ARRESTS and _later(ended, event):
            found.append(_of_new_proceedings(found[-1], ended))
            ended = None
        if ends(event.type, event.detail):
            ended = event
        elif event.type == EventType.APPEAL_DECIDED and event.detail == "overturned":
            ended = None
        found[-1].append(event)
    return found


def _of_new_proceedings(spell: list[Event], end: Event) -> list[Event]:
    """Takes from a spell what was charged and judged after its end: the arrest that follows is about that."""
    after = spell[spell.index(end) + 1 :]
    new = [event for event in after if event.type in TRIED and _later(end, event)]
    spell[:] = [event for event in spell if event not in new]
    return new


def _later(end: Event, other: Event) -> bool:
    """By their dates only, so that a careless order of telling makes no second case."""
    return end.when is not None and other.when is not None and dates.before(end.when, other.when)
