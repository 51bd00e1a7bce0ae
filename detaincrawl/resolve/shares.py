"""Which claims of an account speak of which spell."""

from collections.abc import Sequence
from dataclasses import replace

from detaincrawl.resolve import dates
from detaincrawl.resolve.accounts import Account, Told
from detaincrawl.resolve.events import Event

PERSONAL = frozenset({"name", "nationality", "detaining_country", "sex", "occupation", "residence", "age"})
"""Fields that are true of the person in every spell that the account speaks of."""


def shared_out(accounts: Sequence[Account], spells: Sequence[Sequence[Event]]) -> list[list[Account]]:
    """For each spell the accounts that speak of it, with only the claims that do."""
    if len(spells) == 1:
        return [list(accounts)]
    spell_of = {
        (telling.account.key, telling.told.ordinal): nth
        for nth, spell in enumerate(spells)
        for event in spell
        for telling in event.tellings
    }
    shares: list[list[Account]] = [[] for _ in spells]
    for account in accounts:
        for nth, claims in _claims_by_spell(account, spells, spell_of).items():
            shares[nth].append(replace(account, claims=tuple(claims)))
    return shares


def _claims_by_spell(
    account: Account, spells: Sequence[Sequence[Event]], spell_of: dict[tuple[str, int], int]
) -> dict[int, list[Told]]:
    homes = {
        told.ordinal: spell_of[account.key, told.ordinal]
        for told in account.claims
        if (account.key, told.ordinal) in spell_of
    }
    by_event = {
        told.event: homes[told.ordinal] for told in account.claims if told.ordinal in homes and told.event is not None
    }
    present = sorted(set(homes.values())) or [_current(account, spells)]
    found: dict[int, list[Told]] = {nth: [] for nth in present}
    for told in account.claims:
        if told.field in PERSONAL:
            for nth in present:
                found[nth].append(told)
        else:
            found[_home(told, homes, by_event, present)].append(told)
    return found


def _home(told: Told, homes: dict[int, int], by_event: dict[int, int], present: Sequence[int]) -> int:
    """The spell of its own event, else of the event that it shares, else the latest that the account speaks of."""
    if told.ordinal in homes:
        return homes[told.ordinal]
    if told.event is not None and told.event in by_event:
        return by_event[told.event]
    return present[-1]


def _current(account: Account, spells: Sequence[Sequence[Event]]) -> int:
    """The spell that an account without events speaks of: the last that had begun when it was published."""
    current = 0
    for nth, spell in enumerate(spells):
        start = next((event.when for event in spell if event.when), None)
        if account.day and start and not dates.before(account.day, start):
            current = nth
    return current
