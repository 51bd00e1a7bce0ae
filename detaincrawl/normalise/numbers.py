"""Numbers as printed in English: ``14,116,805``, ``3 1/2``, ``thirty-five``, ``half a million``."""

import re
from fractions import Fraction
from functools import lru_cache

from detaincrawl.lexicon import table

NUMBERS: dict[str, int] = table("en/dates")["numbers"]
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "dozen": 12,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
}
FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_COUNT = "|".join(
    sorted((*(NUMBERS.keys() - {"a", "an"}), "half", *(s for s in SCALES if len(s) > 2)), key=len, reverse=True)
)
SPELT = rf"\b(?:an?[ -])?(?:{_COUNT})(?:(?:[ -](?:a |and )?)(?:{_COUNT}))*\b"
"""A number in words: "two hundred and fifty thousand", "half a million"."""
PIECE = re.compile(r"\d+/\d+|\d+(?:[.,]\d+)*|[½¼¾⅓⅔]|[a-z]+")


@lru_cache(maxsize=4096)
def number(words: str) -> Fraction | None:
    """The number that the words spell, or None where one of them is no part of a number.

    A comma before exactly three figures parts thousands; any other comma or dot is a decimal sign.
    """
    total, current, seen = Fraction(0), Fraction(0), False
    pieces = PIECE.findall(words.lower())
    for piece in pieces:
        if piece[0].isdigit():
            current += _figures(piece)
        elif piece in FRACTIONS:
            current += FRACTIONS[piece]
        elif piece == "half":
            current += Fraction(1, 2)
        elif piece == "quarter":
            current += Fraction(1, 4)
        elif piece in ("a", "an") and len(pieces) > 1:
            continue  # "a one million fine", "a hundred", "half a million"
        elif piece in NUMBERS:
            current += NUMBERS[piece]
        elif piece in SCALES:
            scaled = (current or Fraction(1)) * SCALES[piece]
            if SCALES[piece] < 1000:
                current = scaled
            else:
                total, current = total + scaled, Fraction(0)
        elif piece == "and":
            continue
        else:
            return None
        seen = True
    return total + current if seen else None


def _figures(piece: str) -> Fraction:
    if "/" in piece:
        above, below = piece.split("/")
        return Fraction(int(above), int(below)) if int(below) else Fraction(0)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", piece):
        return Fraction(piece.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", piece):
        return Fraction(piece.replace(".", "").replace(",", "."))
    return Fraction(
        re.sub(r",", ".", piece) if piece.count(",") + piece.count(".") == 1 else re.sub(r"[.,]", "", piece)
    )
