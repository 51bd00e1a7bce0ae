"""Words for an offence → charge code; a named statute → ``RU:276`` (case model, section 5)."""

import re
from functools import cache

from detaincrawl.frozen import changed
from detaincrawl.lexicon import charge_phrases, table
from detaincrawl.lexicon.phrases import split
from detaincrawl.normalise.each import each_claim
from detaincrawl.read.phrases import Phrases
from detaincrawl.records import Claim, Reading


@cache
def codes() -> frozenset[str]:
    """All codes of section 5."""
    return frozenset(table("charges"))


@cache
def _offences(language: str) -> Phrases[str]:
    strong, weak = charge_phrases(language)
    return Phrases([*strong, *weak])


def charge(words: str, language: str = "en") -> str | None:
    """The code that the words name, whole."""
    lows = split(re.sub(r"\s+", " ", words))
    match = _offences(language).at(lows, 0, len(lows)) if lows else None
    return match.meaning if match and match.last == len(lows) else None


def charges(reading: Reading) -> Reading:
    """Set the code of every charge that has none; a code that is not of section 5 is no value."""

    def valued(claim: Claim) -> Claim:
        if claim.field != "charge":
            return claim
        code = claim.value or charge(claim.words)
        value = code if code in codes() else None
        return changed(claim, value=value) if value != claim.value else claim

    return each_claim(reading, valued)
