"""Who says so: "his lawyer said", "according to the FSB"."""

from collections.abc import Collection
from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.read.further.facts import View
from detaincrawl.read.language.phrases import Phrases
from detaincrawl.read.people.named import Person
from detaincrawl.vocabularies import Speaker

REACH = 9
DENIALS = frozenset("denied denies deny denying rejects rejected".split())
ENDS = frozenset(', ; : . ! ? ( ) — – " “ ” that who which whom after before when while because and but'.split())


@cache
def nouns() -> Phrases[str]:
    words = table("en/further")["speaker"]
    listed = [
        (noun, kind) for kind in ("court", "lawyer", "rights_group", "own", "state", "family") for noun in words[kind]
    ]
    relations = table("en/people")["relations"]
    own = {noun for noun, _ in listed}
    return Phrases([*listed, *((noun, "family") for noun in relations if noun not in own)])


@cache
def saying() -> frozenset[str]:
    return frozenset(table("en/further")["speaker"]["saying"]) - DENIALS | {"according"}


def speaker(view: View, person: Person, holder: str | None, nationalities: Collection[str]) -> Speaker | None:
    """The speaker that the sentence names; who denies a charge says no such thing."""
    lows = view.text.lows
    for index in view.text.among(saying(), view.sentence.first, view.sentence.last):
        if lows[index : index + 2] == ["according", "to"]:
            span = _ahead(view, index + 2)
        elif lows[index] != "according":
            span = _behind(view, index) or _ahead(view, index + 1)
        else:
            continue
        found = _kind(view, span, person, holder, nationalities)
        if found:
            return found
    return None


def _behind(view: View, verb: int) -> tuple[int, int] | None:
    """The subject before the verb; None where a comma or quote stands there: "…", said his lawyer."""
    first = verb
    while first > view.sentence.first and verb - first < REACH and view.text.lows[first - 1] not in ENDS:
        first -= 1
    return (first, verb) if first < verb else None


def _ahead(view: View, first: int) -> tuple[int, int]:
    last = first
    while last < view.sentence.last and last - first < REACH and view.text.lows[last] not in ENDS:
        last += 1
    return first, last


def _kind(
    view: View, span: tuple[int, int], person: Person, holder: str | None, nationalities: Collection[str]
) -> Speaker | None:
    kinds = [match.meaning for match in nouns().find(view.text, *span)]
    for kind in ("lawyer", "rights_group", "family", "court"):
        if kind in kinds:
            return Speaker(kind)
    codes = {m.country.code for m in view.marks if span[0] <= m.first < span[1]}
    if "own" in kinds or "state" in kinds or any(m.first == span[0] and m.last == span[1] for m in view.marks):
        if holder in codes:
            return Speaker.DETAINING_STATE
        if codes & set(nationalities) or "own" in kinds:
            return Speaker.OWN_STATE
        return Speaker.DETAINING_STATE if not codes and holder else None
    speaks = any(
        r.people == (person,) and span[0] <= r.first < span[1] and r.kind in ("name", "pronoun") for r in view.refs
    )
    return Speaker.DETAINEE if speaks else None
