"""One pass over the sentences of an article: people, what happened to them, charges, nationalities, who holds them."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import chain
from typing import TypeVar

from detaincrawl.read import (
    amounts,
    charges,
    coref,
    countries,
    dates,
    detention,
    fines,
    happenings,
    homes,
    lists,
    nationalities,
    patients,
    people,
    refs,
    strangers,
    taggers,
    triggers,
    words,
)
from detaincrawl.read.countries import CountryMark
from detaincrawl.read.focus import Focus
from detaincrawl.read.found import Kind, Scan
from detaincrawl.read.nationalities import Stated
from detaincrawl.read.people import NameMark
from detaincrawl.read.refs import Ref
from detaincrawl.read.taggers import Tagger
from detaincrawl.read.text import Sentence, Text, is_heading
from detaincrawl.read.told import Line, Marks

Mark = TypeVar("Mark")


def scan(text: Text, tagger: Tagger | None = None) -> Scan:
    """Body first, title last: a headline speaks of people whom the body names."""
    found = Scan(text)
    found.people, found.names = people.find(text, taggers.candidates(text, tagger))
    by_sentence = _by_sentence(text)
    focus = Focus()
    paragraph = -1
    for sentence in sorted(text.sentences, key=lambda s: (s.title, s.first)):
        if sentence.paragraph != paragraph:
            focus.topic, paragraph = None, sentence.paragraph
            focus.subject = None if sentence.title else focus.subject
        _sentence(found, sentence, by_sentence(sentence), focus)
    found.groups = [people for people in focus.lists if all(p.named for p in people)]
    found.home = _dateline(found)
    strangers.settle(found, focus)
    return found


LEADING = 3
"""A dateline stands in one of the first so many paragraphs."""
DATELINE = 12
"""A dateline has no more words: "LAGOS, Nigeria, May 15 (Agency) —"."""


def _dateline(found: Scan) -> CountryMark | None:
    """ "SINGAPORE: …", "Islamabad: …", "MINSK, Sep 14 (Agency) — …": the place that opens the body."""
    openings = (s for s in found.text.sentences if not s.title and s.paragraph <= LEADING)
    return next((mark for s in openings if (mark := _opening(found, s))), None)


def _opening(found: Scan, opening: Sentence) -> CountryMark | None:
    text = found.text
    mark = next(iter(found.marks[opening.first]), None)
    if mark is None or mark.first != opening.first:
        return None
    if mark.country.kind in ("people", "organ", "occupied"):
        return None
    if text.words[mark.last : mark.last + 1] == [":"]:
        return mark
    if text.words[mark.last : mark.last + 1] in (["—"], ["–"]):
        return mark
    behind = text.words[mark.last : min(mark.last + DATELINE, opening.last)]
    agency = any(behind[i : i + 2] == [")", ":"] for i in range(len(behind)))
    capitals = text.span(mark.first, mark.last).isupper()
    return mark if agency or (capitals and {":", "—", "–", "-"}.intersection(behind)) else None


def _by_sentence(text: Text) -> Callable[[Sentence], Marks]:
    """Dates and terms are found once for the whole text, then dealt out by sentence."""
    of_dates, of_terms = dates.find(text), amounts.terms(text)
    date_words = [bisect_left(text.ends, mark.start + 1) for mark in of_dates]
    term_words = [bisect_left(text.ends, mark.start + 1) for mark in of_terms]

    def marks(sentence: Sentence) -> Marks:
        return Marks(_within(sentence, date_words, of_dates), _within(sentence, term_words, of_terms))

    return marks


def _within(sentence: Sentence, places: list[int], marks: list[Mark]) -> tuple[tuple[int, Mark], ...]:
    """The marks that begin in a sentence, each with the word that it begins at."""
    low, high = bisect_left(places, sentence.first), bisect_left(places, sentence.last)
    return tuple(zip(places[low:high], marks[low:high], strict=True))


def _sentence(found: Scan, sentence: Sentence, marks: Marks, focus: Focus) -> None:
    text = found.text
    low = bisect_left(found.names, sentence.first, key=lambda m: m.first)
    high = bisect_left(found.names, sentence.last, key=lambda m: m.first)
    names = found.names[low:high]
    here = [m for m in countries.find(text, sentence) if not any(n.first <= m.first < n.last for n in names)]
    found.marks[sentence.first] = here
    if is_heading(text, sentence) or text.span(sentence.first, sentence.last).isupper():
        found.heading = nationalities.heading(text, sentence, here)
    focus.sentence = sentence
    phrases = coref.resolve(text, lists.merge_lists(text, refs.find(text, sentence, names, here)), focus)
    found.refs += [(sentence, r) for r in phrases]
    said_of = nationalities.find(text, sentence, phrases, here, found.heading)
    for stated in chain(said_of, homes.find(text, phrases, here)):
        found.stated.append(stated)
        for person in stated.people:
            focus.learn(person, stated.codes)
    told = happenings.find(
        Line(text, sentence, phrases, marks), triggers.find(text, sentence.first, sentence.last), focus
    )
    for happening in told:
        found.holders[len(found.happenings)] = detention.holders(text, happening, here)
        found.happenings.append(happening)
    said, _ = charges.find(text, sentence, told, phrases, focus.patients)
    found.charges += said
    found.fines += fines.find(text, sentence, told, phrases, focus)
    _look_on(text, sentence, phrases, focus)
    _of_kind(found, sentence, phrases, focus)


ASIDE = 3
"""So many words, a comma, an age and the stop, may stand behind a name that is a sentence of its own."""
CROWD = 500
"""Of names and statements the last so many before a place are compared, and of late phrases the first: a text that has
more is no report of persons, and is read in a time that grows with its length."""
# A paragraph that opens so goes on with the people of the one before.
GO_ON = frozenset("others some another still many two three several also".split())
UNCOUNTED = 6
"""So many of an uncounted group are taken to be named: "some of them, including A, B and C"."""


def _of_kind(found: Scan, sentence: Sentence, phrases: list[Ref], focus: Focus) -> None:
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
        named = [r for r in pool if _names_some(r) and patients.can_be_subject(text, r, sentence)]
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
            and not _suffers(text, ref)
        ):
            left = ref.count or UNCOUNTED
            found.kind = Kind(ref.nationalities, ref.first, ref.last, left, sentence.paragraph, ref.count)


def _suffers(text: Text, ref: Ref) -> bool:
    """ "Kidnapped two Canadian girls", "the families of the Canadians": victims, whose nation is not the accused's."""
    before = text.lows[max(0, ref.first - 2) : ref.first]
    acted = before[-1:] != [] and before[-1].endswith("ed") and before[-1] not in words.verbs()
    relation = before[-1:] == ["of"] and before[0] in words.nouns() and words.nouns()[before[0]].role == "relation"
    return acted or relation


