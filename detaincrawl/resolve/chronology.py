"""The order of events: by date at the coarser precision, then the articles' own chronology, then the table's order.

An article's own chronology is the order of its telling, where that is the order of its dates.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations

from detaincrawl.resolve import dates
from detaincrawl.resolve.events import Event
from detaincrawl.resolve.status import ends
from detaincrawl.vocabularies import EventType

TABLE = {kind: place for place, kind in enumerate(EventType)}
"""The order of section 3 of the case model."""

LETS_GO = (EventType.PARDONED, EventType.RELEASED)
"""Of one day, in this order, they lead to what says where somebody went."""

VERDICTS = frozenset({EventType.CONVICTED, EventType.ACQUITTED, EventType.SENTENCED})
APPEALS = frozenset({EventType.APPEAL_FILED, EventType.APPEAL_DECIDED})

SENDS_OFF = frozenset({EventType.EXCHANGED, EventType.DEPORTED, EventType.EXTRADITED})
"""After these nobody is left to be pardoned or let go."""


Place = tuple[int, int]
"""Where an account tells something: ordinal of the event, then of the claim."""


def told_before(one: Event, other: Event, in_time: Mapping[str, Place]) -> int:
    """How many accounts that tell in the order of time tell the one before the other, less those that do the opposite.

    News tells an end where it likes: nothing follows from that, but that an arrest told after it was a new one, unless
    the account opens with the end.
    """
    places = {telling.account.key: telling.place_in_account for telling in one.tellings}
    balance = 0
    for telling in other.tellings:
        place = places.get(telling.account.key)
        opening = in_time.get(telling.account.key)
        if place is None or opening is None:
            continue
        if place >= telling.place_in_account:
            balance -= 1
        elif not _ends(one) or _ends(other) or (other.type == EventType.DETAINED and place > opening):
            balance += 1
    return balance


def _rank(event: Event) -> int:
    """By the table; who is extradited to a state is taken into its custody by that."""
    taken_in = event.type == EventType.EXTRADITED and event.detail == "in"
    return TABLE[EventType.DETAINED if taken_in else event.type]


def _ends(event: Event) -> bool:
    return ends(event.type, event.detail)


def told_in_time(events: Sequence[Event]) -> dict[str, Place]:
    """Accounts that tell dated events, two or more, in the order of their dates, each with the place of its opening."""
    told: dict[str, list[tuple[Place, str]]] = {}
    openings: dict[str, Place] = {}
    for event in events:
        for telling in event.tellings:
            key, place = telling.account.key, telling.place_in_account
            openings[key] = min(place, openings.get(key, place))
            if telling.when:
                told.setdefault(key, []).append((place, telling.when))
    return {
        key: openings[key]
        for key, places in told.items()
        if len(places) > 1 and _ascending([when for _, when in sorted(places)])
    }


def _ascending(days: Sequence[str]) -> bool:
    return not any(dates.before(later, earlier) for earlier, later in pairwise(days))


def dated_before(one: Event, other: Event) -> bool:
    """By their dates; an undated event was before what happened after its first publication."""
    latest = one.when or one.known_by
    return latest is not None and other.when is not None and dates.before(latest, other.when)


def let_go_before(one: Event, other: Event) -> bool:
    """Whether dates leave it open, and one led to the other: pardoned, released, and so swapped."""
    if one.type not in LETS_GO or dated_before(one, other) or dated_before(other, one):
        return False
    if (other.type, other.detail) in ((EventType.EXTRADITED, "in"), (EventType.RELEASED, "bail")):
        return False
    return other.type in SENDS_OFF or (one.type, other.type) == LETS_GO


def in_order(events: Sequence[Event]) -> list[Event]:
    """The timeline. Dates bind; the articles' own chronology binds where it contradicts no date."""
    ahead: dict[int, set[int]] = {event.id: set() for event in events}
    for one in events:
        since = _sentencing(one, events) or one
        ahead[one.id] |= {other.id for other in events if dated_before(other, since) and not dated_before(one, other)}
    lets_go = [(one, other) for one, other in permutations(events, 2) if let_go_before(one, other)]
    for one, other in [*lets_go, *_appealed(events), *_undecided_pairs(events), *_unsaid(events)]:
        if not _reaches(ahead, one.id, other.id):
            ahead[other.id].add(one.id)
    return _drawn_out(events, ahead)


def _sentencing(one: Event, events: Sequence[Event]) -> Event | None:
    """The first dated sentencing on the charges of an undated conviction: it was no earlier trial's."""
    if one.type != EventType.CONVICTED or one.when:
        return None
    dated = [event for event in events if event.type == EventType.SENTENCED and event.when]
    found = [event for event in dated if event.charges & one.charges]
    return min(found, key=lambda event: (event.when or "", event.id), default=None)


def _appealed(events: Sequence[Event]) -> list[tuple[Event, Event]]:
    """The first dated verdict, and each appeal that no date puts before it: news opens with the appeal."""
    first = min((event.when for event in events if event.when and event.type in VERDICTS), default=None)
    verdicts = [event for event in events if event.when == first and event.type in VERDICTS]
    appeals = [event for event in events if event.type in APPEALS]
    return [(one, other) for one in verdicts for other in appeals if first and not dated_before(other, one)]


def _unsaid(events: Sequence[Event]) -> list[tuple[Event, Event]]:
    """What nobody needs to say: who is pardoned was sentenced before, and who is bailed is so mostly before it."""
    sentences = [event for event in events if event.type == EventType.SENTENCED and event.when]
    undated = [event for event in events if event.when is None]
    pardons = [event for event in undated if event.type == EventType.PARDONED]
    bails = [event for event in undated if event.type == EventType.RELEASED and event.detail == "bail"]
    after = [(one, other) for one in sentences for other in pardons]
    before = [(one, other) for one in bails for other in sentences]
    return [pair for pair in after + before if not dated_before(pair[1], pair[0])]


def _undecided_pairs(events: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Pairs that dates leave open and articles order, the best told first."""
    pairs = []
    in_time = told_in_time(events)
    for one in events:
        for other in events:
            balance = told_before(one, other, in_time)
            if balance > 0 and not dated_before(one, other) and not dated_before(other, one):
                pairs.append((-balance, _content(one), _content(other), one, other))
    return [(one, other) for _, _, _, one, other in sorted(pairs, key=lambda pair: pair[:3])]


def _content(event: Event) -> tuple[str, str, int, int]:
    """What decides between events of one rank: how they are told, and the id, which an address is in, at last."""
    first = event.tellings[0]
    return (event.when or "", first.account.claims[0].quote, first.told.ordinal, event.id)


def _reaches(ahead: dict[int, set[int]], start: int, goal: int) -> bool:
    """Whether goal must come before start already."""
    seen, waiting = set[int](), [start]
    while waiting:
        current = waiting.pop()
        if current == goal:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(ahead[current])
    return False


def _drawn_out(events: Sequence[Event], ahead: dict[int, set[int]]) -> list[Event]:
    """Of the events that nothing unplaced must precede, always the first by the table, then undated before dated."""
    left = {event.id: event for event in events}
    order: list[Event] = []
    while left:
        free = [event for event in left.values() if not ahead[event.id] & left.keys()]
        following = min(free, key=lambda event: (_rank(event), *_content(event)))
        order.append(following)
        del left[following.id]
    return order
