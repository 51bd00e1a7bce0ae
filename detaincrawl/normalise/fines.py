"""A printed sum → amount and ISO 4217 currency: ``140500 USD`` (case model, section 6)."""

import re
from functools import cache, lru_cache

from detaincrawl.frozen import changed
from detaincrawl.lexicon import table
from detaincrawl.normalise.each import each_claim
from detaincrawl.normalise.numbers import number
from detaincrawl.records import Claim, Reading

FIGURES = re.compile(
    r"(?:\d[\d.,  ]*\d|\d)(?:\s*(?:hundred|thousand|million|billion|bn|mn|m|k|lakh|crore)\b)?"
    r"|(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|fifty|half)\b[ -]?)+"
    r"(?:a\s)?(?:hundred|thousand|million|billion)?",
    re.I,
)


@cache
def currencies(language: str = "en") -> dict[str, str]:
    """Printed words and signs, lower case → code."""
    units = table(f"{language}/units")
    found = {word: code for code, words in units["currencies"].items() for word in words}
    for word, code in units["shared"].items():
        found.setdefault(word, code if isinstance(code, str) else code[0])
    return found


MOST = 10**16
"""An amount that no column holds is none."""


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Printed words and signs, the longest first, each with what finds it whole."""
    listed = sorted(currencies(), key=len, reverse=True)
    return [(word, re.compile(rf"(?<![a-z]){re.escape(word)}(?![a-z])")) for word in listed]


@lru_cache(maxsize=4096)
def fine(words: str, country: str | None = None) -> str | None:
    """``about $140,500`` → ``140500 USD``; None without a currency or a figure."""
    text = re.sub(r"\s+", " ", words.lower()).strip()
    figures = next((m for m in FIGURES.finditer(text) if m.group()[0].isdigit()), None) or FIGURES.search(text)
    amount = number(re.sub(r"(?<=\d)[  ](?=\d{3})", "", figures.group()).strip()) if figures else None
    if amount is None or figures is None or amount >= MOST:
        return None
    rest = (text[: figures.start()] + " " + text[figures.end() :]).strip()
    code = _currency(rest, country)
    said = f"{float(amount):.2f}".rstrip("0").rstrip(".") if amount < 10**6 else str(int(amount))
    return f"{said} {code}" if code else None


def _currency(text: str, country: str | None) -> str | None:
    local = table("en/units")["by_country"].get(country or "", {})
    for word, pattern in _patterns():
        if word in text and pattern.search(text):
            return local.get(word, currencies()[word]) if isinstance(local, dict) else currencies()[word]
    return None


def fines(reading: Reading) -> Reading:
    """Set amount and currency of every fine."""

    holders = {c: m.claims for m in reading.mentions for c in m.claims if c.field == "fine"}

    def valued(claim: Claim) -> Claim:
        if claim.field != "fine":
            return claim
        state = next((c.value for c in holders.get(claim, ()) if c.field == "detaining_country"), None)
        return changed(claim, value=claim.value or fine(claim.words, state))

    return each_claim(reading, valued)
