"""Where in a sentence words belong together: clause bounds, the reach of "could" and "not", the part to quote."""

from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.normalise.calendar import MONTHS, WEEKDAYS
from detaincrawl.read.language import words
from detaincrawl.read.language.phrases import Phrases, longest
from detaincrawl.read.language.text import Sentence, Text

QUOTE_LIMIT = 400
UNREAL_REACH = 9
OWNER_REACH = 8
TIMES = frozenset(
    "year month week weekend day hour morning afternoon evening night summer winter autumn spring"
    " ago later today yesterday".split()
)
TIME_OPENERS = frozenset("a an the that this last some several".split())
# What may stand between a verb and the noun that is its object.
MODIFIERS = frozenset(
    "a an the his her their its any possible potential immediate early forced forcible prison jail death long royal of"
    " presidential maximum minimum mandatory term year years 's".split()
)
BREAKS = frozenset("; : ( )".split()) | {"—", "–"}


@cache
def unreal_words(language: str = "en") -> Phrases[str]:
    return Phrases((p, p) for p in table(f"{language}/grammar")["unreal"])


@cache
def unreal_behind(language: str = "en") -> Phrases[str]:
    return Phrases((p, p) for p in table(f"{language}/grammar")["unreal_behind"])


@cache
def unreal_end(language: str = "en") -> Phrases[str]:
    return Phrases((p, p) for p in table(f"{language}/grammar")["unreal_end"])


@cache
def _bars(language: str = "en") -> frozenset[str]:
    return frozenset(table(f"{language}/grammar")["bars"])


def unreal(text: Text, first: int, sentence: Sentence) -> bool:
    """What begins at word ``first`` is planned, possible, wished or denied, not told as done."""
    if first - 1 >= sentence.first and (
        text.lows[first - 1] == "be"
        or (text.lows[first - 2 : first - 1] == ["be"] and text.lows[first - 1].endswith("ly"))
    ):
        return True
    if (
        first - 1 > sentence.first
        and text.lows[first - 1] in ("is", "are")
        and set(text.lows[max(sentence.first, first - 4) : first]) & {"when", "once", "if", "until", "before", "after"}
    ):
        return True
    floor = max(sentence.first, first - UNREAL_REACH)
    index = first - 1
    while index >= floor and text.lows[index] not in _bars() and text.words[index] not in (".", "”", "“"):
        if text.words[index] == "," and first - index > 2:
            break
        index -= 1
    for matches in unreal_words().begun(text, index + 1, first):
        match = longest(matches)
        may = text.words[match.first] == "May"
        if not may and not _harmless(text, match.first, match.last, first):
            return True
    return False


def deferred(text: Text, last: int, sentence: Sentence, end: bool) -> bool:
    """ "The sentencing of Doe was postponed", "her deportation (an ``end``) was ordered": is yet to come."""
    for at in range(last, min(last + OWNER_REACH, sentence.last)):
        if text.words[at] in BREAKS or text.lows[at] in _bars() or text.words[at] == ",":
            return False
        yet = unreal_behind().at(text, at, sentence.last) or (end and unreal_end().at(text, at, sentence.last))
        if yet and text.words[at] != "May":
            return True
    return False


def undone(text: Text, first: int, sentence: Sentence) -> bool:
    """ "Ordered her deportation", "asked for a pardon": what the noun at word ``first`` names is not told as done."""
    at = _governing(text, first, sentence)
    if text.lows[at] == "for":
        return not words.asking().isdisjoint(text.lows[max(sentence.first, at - 4) : at])
    return text.lows[at] in words.undone()


def unpassed(text: Text, first: int, sentence: Sentence) -> bool:
    """ "Which carries the death penalty": the sentence at word ``first`` was passed on nobody."""
    return text.lows[_governing(text, first, sentence)] in words.unpassed()


def _governing(text: Text, first: int, sentence: Sentence) -> int:
    """The word that a noun phrase is the object of."""
    at = first - 1
    while at > sentence.first and (
        text.lows[at] in MODIFIERS or text.words[at][0].isupper() or text.words[at].isdigit()
    ):
        at -= 1
    return max(at, sentence.first)


@cache
def _owed(language: str = "en") -> frozenset[str]:
    return frozenset(table(f"{language}/grammar")["owed"])


