"""The words for states and their nationals, as sets: what the reader's rules look up word by word."""

from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.lexicon.phrases import split


def _grammar(name: str) -> frozenset[str]:
    return frozenset(table("en/grammar")[name])


@cache
def demonyms() -> frozenset[str]:
    """Single lower-cased words for nationals or what is theirs."""
    return frozenset(
        split(w)[0]
        for code, c in table("en/countries").items()
        if len(code) == 2
        for w in (*c.get("people", ()), *c.get("adjectives", ()))
        if len(split(w)) == 1
    ) | frozenset(w.lower() for w in table("en/countries")["groups"]["people"])


@cache
def demonym_pairs() -> frozenset[tuple[str, str]]:
    """Lower-cased words for nationals or what is theirs, of two words: Sri Lankan."""
    pairs = (
        tuple(split(w))
        for code, c in table("en/countries").items()
        if len(code) == 2
        for w in (*c.get("people", ()), *c.get("adjectives", ()))
    )
    return frozenset((p[0], p[1]) for p in pairs if len(p) == 2)


@cache
def countries() -> frozenset[str]:
    """Single lower-cased names of countries."""
    return frozenset(
        split(w)[0]
        for code, c in table("en/countries").items()
        if len(code) == 2
        for w in c.get("names", ())
        if len(split(w)) == 1
    )


def nationality(low: str) -> bool:
    return low in demonyms()


@cache
def of_birth() -> frozenset[str]:
    """Behind a nation's word these say birth, descent or whose a firm is, not whose citizen somebody is."""
    return _grammar("of_birth")


@cache
def of_old() -> frozenset[str]:
    """Before a nation's word these say that it is no citizenship, or no longer."""
    return _grammar("of_old")


@cache
def of_nations() -> frozenset[str]:
    """What "national" stands before where it is no citizen: "national security"."""
    return _grammar("national")
