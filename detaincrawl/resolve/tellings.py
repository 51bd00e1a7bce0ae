"""One event as one account tells it: its claim, with the terms, charges and place that share its ordinal."""

from collections.abc import Iterable
from datetime import datetime

from detaincrawl.frozen import frozen
from detaincrawl.resolve.accounts import NEVER, Account, Told, event_type, told_date, told_precision
from detaincrawl.resolve.dates import text
from detaincrawl.vocabularies import EventType


@frozen
class Telling:
    """An event claim and what belongs to it."""

    type: EventType
    account: Account
    told: Told
    when: str | None
    """2024-12-24, 2024-12, 2024; None: undated."""
    charges: frozenset[str] = frozenset()
    term: str | None = None
    """Months, life or death that the event gave: the total where one is stated, else the single term."""
    place: str | None = None

    @property
    def rank(self) -> tuple[bool, int, str, datetime, str, str, int]:
        """Order of merging: dated first, the precise before the vague; then by words, and by address only at last.

        Free of numbers that depend on arrival.
        """
        account, told = self.account, self.told
        precise = -len(self.when or "")
        published = account.published or NEVER
        opening = account.claims[0].quote
        return (self.when is None, precise, self.when or "", published, opening, account.key, told.ordinal)

    @property
    def place_in_account(self) -> tuple[int, int]:
        """Place in the article's own chronology: the ordinal of the event, then of the claim."""
        return (self.told.event if self.told.event is not None else self.told.ordinal, self.told.ordinal)


def when(told: Told) -> str | None:
    """The date of an event claim: 2024-12-24, 2024-12, 2024; None: undated."""
    day, precision = told_date(told), told_precision(told)
    return text(day, precision) if day and precision else None


def tellings(accounts: Iterable[Account]) -> list[Telling]:
    """Every event claim of the accounts, in the order of merging."""
    found = [
        _telling(kind, account, told)
        for account in accounts
        for told in account.claims
        if (kind := event_type(told)) is not None
    ]
    return sorted(found, key=lambda telling: telling.rank)


def _telling(kind: EventType, account: Account, told: Told) -> Telling:
    belonging = account.by_event[told.event] if told.event is not None else ()
    values: dict[str, list[str]] = {}
    for other in belonging:
        if other.value:
            values.setdefault(other.field, []).append(other.value)
    terms = values.get("sentence") or values.get("term") or (None,)
    places = values.get("place", (None,))
    return Telling(kind, account, told, when(told), frozenset(values.get("charge", ())), terms[0], places[0])
