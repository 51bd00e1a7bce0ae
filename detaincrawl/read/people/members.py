"""Which named people belong to a group that the text tells of: "among them A and B", "the suspects are A and B"."""

from detaincrawl.frozen import changed
from detaincrawl.read.language import nouns, words
from detaincrawl.read.language.text import Text
from detaincrawl.read.people import likeliest
from detaincrawl.read.people.focus import Focus
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

ONE_OF = (["one", "of"], ["another", "of"], ["some", "of"], ["two", "of"], ["three", "of"])
OTHERS = frozenset("other second third fourth fifth sixth".split())
"""Somebody else than who was told of before."""
ARTICLES = frozenset("a an the former".split())
OF_THEM = 8
"""Words from "one of the" to the name."""


def join(text: Text, ref: Ref, focus: Focus) -> None:
    """ "One of those released, X", "X and 18 others", "which includes A, B and C": some of the strangers are named."""
    before = text.lows[max(0, ref.first - OF_THEM) : ref.first]
    behind = text.lows[ref.last : ref.last + 4]
    begun = next((i for i in range(len(before)) if before[i : i + 2] in ONE_OF), None)
    one_of = begun is not None and (before[-1] == "," or _is_who(before[begun:]))
    one_of = one_of or (behind[:1] == [","] and behind[1:3] in ONE_OF)
    included = any(w in ("includes", "include", "including") for w in before[-4:])
    included = included or ("among" in before and before[-1] in ("are", "were", "was", "is"))
    others = behind[:1] == ["and"] and behind[2:3] == ["others"]
    if not (one_of or included or others):
        return
    number = words.small_number(behind[1]) if others else None
    groups = [s.person for s in reversed(focus.strangers) if s.person.count > len(ref.people)]
    if others and number is not None:
        groups = [p for p in groups if p.count == number + len(ref.people)]
    if groups:
        focus.members.setdefault(groups[0].number, {}).update(dict.fromkeys(ref.people))


def _is_who(before: list[str]) -> bool:
    """ "One of the two is the film-maker": the name behind is that one's."""
    verb = next((i for i, word in enumerate(before) if word in ("is", "was")), None)
    return verb is not None and all(w in ARTICLES or w in nouns.of_people() for w in before[verb + 1 :])


def recognise(text: Text, ref: Ref, people: tuple[Person, ...], focus: Focus) -> bool:
    """ "The Chinese man, identified as Tian": the stranger whom the phrase means, if any, gets the name beside it."""
    if (
        not ref.definite
        or not people
        or not all(p.named for p in people)
        or focus.aside - focus.held.keys() >= {p.number for p in people}
        or not OTHERS.isdisjoint(text.lows[ref.first : ref.last])
    ):
        return False
    count = likeliest.size(people)
    for stranger in reversed(focus.strangers):
        person = stranger.person
        if person.number in focus.same or person.count != count or _is_victim(text, stranger.ref):
            continue
        they = ref.kind == "pronoun" and person.number in focus.held
        if they or likeliest.told_so(person, ref, count, focus) or _is_suspect(person, ref, focus):
            focus.same[person.number] = people
            return True
    return False


def _is_victim(text: Text, ref: Ref) -> bool:
    """ "Jailed for abusing a Burmese maid", "robbed a German tourist"."""
    before = text.lows[ref.first - 1] if ref.first else ""
    return before.endswith(("ing", "ed")) and before not in words.verbs() and before not in words.prepositions()


def belong(ref: Ref, people: tuple[Person, ...], focus: Focus) -> None:
    """ "The suspects are A, B and C", "others are D and E": some of a larger group of one nation that was held."""
    groups = [s.person for s in focus.strangers if s.person.count > 1 and s.person.number in focus.held]
    if not ref.plural or len({frozenset(focus.nationalities(p)) for p in groups}) != 1:
        return
    group = next((p for p in reversed(groups) if p.count > len(people) and p.number not in focus.same), None)
    if group is None:
        return
    told = likeliest.told_so(group, ref, group.count, focus)
    if told or (_is_suspect(group, ref, focus) and not (ref.nationalities or ref.possessed)):
        focus.members.setdefault(group.number, {}).update(dict.fromkeys(people))


def _is_suspect(person: Person, ref: Ref, focus: Focus) -> bool:
    """ "The suspect", "the 34-year-old": words for whoever is held."""
    stands = ref.role == "person" or ref.kind == "pronoun"
    return stands and {ref.gender, person.gender} != {"m", "f"} and person.number in focus.held


def among(text: Text, refs: list[Ref]) -> list[Ref]:
    """ "Eight others were shot, among them the Australians A and B": what is told of the eight is told of the two."""
    for place, ref in enumerate(refs):
        if ref.head != "them" or text.lows[ref.first - 1] != "among":
            continue
        named = next((r for r in refs[place + 1 :] if r.kind in ("list", "name") and r.first - ref.last <= 6), None)
        told = next(
            (
                p
                for p in range(place)
                if refs[p].plural and refs[p].kind == "descriptor" and not any(q.named for q in refs[p].people)
            ),
            None,
        )
        if named and told is not None:
            refs[told] = changed(refs[told], people=named.people)
    return refs
