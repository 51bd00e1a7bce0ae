"""Whom an article tells of before it names them: "a Chinese national … identified as Tian" is one person.

What was told of strangers goes to the people that they turn out to be; who stays without a name is kept apart.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from detaincrawl.frozen import changed
from detaincrawl.read import words
from detaincrawl.read.charges import Charge
from detaincrawl.read.fines import Fine
from detaincrawl.read.focus import Focus, Stranger
from detaincrawl.read.found import Scan
from detaincrawl.read.nationalities import BOTH_COUNTRIES
from detaincrawl.read.people import Person
from detaincrawl.read.refs import Ref
from detaincrawl.read.text import Sentence, Text
from detaincrawl.read.told import Happening
from detaincrawl.records import EventType

LEAD = 2
"""Paragraphs that tell of whom the article is about."""
NEAR = 16
"""So many words into the next sentence is named whom the one before left unnamed."""
FORMER_TELLINGS = 40
"""So many strangers before one can be the same."""
NAMED_LATER = 200
"""So many people named after a stranger can be them."""
NAMELESS = 4
"""So many sentences on, the first with a name in it may name them."""
COURTS = frozenset("court judge judges jury magistrate hearing tribunal".split())
CONSULAR = re.compile(r"\b(?:embassy|consulate|consular|foreign (?:office|ministry|affairs)|state department)\b")
ALSO = frozenset("too also both dual".split())
ANOTHER = frozenset("another other second third fourth fifth additional".split())
"""Someone else than who was told of before."""
SOME = re.compile(r"(?i)\b(?:one|two|three|four|five|six) of the (?:two|three|four|five|six|seven|eight|nine|ten)\b")
"""“Three of the five are known by name”: those whom the article tells of are not all."""
Meant = dict[int, tuple[Person, ...]]


@dataclass(slots=True)
class Known:
    """What the scan has of everybody, by number."""

    found: Scan
    strangers: list[Stranger]
    told: dict[int, list[int]]
    """Ordinals of the events that befell them."""
    charged: set[int]
    codes: dict[int, set[str]]
    """Nationalities stated."""
    ages: dict[int, str]
    first: dict[int, int]
    """Where the body first names them."""
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

    def strangers_of(self, sentence: Sentence) -> list[int]:
        """Where a sentence names strangers to whom something happened."""
        return [s.ref.first for s in self.strangers if s.sentence is sentence and self.involved(s.person)]

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


def settle(found: Scan, focus: Focus) -> None:
    """Give what strangers are told to suffer to the people as whom they are named."""
    if not focus.strangers:
        return
    known = _known(found, focus)
    meant: Meant = {}
    for tellings in _alike(focus.strangers, known):
        people = next((focus.same[s.person.number] for s in tellings if s.person.number in focus.same), ())
        people = people or next((p for s in tellings if (p := _who(known, s))), ())
        people = people or next((tuple(m) for s in tellings if (m := focus.members.get(s.person.number))), ())
        people = people or next((p for s in tellings if (p := _assisted(known, s))), ())
        meant.update((s.person.number, people) for s in tellings)
        known.join(tellings, people)
        if not people:
            ordinals = sorted(n for s in tellings for n in known.told.get(s.person.number, ()))
            found.unnamed.append((tellings[0], ordinals))
    _rewrite(found, meant)


def _known(found: Scan, focus: Focus) -> Known:
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
    roles = ("official", "relation")
    beside = {p.number for _, r in found.refs if r.possessed or r.role in roles for p in r.people}
    order = sorted((p for p in found.people if p.number in first), key=lambda p: first[p.number])
    lists: dict[int, list[tuple[Person, ...]]] = defaultdict(list)
    for people in found.groups:
        lists[people[0].number].append(people)
    return Known(found, focus.strangers, told, charged, codes, _ages(found, focus), first, beside, order, lists)


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


def _alike(strangers: list[Stranger], known: Known) -> list[list[Stranger]]:
    """The strangers by who they are: headline, lead and body tell of the same."""
    groups: list[list[Stranger]] = []
    for stranger in strangers:
        same = next((g for g in groups[-FORMER_TELLINGS:] if _again(g[0], stranger, known)), None)
        if same:
            same.append(stranger)
        else:
            groups.append([stranger])
    return groups


def _again(one: Stranger, other: Stranger, known: Known) -> bool:
    """The second telling is of the first's stranger: of one nationality, in the headline or near the lead."""
    text = known.found.text
    codes = [known.codes.get(s.person.number) for s in (one, other)]
    if not codes[0] or codes[0] != codes[1] or one.person.count != other.person.count:
        return False
    if ANOTHER & set(text.lows[max(0, other.ref.first - 1) : other.ref.last]):
        return False
    lead = other.sentence.title or (one.sentence.paragraph < other.sentence.paragraph <= LEAD)
    return lead and known.agree(one.person, other.person)


