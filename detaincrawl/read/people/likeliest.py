"""Whom "he", "the pastor" and "the two" mean: the likeliest of those in view. Nobody where two are alike."""

from detaincrawl.read.language import words
from detaincrawl.read.language.text import Text
from detaincrawl.read.people.focus import VIEW, Focus
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

# What ends the reach of an acting subject over "him" and "her".
BOUNDS = frozenset("; : , that and but when after who".split())
SUSPECTS = frozenset("accused defendant suspect".split())
"""Of two in view these are the one who is held."""
RECENT = 3
"""So many of those last seen are likelier for it."""
APPOSED = 14
"""Words from a name to the verb behind what says who that is."""
ACTS = 12
"""Words between who does it and whom it befalls."""


def size(people: tuple[Person, ...]) -> int:
    """How many they are; a stranger may stand for several."""
    return sum(person.count for person in people)


def told_so(person: Person, ref: Ref, count: int, focus: Focus) -> bool:
    """The words say of so many people what the text said of them before: their noun, or where they are from."""
    said = ref.head in focus.facts.get(person.number, ()) or _shares_nationality(person, ref, focus)
    return said and person.count == count and _agrees(person, ref, focus)


def one(text: Text, ref: Ref, before: list[Ref], focus: Focus) -> tuple[Person, ...]:
    """He, she, his, her: the likeliest by subject, recency and what happened to them."""
    pool = [p for p in focus.in_view() if _fits(p, ref)]
    if not pool:
        return ()
    single = [r for r in before if r.kind in ("name", "pronoun", "descriptor") and len(r.people) == 1]
    here = [r.people[0] for r in single if _fits(r.people[0], ref)]
    speakers = {r.people[0] for r in single if not words.saying().isdisjoint(text.lows[r.last : r.last + 2])}
    here = [p for p in here if p not in speakers] or here
    if ref.head in ("him", "her") and ref.kind == "pronoun" and here:
        pool = [p for p in pool if p not in _acting(text, ref, before)] or pool
    recent = focus.latest(RECENT)
    owned = {p.number for p in pool if not p.title_held and _owns(text, p, single)}
    best = max(
        pool,
        key=lambda p: (_weight(p, here, recent, focus) - (4.0 if p.number in owned else 0.0), focus.seen[p.number]),
    )
    if ref.gender and best.gender is None and best.number in focus.held:
        best.gender = ref.gender
    return (best,)


def _owns(text: Text, person: Person, before: list[Ref]) -> bool:
    """ "The government of President X": who only says whose something is."""
    own = next((r for r in before if r.people == (person,)), None)
    return own is not None and own.kind != "pronoun" and text.lows[own.first - 1] == "of"


def described(text: Text, ref: Ref, before: list[Ref], focus: Focus) -> tuple[Person, ...]:
    """ "The American", "the 34-year-old": whom the words fit, but not whom "he" before it in the clause stands for."""
    people = _described(ref, focus, [r for r in before if not _says(text, r)])
    pronouns = [r for r in before if r.kind == "pronoun"]
    return () if people and people == _acting(text, ref, pronouns) else people


def _says(text: Text, ref: Ref) -> bool:
    """ "X said that the police held the man", "X, an inspector, said": who says so is not the man."""
    behind = text.lows[ref.last : ref.last + APPOSED]
    if behind[:1] == [","] and "," in behind[1:]:
        behind = behind[behind.index(",", 1) + 1 :]
    return ref.kind == "name" and not words.saying().isdisjoint(behind[:2])


def _described(ref: Ref, focus: Focus, before: list[Ref]) -> tuple[Person, ...]:
    """The one name before it, else the one last seen whom the words fit."""
    apart = set() if ref.role in ("official", "relation") else focus.aside - focus.held.keys()
    here = [r for r in before if r.kind == "name" and r.last <= ref.first]
    if ref.nationalities and focus.strangers:
        met = [p for p in focus.in_view() if not p.named and p.number not in focus.same and told_so(p, ref, 1, focus)]
        known = any(p.named and _shares_nationality(p, ref, focus) for p in focus.in_view())
        if len(met) == 1 and not known:
            named = () if before else in_view(ref, focus, before)
            named = named or _suffering(met[0], ref, focus)
            return _recognised(met[0], named, focus) or (met[0],)
    if len(here) == 1 and ref.role not in ("official", "relation") and _may_be(here[0].people[0], ref, focus):
        return () if here[0].people[0].number in focus.aside else here[0].people
    recent = sorted(focus.in_view(), key=lambda person: -focus.seen[person.number])
    pool = [person for person in recent if _may_be(person, ref, focus)]
    said = [p for p in pool if ref.head in focus.facts.get(p.number, ()) or _shares_nationality(p, ref, focus)]
    said = [p for p in said if p.number not in apart]
    if said:
        return (said[0],)
    held = [p for p in pool if focus.held.get(p.number) and ref.role not in ("official", "relation")]
    view = in_view(ref, focus, before)
    return tuple(held[:1]) if not view or (ref.head in SUSPECTS and view[0] not in held) else view


