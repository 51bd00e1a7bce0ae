"""Where a noun phrase begins whose head noun is found: "the two young Dutch tourists" at "the"."""

from functools import cache

from detaincrawl.read.language import nationals, nouns, words
from detaincrawl.read.language.text import Text

DEFINITE = frozenset("the this that these those both all our its".split())
INDEFINITE = frozenset("a an another some several many other one".split())
POSSESSIVE = frozenset("his her their my your".split())
UNITS = frozenset("year month day week".split())
BOUNDS = frozenset([("at", "least"), ("at", "most"), ("more", "than"), ("up", "to")])
STOP_BEFORE = frozenset(", . ; : ( ) — – … ! ?".split()) | frozenset('"“”«»')


def first(text: Text, head: int, floor: int) -> int:
    """Where the phrase begins: at the words for how many they are, else at its determiner."""
    index = _determined(text, head, floor)
    if index - 2 >= floor and text.lows[index - 1] == "of" and text.lows[index - 2] in words.quantities():
        index -= 2
        return index - 1 if index > floor and text.lows[index - 1] == "a" else index
    if index - 2 >= floor and tuple(text.lows[index - 2 : index]) in BOUNDS:
        return index - 2
    return index


def _determined(text: Text, head: int, floor: int) -> int:
    """Its determiner, or behind what cannot be part of it."""
    index = head
    while index > floor:
        low = text.lows[index - 1]
        if low == "'s" and index - 1 > floor and text.lows[index - 2] not in words.given_names():
            index -= 2 if text.words[index - 2][0].islower() else 1
            while index > floor and (
                text.words[index - 1][0].isupper() or text.lows[index - 1] in ("the", "'s", "a", "an")
            ):
                index -= 1
            return index
        if low in DEFINITE or low in INDEFINITE or low in POSSESSIVE or low == "'s":
            return index - 1
        if (
            low == "and"
            and index - 2 >= floor
            and nationals.nationality(text.lows[index - 2])
            and nationals.nationality(text.lows[index])
        ):
            index -= 1
            continue
        if low == "and" and (start := _coordinated(text, index - 1, floor)):
            index = start
            continue
        if low == "." and index - 2 >= floor and text.words[index - 2] in ("N", "S"):
            index -= 2
            continue
        if (
            low in STOP_BEFORE
            or low in words.prepositions()
            or low in words.subordinators()
            or low in words.auxiliaries()
            or low in words.verbs()
        ):
            return index
        if (words.small_number(low) is not None or low.isdigit()) and text.lows[index] not in UNITS:
            index -= 1 + (index - 1 > floor and text.glued(index - 1) and text.lows[index - 2] in words.small_numbers())
            return index - 1 if index > floor and text.lows[index - 1] in DEFINITE else index
        index -= 1
    return index


def _coordinated(text: Text, index: int, floor: int) -> int | None:
    """ "Costa Rican environmental and indigenous rights activist": where "and" joins adjectives behind a capital."""
    at = index - 1
    while at > floor and index - at <= ADJECTIVES and text.words[at].islower() and text.lows[at] not in _barred():
        at -= 1
    return at + 1 if text.words[at][0].isupper() and at < index - 1 else None


ADJECTIVES = 3
"""So many adjectives are joined by "and"."""


@cache
def _barred() -> frozenset[str]:
    """No adjectives."""
    heads = words.institutions().union(nouns.of_people())
    return heads | words.prepositions() | words.subordinators() | words.auxiliaries() | words.verbs()
