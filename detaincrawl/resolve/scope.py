"""Whether accounts of a named person amount to a case (case model, section 1)."""

from collections.abc import Iterable, Sequence

from detaincrawl.resolve.accounts import Account

CUSTODY = frozenset({"status", "sentence", "term", "facility", "custody"})
"""Fields, beside events, that say that somebody is held."""

NO_CUSTODY = frozenset({"event:designated", "event:acquitted", "event:appeal_filed"})
"""Events that alone do not."""


def in_scope(accounts: Sequence[Account], nationalities: Iterable[str], country: str | None) -> bool:
    """Held, by a known state, and no mere national of it.

    Nobody stating a nationality is no bar: the text may call somebody a foreigner without saying whence.
    """
    own = set(nationalities)
    return country is not None and own != {country} and any(_held(account) for account in accounts)


def _held(account: Account) -> bool:
    return any(
        (told.field in CUSTODY and told.value != "unknown")
        or (told.field.startswith("event:") and told.field not in NO_CUSTODY)
        for told in account.claims
    )
