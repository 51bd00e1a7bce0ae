"""How a value is chosen among claims about one fact (case model, section 6): voices, then precision, then recency."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from detaincrawl.frozen import frozen
from detaincrawl.resolve.accounts import STATE_VOICES, Account, Told

EARLIEST = datetime.min.replace(tzinfo=UTC)


@frozen
class Opinion:
    """One claim's value, and who gives it."""

    value: str
    account: Account
    told: Told


@frozen
class Choice:
    """The value that holds, who supports it, and whether voices differ."""

    value: str
    support: tuple[Opinion, ...]
    disputed: bool


def same_value(one: str, other: str) -> bool:
    return one == other


def no_precision(_value: str) -> int:
    return 0


def marks(opinion: Opinion) -> set[tuple[str, str]]:
    """What makes two opinions one voice: the same story or agency, the same state, the same speaker cited."""
    account = opinion.account
    found = {("story", str(account.story))}
    if account.agency:
        found.add(("agency", account.agency))
    if account.source_type in STATE_VOICES and account.source_country:
        found.add(("state", account.source_country))
    if opinion.told.speaker:
        found.add(("speaker", opinion.told.speaker))
    return found


class Voices:
    """Independent voices, opinion by opinion: those that share a mark are one, and so are those that a third joins."""

    def __init__(self) -> None:
        self._above: dict[tuple[str, str], tuple[str, str]] = {}
        self.count = 0

    def add(self, opinion: Opinion) -> None:
        own = marks(opinion)
        known = {self._root(mark) for mark in own if mark in self._above}
        root = min(known or own)
        self._above |= dict.fromkeys((own - self._above.keys()) | known, root)
        self.count += 1 - len(known)

    def _root(self, mark: tuple[str, str]) -> tuple[str, str]:
        while (above := self._above[mark]) != mark:
            mark = above
        return mark


def voices(opinions: Iterable[Opinion]) -> int:
    """How many independent voices speak."""
    heard = Voices()
    for opinion in opinions:
        heard.add(opinion)
    return heard.count


def latest(opinions: Iterable[Opinion]) -> datetime:
    """The newest publication among them; undated ones are the oldest."""
    return max((opinion.account.published or EARLIEST for opinion in opinions), default=EARLIEST)


def highest(values: Collection[str], rank: Callable[[str], Any]) -> str:
    """The value of the highest rank; the only one is not ranked, which would hear every voice again."""
    return max(values, key=rank) if len(values) > 1 else next(iter(values))


def choose(
    opinions: Sequence[Opinion],
    agrees: Callable[[str, str], bool] = same_value,
    precision: Callable[[str], int] = no_precision,
    tolerates: Callable[[str, str], bool] | None = None,
) -> Choice | None:
    """The value that holds among opinions about one fact; None: nobody says anything.

    ``agrees`` tells whether two values support each other (rounding, finer precision), ``tolerates`` whether they
    are at least no contradiction (another currency); left out, what does not support disputes.
    """

    def rank(value: str) -> tuple[int, int, datetime, int, str]:
        exact = [opinion for opinion in opinions if opinion.value == value]
        agreeing = [opinion for opinion in opinions if agrees(opinion.value, value)]
        return (voices(agreeing), precision(value), latest(exact), len(exact), value)

    if not opinions:
        return None
    values = {opinion.value for opinion in opinions}
    best = highest(values, rank)
    agreeing = {value for value in values if agrees(value, best)}
    support = tuple(opinion for opinion in opinions if opinion.value in agreeing)
    peaceful = tolerates or agrees
    return Choice(best, support, not all(peaceful(value, best) for value in values))


def opinions(accounts: Iterable[Account], field: str) -> list[Opinion]:
    """Every claim of a field that has a value."""
    return [
        Opinion(told.value, account, told)
        for account in accounts
        for told in account.by_field.get(field, ())
        if told.value is not None
    ]