def _names_some(ref: Ref) -> bool:
    """ "X", "X and Y", "the crew members X and Y"."""
    told = ref.kind == "descriptor" and ref.plural and ref.definite and not ref.nationalities and bool(ref.people)
    return ref.kind in ("name", "list") or (told and all(p.named for p in ref.people))


def _look_on(text: Text, sentence: Sentence, phrases: list[Ref], focus: Focus) -> None:
    """Who is in view for the next sentence: this one's subject."""
    bare = len(phrases) == 1 and phrases[0].kind == "name" and sentence.last - phrases[0].last <= ASIDE
    focus.headed = phrases[0].people[0] if bare and phrases[0].first == sentence.first else None
    subjects = [
        r
        for r in phrases
        if any(p.plausible or p.number in focus.held for p in r.people)
        and r.kind in ("name", "list", "pronoun", "descriptor")
        and patients.can_be_subject(text, r, sentence)
    ]
    named = [r for r in phrases if r.people and r.kind in ("name", "list")]
    if subjects or named:
        first = (subjects or named)[0]
        single = [r for r in subjects if len(r.people) == 1 and r.kind == "name"]
        if len(first.people) > 1 and single:
            focus.subject = single[0].people[0]
        if len(first.people) == 1:
            focus.subject = first.people[0]
            focus.topic = focus.topic or first.people[0]
        elif first.head != "others":
            focus.group = first.people


def _named_before(found: Scan, word: int) -> list[NameMark]:
    end = bisect_left(found.names, word, key=lambda mark: mark.first)
    return found.names[max(0, end - CROWD) : end]
