"""The columns of case_overview, each by one rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from detaincrawl.resolve import dates, fines, sentences
from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.charges import Charge, in_force
from detaincrawl.resolve.confidence import confidence
from detaincrawl.resolve.events import Event
from detaincrawl.resolve.judgements import Ruling, held_values, reviewed
from detaincrawl.resolve.restricted import is_restricted
from detaincrawl.resolve.status import ENDED, Step, after, history, with_claims
from detaincrawl.resolve.values import Choice, choose, latest, opinions
from detaincrawl.vocabularies import EventType, Status

OUT_OF_CUSTODY = ENDED | {Status.EXIT_BAN}


@dataclass(frozen=True, slots=True)
class Overview:
    """A row of case_overview without what the person and the store add."""

    place: str | None
    status: Status
    status_date: str | None
    status_as_of: datetime | None
    detained_on: str | None
    charges: tuple[str, ...]
    sentence: str | None
    sentence_suspended: bool | None
    fine: str | None
    released_on: str | None
    designated_on: str | None
    articles: int
    sources: int
    stories: int
    first_reported: datetime | None
    last_reported: datetime | None
    confidence: float
    disputed: tuple[str, ...]
    custody: str | None
    facility: str | None
    authority: str | None
    age: int | None
    sex: str | None
    occupation: str | None
    restricted: bool
    reviewed_at: datetime | None
    history: tuple[Step, ...]


def overview(
    told: Sequence[Account], timeline: Sequence[Event], found: Sequence[Charge], rulings: Sequence[Ruling]
) -> Overview:
    """The columns that follow from one case's accounts and timeline; values that analysts hold replace the rules'."""
    held = {field: given[-1] for field, given in held_values(rulings, told).items()}
    sentence = sentences.in_force(timeline, told)
    fine = choose(opinions(told, "fine"), fines.agree, fines.exactness, fines.tolerable)
    steps = _steps(timeline, told, held.get("status"))
    codes = sorted({*in_force(found), *held_values(rulings, told).get("charge", ())})
    detained_on = _first_date(timeline, EventType.DETAINED)
    published = [a.published for a in told if a.published and not a.repost and any(c.field != "name" for c in a.claims)]
    reviewed_at = reviewed(rulings, told)
    return Overview(
        place=held.get("place") or _most_said(told, "place"),
        status=steps[-1].status if steps else Status.UNKNOWN,
        status_date=_status_date(steps, timeline),
        status_as_of=_status_as_of(steps, timeline, told),
        detained_on=detained_on,
        charges=tuple(codes),
        sentence=held.get("sentence") or sentence.term,
        sentence_suspended=sentence.suspended,
        fine=held.get("fine") or (fine.value if fine else None),
        released_on=_released_on(steps, timeline),
        designated_on=_first_date(timeline, EventType.DESIGNATED),
        articles=len({account.article_id for account in told}),
        sources=len({account.source for account in told}),
        stories=len({account.story for account in told}),
        first_reported=min(published, default=None),
        last_reported=max(published, default=None),
        confidence=confidence(told, reviewed_at is not None),
        disputed=_disputed(timeline, found, sentence, fine, held),
        custody=held.get("custody") or _newest(told, "custody"),
        facility=held.get("facility") or _newest(told, "facility"),
        authority=held.get("authority") or _most_said(told, "authority"),
        age=_whole(held.get("age") or _newest(told, "age")),
        sex=held.get("sex") or _most_said(told, "sex"),
        occupation=held.get("occupation") or _most_said(told, "occupation"),
        restricted=is_restricted(told, codes, dates.parsed(detained_on)[0] if detained_on else None),
        reviewed_at=reviewed_at,
        history=tuple(steps),
    )


def _steps(timeline: Sequence[Event], told: Sequence[Account], held: str | None) -> list[Step]:
    """The history of the status, with claims of status as of publication and an analyst's word last."""
    claimed = sorted(opinions(told, "status"), key=lambda opinion: (latest([opinion]), opinion.value), reverse=True)
    steps = with_claims(history(timeline), [Status(opinion.value) for opinion in claimed])
    return [*steps, Step(Status(held), None)] if held else steps


def _status_date(steps: Sequence[Step], timeline: Sequence[Event]) -> str | None:
    """The last dated event that leads to the status: a second sentence leads to prison anew."""
    if not steps or steps[-1].event is None:
        return None
    since = timeline[timeline.index(steps[-1].event) :]
    leading = [event for event in since if after(Status.UNKNOWN, event.type, event.detail) == steps[-1].status]
    return next((event.when for event in reversed(leading) if event.when), None)


def _status_as_of(steps: Sequence[Step], timeline: Sequence[Event], told: Sequence[Account]) -> datetime | None:
    """Publication of the newest article that tells the event behind the status or a later one, or claims the status."""
    if not steps:
        return None
    supporting = {opinion.account.key for opinion in opinions(told, "status") if opinion.value == steps[-1].status}
    leading = steps[-1].event
    if leading is not None:
        since = timeline[timeline.index(leading) :]
        supporting |= {telling.account.key for event in since for telling in event.tellings}
    return max((a.published for a in told if a.published and a.key in supporting), default=None)


def _released_on(steps: Sequence[Step], timeline: Sequence[Event]) -> str | None:
    """The first dated event of the last stretch out of custody; a pardon only where nothing else is dated."""
    stretch = list(takewhile(lambda step: step.status in OUT_OF_CUSTODY, reversed(steps)))
    first = next((step.event for step in reversed(stretch) if step.event), None)
    since = timeline[timeline.index(first) :] if first else ()
    out = [
        event for event in since if event.when and after(Status.DETAINED, event.type, event.detail) in OUT_OF_CUSTODY
    ]
    ending = [event for event in out if event.type not in (EventType.PARDONED, EventType.EXIT_BANNED)] or out
    return ending[0].when if ending else None


def _first_date(timeline: Sequence[Event], kind: EventType) -> str | None:
    return next((event.when for event in timeline if event.type == kind and event.when), None)


def _most_said(told: Sequence[Account], field: str) -> str | None:
    choice = choose(opinions(told, field))
    return choice.value if choice else None


def _newest(told: Sequence[Account], field: str) -> str | None:
    """What changes with time is taken from the newest article that says it."""
    newest = max(opinions(told, field), key=lambda opinion: (latest([opinion]), opinion.value), default=None)
    return newest.value if newest else None


def _whole(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() else None


def _disputed(
    timeline: Sequence[Event],
    found: Sequence[Charge],
    sentence: sentences.Sentence,
    fine: Choice | None,
    held: dict[str, str],
) -> tuple[str, ...]:
    """Fields on which voices differ about one fact, without those that an analyst settled."""
    fields = set(sentence.disputed)
    fields |= {f"{event.type}_on" for event in timeline if event.date and event.date.disputed}
    fields |= {f"charge:{charge.code}" for charge in found if charge.disputed}
    if fine and fine.disputed:
        fields.add("fine")
    settled = {f"{field.removeprefix('event:')}_on" if field.startswith("event:") else field for field in held}
    return tuple(sorted(fields - settled))
