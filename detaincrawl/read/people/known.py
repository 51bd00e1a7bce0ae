"""What the scan has of everybody, by number: to tell who the strangers of an article are."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from detaincrawl.read.found import Scan
from detaincrawl.read.language.text import Sentence
from detaincrawl.read.nations.nationalities import BOTH_COUNTRIES
from detaincrawl.read.people.focus import Focus, Stranger
from detaincrawl.read.people.named import NameMark, Person
from detaincrawl.vocabularies import EventType

LEAD = 2
"""Paragraphs that tell of whom the article is about."""
NAMELESS = 6
"""So many sentences on, the first with a name in it may name them."""
NAMED_LATER = 200
"""So many people named after a stranger can be them."""


@dataclass(slots=True)
class Known:
    """By number of the person, unless said otherwise."""

    found: Scan
    strangers: list[Stranger]
    told: dict[int, list[int]]
    """Ordinals of the events that befell them."""
    charged: set[int]
    codes: dict[int, set[str]]
    """Nationalities stated."""
    ages: dict[int, str]
    trades: dict[int, set[str]]
    """Nouns for what they do, said of them by name."""
    first: dict[int, int]
    """Where the body first names them."""
    marks: dict[int, list[NameMark]]
    """Where they are named."""
    beside: set[int]
    """Somebody's lawyer or wife, an official."""
    order: list[Person]
    """Who is named in the body, as they first are."""
    lists: dict[int, list[tuple[Person, ...]]]
    """Those named together, by who is first of them."""

    def later(self, stranger: Stranger) -> list[Person]:
        """Who may be named for a stranger."""
        if stranger.sentence.title:
            return self.found.people
        start = bisect_right(self.order, stranger.ref.first, key=lambda p: self.first[p.number])
        return self.order[start : start + NAMED_LATER]

    def opening(self, sentence: Sentence) -> Person | None:
        """Whose name a sentence begins with."""
        at = bisect_left(self.found.names, sentence.first, key=lambda mark: mark.first)
        marks = self.found.names[at : at + 1]
        return marks[0].person if marks and marks[0].first == sentence.first else None

    def strangers_of(self, sentence: Sentence) -> list[int]:
        """Where a sentence names strangers to whom something happened."""
        return [s.ref.first for s in self.strangers if s.sentence is sentence and self.involved(s.person)]

    def naming(self, sentence: Sentence) -> Iterator[Sentence]:
        """The next sentences with a name in them, at most two paragraphs and a few sentences on."""
        sentences, names = self.found.text.sentences, self.found.names
        behind = (s for s in sentences if s.first >= sentence.last and not s.title)
        for one in islice(behind, NAMELESS):
            at = bisect_left(names, one.first, key=lambda mark: mark.first)
            if one.paragraph <= sentence.paragraph + 2 and at < len(names) and names[at].first < one.last:
                yield one

    def involved(self, person: Person) -> bool:
        """Something befell them, or they are charged with something."""
        return bool(self.told.get(person.number)) or person.number in self.charged

    def join(self, tellings: list[Stranger], people: tuple[Person, ...]) -> None:
        """What strangers suffered is from now on theirs as whom they are named."""
        for number in (s.person.number for s in tellings):
            for person in people:
                self.told.setdefault(person.number, []).extend(self.told.get(number, ()))
                self.codes.setdefault(person.number, set()).update(self.codes.get(number, ()))

    def suffered(self, person: Person) -> bool:
        """Something befell them as detainees: not that they died."""
        return any(self.found.happenings[n].type is not EventType.DIED for n in self.told.get(person.number, ()))

    def agree(self, one: Person, other: Person, also: bool = False) -> bool:
        """Neither sex, age nor nationality, where it is not said to be one more, says that they are two."""
        mine, theirs = self.codes.get(one.number, set()), self.codes.get(other.number, set())
        years = {self.ages.get(one.number), self.ages.get(other.number)} - {None}
        return (
            {one.gender, other.gender} != {"m", "f"}
            and len(years) < 2
            and (also or not mine or not theirs or mine <= theirs)
        )

    def fits(self, stranger: Stranger, person: Person, also: bool = False) -> bool:
        """The stranger, or one of those told of together, may be this person, who is named only later."""
        later = stranger.sentence.title or self.first.get(person.number, -1) > stranger.ref.first
        alone = stranger.person.count == 1 and person.number in self.beside
        return person.title_held and later and not alone and self.agree(stranger.person, person, also)


def known(found: Scan, focus: Focus) -> Known:
    told: dict[int, list[int]] = defaultdict(list)
    codes: dict[int, set[str]] = defaultdict(set)
    for ordinal, happening in enumerate(found.happenings):
        for person in happening.people:
            told[person.number].append(ordinal)
    for stated in found.stated:
        if stated.rule != "nationality:of_kind":
            for person in stated.people:
                codes[person.number].update(c for c in stated.codes if c != BOTH_COUNTRIES)
    charged = {p.number for charge in found.charges for p in charge.people}
    body = next((s.first for s in found.text.sentences if not s.title), 0)
    first = {m.person.number: m.first for m in reversed(found.names) if m.first >= body}
    marks: dict[int, list[NameMark]] = defaultdict(list)
    for mark in found.names:
        marks[mark.person.number].append(mark)
    beside = {
        p.number
        for _, r in found.refs
        for p in r.people
        if r.possessed or r.role == "relation" or (r.role == "official" and p.number not in told)
    }
    order = sorted((p for p in found.people if p.number in first), key=lambda p: first[p.number])
    lists: dict[int, list[tuple[Person, ...]]] = defaultdict(list)
    for people in found.groups:
        lists[people[0].number].append(people)
    ages, trades = _ages(found, focus), _trades(found)
    return Known(found, focus.strangers, told, charged, codes, ages, trades, first, marks, beside, order, lists)


def _trades(found: Scan) -> dict[int, set[str]]:
    """ "Jim Doe, a retired geologist": geologist."""
    trades: dict[int, set[str]] = defaultdict(set)
    for _, ref in found.refs:
        if ref.role == "occupation" and len(ref.people) == 1 and ref.people[0].named:
            trades[ref.people[0].number].add(ref.head)
    return trades


def _ages(found: Scan, focus: Focus) -> dict[int, str]:
    """ "A 71-year-old Pakistani", "Akhlaq Hussain, 71,"."""
    text = found.text
    ages: dict[int, str] = {}
    for mark in found.names:
        behind = text.lows[mark.last : mark.last + 2]
        if len(behind) == 2 and behind[0] in ",(" and behind[1].isdigit():
            ages.setdefault(mark.person.number, behind[1])
    phrases = [(s.ref, s.person) for s in focus.strangers]
    phrases += [(r, p) for _, r in found.refs if r.kind == "descriptor" and len(r.people) == 1 for p in r.people]
    for ref, person in phrases:
        inside = text.lows[ref.first : ref.last]
        if "old" in inside and "year" in inside[:-1]:
            ages.setdefault(person.number, inside[inside.index("year") - 1])
    return ages
