"""One event as one account tells it: its claim, with the terms, charges and place that share its ordinal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from detaincrawl.records import EventType
from detaincrawl.resolve.accounts import NEVER, Account, Told, event_type, told_date, told_precision
from detaincrawl.resolve.dates import text


@dataclass(frozen=True, slots=True)
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


def _when(told: Told) -> str | None:
    day, precision = told_date(told), told_precision(told)
    return text(day, precision) if day and precision else None


def _belonging(account: Account, told: Told, *fields: str) -> list[Told]:
    if told.event is None:
        return []
    return [other for other in account.told(*fields) if other.event == told.event]


def _term(account: Account, told: Told) -> str | None:
    terms = _belonging(account, told, "sentence") or _belonging(account, told, "term")
    return next((term.value for term in terms if term.value), None)


def _place(account: Account, told: Told) -> str | None:
    return next((place.value for place in _belonging(account, told, "place") if place.value), None)


def tellings(accounts: Iterable[Account]) -> list[Telling]:
    """Every event claim of the accounts, in the order of merging."""
    found = []
    for account in accounts:
        for told in account.claims:
            kind = event_type(told)
            if kind is None:
                continue
            codes = frozenset(charge.value for charge in _belonging(account, told, "charge") if charge.value)
            found.append(Telling(kind, account, told, _when(told), codes, _term(account, told), _place(account, told)))
    return sorted(found, key=lambda telling: telling.rank)
