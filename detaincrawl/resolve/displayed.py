"""The person's display name and aliases."""

import re
from collections.abc import Sequence

from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.names import name_key, parts
from detaincrawl.resolve.values import EARLIEST, Opinion, voices

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def is_latin(form: str) -> bool:
    letters = [sign for sign in form if sign.isalpha()]
    return bool(letters) and all(LATIN.match(sign) for sign in letters)


def display_name(accounts: Sequence[Account]) -> str:
    """A full form before a part of one, Latin letters before others, then the most voices, then the fullest.

    A form in another script is transliterated.
    """

    def rank(form: str) -> tuple[bool, bool, int, int, float, str]:
        tellers = [account for account in accounts if form in account.forms]
        spoken = voices(_opinion(account) for account in accounts if _tells(account, form))
        newest = max((account.published or EARLIEST).timestamp() if account.published else 0.0 for account in tellers)
        return (len(parts(form)) > 1, is_latin(form), spoken, len(parts(form)), newest, form)

    best = max({form for account in accounts for form in account.forms}, key=rank)
    return best if is_latin(best) else latin(best)


def latin(form: str) -> str:
    """A form in Latin letters, in its own order: Сергей Петров → Sergey Petrov, 康明凯 → Kang Mingkai."""
    return " ".join(part.text.capitalize() for part in parts(form)) or form


def aliases(accounts: Sequence[Account], display: str) -> list[str]:
    """Every other form, sorted."""
    return sorted({form for account in accounts for form in account.forms} - {display})


def _tells(account: Account, form: str) -> bool:
    return name_key(form) in {name_key(own) for own in account.forms}


def _opinion(account: Account) -> Opinion:
    return Opinion(account.name, account, account.claims[0])
