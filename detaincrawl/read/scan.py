"""One pass over the sentences of an article: people, what happened to them, charges, nationalities, who holds them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice

from detaincrawl.read import (
    amounts,
    charges,
    coref,
    countries,
    dates,
    detention,
    fines,
    happenings,
    lists,
    nationalities,
    patients,
    people,
    refs,
    taggers,
    triggers,
    words,
)
from detaincrawl.read.charges import Charge
from detaincrawl.read.countries import CountryMark
from detaincrawl.read.detention import Holder
from detaincrawl.read.fines import Fine
from detaincrawl.read.focus import Focus
from detaincrawl.read.nationalities import Stated
from detaincrawl.read.people import NameMark, Person
from detaincrawl.read.refs import Ref
from detaincrawl.read.taggers import Tagger
from detaincrawl.read.text import Sentence, Text, is_heading
from detaincrawl.read.told import Happening, Line, Marks


@dataclass(slots=True)
class Kind:
    """ "Three other Americans are in custody.": a nationality whose bearers are named in the sentences behind."""

    codes: tuple[str, ...]
    first: int
    last: int
    left: int
    paragraph: int


@dataclass(slots=True)
class Scan:
    """What the sentences of one article say, in reading order."""

    text: Text
    people: list[Person] = field(default_factory=list)
    names: list[NameMark] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    holders: dict[int, list[Holder]] = field(default_factory=dict)
    """Ordinal of a happening → the states that its sentence names as holding."""
    charges: list[Charge] = field(default_factory=list)
    fines: list[Fine] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    refs: list[tuple[Sentence, Ref]] = field(default_factory=list)
    marks: dict[int, list[CountryMark]] = field(default_factory=dict)
    """First word of a sentence → the countries it names."""
    kind: Kind | None = None
    """Of whom the sentences at hand go on to name some."""
    home: CountryMark | None = None
    """Where the article was filed: its dateline."""
    heading: CountryMark | None = None
    """The people that the heading above speaks of."""
    groups: list[tuple[Person, ...]] = field(default_factory=list)


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
    found.groups = focus.lists
    found.home = _dateline(found)
    _late(found)
    return found


DATELINE = 12
"""A dateline has no more words: "LAGOS, Nigeria, May 15 (Agency) —"."""


def _dateline(found: Scan) -> CountryMark | None:
    """ "SINGAPORE: …", "Islamabad: …", "MINSK, Sep 14 (Agency) — …": the place that opens the body."""
    text = found.text
    opening = next((s for s in text.sentences if not s.title), None)
    mark = next(iter(found.marks[opening.first]), None) if opening else None
    if opening is None or mark is None or mark.first != opening.first:
        return None
    if mark.country.kind in ("people", "organ", "occupied"):
        return None
    if text.words[mark.last : mark.last + 1] == [":"]:
        return mark
    capitals = text.span(mark.first, mark.last).isupper()
    ends = {":", "—", "–", "-"}.intersection(text.words[mark.last : min(mark.last + DATELINE, opening.last)])
    return mark if capitals and ends else None


def _by_sentence(text: Text) -> Callable[[Sentence], Marks]:
    """Dates and terms are found once for the whole text, then dealt out by sentence."""
    all_dates = [(bisect_left(text.ends, m.start + 1), m) for m in dates.find(text)]
    all_terms = [(bisect_left(text.ends, m.start + 1), m) for m in amounts.terms(text)]

    def marks(sentence: Sentence) -> Marks:
        return Marks(
            tuple(
                (i, m)
                for i, m in all_dates[
                    bisect_left(all_dates, sentence.first, key=lambda d: d[0]) : bisect_left(
                        all_dates, sentence.last, key=lambda d: d[0]
                    )
                ]
            ),
            tuple(
                (i, m)
                for i, m in all_terms[
                    bisect_left(all_terms, sentence.first, key=lambda d: d[0]) : bisect_left(
                        all_terms, sentence.last, key=lambda d: d[0]
                    )
                ]
            ),
        )

    return marks


def _sentence(found: Scan, sentence: Sentence, marks: Marks, focus: Focus) -> None:
    text = found.text
    low = bisect_left(found.names, sentence.first, key=lambda m: m.first)
    high = bisect_left(found.names, sentence.last, key=lambda m: m.first)
    names = found.names[low:high]
    here = [m for m in countries.find(text, sentence) if not any(n.first <= m.first < n.last for n in names)]
    found.marks[sentence.first] = here
    if is_heading(text, sentence) or text.span(sentence.first, sentence.last).isupper():
        found.heading = nationalities.heading(text, sentence, here)
    phrases = coref.resolve(text, lists.merge_lists(text, refs.find(text, sentence, names, here)), focus)
    found.refs += [(sentence, r) for r in phrases]
    for stated in nationalities.find(text, sentence, phrases, here, found.heading):
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
    _of_kind(found, sentence, phrases)


CROWD = 500
"""Of names and statements the last so many before a place are compared, and of late phrases the first: a text that has
more is no report of persons, and is read in a time that grows with its length."""
# A paragraph that opens so goes on with the people of the one before.
GO_ON = frozenset("others some another still many two three several also".split())
UNCOUNTED = 6
"""So many of an uncounted group are taken to be named: "some of them, including A, B and C"."""


def _of_kind(found: Scan, sentence: Sentence, phrases: list[Ref]) -> None:
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
        named = [r for r in pool if r.kind in ("name", "list") and patients.can_be_subject(text, r, sentence)]
        for ref in named:
            fresh = [p for p in ref.people if not any(p in s.people for s in found.stated[-CROWD:])]
            if fresh and kind.left > 0 and not any(m.person in fresh for m in _named_before(found, kind.first)):
                found.stated.append(
                    Stated(tuple(fresh), kind.codes, kind.first, kind.last, "nationality:of_kind", 0.85)
                )
                kind.left -= len(fresh)
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
            and not ref.people
            and ref.role != "official"
            and (ref.count or 1) <= 10
        ):
            found.kind = Kind(ref.nationalities, ref.first, ref.last, ref.count or UNCOUNTED, sentence.paragraph)


def _look_on(text: Text, sentence: Sentence, phrases: list[Ref], focus: Focus) -> None:
    """Who is in view for the next sentence: this one's subject."""
    subjects = [
        r
        for r in phrases
        if r.people
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


def _late(found: Scan) -> None:
    """ "Two French citizens", named only later: the list of that many; "a soldier" of the lead: who it is about."""
    alone = (place for place, told in enumerate(found.happenings) if not told.people and told.ref)
    for place in list(islice(alone, CROWD // 5)):
        happening = found.happenings[place]
        ref = _head(found, happening)
        if ref is None or ref.kind != "descriptor" or ref.possessed or _among_others(found.text, ref):
            continue
        meant = _group_named(found, happening, ref) if ref.plural else _named_later(found, happening, ref)
        if meant:
            found.happenings[place] = replace(happening, people=meant)
            if ref.nationalities:
                found.stated.append(Stated(meant, ref.nationalities, ref.first, ref.last, "nationality:group", 0.9))


def _among_others(text: Text, ref: Ref) -> bool:
    """ "Chinese citizens, among them an officer serving 20 years": one of those, not who the article is about."""
    return text.lows[max(0, ref.first - 2) : ref.first] == ["among", "them"] or text.lows[ref.first - 1] == "including"


def _head(found: Scan, happening: Happening) -> Ref | None:
    """The phrase for whom it befell; of "a man who was arrested" the man."""
    ref = happening.ref
    if ref is None or ref.kind != "relative":
        return ref
    before = [r for s, r in found.refs if s is happening.sentence and r.last <= ref.first and r.kind == "descriptor"]
    return before[-1] if before else None


def _group_named(found: Scan, happening: Happening, ref: Ref) -> tuple[Person, ...]:
    if ref.count is None:
        return ()
    for group in found.groups:
        if len(group) == ref.count:
            return group
    if happening.sentence.title or happening.sentence.paragraph <= 1:
        befallen = list(dict.fromkeys(p for h in found.happenings for p in h.people))
        if len(befallen) == ref.count:
            return tuple(befallen)
    for start in range(len(found.groups)):
        for end in range(start + 2, len(found.groups) + 1):
            union = tuple(dict.fromkeys(p for g in found.groups[start:end] for p in g))
            if len(union) == ref.count:
                return union
            if len(union) > ref.count:
                break
    return ()


def _named_later(found: Scan, happening: Happening, ref: Ref) -> tuple[Person, ...]:
    """One person of the headline or the first paragraph is the one whom most is told of."""
    text = found.text
    opens = ref.first == happening.sentence.first or text.lows[ref.first - 1] in ("—", ")", ":", "–")
    told = Counter(p for h in found.happenings for p in h.people)
    following = _named_next(found, happening, ref, told)
    if following:
        return (following,)
    said = {p: {c for s in found.stated if p in s.people for c in s.codes} for p in found.people}
    fits = {p for p in found.people if set(ref.nationalities) & said[p]}
    lead = happening.sentence.title or (happening.sentence.paragraph <= 2 and (opens or len(fits) == 1))
    if not lead or (ref.definite and not happening.sentence.title):
        return ()
    first = {p: -i for i, (_, r) in enumerate(found.refs) for p in r.people}
    told = Counter({p: n for p, n in told.items() if not (ref.nationalities and said[p]) or p in fits})
    best = max(told, key=lambda p: (told[p], first.get(p, 0)), default=None)
    return (best,) if best else ()


NEAR = 16
"""So many words into the next sentence is named whom the one before left unnamed."""


def _named_next(found: Scan, happening: Happening, ref: Ref, told: Counter[Person]) -> Person | None:
    """ "A grandmother sentenced to death has lost her appeal. Mair Pugh, 56, …": who is first named right behind."""
    text, sentence = found.text, happening.sentence
    if sentence.title or ref.definite or ref.plural:
        return None
    behind = next((s for s in text.sentences if s.first >= sentence.last and not s.title), None)
    marks = [m for m in found.names if behind and behind.first <= m.first < min(behind.first + NEAR, behind.last)]
    if behind is None or behind.paragraph > sentence.paragraph + 1 or not marks:
        return None
    person = marks[0].person
    body = next(s.first for s in text.sentences if not s.title)
    known = min(m.first for m in found.names if m.person is person and m.first >= body) < marks[0].first
    others = any(r.possessed or r.role in ("official", "relation") for _, r in found.refs if person in r.people)
    if known or others or not person.title_held or {ref.gender, person.gender} == {"m", "f"}:
        return None
    opens = marks[0].first == behind.first and not words.saying() & set(text.lows[behind.first : behind.last])
    return person if told[person] or opens else None
