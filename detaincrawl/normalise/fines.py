"""A printed sum → amount and ISO 4217 currency: ``140500 USD`` (case model, section 6)."""

import re
from functools import cache, lru_cache

from babel.core import get_global
from babel.numbers import get_currency_precision, get_territory_currencies

from detaincrawl.frozen import changed
from detaincrawl.lexicon import table
from detaincrawl.normalise.each import each_claim
from detaincrawl.normalise.numbers import SPELT, number
from detaincrawl.records import Claim, Reading

FIGURES = re.compile(
    rf"\d(?:[\d.,'’  ]*\d)?(?:\s*(?:hundred|thousand|million|billion|bn|mn|m|k|lakhs?|crores?)\b)?|{SPELT}", re.I
)
PARTED = re.compile(r"(?<=\d)['’](?=\d{3})|(?<=[\d,])[ \u00a0\u202f](?=\d{3})")
"""Signs between thousands that are no part of a number."""
THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")
"""Three figures behind a dot are thousands, if the currency has no thousandths."""
WORLD = "USD"
"""What "dollars" are in a state that has none of its own."""
NOWHERE = "ZZ"
MOST = 10**16
"""An amount that no column holds is none."""


@cache
def _patterns(language: str = "en") -> list[tuple[str, re.Pattern[str]]]:
    """Printed words and signs, the longest first, each with what finds it whole."""
    units = table(f"{language}/units")
    listed = {*units["shared"], *(word for words in units["currencies"].values() for word in words)}
    return [
        (word, re.compile(rf"(?<![a-z]){re.escape(word)}(?![a-z])"))
        for word in sorted(listed, key=lambda word: (-len(word), word))
    ]


@lru_cache(maxsize=4096)
def fine(words: str, country: str | None = None, outlet: str | None = None) -> str | None:
    """``about $140,500`` → ``140500 USD``; None without a figure or a currency that is sure.

    ``country`` holds, in ``outlet`` it is published (ISO 3166-1): a word of several currencies is each state's own.
    """
    text = re.sub(r"\s+", " ", words.lower()).strip()
    figures = next((m for m in FIGURES.finditer(text) if m.group()[0].isdigit()), None) or FIGURES.search(text)
    amount = number(PARTED.sub("", figures.group()).strip()) if figures else None
    if amount is None or figures is None or amount >= MOST:
        return None
    rest = (text[: figures.start()] + " " + text[figures.end() :]).strip()
    code = _currency(rest, country, outlet)
    if code and THOUSANDS.fullmatch(figures.group()) and get_currency_precision(code) < len("000"):
        amount *= 1000
    if not set(table("en/units")["tenfold"]["words"]).isdisjoint(rest.split()):
        amount *= 10
    said = f"{float(amount):.2f}".rstrip("0").rstrip(".") if amount < 10**6 else str(int(amount))
    return f"{said} {code}" if code else None


def _currency(text: str, country: str | None, outlet: str | None) -> str | None:
    for word, pattern in _patterns():
        if word in text and pattern.search(text):
            return _owners().get(word) or _meant(word, country, outlet)
    return None


@cache
def _owners(language: str = "en") -> dict[str, str]:
    """Words of one currency → its code."""
    return {word: code for code, words in table(f"{language}/units")["currencies"].items() for word in words}


def _meant(word: str, country: str | None, outlet: str | None) -> str | None:
    """Of a word of several currencies the one that the states call so; None where they call different ones so."""
    units = table("en/units")
    codes = units["shared"][word]
    world = WORLD if WORLD in codes else None
    means = {_own(state, codes) or world for state in (country, outlet) if state} - {None}
    return means.pop() if len(means) == 1 else None if means else units["alone"].get(word)


def _own(state: str | None, codes: list[str]) -> str | None:
    """The first of its currencies by CLDR that is one of these."""
    return next((code for code in get_territory_currencies(state) if code in codes), None) if state else None


def outlet_state(timezone: str) -> str | None:
    """The state of an IANA zone, ``Pacific/Fiji`` → ``FJ``; None for one of no state."""
    state = get_global("zone_territories").get(get_global("zone_aliases").get(timezone, timezone))
    return state if state != NOWHERE else None


def fines(reading: Reading) -> Reading:
    """Set amount and currency of every fine."""

    holders = {c: m.claims for m in reading.mentions for c in m.claims if c.field == "fine"}

    outlet = outlet_state(reading.article.timezone)

    def valued(claim: Claim) -> Claim:
        if claim.field != "fine":
            return claim
        state = next((c.value for c in holders.get(claim, ()) if c.field == "detaining_country"), None)
        return changed(claim, value=claim.value or fine(claim.words, state, outlet))

    return each_claim(reading, valued)
