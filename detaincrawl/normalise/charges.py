"""Words for an offence → charge code; a named statute → ``RU:276`` (case model, section 5)."""

import re
from functools import cache

from detaincrawl.frozen import changed
from detaincrawl.lexicon import charge_phrases, table
from detaincrawl.lexicon.automaton import Automaton
from detaincrawl.lexicon.phrases import compile_phrase, expand, split
from detaincrawl.normalise.each import each_claim
from detaincrawl.records import Claim, Reading


@cache
def codes() -> frozenset[str]:
    """All codes of section 5."""
    return frozenset(table("charges"))


@cache
def _offences(language: str) -> tuple[Automaton, list[str]]:
    """The phrases for offences, and the code of each."""
    strong, weak = charge_phrases(language)
    phrases = [(compile_phrase(one), code) for phrase, code in (*strong, *weak) for one in expand(phrase)]
    return Automaton([slots for slots, _ in phrases]), [code for _, code in phrases]


def charge(words: str, language: str = "en") -> str | None:
    """The code that the words name, whole."""
    lows = split(re.sub(r"\s+", " ", words))
    automaton, coded = _offences(language)
    whole = (coded[ordinal] for ordinal, end in automaton.at(lows, 0, len(lows)) if end == len(lows)) if lows else ()
    return next(iter(whole), None)


def charges(reading: Reading) -> Reading:
    """Set the code of every charge that has none; a code that is not of section 5 is no value."""

    def valued(claim: Claim) -> Claim:
        if claim.field != "charge":
            return claim
        code = claim.value or charge(claim.words)
        value = code if code in codes() else None
        return changed(claim, value=value) if value != claim.value else claim

    return each_claim(reading, valued)
