"""The further fields of section 6: age, sex, occupation, custody … as plain values."""

from dataclasses import replace

from detaincrawl.normalise.each import each_claim
from detaincrawl.normalise.numbers import number
from detaincrawl.records import Claim, Reading

WORDED = frozenset(
    "place occupation residence facility court authority health sex custody consular_access statute status occupied asylum anonymity requesting_country".split()
)


def further(reading: Reading) -> Reading:
    """Ages become figures; fields that are kept as printed get their words as value."""

    def valued(claim: Claim) -> Claim:
        if claim.value is not None:
            return claim
        if claim.field == "age":
            age = number(claim.words)
            return replace(claim, value=str(int(age))) if age is not None and age < 120 else claim
        return replace(claim, value=" ".join(claim.words.split())) if claim.field in WORDED else claim

    return each_claim(reading, valued)
