"""The charges of a case with their standing in force."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detaincrawl.resolve import dates
from detaincrawl.resolve.accounts import Account, Told
from detaincrawl.resolve.events import Event
from detaincrawl.resolve.values import Opinion, choose
from detaincrawl.vocabularies import EventType, Standing

STAGE = {
    Standing.ALLEGED: 0,
    Standing.PENDING: 1,
    Standing.DROPPED: 2,
    Standing.ACQUITTED: 2,
    Standing.PROVEN: 2,
}
"""A later stage supersedes an earlier one; of one stage, voices decide."""

NO_CHARGE = frozenset({"undisclosed", "uncharged"})
"""Codes that say what is known of charges, and stand for none."""

GONE = frozenset({Standing.DROPPED, Standing.ACQUITTED})


@dataclass(frozen=True, slots=True)
class Charge:
    code: str
    standing: Standing | None
    """None: nobody says how it stands."""
    statute: str | None
    words: str
    since: date | None
    """Date of the first event about it, else the first publication."""
    articles: int
    stories: int
    disputed: bool
    """Voices differ whether it was proven, dropped or ended in an acquittal."""


Claimed = tuple[Account, Told]


def charges(claimed: Iterable[Claimed], timeline: Sequence[Event]) -> list[Charge]:
    """One charge a code, sorted by code."""
    by_code: dict[str, list[Claimed]] = {}
    for account, told in claimed:
        if told.value:
            by_code.setdefault(told.value, []).append((account, told))
    return [_charge(code, by_code[code], timeline) for code in sorted(by_code)]


def in_force(found: Iterable[Charge]) -> list[str]:
    """Codes without those dropped or acquitted."""
    return [charge.code for charge in found if charge.standing not in GONE]


def _charge(code: str, claimed: Sequence[Claimed], timeline: Sequence[Event]) -> Charge:
    standing, disputed = (None, False) if code in NO_CHARGE else _standing(claimed, timeline)
    statute = choose([Opinion(told.statute, account, told) for account, told in claimed if told.statute])
    words = choose([Opinion(told.words, account, told) for account, told in claimed], precision=len)
    assert words is not None
    return Charge(
        code=code,
        standing=standing,
        statute=statute.value if statute else None,
        words=words.value,
        since=_since(code, claimed, timeline),
        articles=len({account.article_id for account, _ in claimed}),
        stories=len({account.story for account, _ in claimed}),
        disputed=disputed,
    )


def _standing(claimed: Sequence[Claimed], timeline: Sequence[Event]) -> tuple[Standing | None, bool]:
    """The furthest stage that anybody reports, and within it the most voices; who is convicted on a charge or sentenced
    for it, however that is called, has it proven."""
    proving = {
        (telling.account.key, telling.told.event)
        for event in timeline
        if event.type in (EventType.CONVICTED, EventType.SENTENCED)
        for telling in event.tellings
        if telling.told.event is not None
    }
    stated = [
        (
            Standing.PROVEN if (account.key, told.event) in proving and told.standing not in GONE else told.standing,
            account,
            told,
        )
        for account, told in claimed
        if told.standing
    ]
    if not stated:
        return None, False
    furthest = max(STAGE[standing] for standing, _, _ in stated)
    choice = choose(
        [Opinion(standing, account, told) for standing, account, told in stated if STAGE[standing] == furthest]
    )
    assert choice is not None
    return Standing(choice.value), choice.disputed


def _since(code: str, claimed: Sequence[Claimed], timeline: Sequence[Event]) -> date | None:
    about = [dates.parsed(event.when)[0] for event in timeline if event.when and code in event.charges]
    published = [account.published.date() for account, _ in claimed if account.published]
    return min(about or published, default=None)
