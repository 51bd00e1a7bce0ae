"""Whose a verb is: the phrase for people that can be its subject, to the left of it or behind its opening."""

from detaincrawl.read.events import voice
from detaincrawl.read.events.triggers import Trigger
from detaincrawl.read.language import clauses, words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations import countries
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

OPENERS = frozenset(", ; : ( — – - \" “ ” ' ‘ ’ / • . ! ?".split())
# Prepositions that open a clause as well: "after he was", "since she", "before both".
CLAUSAL = frozenset("after before since until as than like with except without for".split())
ACCUSATIVE = frozenset("him them whom".split())
# "After serving his sentence Doe was freed".
LED = frozenset("after before following since upon when while".split())
# "Two of whom", "all of whom".
PARTS = frozenset("each all both some most two three four none neither family gang group pair team total".split())


def subject(text: Text, before: int, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """The subject of the verb at word ``before``: the nearest phrase to its left that can be one."""
    if voice.of_thing(text, before, sentence, {r.last for r in refs}):
        return None
    apart = _behind_comma(text, before, sentence, refs) or _before_apposition(text, before, sentence, refs)
    if apart:
        return apart
    plural = _plural(text, before, sentence)
    end = clauses.before_whose(text, before, sentence)
    for ref in sorted((r for r in refs if r.last <= end and r.kind != "possessive"), key=lambda r: (-r.last, r.first)):
        if not can_be_subject(text, ref, sentence) or _second(text, ref, refs, sentence):
            continue
        if plural and ref.kind == "relative" and len(ref.people) == 1 and ref.last < before - 2:
            continue
        if plural and not ref.plural and ref.kind != "relative":
            joined = _both(text, ref, sentence, refs)
            if joined:
                return joined
            continue
        return ref
    return None


def _behind_comma(text: Text, before: int, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """ "After being produced in court, they were": whose the clause is that opens so."""
    being = before - (text.lows[before - 1] == "being")
    if text.lows[being] != "being" or text.lows[being - 1] not in LED:
        return None
    if being - 1 > sentence.first and text.lows[being - 2] != "and":
        return None
    comma = next((i for i in range(before, sentence.last) if text.lows[i] == ","), sentence.last)
    return next((r for r in refs if r.first == comma + 1 and r.head not in ACCUSATIVE), None)


def _before_apposition(text: Text, before: int, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """ "Reed, the ex-Marine with a police officer in his story, came home": whose the sentence is from its opening."""
    opening = [r for r in refs if r.first == sentence.first and r.kind in ("name", "list")]
    first = opening[0] if len(opening) == 1 else None
    if first is None or text.lows[before - 1] != "," or text.lows[first.last] != ",":
        return None
    inside = text.lows[first.last + 1 : before - 1]
    noun = inside[:1] and (inside[0] in DETERMINERS or inside[0].isdigit())
    return first if noun and (words.verbs() | words.auxiliaries()).isdisjoint(inside) else None


def _second(text: Text, ref: Ref, refs: list[Ref], sentence: Sentence) -> bool:
    """ "Her parents and grandmother": the second of a pair is subject only where the first is."""
    if text.lows[ref.first - 1] not in ("and", "or"):
        return False
    first = next((r for r in refs if r.last == ref.first - 1 and r.kind != "list"), None)
    return first is not None and not can_be_subject(text, first, sentence)


def _plural(text: Text, before: int, sentence: Sentence) -> bool:
    index = voice.before_adverbs(text, before, sentence)
    while index >= sentence.first and text.lows[index] in ("been", "being", "have", "are", "were"):
        if text.lows[index] in ("have", "are", "were"):
            return True
        index -= 1
    return False


def _both(text: Text, ref: Ref, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """ "Kohler, 41, a teacher, and her partner Paris, 72, were seized": the subjects of the clause together."""
    named = [
        r for r in refs if r.last <= ref.last and r.kind == "name" and (r is ref or can_be_subject(text, r, sentence))
    ]
    people: tuple[Person, ...] = tuple(dict.fromkeys(p for r in named for p in r.people))
    if len(people) < 2:
        return None
    return Ref(named[0].first, ref.last, "list", "list", people, plural=True, count=len(people), definite=True)


def can_be_subject(text: Text, ref: Ref, sentence: Sentence) -> bool:
    """A phrase at the beginning of its clause; an object or the end of a prepositional phrase cannot."""
    if ref.head in ACCUSATIVE and ref.head != "whom":
        return False
    if ref.kind == "relative" or ref.head in voice.NOMINATIVE:
        return True
    owner = countries.owner(text, ref.first)
    first = owner.first if owner else ref.first
    if first == sentence.first:
        return True
    low = text.lows[first - 1]
    if low == "as" and ref.kind == "descriptor":
        return False
    if low in '"“' and ref.kind == "descriptor":
        return False
    if low in words.saying() - {"told", "tells"} and text.lows[ref.last : ref.last + 1] != []:
        behind = text.lows[ref.last : ref.last + 4]
        aged = behind[0] in ",(" and behind[1:2] != [] and behind[1].isdigit()
        return not words.auxiliaries().isdisjoint(behind[3 * aged :][:1])
    if low == "of" and text.lows[max(0, first - 2)] in PARTS:
        return True
    if low in ("including", "namely") or text.lows[max(0, first - 2) : first] in (
        ["such", "as"],
        ["among", "them"],
    ):
        return True
    if low in OPENERS or low in words.subordinators():
        return True
    if low in CLAUSAL:
        return low in ("after", "before", "since", "until", "as")
    if text.lows[first] in DETERMINERS and not clauses.is_time(low):
        return low in words.adverbs()
    return _opens_clause(text, first - 1, sentence)


DETERMINERS = frozenset("a an the his her their this that these those another".split())


def _opens_clause(text: Text, index: int, sentence: Sentence) -> bool:
    """Only words that a noun phrase can begin with stand between the word and the opening of its clause."""
    for at in range(index, max(sentence.first - 1, index - 7), -1):
        low = text.lows[at]
        if low in OPENERS or low in words.subordinators() or clauses.is_time(low):
            return True
        if (
            low in words.prepositions()
            or low in words.auxiliaries()
            or low in words.verbs()
            or low == "'s"
            or low.endswith(("ed", "ing"))
            or low in voice.NOMINATIVE | ACCUSATIVE
        ):
            led = low.endswith("ing") and at - 1 == sentence.first and text.lows[at - 1] in LED
            return led or (low in words.adverbs() and low != "by")
    return index - 7 < sentence.first


def shares(text: Text, trigger: Trigger, sentence: Sentence, after: int, refs: list[Ref]) -> bool:
    """The verb has no subject of its own: "arrested in 2014 and jailed"; what is between belongs to the first."""
    index = voice.before_adverbs(text, trigger.first, sentence)
    while index > after and text.lows[index] in words.auxiliaries():
        index = voice.before_adverbs(text, index, sentence)
    if index < sentence.first or text.lows[index] not in ("and", "or", "but", ",", "then", ";"):
        return False
    own = (
        r
        for r in refs
        if after <= r.first and r.last <= trigger.first and r.kind != "possessive" and can_be_subject(text, r, sentence)
    )
    return not any(r.last >= index or _described(text, r, index) for r in own)


def _described(text: Text, ref: Ref, before: int) -> bool:
    """ "X, 19, from Leeds, was arrested", "X, who is ill, was arrested": a subject that is told of up to the comma."""
    return ref.kind in ("name", "list") and text.lows[ref.last] == "," and text.lows[before] == ","
