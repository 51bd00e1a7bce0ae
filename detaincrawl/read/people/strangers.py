"""Whom an article tells of before it names them: "a Chinese national … identified as Tian" is one person.

What was told of strangers goes to the people that they turn out to be; who stays without a name is kept apart.
"""

from typing import TypeVar

from detaincrawl.frozen import changed
from detaincrawl.read.events.told import Happening
from detaincrawl.read.found import Scan
from detaincrawl.read.language import nouns
from detaincrawl.read.penalties.charges import Charge
from detaincrawl.read.penalties.fines import Fine
from detaincrawl.read.people import meant
from detaincrawl.read.people.focus import Focus, Stranger
from detaincrawl.read.people.known import LEAD, Known, known
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

FORMER_TELLINGS = 40
"""So many strangers before one can be the same."""
OF_GROUP = 0.88
"""A nationality that comes by the phrase for a stranger is so often right."""
ANOTHER = frozenset("another other second third fourth fifth additional".split())
"""Someone else than who was told of before."""
Meant = dict[int, tuple[Person, ...]]


def settle(found: Scan, focus: Focus) -> None:
    """Give what strangers are told to suffer to the people as whom they are named."""
    if not focus.strangers:
        return
    told = known(found, focus)
    names: Meant = {}
    for tellings in _alike(focus.strangers, told):
        if any(meant.is_victim(found.text, s.ref) for s in tellings):
            continue
        people = next((focus.same[s.person.number] for s in tellings if s.person.number in focus.same), ())
        people = people or meant.who(told, tellings)
        people = people or next((tuple(m) for s in tellings if (m := focus.members.get(s.person.number))), ())
        people = people or next((p for s in tellings if (p := meant.assisted(told, s))), ())
        people = people or next((p for s in tellings if (p := meant.left_over(told, s, names))), ())
        people = () if people and _officials(told, people) else people
        names.update((s.person.number, people) for s in tellings)
        told.join(tellings, people)
        if not people:
            ordinals = sorted(n for s in tellings for n in told.told.get(s.person.number, ()))
            found.unnamed.append((tellings[0], ordinals))
    _rewrite(found, names)


def _officials(told: Known, people: tuple[Person, ...]) -> bool:
    """ "Governors A, B and C" ask for the release of the three, and are not they."""
    before = told.found.text.lows[told.marks[people[0].number][0].first - 1] if people[0].named else ""
    return before.endswith("s") and before in nouns.titles_not_held()


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
            sure = min(said.confidence, OF_GROUP)
            stated.append(changed(said, people=people, rule="nationality:group", confidence=sure))
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
