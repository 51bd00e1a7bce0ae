"""The person's display name and aliases."""

import re
from collections.abc import Sequence
from functools import lru_cache

from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.names import is_initial, name_key, parts
from detaincrawl.resolve.values import EARLIEST, Opinion, highest, voices

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
NICKNAME = re.compile(r"[(\"“«][^)\"”»]*[)\"”»]")


@lru_cache(maxsize=1 << 16)
def is_latin(form: str) -> bool:
    letters = [sign for sign in form if sign.isalpha()]
    return bool(letters) and all(LATIN.match(sign) for sign in letters)


def display_name(accounts: Sequence[Account]) -> str:
    """The fullest form of the name that most voices use: it has all parts of that name, letter for letter, and more.

    A full form goes before a part of one, Latin letters before others; a form in another script is transliterated.
    """
    forms = {form for account in accounts for form in account.forms}
    usual = highest(forms, lambda form: (len(parts(form)) > 1, is_latin(form), *_support(form, accounts)))
    fuller = [form for form in forms if is_latin(form) == is_latin(usual) and _holds(form, usual)]
    best = highest(fuller, lambda form: (_fullness(form), *_support(form, accounts)))
    return best if is_latin(best) else latin(best)


def _support(form: str, accounts: Sequence[Account]) -> tuple[int, bool, tuple[int, int], int, int, float, str]:
    """Voices for the name in any order and accent, then for the form as printed; the newest where all else is equal."""
    like = [account for account in accounts if name_key(form) in {name_key(own) for own in account.forms}]
    exact = [account for account in like if form in account.forms]
    newest = max((account.published or EARLIEST).timestamp() if account.published else 0.0 for account in exact)
    called = any(name_key(account.name) == name_key(form) for account in like)
    accents = sum(not sign.isascii() for sign in form)
    return (_voices(like), called, _fullness(form), accents, _voices(exact), newest, form)


def _fullness(form: str) -> tuple[int, int]:
    """Parts in full, then initials; a nickname in brackets or quotes is no part."""
    named = parts(NICKNAME.sub(" ", form))
    return (sum(not is_initial(part) for part in named), len(named))


def _holds(fuller: str, form: str) -> bool:
    return {part.text for part in parts(form)} <= {part.text for part in parts(fuller)}


def _voices(accounts: Sequence[Account]) -> int:
    return voices(Opinion(account.name, account, account.claims[0]) for account in accounts)


def latin(form: str) -> str:
    """A form in Latin letters, in its own order: Сергей Петров → Sergey Petrov, 康明凯 → Kang Mingkai."""
    return " ".join(part.text.capitalize() for part in parts(form)) or form


def aliases(accounts: Sequence[Account], display: str) -> list[str]:
    """Every other form, sorted."""
    return sorted({form for account in accounts for form in account.forms} - {display})
