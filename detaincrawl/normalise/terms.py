"""A printed term → months (case model, section 6): "3 1/2 years" = 42, "15 days" = 0.5, life, death."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from detaincrawl.frozen import changed
from detaincrawl.normalise.each import each_claim
from detaincrawl.normalise.numbers import number
from detaincrawl.records import Claim, Reading

PART = re.compile(
    r"(?P<count>[\w½¼¾⅓⅔.,/ -]*?)[ -]?(?P<unit>decades?|years?|yrs?|months?|mos?|weeks?|days?)\b"
    r"(?P<half>[ -]and[ -]an?[ -](?:half|quarter))?"
)
DAYS = {"w": 7, "d": 1}


@dataclass(frozen=True, slots=True)
class Term:
    """Months, or life or death."""

    months: Fraction | None = None
    special: str | None = None

    @property
    def value(self) -> str:
        """``180``, ``42``, ``0.5``, ``life``, ``death``."""
        if self.special:
            return self.special
        months = round(float(self.months or 0), 1)
        return f"{months:g}"


MOST = 10**5
"""Months that no column holds."""


@lru_cache(maxsize=16384)
def term(words: str) -> Term | None:
    """The term, or None where no length is printed."""
    text = words.lower().replace("’", "'")
    if re.search(r"\b(?:death|execution)\b", text):
        return Term(special="death")
    if re.search(r"\bli(?:fe|ves)\b", text):
        return Term(special="life")
    if text in ("half a year", "half-year"):
        return Term(Fraction(6))
    months, days, seen = Fraction(0), Fraction(0), False
    for part in PART.finditer(text):
        count = (
            number(re.sub(r"^(?:\s|,|and\b|-)+", "", part["count"]).strip(" -,"))
            if part["count"].strip(" -,")
            else Fraction(1)
        )
        if count is None:
            return None
        if part["half"]:
            count += Fraction(1, 2) if "half" in part["half"] else Fraction(1, 4)
        seen, unit = True, part["unit"][0]
        if part["unit"].startswith("dec"):
            months += 120 * count
        elif unit == "y":
            months += 12 * count
        elif unit == "m":
            months += count
        else:
            days += DAYS[unit] * count
    if not seen or months >= MOST:
        return None
    # Weeks and days are dropped beside months or years; alone they are thirtieths of a month.
    return Term(months) if months else Term(days / 30) if days else None


def terms(reading: Reading) -> Reading:
    """Set the months of every sentence and term."""

    def valued(claim: Claim) -> Claim:
        if claim.field not in ("sentence", "term") or claim.value:
            return claim
        found = term(claim.words)
        return changed(claim, value=found.value) if found else claim

    return each_claim(reading, valued)