def _who(known: Known, stranger: Stranger) -> tuple[Person, ...]:
    """Whom the article names for a stranger to whom something happened."""
    text, ref = known.found.text, stranger.ref
    among = text.lows[max(0, ref.first - 2) : ref.first] == ["among", "them"] or text.lows[ref.first - 1] == "including"
    if among or not known.involved(stranger.person):
        return ()
    if stranger.person.count > 1:
        return _group(known, stranger)
    person = _next(known, stranger) or _by_nationality(known, stranger) or _lead(known, stranger)
    return (person,) if person else ()


def _next(known: Known, stranger: Stranger) -> Person | None:
    """ "A grandmother sentenced to death has lost her appeal. Mair Pugh, 56, …": who is first named behind."""
    sentence = stranger.sentence
    if sentence.title or stranger.ref.definite:
        return None
    behind = _naming(known, sentence)
    if behind is None:
        return None
    text, names = known.found.text, known.found.names
    near = (m.person for m in names if behind.first <= m.first < min(behind.first + NEAR, behind.last))
    person = next((p for p in near if p.title_held and p.number not in known.beside), None)
    also = not ALSO.isdisjoint(text.lows[behind.first : behind.last])
    if person is None or not known.fits(stranger, person, also) or _of_another(known, stranger, person):
        return None
    opens = known.first[person.number] == behind.first
    aged = person.number in known.ages and not _speaks(known, person)
    speaks = words.saying() & set(text.lows[behind.first : behind.last]) and not _to_court(text, behind)
    return person if known.suffered(person) or aged or (opens and not speaks) else None


def _naming(known: Known, sentence: Sentence) -> Sentence | None:
    """The next sentence with a name in it, at most two paragraphs and a few sentences on."""
    sentences, names = known.found.text.sentences, known.found.names
    behind = (s for s in sentences if s.first >= sentence.last and not s.title)
    for one in islice(behind, NAMELESS):
        at = bisect_left(names, one.first, key=lambda mark: mark.first)
        if one.paragraph <= sentence.paragraph + 2 and at < len(names) and names[at].first < one.last:
            return one
    return None


def _of_another(known: Known, stranger: Stranger, person: Person) -> bool:
    """ "A Chinese man and an Indian woman were held. X …": X may be the other of them."""
    beside = [s for s in known.strangers if s.sentence is stranger.sentence and s is not stranger]
    mine = known.codes.get(stranger.person.number)
    others = (s for s in beside if s.person.count == 1 and known.involved(s.person))
    return any(known.codes.get(s.person.number) != mine and known.fits(s, person) for s in others)


def _to_court(text: Text, sentence: Sentence) -> bool:
    """ "She told the court": the accused speak so."""
    told = (i for i in range(sentence.first, sentence.last) if text.lows[i] in ("told", "tells"))
    return any(not COURTS.isdisjoint(text.lows[i + 1 : min(i + 5, sentence.last)]) for i in told)


def _assisted(known: Known, stranger: Stranger) -> tuple[Person, ...]:
    """ "X was arrested. … The embassy is helping a British man": the one held whose nation nothing else tells."""
    text, sentence = known.found.text, stranger.sentence
    said = " ".join(text.lows[sentence.first : sentence.last])
    if stranger.person.count > 1 or stranger.ref.definite or sentence.title or not CONSULAR.search(said):
        return ()
    named = known.found.people
    held = [p for p in named if known.suffered(p) and not known.codes.get(p.number) and p.title_held]
    person = held[0] if len(held) == 1 and held[0].number not in known.beside else None
    earlier = person is not None and known.first.get(person.number, stranger.ref.first) < stranger.ref.first
    return (person,) if person and earlier and known.agree(stranger.person, person) else ()


