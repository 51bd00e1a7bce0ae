"""Analysts' judgements: they outrank the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from detaincrawl.resolve.accounts import Account


class Verb(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    NOT_A_CASE = "not_a_case"
    CONFIRMED = "confirmed"
    HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Ruling:
    """One judgement on a single mention that was not revoked."""

    id: int
    verb: Verb
    mention_key: str
    made_at: datetime
    field: str | None = None
    value: str | None = None


def of_accounts(rulings: Iterable[Ruling], accounts: Sequence[Account], verb: Verb) -> list[Ruling]:
    """The rulings of a kind on any of these mentions, the oldest first."""
    of_kind = [ruling for ruling in rulings if ruling.verb == verb]
    keys = {account.key for account in accounts} if of_kind else set()
    return sorted((one for one in of_kind if one.mention_key in keys), key=lambda ruling: (ruling.made_at, ruling.id))


def reviewed(rulings: Iterable[Ruling], accounts: Sequence[Account]) -> datetime | None:
    """When the case was last confirmed."""
    confirmed = of_accounts(rulings, accounts, Verb.CONFIRMED)
    return confirmed[-1].made_at if confirmed else None


def held_values(rulings: Iterable[Ruling], accounts: Sequence[Account]) -> dict[str, list[str]]:
    """Field → the values that analysts say hold, the newest last."""
    held: dict[str, list[str]] = {}
    for ruling in of_accounts(rulings, accounts, Verb.HOLDS):
        if ruling.field and ruling.value:
            held.setdefault(ruling.field, []).append(ruling.value)
    return held
