"""One pass over the sentences of an article: people, what happened to them, charges, nationalities, who holds them."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import chain
from typing import TypeVar

from detaincrawl.read import taggers
from detaincrawl.read.events import announced, dates, happenings, subjects, triggers
from detaincrawl.read.events.told import Line, Marks
from detaincrawl.read.found import Scan
from detaincrawl.read.language.text import Sentence, Text, is_heading
from detaincrawl.read.nations import another, countries, detention, homes, kinds, nationalities, urged
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.penalties import amounts, charges, defaults, fines
from detaincrawl.read.people import coref, lines, lists, named, refs, strangers
from detaincrawl.read.people.focus import Focus
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.read.taggers import Tagger

Mark = TypeVar("Mark")


def scan(text: Text, tagger: Tagger | None = None) -> Scan:
    """Body first, title last: a headline speaks of people whom the body names."""
    found = Scan(text)
    found.people, found.names = named.find(text, taggers.candidates(text, tagger))
    by_sentence = _by_sentence(text)
    focus = Focus()
    paragraph = -1
    for sentence in sorted(text.sentences, key=lambda s: (s.title, s.first)):
        if sentence.paragraph != paragraph:
            focus.topic, paragraph = None, sentence.paragraph
            focus.paragraphs = (focus.paragraphs[1], sentence.first)
            focus.subject = None if sentence.title else focus.subject
        _sentence(found, sentence, by_sentence(sentence), focus)
    lines.give(found, focus)
    found.groups = [people for people in focus.lists if all(p.named for p in people)]
    found.home = _dateline(found)
    strangers.settle(found, focus)
    found.stated += another.find(found)
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
    of_dates, of_terms = dates.find(text), defaults.served(text, amounts.terms(text))
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
    asked = list(urged.find(text, sentence, here))
    found.urged += asked
    line = Line(text, sentence, phrases, marks)
    told = happenings.find(line, triggers.find(text, sentence.first, sentence.last), focus)
    for ordinal, happening in announced.dated_behind(line, told, found.happenings):
        found.happenings[ordinal] = happening
    for happening in told:
        found.holders[len(found.happenings)] = detention.holders(text, happening, here) or asked
        found.happenings.append(happening)
    said, _ = charges.find(text, sentence, told, phrases, focus.patients)
    found.charges += said
    found.fines += fines.find(text, sentence, told, phrases, focus)
    _look_on(text, sentence, phrases, focus)
    kinds.give(found, sentence, phrases, focus)


ASIDE = 3
"""So many words, a comma, an age and the stop, may stand behind a name that is a sentence of its own."""
ASKED: tuple[list[str], ...] = ([], ["who", "is"], ["who", "was"], ["who", "'s"])


def _headed(text: Text, sentence: Sentence, phrases: list[Ref]) -> Person | None:
    """ "Mahmoud Khalil.", "Jane Doe, 34:", "Who is Jane Doe?": a sentence that only names somebody."""
    if len(phrases) != 1 or phrases[0].kind != "name" or sentence.last - phrases[0].last > ASIDE:
        return None
    asked = text.lows[sentence.first : phrases[0].first] in ASKED
    return phrases[0].people[0] if asked else None


def _look_on(text: Text, sentence: Sentence, phrases: list[Ref], focus: Focus) -> None:
    """Who is in view for the next sentence: this one's subject."""
    focus.headed = _headed(text, sentence, [r for r in phrases if r.kind != "relative"])
    acting = [
        r
        for r in phrases
        if any(p.plausible or p.number in focus.held for p in r.people)
        and r.kind in ("name", "list", "pronoun", "descriptor")
        and subjects.can_be_subject(text, r, sentence)
    ]
    named = [r for r in phrases if r.people and r.kind in ("name", "list")]
    if acting or named:
        first = (acting or named)[0]
        single = [r for r in acting if len(r.people) == 1 and r.kind == "name"]
        if len(first.people) > 1 and single:
            focus.subject = single[0].people[0]
        if len(first.people) == 1:
            focus.subject = first.people[0]
            focus.topic = focus.topic or first.people[0]
        elif first.head != "others":
            focus.group = first.people
