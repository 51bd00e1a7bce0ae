"""Where a text prints a sum of money: a figure or a number in words, with its currency before or behind it."""

import re
from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.normalise.numbers import SPELT

FIGURE = r"\d{1,3}(?:(?:,\ ?|\ |['’])\d{3})+(?:\.\d+)?(?!\d)|\d[\d.,]*\d|\d"
SCALE = r"(?:\ ?(?:hundred|thousand|million|billion|trillion|m|mn|bn|k|lakhs?|crores?)\b)?"
SHORT = 4
"""Codes and abbreviations, which stand before a figure, have no more letters."""


def _listed(language: str) -> set[str]:
    units = table(f"{language}/units")
    return {*units["shared"], *(w for words in units["currencies"].values() for w in words)}


@cache
def abbreviations(language: str = "en") -> frozenset[str]:
    """Letters that stand before a figure: rs, tsh, usd, k."""
    return frozenset(w for w in _listed(language) if w.isalpha() and len(w) <= SHORT)


@cache
def pattern(language: str = "en") -> re.Pattern[str]:
    """``Sh500,000``, ``GHS 12,000``, ``K20 000``, ``500,000/=``, ``two thousand dollars``, ``half a million naira``."""
    listed = sorted(_listed(language), key=lambda w: (-len(w), w))
    signs = "|".join(_sign(w) for w in listed if not w[-1].isalpha() or w in abbreviations(language))
    names = "|".join(re.escape(w) for w in listed if w[-1].isalpha() and len(w) > 1)
    tails = "|".join(re.escape(w) for w in listed if w.startswith("/"))
    return re.compile(
        rf"(?<![\w$])(?:(?:{signs})\.?\s?(?:{FIGURE}){SCALE}(?:{tails})?"
        rf"|(?:(?:{FIGURE}){SCALE}|{SPELT})(?:(?:{tails})|[\s-](?:{names})(?!\w)))",
        re.I,
    )


def _sign(word: str) -> str:
    """A single letter is a currency only as a capital: "K500"."""
    return rf"(?-i:{word.upper()})" if len(word) == 1 and word.isalpha() else re.escape(word)
