"""Who somebody is: age, sex, occupation, residence."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.lexicon.phrases import split
from detaincrawl.read.further.facts import Fact, View
from detaincrawl.read.language import words
from detaincrawl.read.language.phrases import Phrases
from detaincrawl.read.language.text import Text
from detaincrawl.read.penalties import amounts
from detaincrawl.read.people.refs import Ref

THEN = frozenset("then when later at while".split())
PAST = frozenset("was turned".split())
LIVING = (
    "based in",
    "had lived in",
    "has lived in",
    "lives in",
    "living in",
    "resident of",
    "resides in",
    "residing in",
    "settled in",
    "who lived in",
)
WORKING = ("works as", "worked as", "working as", "employed as")
LEADING = frozenset("former retired ex veteran".split())
TOWNS = frozenset("town place capital name".split())


@cache
def pairs(several: tuple[str, ...]) -> Phrases[str]:
    return Phrases((words, words) for words in several)


def ages(text: Text) -> list[tuple[int, int, str]]:
    """Ages of the text as first word, last word and figure."""
    return [
        (bisect_left(text.ends, start + 1), bisect_left(text.starts, end), figure)
        for start, end, figure in amounts.ages(text)
    ]


def age(view: View, found: list[tuple[int, int, str]]) -> Iterator[Fact]:
    """ "X, 62,", "a 62-year-old teacher", "he is 62": as of the article, not "then 19" or "was 19 when"."""
    for first, last, _ in found:
        ref = next((r for r in view.refs if _aged(view.text, r, first, last)), None)
        before, after = view.text.lows[max(0, first - 2) : first], view.text.lows[last : last + 3]
        if ref is None or THEN & set(before[-1:]) or (_past(view.text, first, last) and THEN & set(after)):
            continue
        bare = next((i for i in range(first, last) if view.text.words[i].isdigit()), first)
        yield Fact("age", ref.people, bare, bare + 1, view.sentence, "age:beside")


def _past(text: Text, first: int, last: int) -> bool:
    return bool(PAST & set(text.lows[max(0, first - 2) : last]))


def _aged(text: Text, ref: Ref, first: int, last: int) -> bool:
    """The age stands inside the phrase, right behind it, or right before the name."""
    if len(ref.people) != 1 or ref.kind == "possessive":
        return False
    if ref.first <= first and last <= ref.last:
        return True
    behind = text.lows[ref.last : first]
    if 0 <= first - ref.last <= 3 and all(w in (",", "(", "aged", "age", "a", "is", "who") for w in behind):
        return ref.kind in ("name", "pronoun", "descriptor")
    return ref.kind in ("name", "pronoun") and first <= ref.first < last


def sex(view: View) -> Iterator[Fact]:
    """He, she, his, her, "the businesswoman": every word that tells it."""
    for ref in view.refs:
        if ref.gender and len(ref.people) == 1 and ref.kind in ("pronoun", "possessive", "descriptor"):
            weight = 2.0 if ref.kind == "descriptor" else 1.0
            yield Fact(
                "sex", ref.people, ref.first, ref.last, view.sentence, f"sex:{ref.kind}", ref.gender, None, weight
            )


@cache
def _occupations() -> frozenset[tuple[str, ...]]:
    people = table("en/people")
    return frozenset(tuple(split(entry)) for entry in people["occupations"])


def occupation(view: View) -> Iterator[Fact]:
    """ "The Belgian aid worker X", "X, a former Marine", "X, who worked as a security guard"."""
    for ref in view.refs:
        if ref.kind == "descriptor" and len(ref.people) == 1 and not ref.plural and not ref.possessed:
            first = _listed(view.text, ref.first, ref.last)
            if first is not None:
                weight = 2.0 if view.text.lows[first] not in LEADING else 1.0
                yield Fact("occupation", ref.people, first, ref.last, view.sentence, "occupation:noun", weight=weight)
    for at, person in _after(view, WORKING):
        end = at + 1
        while end < view.sentence.last and view.text.lows[end].isalpha() and not _stops(view.text.lows[end]):
            end += 1
        first = _listed(view.text, at, end)
        if first is not None:
            yield Fact("occupation", (person.people[0],), first, end, view.sentence, "occupation:works_as")


def _stops(low: str) -> bool:
    return low in words.prepositions() or low in words.subordinators() or low in words.auxiliaries()


def _listed(text: Text, first: int, last: int) -> int | None:
    """Where the longest listed occupation that ends at ``last`` begins, with "former" before it."""
    for start in range(max(first, last - 4), last):
        if tuple(text.lows[start:last]) in _occupations():
            return start - 1 if start > first and text.lows[start - 1] in LEADING else start
    return None


def residence(view: View) -> Iterator[Fact]:
    """ "X, who lives in Houston", "X, 48, of Houston": the town, with its region where printed."""
    for at, ref in _after(view, LIVING):
        mark = next((m for m in view.marks if m.first in (at, at + 1) and m.country.kind in TOWNS), None)
        if mark:
            yield Fact("residence", ref.people, mark.first, mark.last, view.sentence, "residence:lives_in")
    for mark in view.marks:
        lead = view.text.lows[mark.first - 1] if mark.first else ""
        before = view.text.words[max(0, mark.first - 5) : mark.first - 1]
        ref_before = next((r for r in view.refs if r.kind == "name" and 1 <= mark.first - 1 - r.last <= 3), None)
        commas = ref_before and all(w == "," or w.isdigit() for w in view.text.words[ref_before.last : mark.first - 1])
        if lead in ("of", "from") and before and commas and ref_before and mark.country.kind in TOWNS:
            yield Fact("residence", ref_before.people, mark.first, mark.last, view.sentence, "residence:of")


def _after(view: View, several: tuple[str, ...]) -> Iterator[tuple[int, Ref]]:
    """Where one of the word pairs ends, with the one person who stands right before it."""
    for match in pairs(several).find(view.text, view.sentence.first, view.sentence.last):
        start = match.first + (view.text.lows[match.first] == "who")
        ref = next((r for r in reversed(view.refs) if 0 <= start - r.last <= 3), None)
        if ref and len(ref.people) == 1 and ref.kind in ("name", "pronoun", "relative", "descriptor"):
            yield match.last, ref
