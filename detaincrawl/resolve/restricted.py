"""Whom the default analyst role sees without a name (case model, section 8)."""

import re
from collections.abc import Iterable
from datetime import date

from detaincrawl.resolve.accounts import Account

ADULT = 18

INTIMATE = frozenset({"sexual_offence", "child_exploitation"})
"""Charges that brand a person for life."""

HOMOSEXUALITY = re.compile(
    r"homosex|same-sex|\bgay\b|lesbian|\bLGBT|sodomy|гомосекс|мужелож|ЛГБТ|مثلي|لواط|همجنس|同性|eşcinsel", re.I
)
ASYLUM = re.compile(r"asylum|\basile\b|\basilo\b|asyl|убежищ|притул|لجوء|پناهند|庇护|庇護|sığınma", re.I)
ANONYMITY = re.compile(
    r"(family|relatives|parents|mother|father|wife|husband)\b.{0,60}"
    r"\b(anonym|not (?:to )?be (?:named|identified)|withh[eo]ld)",
    re.I,
)


def is_restricted(accounts: Iterable[Account], charges: Iterable[str], detained: date | None) -> bool:
    """Under 18 at detention, accused of a sexual offence or homosexuality, seeking asylum, or their family asks."""
    told = list(accounts)
    if INTIMATE & set(charges) or any(_minor(account, detained) for account in told):
        return True
    quotes = _lines(claim.quote for account in told for claim in account.claims)
    intimate = _lines(f"{claim.quote} {claim.words}" for account in told for claim in account.told("charge"))
    return bool(HOMOSEXUALITY.search(intimate) or ASYLUM.search(quotes) or ANONYMITY.search(quotes))


def _lines(quotes: Iterable[str]) -> str:
    """Each once, on a line of its own."""
    return "\n".join(dict.fromkeys(quotes))


def _minor(account: Account, detained: date | None) -> bool:
    """By the age told, counted back from publication to detention where both are known."""
    ages = [int(age) for age in account.values("age") if age.isdigit()]
    since = account.published.year - detained.year if account.published and detained else 0
    return any(age - max(since, 0) < ADULT for age in ages)
