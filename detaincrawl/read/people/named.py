"""The people of one article: full names first, then every place where one of them is named again."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from detaincrawl.frozen import frozen
from detaincrawl.lexicon import table
from detaincrawl.read.language import nationals, nouns, words
from detaincrawl.read.language.text import Text
from detaincrawl.read.nations.countries import is_place
from detaincrawl.read.people import kin
from detaincrawl.read.people.candidates import HEADING, PARTICLES, QUOTES, Candidate

NAMESAKES = 40
"""So many people who share a name, the last named, can be meant by it."""


@dataclass(slots=True, eq=False)
class Person:
    """One human being of the article."""

    number: int
    name: str
    """Fullest form printed, titles off."""
    parts: tuple[str, ...]
    """Its words, lower case."""
    gender: str | None = None
    """m, f or None."""
    title_held: bool = True
    """False where a title or role says that this is an official, lawyer, relative … of the story."""
    plausible: bool = False
    """A given name, a title or an age says that this is a person and no ship, firm or place."""
    aliases: list[tuple[str, ...]] = field(default_factory=list)
    count: int = 1
    """More than one only for unnamed people told of together."""
    named: bool = True
    """False for a stranger: somebody whom the text tells of without a name, or before it names them."""

    @property
    def surname(self) -> str:
        return self.parts[-1]


@frozen
class NameMark:
    """Words ``first`` to ``last`` name a person."""

    first: int
    last: int
    person: Person


def find(text: Text, runs: list[Candidate]) -> tuple[list[Person], list[NameMark]]:
    """The people named in full, and all places that name them (by surname, given name or another form)."""
    people: list[Person] = []
    by_part: dict[str, list[Person]] = defaultdict(list)
    marks: list[NameMark] = []
    body_start = next((s.first for s in text.sentences if not s.title), 0)
    full = [c for c in runs if _full(c)]
    for candidate in sorted(full, key=lambda c: (c.first < body_start, c.first)):
        person = _known(text, candidate, by_part) or _new(text, candidate, people, by_part)
        if person:
            marks.append(NameMark(candidate.first, candidate.last, person))
    marks += _paired(text, runs, marks, people, by_part)
    taken = {m.first for m in marks}
    for candidate in runs:
        if candidate.first in taken:
            continue
        person = _again(text, candidate, marks, by_part)
        if person is None and (_mononym(text, candidate) or _named_so(text, candidate)):
            person = _new(text, candidate, people, by_part)
        if person:
            marks.append(NameMark(candidate.first, candidate.last, person))
    marks.sort(key=lambda m: m.first)
    for mark in marks:
        alone = mark.last - mark.first == 1 and text.lows[mark.first - 1] != "the"
        alone = alone or text.lows[mark.last : mark.last + 2] == [",", "who"]
        mark.person.plausible = mark.person.plausible or alone
    return people, _one_person(text, marks)


def _paired(
    text: Text, runs: list[Candidate], marks: list[NameMark], people: list[Person], by_part: dict[str, list[Person]]
) -> list[NameMark]:
    """Those whom the text names by the given name, with the surname of the one beside them."""
    found = []
    for candidate, surname in kin.surnames(text, runs, {m.first: m.person.name for m in marks}):
        given = candidate.parts[0]
        if given in by_part:
            continue
        name, parts = f"{text.words[candidate.first]} {surname}", (given, surname.lower())
        person = Person(len(people), name, parts, words.gender_of(given), plausible=True)
        people.append(person)
        for part in person.parts:
            by_part[part].append(person)
        found.append(NameMark(candidate.first, candidate.last, person))
    return found


ALSO = (
    ["born"],
    ["known", "as"],
    ["also", "known", "as"],
    ["better", "known", "as"],
    ["aka"],
    ["alias"],
    ["real", "name"],
    ["whose", "real", "name", "is"],
    ["formerly"],
    ["formerly", "known", "as"],
    ["née"],
    ["nee"],
)


def _one_person(text: Text, marks: list[NameMark]) -> list[NameMark]:
    """ "Pablo Gonzalez, born Pavel Rubtsov", "X, known in the US as Y": two names of one person."""
    same: dict[int, Person] = {}
    for one, other in pairwise(marks):
        between = [w for w in text.lows[one.last : other.first] if w not in (",", "(")]
        if one.person is other.person or not between or len(between) > 6:
            continue
        if between in (["—"], ["–"]) and one.person.parts[0] == other.person.parts[0]:
            same[other.person.number] = one.person
            one.person.aliases.append(other.person.parts)
        if (
            between in ALSO
            or between[-3:] == ["under", "the", "name"]
            or (between[0] == "known" and between[-1] == "as")
        ):
            same[other.person.number] = one.person
            one.person.aliases.append(other.person.parts)
    return [NameMark(m.first, m.last, same.get(m.person.number, m.person)) for m in marks]


def _full(candidate: Candidate) -> bool:
    """Two words or more of which one is no particle: a name in full."""
    parts = [p for p in candidate.parts if p not in PARTICLES]
    return len(parts) >= 2


def _known(text: Text, candidate: Candidate, by_part: dict[str, list[Person]]) -> Person | None:
    """The person whose full name has these words, or whose words these have, with the same surname or first name."""
    parts, sex = candidate.parts, nouns.gender_of_title(candidate.titles)
    for person in by_part.get(parts[-1], [])[: -NAMESAKES - 1 : -1]:
        if {sex, person.gender} == {"m", "f"}:
            continue
        theirs = set(person.parts)
        small, large = sorted((set(parts), theirs), key=len)
        if small <= large and (parts[0] == person.parts[0] or len(small) >= 2):
            if len(parts) > len(person.parts):
                person.aliases.append(person.parts)
                person.name, person.parts = _name(text, candidate), parts
                for part in parts:
                    if person not in by_part[part]:
                        by_part[part].append(person)
            elif parts != person.parts and parts not in person.aliases:
                person.aliases.append(parts)
            return person
    return None


def _name(text: Text, candidate: Candidate) -> str:
    """The printed name on one line, brackets and quotes of a nickname taken out with what they hold."""
    name = re.sub(r"\s+", " ", text.span(candidate.first, candidate.last))
    return re.sub(r"\s*[(“\"‘][^)”\"’]*[)”\"’]", "", name)


def _new(text: Text, candidate: Candidate, people: list[Person], by_part: dict[str, list[Person]]) -> Person | None:
    parts = candidate.parts
    if HEADING in candidate.titles and not (words.is_given(parts[0]) or _aged_line(text, candidate)):
        return None
    if text.lows[candidate.first - 1] in _bodies() and not words.is_given(parts[0]):
        return None
    person = Person(
        len(people), _name(text, candidate), parts, nouns.gender_of_title(candidate.titles) or _gender(parts)
    )
    person.plausible = (
        words.is_given(parts[0]) or bool(candidate.titles) or len(parts[-1]) == 1 or _aged(text, candidate)
    )
    person.title_held = not any(t in nouns.titles_not_held() for t in candidate.titles)
    people.append(person)
    for part in parts:
        by_part[part].append(person)
    return person


@cache
def _bodies() -> frozenset[str]:
    """Behind one of these stands what no given name opens: "the newspaper Helsingin Sanomat"."""
    return frozenset(table("en/names")["bodies"])


def _gender(parts: tuple[str, ...]) -> str | None:
    """What the given names tell; nothing where they differ ("Macharia Margaret Nduta", the family name first), or
    where a man's name stands behind one that tells nothing: it may be the father's ("Buthaina Ali Saleh")."""
    told = {words.gender_of(part) for part in parts[:-1] or parts} - {None}
    sex = told.pop() if len(told) == 1 else None
    return sex if sex == "f" or words.gender_of(parts[0]) else None


def _aged_line(text: Text, candidate: Candidate) -> bool:
    """A heading that is a name and an age: "Siamak Namazi, 51"."""
    after = text.words[candidate.last : candidate.last + 2]
    return len(after) == 2 and after[0] == "," and after[1].isdigit()


def _aged(text: Text, candidate: Candidate) -> bool:
    after = text.words[candidate.last : candidate.last + 3]
    return len(after) == 3 and after[0] in ",(" and after[1].isdigit() and after[2] in ",)."


def _again(text: Text, candidate: Candidate, marks: list[NameMark], by_part: dict[str, list[Person]]) -> Person | None:
    """The person meant by one word: the one of that surname, else of that given name, named last before here."""
    parts = candidate.parts
    if not parts:
        return None
    known = [p for p in by_part.get(parts[-1], [])[-NAMESAKES:] if set(parts) <= set(p.parts)]
    if is_place(parts) and candidate.first and text.lows[candidate.first - 1] in words.locatives():
        return None
    by_surname = [p for p in known if p.surname == parts[-1]]
    pool = by_surname or [p for p in known if p.parts[0] == parts[0]] or [p for p in known if len(p.parts) > 2]
    sex = nouns.gender_of_title(candidate.titles) if len(pool) > 1 else None
    pool = [p for p in pool if not sex or p.gender in (None, sex)] or pool
    if len(pool) <= 1:
        return pool[0] if pool else None
    before = (m.person for m in reversed(marks) if m.first < candidate.first and m.person in pool)
    return next(before, pool[0])


def _mononym(text: Text, candidate: Candidate) -> bool:
    """One word with a title or occupation before it: "Sailor Ragesh", "Mr Macron"."""
    return (
        bool(candidate.titles)
        and len(candidate.parts) == 1
        and any(t in nouns.titles() or t in nouns.occupation_words() for t in candidate.titles)
        and not is_place((text.lows[candidate.first],))
    )


NAMING_REACH = 7
"""Words from "identified" to its "as"."""


def _named_so(text: Text, candidate: Candidate) -> bool:
    """One word behind what says that it is a name: "identified by police only as Tian", "a woman named Shehzadi"."""
    before = text.lows[max(0, candidate.first - NAMING_REACH) : candidate.first]
    said = [w for w in before if w not in QUOTES]
    if not said or len(candidate.parts) != 1 or is_place(candidate.parts):
        return False
    people = {*said[-2:-1]} & _persons()
    behind = text.lows[candidate.last : candidate.last + 1]
    if said[-1] == "," and (people or said[-2:-1] == ["name"]):
        return behind == [","]
    as_name = said[-1] == "as" and not words.naming().isdisjoint(said)
    trade = said[-1] in _persons() and not nationals.demonyms().isdisjoint(said[-TRADE:-1])
    told = trade and bool(behind) and (behind[0] == "," or behind[0] in words.auxiliaries())
    return as_name or told or said[-1] in SURNAMED or (said[-1] in ("named", "called") and bool(people))


SURNAMED = frozenset("surname surnamed".split())
TRADE = 5
"""Words from a nationality to the name behind a trade: "Indian nurse Nimisha was"."""


@cache
def _persons() -> frozenset[str]:
    """Nouns for one person who may be held: no official, no kin."""
    return frozenset(w for w, n in nouns.of_people().items() if n.role in ("person", "occupation") and not n.plural)
