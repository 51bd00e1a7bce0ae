"""A nationality told of a group, whose bearers the sentences behind name: "Three other Americans are held. A, …"."""

from bisect import bisect_left
from itertools import takewhile

from detaincrawl.read.events import subjects
from detaincrawl.read.found import Kind, Scan
from detaincrawl.read.language import nouns, words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations.nationalities import OTHERS, Stated
from detaincrawl.read.people.focus import Focus
from detaincrawl.read.people.named import NameMark
from detaincrawl.read.people.refs import Ref

CROWD = 500
"""Of names and statements the last so many before a place are compared, and of late phrases the first: a text that has
more is no report of persons, and is read in a time that grows with its length."""
# A paragraph that opens so goes on with the people of the one before.
GO_ON = frozenset("others some another still many two three several also".split())
UNCOUNTED = 6
"""So many of an uncounted group are taken to be named: "some of them, including A, B and C"."""


def give(found: Scan, sentence: Sentence, phrases: list[Ref], focus: Focus) -> None:
    """Give a group's nationality to those whom the next sentences name as subjects, then note this sentence's group."""
    text, kind = found.text, found.kind
    opening = sentence.first == 0 or text.starts[sentence.first] - text.ends[sentence.first - 1] >= 2
    opens = opening and bool(phrases) and phrases[0].first == sentence.first
    if kind and sentence.paragraph == kind.paragraph + 1 and opening and text.lows[sentence.first] in GO_ON:
        kind.paragraph, kind.left = sentence.paragraph, UNCOUNTED
    if kind and (
        kind.paragraph == sentence.paragraph
        or (opens and (kind.paragraph <= 1 or sentence.paragraph == kind.paragraph + 1))
    ):
        pool = phrases if kind.paragraph == sentence.paragraph else phrases[:1]
        named = [r for r in pool if _names_some(r) and subjects.can_be_subject(text, r, sentence)]
        for ref in named:
            fresh = [p for p in ref.people if not any(p in s.people for s in found.stated[-CROWD:])]
            if fresh and kind.left > 0 and not any(m.person in fresh for m in _named_before(found, kind.first)):
                found.stated.append(
                    Stated(tuple(fresh), kind.codes, kind.first, kind.last, "nationality:of_kind", 0.85)
                )
                kind.left -= len(fresh)
                kind.named += fresh
                if len(kind.named) == kind.count:
                    focus.group = tuple(kind.named)
                    focus.lists.append(focus.group)
                kind.paragraph = max(kind.paragraph, sentence.paragraph) if kind.paragraph > 1 else kind.paragraph
    for ref in phrases:
        if found.kind and found.kind.paragraph <= 1 and found.kind.left > 0:
            break
        if len({c for r in phrases for c in r.nationalities}) > 1 and sentence.paragraph <= 1:
            break
        if (
            ref.kind == "descriptor"
            and ref.plural
            and ref.nationalities
            and not any(p.named for p in ref.people)
            and ref.role != "official"
            and (ref.count or 1) <= 10
            and (ref.count or not OTHERS.isdisjoint(text.lows[ref.first - 1 : ref.last]) or _told(found, sentence, ref))
            and not _suffers(text, ref)
        ):
            left = ref.count or UNCOUNTED
            found.kind = Kind(ref.nationalities, ref.first, ref.last, left, sentence.paragraph, ref.count)


def _told(found: Scan, sentence: Sentence, ref: Ref) -> bool:
    """Something befell people without a name here, or the group is accused: "Americans love it" tells of nobody."""
    events = takewhile(lambda h: h.sentence is sentence, reversed(found.happenings))
    accused = takewhile(lambda c: c.first >= sentence.first, reversed(found.charges))
    befell = any(not any(p.named for p in told.people) for told in events)
    return befell or any(not set(ref.people).isdisjoint(told.people) for told in accused)


def _suffers(text: Text, ref: Ref) -> bool:
    """ "Kidnapped two Canadian girls", "the families of the Canadians", "two Canadian girls were shot": victims, whose
    nation is not the accused's."""
    behind = text.lows[ref.last : ref.last + 2]
    if len(behind) == 2 and behind[0] in words.passive_auxiliaries() and behind[1] in words.harmed():
        return True
    before = text.lows[max(0, ref.first - 2) : ref.first]
    acted = before[-1:] != [] and before[-1].endswith("ed") and before[-1] not in words.verbs()
    relation = (
        before[-1:] == ["of"] and before[0] in nouns.of_people() and nouns.of_people()[before[0]].role == "relation"
    )
    return acted or relation


def _names_some(ref: Ref) -> bool:
    """ "X", "X and Y", "the crew members X and Y"."""
    told = ref.kind == "descriptor" and ref.plural and ref.definite and not ref.nationalities and bool(ref.people)
    return ref.kind in ("name", "list") or (told and all(p.named for p in ref.people))


def _named_before(found: Scan, word: int) -> list[NameMark]:
    end = bisect_left(found.names, word, key=lambda mark: mark.first)
    return found.names[max(0, end - CROWD) : end]