def _suffering(stranger: Person, ref: Ref, focus: Focus) -> tuple[Person, ...]:
    """ "X was taken off a train: a drunk American annoyed people. … The American": of the two who is told to suffer."""
    held = [p for p in focus.in_view() if p.named and focus.held.get(p.number) and _may_be(p, ref, focus)]
    return () if focus.held.get(stranger.number) or len(held) != 1 else tuple(held)


def _recognised(stranger: Person, named: tuple[Person, ...], focus: Focus) -> tuple[Person, ...]:
    """ "A Chinese woman … Yaqi X., 39, … The Chinese national": who is in view by now is the stranger's name."""
    if not named or not named[0].named or focus.nationalities(named[0]):
        return ()
    focus.same[stranger.number] = named
    return named


def in_view(ref: Ref, focus: Focus, before: list[Ref]) -> tuple[Person, ...]:
    """A first "the teacher" behind a name is the subject in view, where nothing said of it contradicts."""
    named = [r.people[0] for r in before if r.kind == "name"]
    person = focus.subject or (named[-1] if named else None)
    if person is None or ref.role in ("official", "relation") or not person.title_held:
        return ()
    if ref.nationalities and person.number in focus.aside - focus.held.keys():
        return ()
    return (person,) if _may_be(person, ref, focus) else ()


def group(ref: Ref, focus: Focus) -> tuple[Person, ...]:
    """They, the two, all seven, the men: the last list of that size, or lists that add up to it."""
    if (ref.count is None or size(focus.group) == ref.count) and _all_agree(focus.group, ref, focus):
        return focus.group
    lists = focus.lists[-VIEW:]
    for people in reversed(lists):
        if size(people) == (ref.count or size(people)) and _all_agree(people, ref, focus):
            return people
    if ref.count is None:
        return ()
    union: set[Person] = set()
    first = None
    for start in reversed(range(len(lists))):
        union.update(lists[start])
        if len(union) > ref.count:
            break
        first = start if len(union) == ref.count else first
    if first is not None:
        return tuple(dict.fromkeys(p for people in lists[first:] for p in people))
    held = tuple(person for person in focus.in_view() if focus.held.get(person.number))
    if len(held) == ref.count:
        return held
    named = [p for p in focus.in_view() if p.named and focus.seen[p.number] >= focus.paragraphs[0]]
    near = [p for p in named if focus.held.get(p.number)]
    if len(near) != ref.count:
        near = [p for p in named if p.title_held and p.number not in focus.aside]
    return tuple(near) if len(near) == ref.count else ()


def rest(ref: Ref, before: list[Ref], focus: Focus) -> tuple[Person, ...]:
    """ "The others", "the other two": the last list without those of it whom the sentence, or the one before, names."""
    here = {p for r in before if r.kind == "name" for p in r.people} or {p for p in (focus.subject,) if p}
    for people in reversed(focus.lists[-VIEW:]):
        left = tuple(p for p in people if p not in here)
        if here.issubset(people) and left and (ref.count is None or size(left) == ref.count):
            return left
    return ()


def _all_agree(people: tuple[Person, ...], ref: Ref, focus: Focus) -> bool:
    told = ref.role != "official" or all(ref.head in focus.facts.get(p.number, ()) for p in people)
    return told and all(_agrees(person, ref, focus) for person in people)


def _fits(person: Person, ref: Ref) -> bool:
    if person.count > 1:
        return False
    return ref.gender is None or person.gender is None or person.gender == ref.gender


def _shares_nationality(person: Person, ref: Ref, focus: Focus) -> bool:
    """All that the one says of nationality is among what the other does: "the American" is a dual national, too."""
    said, here = focus.nationalities(person), set(ref.nationalities)
    return bool(said & here) and (said <= here or here <= said)


def _may_be(person: Person, ref: Ref, focus: Focus) -> bool:
    """One person of whom neither gender nor nationality contradicts."""
    return _fits(person, ref) and _agrees(person, ref, focus)


def _agrees(person: Person, ref: Ref, focus: Focus) -> bool:
    return not (ref.nationalities and focus.nationalities(person)) or _shares_nationality(person, ref, focus)


def _acting(text: Text, ref: Ref, before: list[Ref]) -> tuple[Person, ...]:
    """Who does it is not whom it befalls: the last name or "he" before, in the same clause."""
    kinds = ("name", "pronoun", "descriptor", "relative")
    last = next((r for r in reversed(before) if r.kind in kinds and r.people), None)
    if last is None:
        return ()
    between = text.lows[last.last : ref.first]
    return last.people if len(between) <= ACTS and not BOUNDS.intersection(between) else ()


def _weight(person: Person, here: list[Person], recent: list[int], focus: Focus) -> float:
    at = focus.seen[person.number]
    weight = float(RECENT - recent.index(at)) if at in recent else 0.0
    weight += 5.0 if here and here[0] is person else 1.0 if person in here else 0.0
    weight += 2.5 if focus.subject is person else 0.0
    weight += 1.5 if focus.topic is person else 0.0
    weight += min(2.0, focus.held.get(person.number, 0))
    weight -= 0.0 if person.title_held else 1.5
    return weight
