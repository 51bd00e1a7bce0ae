"""Spells: the timeline of one person in one state is cut where custody had ended and a new arrest follows."""

from collections.abc import Sequence

from detaincrawl.records import EventType
from detaincrawl.resolve import dates
from detaincrawl.resolve.events import Event
from detaincrawl.resolve.status import ends

ARRESTS = frozenset({EventType.DETAINED})


def spells(timeline: Sequence[Event]) -> list[list[Event]]:
    """The timeline, cut; at least one spell, also where there is no event."""
    found: list[list[Event]] = [[]]
    ended: Event | None = None
    for event in timeline:
        if ended is not None and event.type in ARRESTS and _later(ended, event):
            found.append([])
            ended = None
        if ends(event.type, event.detail):
            ended = event
        elif event.type == EventType.APPEAL_DECIDED and event.detail == "overturned":
            ended = None
        found[-1].append(event)
    return found


def _later(end: Event, arrest: Event) -> bool:
    """A new arrest needs a date after the end's, so that a careless order of telling makes no second case."""
    return end.when is not None and arrest.when is not None and dates.before(end.when, arrest.when)