def _by_nationality(known: Known, stranger: Stranger) -> Person | None:
    """The only one of that nationality whom the article goes on to name."""
    codes = known.codes.get(stranger.person.number, set())
    alike = [p for p in known.later(stranger) if codes & known.codes.get(p.number, set()) and known.fits(stranger, p)]
    person = alike[0] if len(alike) == 1 else None
    return person if person and (known.involved(person) or not _speaks(known, person)) else None


def _speaks(known: Known, person: Person) -> bool:
    """ "French researcher X said": who tells of it."""
    text = known.found.text
    own = (m for m in known.found.names if m.person is person)
    return any(words.saying() & {*text.lows[m.first - 1 : m.first], *text.lows[m.last : m.last + 2]} for m in own)


def _lead(known: Known, stranger: Stranger) -> Person | None:
    """One person of the headline or the first paragraphs is the one whom most is told of."""
    text, ref, sentence = known.found.text, stranger.ref, stranger.sentence
    if any(first < ref.first for first in known.strangers_of(sentence)):
        return None
    opens = ref.first == sentence.first or text.lows[ref.first - 1] in ("—", ")", ":", "–")
    fits = [p for p in known.later(stranger) if known.fits(stranger, p) and known.told.get(p.number)]
    codes = known.codes.get(stranger.person.number, set())
    stated = [p for p in fits if codes & known.codes.get(p.number, set())]
    lead = sentence.title or (sentence.paragraph <= LEAD and (opens or len(stated) == 1))
    if not lead or not fits or (ref.definite and not sentence.title):
        return None
    return max(stated or fits, key=lambda p: (len(known.told[p.number]), -known.first.get(p.number, 0)))


def _group(known: Known, stranger: Stranger) -> tuple[Person, ...]:
    """As many as they are: a list, those of their nationality, those whom something befell, lists together."""
    count, found = stranger.person.count, known.found
    fits = {p.number: p for p in known.later(stranger) if known.fits(stranger, p)}
    lists = [g for p in fits.values() for g in known.lists.get(p.number, ()) if fits.keys() >= {q.number for q in g}]
    lists = [g for g in lists if any(known.involved(p) or known.codes.get(p.number) for p in g)]
    for people in lists:
        if len(people) == count:
            return people
    codes = known.codes.get(stranger.person.number, set())
    alike = tuple(p for p in fits.values() if codes & known.codes.get(p.number, set()))
    if len(alike) == count:
        return alike
    if (stranger.sentence.title or stranger.sentence.paragraph <= LEAD) and not SOME.search(found.text.text):
        befallen = tuple(p for p in fits.values() if known.told.get(p.number))
        if len(befallen) == count:
            return befallen
    return _together(lists, count)


def _together(lists: list[tuple[Person, ...]], count: int) -> tuple[Person, ...]:
    """Lists, one behind the other, that have so many people."""
    for start in range(len(lists)):
        union: dict[Person, None] = {}
        for people in lists[start:]:
            union.update(dict.fromkeys(people))
            if len(union) == count:
                return tuple(union)
            if len(union) > count:
                break
    return ()


def _rewrite(found: Scan, meant: Meant) -> None:
    """Named people for strangers in all that was found; a nationality comes by the phrase for the stranger."""
    for ordinal, happening in enumerate(found.happenings):
        found.happenings[ordinal] = _renamed(happening, meant)
    found.charges = [c for c in (_renamed(c, meant) for c in found.charges) if c.people]
    found.fines = [f for f in (_renamed(f, meant) for f in found.fines) if f.people]
    found.refs = [(s, _renamed(r, meant)) for s, r in found.refs]
    stated = []
    for said in found.stated:
        people = _named(said.people, meant)
        if people and any(not p.named for p in said.people):
            stated.append(changed(said, people=people, rule="nationality:group", confidence=min(said.confidence, 0.9)))
        elif people:
            stated.append(said)
    found.stated = stated


Of = TypeVar("Of", Happening, Charge, Fine, Ref)


def _renamed(told: Of, meant: Meant) -> Of:
    people = _named(told.people, meant)
    return told if people is told.people else changed(told, people=people)


def _named(people: tuple[Person, ...], meant: Meant) -> tuple[Person, ...]:
    if all(p.named for p in people):
        return people
    return tuple(dict.fromkeys(q for p in people for q in ((p,) if p.named else meant.get(p.number, ()))))
