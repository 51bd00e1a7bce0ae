"""Whom an article tells of before it names them: "a Chinese national … identified as Tian" is one person.

What was told of strangers goes to the people that they turn out to be; who stays without a name is kept apart.
"""

import re
from typing import TypeVar

from detaincrawl.frozen import changed
from detaincrawl.read import groups, words
from detaincrawl.read.charges import Charge
from detaincrawl.read.fines import Fine
from detaincrawl.read.focus import Focus, Stranger
from detaincrawl.read.found import Scan
from detaincrawl.read.known import LEAD, Known, known
from detaincrawl.read.people import Person
from detaincrawl.read.refs import Ref
from detaincrawl.read.text import Sentence, Text
from detaincrawl.read.told import Happening

NEAR = 16
"""So many words into the next sentence is named whom the one before left unnamed."""
FORMER_TELLINGS = 40
"""So many strangers before one can be the same."""
COURTS = frozenset("court judge judges jury magistrate hearing tribunal".split())
CONSULAR = re.compile(r"\b(?:embassy|consulate|consular|foreign (?:office|ministry|affairs)|state department)\b")
ALSO = frozenset("too also both dual".split())
ANOTHER = frozenset("another other second third fourth fifth additional".split())
"""Someone else than who was told of before."""
Meant = dict[int, tuple[Person, ...]]


def settle(found: Scan, focus: Focus) -> None:
    """Give what strangers are told to suffer to the people as whom they are named."""
    if not focus.strangers:
        return
    told = known(found, focus)
    meant: Meant = {}
    for tellings in _alike(focus.strangers, told):
        people = next((focus.same[s.person.number] for s in tellings if s.person.number in focus.same), ())
        people = people or next((p for s in tellings if (p := _who(told, s))), ())
        people = people or next((tuple(m) for s in tellings if (m := focus.members.get(s.person.number))), ())
        people = people or next((p for s in tellings if (p := _assisted(told, s))), ())
        meant.update((s.person.number, people) for s in tellings)
        told.join(tellings, people)
        if not people:
            ordinals = sorted(n for s in tellings for n in told.told.get(s.person.number, ()))
            found.unnamed.append((tellings[0], ordinals))
    _rewrite(found, meant)


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
        return groups.named(known, stranger)
    person = _next(known, stranger) or _by_nationality(known, stranger) or _lead(known, stranger)
    return (person,) if person else ()


def _next(known: Known, stranger: Stranger) -> Person | None:
    """ "A grandmother sentenced to death has lost her appeal. Mair Pugh, 56, …": who is first named behind."""
    sentence = stranger.sentence
    if sentence.title or stranger.ref.definite:
        return None
    behind = known.naming(sentence)
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
