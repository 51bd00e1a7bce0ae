"""Status: the effect of each event type, the history that follows, and claims of status as of publication."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detaincrawl.resolve.events import Event
from detaincrawl.vocabularies import EventType, Status

STAGES = (Status.DETAINED, Status.CHARGED, Status.ON_TRIAL, Status.CONVICTED, Status.IMPRISONED)
"""Custody, step by step: an earlier stage never replaces a later one where the table says "as it was"."""

ENDED = frozenset(
    {
        Status.RELEASED,
        Status.EXCHANGED,
        Status.DEPORTED,
        Status.EXTRADITED,
        Status.REPATRIATED,
        Status.ESCAPED,
        Status.DIED,
    }
)
"""Custody is over."""

ALWAYS = {
    EventType.TRIAL_OPENED: Status.ON_TRIAL,
    EventType.CONVICTED: Status.CONVICTED,
    EventType.EXCHANGED: Status.EXCHANGED,
    EventType.RELEASED: Status.RELEASED,
    EventType.EXIT_BANNED: Status.EXIT_BAN,
    EventType.DEPORTED: Status.DEPORTED,
    EventType.ESCAPED: Status.ESCAPED,
    EventType.DIED: Status.DIED,
}
"""Whatever was before."""


@dataclass(frozen=True, slots=True)
class Step:
    """One status, and the event that led to it; no event: a claim of status."""

    status: Status
    event: Event | None


def after(status: Status, kind: EventType, detail: str | None) -> Status:
    """The status that an event leads to (section 3 of the case model)."""
    if kind in ALWAYS:
        return ALWAYS[kind]
    match kind:
        case EventType.DETAINED | EventType.REMANDED:
            return status if status in STAGES else Status.DETAINED
        case EventType.CHARGED:
            return Status.CHARGED if status in (Status.UNKNOWN, Status.DETAINED) else status
        case EventType.SENTENCED:
            return Status.RELEASED if detail == "suspended" else Status.IMPRISONED
        case EventType.APPEAL_DECIDED:
            return Status.ON_TRIAL if detail == "overturned" else status
        case EventType.TRANSFERRED:
            return {"house_arrest": Status.HOUSE_ARREST, "repatriated": Status.REPATRIATED}.get(detail or "", status)
        case EventType.PARDONED:
            return status if detail == "commuted" else Status.RELEASED
        case EventType.EXTRADITED:
            return Status.DETAINED if detail == "in" else Status.EXTRADITED
        case _:
            return status


def ends(kind: EventType, detail: str | None) -> bool:
    """Whether an event ends custody and the spell: bail does not, nor a commutation."""
    if kind == EventType.RELEASED:
        return detail != "bail"
    return kind not in (EventType.SENTENCED,) and after(Status.DETAINED, kind, detail) in ENDED


def history(timeline: Iterable[Event]) -> list[Step]:
    """Every change of status along the timeline."""
    steps: list[Step] = []
    status = Status.UNKNOWN
    for event in timeline:
        following = after(status, event.type, event.detail)
        if following != status:
            steps.append(Step(following, event))
        status = following
    return steps


def with_claims(steps: Sequence[Step], claimed: Sequence[Status]) -> list[Step]:
    """The history with claims of status as of publication, the newest first, where events leave room for one.

    Custody claimed loses to any event that ended it; a stage claimed holds only where it is further than events got.
    """
    last = steps[-1].status if steps else Status.UNKNOWN
    ended = any(step.status in ENDED for step in steps)
    for status in claimed:
        if status == Status.UNKNOWN or status == last:
            break
        if last == Status.UNKNOWN:
            return [*steps, Step(status, None)]
        if status in STAGES and last in STAGES and STAGES.index(status) > STAGES.index(last):
            return [*steps, Step(status, None)]
        if status in ENDED and last not in ENDED:
            return [*steps, Step(status, None)]
        if status in (Status.HOUSE_ARREST, Status.EXIT_BAN) and not ended:
            return [*steps, Step(status, None)]
    return list(steps)