FINITE = frozenset(["was", "were", "has", "have"])
ASIDE = 3
"""Words between the comma that opens an aside and what is unreal in it, and the comma itself, at most."""
NOMINATIVE = frozenset("he she they it that who which".split())


SOUGHT = frozenset(["wanted", "sought"])
SEEKERS = frozenset("by for in over on".split())


def _harmless(text: Text, at: int, end: int, first: int) -> bool:
    """ "Not only", "no longer", "must serve": words like a denial that are none; behind "and was" all is told."""
    if text.lows[at : at + 2] in (["not", "only"], ["no", "longer"], ["if", "only"]):
        return True
    if text.lows[at] == "must" and not _owed().isdisjoint(text.lows[end : end + 2]):
        return True
    between = text.lows[end:first]
    if "," in between and "," in text.lows[max(0, at - ASIDE) : at]:
        return not FINITE.isdisjoint(between[between.index(",") :])  # "Doe, wanted since May, was arrested"
    apart = text.lows[at].endswith("ing") or (text.lows[at] in SOUGHT and between[:1] != [] and between[0] in SEEKERS)
    if apart and NOMINATIVE.isdisjoint(between) and not FINITE.isdisjoint(between):
        return True  # "a man facing charges was arrested", "wanted by the FBI, was arrested"
    return any(
        w == "and" and between[i + 1 : i + 2] and between[i + 1] in ("was", "were", "has", "had", "is")
        for i, w in enumerate(between)
    )


VERBS = FINITE | frozenset(["are", "had", "is", "live", "lives", "works"])


def before_whose(text: Text, before: int, sentence: Sentence) -> int:
    """ "X, whose father is in office, was arrested": behind a verb and a comma the clause of "whose" is over."""
    at = before - 1
    while at > sentence.first and (text.lows[at] in words.auxiliaries() or text.lows[at] in words.adverbs()):
        at -= 1
    if text.lows[at] != "," or at == before - 1:
        return before
    whose = next((i for i in range(at, sentence.first, -1) if text.lows[i] == "whose"), None)
    return whose if whose and not VERBS.isdisjoint(text.lows[whose:at]) else before


def clause(text: Text, index: int, sentence: Sentence) -> tuple[int, int]:
    """First and last word of the stretch between semicolons, colons, brackets and dashes around word ``index``."""
    first, last = index, index
    while first > sentence.first and text.words[first - 1] not in BREAKS:
        first -= 1
    while last < sentence.last and text.words[last] not in BREAKS:
        last += 1
    return first, last


def quote_of(text: Text, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    """The quote around characters ``start`` to ``end`` of a sentence."""
    inside = [i for i in range(sentence.first, sentence.last) if text.ends[i] > start and text.starts[i] < end]
    return quote(text, inside[0], inside[-1] + 1, sentence)


def quote(text: Text, first: int, last: int, sentence: Sentence) -> tuple[int, int]:
    """Offsets of the sentence around the words, cut to the limit of a quote at clause bounds; never less than these."""
    start, end = text.starts[sentence.first], text.ends[sentence.last - 1]
    if end - start <= QUOTE_LIMIT:
        return start, end
    low, high = clause(text, first, sentence)
    low, high = min(low, first), max(high, last)
    while text.ends[high - 1] - text.starts[low] > QUOTE_LIMIT and (low < first or high > last):
        if first - low >= high - last:
            low += 1
        else:
            high -= 1
    start = text.starts[low]
    return start, min(text.ends[high - 1], start + QUOTE_LIMIT)


def is_time(low: str) -> bool:
    """The end of "In 2020", "on Tuesday", "two years later": a clause may begin behind it without a comma."""
    return (low.isdigit() and len(low) == 4) or low in TIMES or low in MONTHS or low in WEEKDAYS


def is_month(text: Text, index: int) -> bool:
    return index < len(text.lows) and text.lows[index] in MONTHS


def time_follows(text: Text, index: int, sentence: Sentence) -> bool:
    """ "Charged the following day", "released two weeks later": when, and no object as "a 20-year-old student" is."""
    counted = text.lows[index] in TIME_OPENERS or words.small_number(text.lows[index]) is not None
    behind = text.lows[index + 1 : min(index + 4, sentence.last)]
    return counted and "old" not in behind and any(w in TIMES or w.removesuffix("s") in TIMES for w in behind[:2])
