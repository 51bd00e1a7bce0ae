"""The further fields of section 6: age, sex, occupation, custody … as plain values."""

import re
from collections.abc import Callable

from detaincrawl.frozen import changed
from detaincrawl.normalise.each import each_claim
from detaincrawl.normalise.numbers import number
from detaincrawl.records import Claim, Reading
from detaincrawl.vocabularies import Status

OLDEST = 120
CUSTODIES = frozenset("criminal immigration administrative extradition prisoner_of_war unacknowledged".split())
CODED: dict[str, frozenset[str]] = {
    "sex": frozenset("fm"),
    "status": frozenset(Status),
    "custody": CUSTODIES,
    "consular_access": frozenset({"granted", "denied"}),
    "occupied": frozenset({"yes"}),
    "asylum": frozenset({"yes"}),
    "anonymity": frozenset({"yes"}),
}
"""Fields with few values, which the reader sets by the words that it found; any other is none."""


def further(reading: Reading) -> Reading:
    """Ages become figures, coded fields keep what is a code, the rest is as printed on one line."""
    return each_claim(reading, _valued)


def age(words: str) -> str | None:
    """``34`` of "34", "34-year-old" or "thirty-four"."""
    years = number(re.sub(r"[\s-]*years?[\s-]old$", "", words.lower()))
    return str(int(years)) if years is not None and years < OLDEST else None


def printed(words: str) -> str | None:
    """On one line, without marks around it and a possessive behind it."""
    plain = re.sub(r"['’]s$", "", " ".join(words.split()).strip(' ,;:."“”()'))
    return plain if any(c.isalnum() for c in plain) else None


def occupation(words: str) -> str | None:
    """In small letters but where capitals lie within a word ("PhD student") or make it ("US Marine")."""
    plain = printed(words)
    return plain and " ".join(w if w[1:] != w[1:].lower() or w == "Marine" else w.lower() for w in plain.split())


PRINTED: dict[str, Callable[[str], str | None]] = {
    "age": age,
    "place": printed,
    "facility": printed,
    "court": printed,
    "authority": printed,
    "residence": printed,
    "health": printed,
    "occupation": occupation,
}


def _valued(claim: Claim) -> Claim:
    if claim.field in CODED:
        return changed(claim, value=claim.value if claim.value in CODED[claim.field] else None)
    if claim.field in PRINTED and claim.value is None:
        return changed(claim, value=PRINTED[claim.field](claim.words))
    return claim
