"""How sure it is that a case is one."""

from collections.abc import Sequence
from math import prod

from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.values import Opinion, Voices

EVIDENCE = ("event:", "status", "sentence", "term", "charge")
"""Claims that say that somebody is or was held."""

CEILING = 0.99
"""Only an analyst is certain."""


def confidence(accounts: Sequence[Account], confirmed: bool) -> float:
    """One less the chance that every independent voice errs, each by its surest claim; 1 once confirmed."""
    if confirmed:
        return 1.0
    surest = sorted((best for account in accounts if (best := _surest(account))), key=_certainty, reverse=True)
    heard = Voices()
    doubts: list[float] = []
    for opinion in surest:
        heard.add(opinion)
        if heard.count > len(doubts):
            doubts.append(1 - _certainty(opinion))
    return round(min(1 - prod(doubts), CEILING), 3) if doubts else 0.0


def _certainty(opinion: Opinion) -> float:
    return opinion.told.confidence


def _surest(account: Account) -> Opinion | None:
    evidence = [told for told in account.claims if told.field.startswith(EVIDENCE)]
    best = max(evidence, key=lambda told: told.confidence, default=None)
    return Opinion(best.value or "", account, best) if best else None
