"""Who a noun phrase stands for: names stand for themselves, the rest for whoever the text has in view.

Sentences are taken in order. What is in view is kept in a Focus: who was named when, who was subject, which lists of
names were printed. Nothing is guessed between equals: an ambiguous "he" stands for nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from detaincrawl.read import words
from detaincrawl.read.people import Person
from detaincrawl.read.refs import Ref
from detaincrawl.read.text import Sentence, Text

GROUP_LIMIT = 12
"""More people than this in one list are told by number only (case model, section 1: at most ten unnamed)."""


@dataclass(slots=True)
class Focus:
    """What the reader of a sentence has in view."""

    seen: dict[int, int] = field(default_factory=dict)
    """Person number → last word that named or meant them."""
    subject: Person | None = None
    """Subject of the sentence before."""
    topic: Person | None = None
    """Who the paragraph is about: its first subject."""
    group: tuple[Person, ...] = ()
    """The last list of people, or the last plural."""
    lists: list[tuple[Person, ...]] = field(default_factory=list)
    facts: dict[int, set[str]] = field(default_factory=dict)
    """Person number → nationalities and nouns said of them so far: "the American", "the pastor"."""
    held: dict[int, int] = field(default_factory=dict)
    """Person number → how often something was reported to have happened to them as a detainee."""
    people: dict[int, Person] = field(default_factory=dict)
    patients: tuple[Person, ...] = ()
    """Whom the last event befell: whose "the sentence" and "the trial" are."""

    def see(self, person: Person, at: int) -> None:
        if person.plausible or self.held.get(person.number):
            self.people[person.number] = person
        self.seen[person.number] = at

    def learn(self, person: Person, facts: Iterable[str]) -> None:
        self.facts.setdefault(person.number, set()).update(facts)


def merge_lists(text: Text, refs: list[Ref]) -> list[Ref]:
    """ "A, B and C" as one plural phrase beside its members; members stay, for what is said of each."""
    names = [r for r in refs if r.kind == "name"]
    merged = [r for r in refs if r.kind != "name"]
    run: list[Ref] = []
    for ref in names:
        if run and not _joined(text, run[-1], ref):
            merged += _listed(text, run)
            run = []
        run.append(ref)
    merged += _listed(text, run) if run else []
    parted = _semicolons(text, refs)
    merged += [parted] if parted and not any(r.kind == "list" for r in merged) else []
    return sorted(merged, key=lambda r: (r.first, -r.last))


JOINTS = frozenset(", and & ; or".split())
# Between the members of a list stand ages in brackets and titles, too.
ASIDE = frozenset("( ) captain commander sailor dr mr ms mrs his her brother sister wife husband".split())


def _semicolons(text: Text, refs: list[Ref]) -> Ref | None:
    """ "The freed men are Kai Li, 62, a businessman; Mark Swidan, of Houston; and John Leung": the first name of each part."""
    names = [r for r in refs if r.kind == "name"]
    listing = (
        next(
            (
                i
                for i in range(refs[0].first, refs[-1].last)
                if text.lows[i] in ("are", "were", "include", "included", "including")
                and any(r.first == i + 1 for r in names)
            ),
            None,
        )
        if refs
        else None
    )
    if listing is not None:
        after = [
            r
            for r in names
            if r.first == listing + 1
            or (
                r.first > listing
                and (
                    text.lows[r.first - 1] in (",", ";")
                    or text.lows[max(0, r.first - 2) : r.first] in ([",", "and"], [";", "and"])
                )
            )
        ]
        people = tuple(dict.fromkeys(p for r in after for p in r.people))
        if len(people) > 1:
            return Ref(
                after[0].first, after[-1].last, "list", "list", people, plural=True, count=len(people), definite=True
            )
    lead = [
        r
        for r in names
        if text.lows[r.first - 1 : r.first] in ([";"], ["are"], [":"], ["were"])
        or text.lows[max(0, r.first - 2) : r.first] == [";", "and"]
    ]
    if len(lead) < 2 or not any(text.lows[r.first - 1] == ";" or text.lows[r.first - 2] == ";" for r in lead):
        return None
    people = tuple(dict.fromkeys(p for r in lead for p in r.people))
    return (
        Ref(lead[0].first, lead[-1].last, "list", "list", people, plural=True, count=len(people), definite=True)
        if len(people) > 1
        else None
    )


def _joined(text: Text, one: Ref, other: Ref) -> bool:
    between = text.lows[one.last : other.first]
    if not between or len(between) > 14 or not any(w in JOINTS for w in between):
        return False
    joint = max(i for i, w in enumerate(between) if w in JOINTS)
    described = between[joint + 1 :]
    if (
        described
        and described[-1] in words.nouns()
        and not set(described) & (words.prepositions() | words.auxiliaries())
    ):
        between = between[: joint + 1]
    return all(
        w in JOINTS or w in ASIDE or w.isdigit() or text.words[one.last + i][0].isupper() for i, w in enumerate(between)
    )


def _listed(text: Text, run: list[Ref]) -> list[Ref]:
    people = tuple(dict.fromkeys(p for r in run for p in r.people))
    if len(people) < 2 or not any(w in ("and", "&", "or") for w in text.lows[run[0].last : run[-1].first]):
        return run
    return [
        Ref(run[0].first, run[-1].last, "list", "list", people, plural=True, count=len(people), definite=True),
        *run,
    ]


def resolve(text: Text, sentence: Sentence, refs: list[Ref], focus: Focus) -> list[Ref]:
    """The sentence's phrases with their people, as far as the text tells."""
    done: list[Ref] = []
    for place, ref in enumerate(refs):
        people = ref.people or _named_behind(text, ref, refs[place + 1 :]) or _people(text, ref, done, focus)
        done.append(replace(ref, people=people) if people != ref.people else ref)
        for person in people:
            focus.see(person, ref.first)
            if ref.kind in ("name", "descriptor", "list"):
                focus.learn(person, (*ref.nationalities, ref.head))
        others = ref.kind == "list" and any(r.head == "others" and r.people == people for r in done)
        if len(people) > 1 and not (others or (ref.head == "others" and focus.group)):
            focus.group = people
        if ref.kind == "list":
            focus.lists.append(people)
    return _among(text, done)


def _among(text: Text, refs: list[Ref]) -> list[Ref]:
    """ "Eight others were shot, among them the Australians A and B": what is told of the eight is told of the two."""
    for place, ref in enumerate(refs):
        if ref.head != "them" or text.lows[ref.first - 1] != "among":
            continue
        named = next((r for r in refs[place + 1 :] if r.kind in ("list", "name") and r.first - ref.last <= 6), None)
        told = next(
            (p for p in range(place) if refs[p].plural and refs[p].kind == "descriptor" and not refs[p].people), None
        )
        if named and told is not None:
            refs[told] = replace(refs[told], people=named.people)
    return refs


MEMBERS = frozenset(
    [("such", "as"), ("including",), ("among", "them"), ("namely",), ("like",), ("they", "are"), ("are",), ("were",)]
)


def _named_behind(text: Text, ref: Ref, following: list[Ref]) -> tuple[Person, ...]:
    """ "The French researcher Laurent Vinatier", "her lawyer, Pavel Mamonov", "executives, among them A, B and C": the name behind."""
    if ref.kind not in ("descriptor", "pronoun"):
        return ()
    names = [r for r in following if r.kind in ("name", "list")]
    if not names:
        return ()
    nearest = next((r for r in names if ref.plural and r.plural and r.first == names[0].first), names[0])
    if not ref.plural:
        nearest = next((r for r in names if r.kind == "name" and r.first == names[0].first), names[0])
    between = tuple(
        text.lows[i]
        for i in range(ref.last, nearest.first)
        if text.lows[i] not in (",", ":", "—", "–", "(", "the", "a", "an")
    )
    bare = tuple(text.lows[ref.last : nearest.first])
    if ref.kind == "descriptor" and (
        not bare or (_tied(bare) and not ref.plural and (_closes(text, nearest) or _opens_sentence(text, ref)))
    ):
        return nearest.people
    if ref.plural and nearest.kind == "list" and ("are" in bare[-2:] or "were" in bare[-2:]) and len(bare) <= 10:
        return nearest.people
    if (
        ref.plural
        and nearest.kind == "list"
        and (
            (ref.kind == "descriptor" and not between)
            or ((between[:2] in MEMBERS or between[:1] in MEMBERS) and _only_descriptors(text, ref.last, nearest.first))
        )
    ):
        return nearest.people
    return ()


def _opens_sentence(text: Text, ref: Ref) -> bool:
    return ref.first == 0 or text.words[ref.first - 1] in '.!?”"'


def _tied(between: tuple[str, ...]) -> bool:
    """A comma, behind at most a short "of …": "another holder of both passports, Yuri Malev"."""
    return between == (",",) or (
        2 < len(between) <= 6
        and between[0] in ("of", "from", "in", "at")
        and between[-1] == ","
        and "," not in between[:-1]
    )


def _only_descriptors(text: Text, first: int, last: int) -> bool:
    return last - first <= 8


def _closes(text: Text, ref: Ref) -> bool:
    """What follows the name closes an apposition: a comma, a stop, or the verb."""
    return (
        ref.last >= len(text.lows)
        or text.lows[ref.last] in (",", ".", ";", ":", ")", "who", "—", "–", "has", "was", "is", "had")
        or text.lows[ref.last].endswith("ed")
    )


def _copula(between: list[str]) -> bool:
    """ "Is", "was also", "was born in Russia and later became": what follows says who the one before is."""
    return between in COPULAS or (0 < len(between) <= 12 and between[-1] in ("became", "becomes") and "," not in between)


COPULAS = (
    ["is"],
    ["was"],
    ["are"],
    ["were"],
    ["is", "also"],
    ["was", "also"],
    ["became"],
    ["had", "been"],
    ["has", "been"],
    ["is", "now"],
)


def _people(text: Text, ref: Ref, before: list[Ref], focus: Focus) -> tuple[Person, ...]:
    if ref.kind == "relative" or (ref.kind == "possessive" and ref.head == "whose"):
        return _antecedent(text, ref, before)
    if ref.kind == "pronoun" or ref.kind == "possessive":
        return _group(ref, focus) if ref.plural else _one(text, ref, before, focus)
    if (
        before
        and before[-1].people
        and before[-1].kind in ("relative", "name", "pronoun", "list")
        and not ref.possessed
        and _copula(text.lows[before[-1].last : ref.first])
    ):
        return before[-1].people
    attached = _apposition(text, ref, before)
    if attached:
        return attached
    if (
        not ref.definite
        and not ref.plural
        and not before
        and text.lows[ref.first] == ref.head
        and text.lows[ref.last : ref.last + 1] == [","]
    ):
        return _in_view(ref, focus, before)
    if ref.definite and not ref.possessed:
        return _group(ref, focus) if ref.plural else _described(ref, focus, before)
    return ()


def _antecedent(text: Text, ref: Ref, before: list[Ref]) -> tuple[Person, ...]:
    """ "X, who …", "X and Y, both of whom …": the phrase right before."""
    for other in reversed(before):
        if other.kind in ("pronoun", "possessive", "relative"):
            continue
        plural = text.lows[ref.first - 2 : ref.first] in (["both", "of"], ["all", "of"], ["most", "of"])
        lists = [o for o in before if o.kind == "list" and o.last == other.last]
        apart = [w for w in text.lows[other.last : ref.first] if w not in (",", "(", ")") and not w.isdigit()]
        if lists and (plural or _plural_verb(text, ref.last) or apart):
            return lists[-1].people
        return other.people
    return ()


def _plural_verb(text: Text, index: int) -> bool:
    return index < len(text.lows) and text.lows[index] in ("were", "are", "have")


def _apposition(text: Text, ref: Ref, before: list[Ref]) -> tuple[Person, ...]:
    """ "Kai Li, 62, a businessman": the name before, with nothing but commas and an age between."""
    last = before[-1] if before else None
    if (
        last
        and last.kind == "descriptor"
        and last.people
        and not ref.definite
        and text.lows[last.last : ref.first] in (["and"], [","], [",", "and"])
    ):
        return last.people
    for other in reversed(before):
        if other.kind != "name" or other.last > ref.first:
            continue
        between = text.lows[other.last : ref.first]
        apart = [
            w for w in between if w not in (",", "(", ")", "—", "–") and not w.isdigit() and w not in ("aged", "age")
        ]
        if between and len(between) <= 6 and not apart:
            whole = next((r for r in before if ref.plural and r.kind == "list" and r.last == other.last), other)
            return whole.people
        if apart in (["is"], ["was"], ["is", "also"], ["are"], ["were"]):
            return other.people
        return ()
    return ()


def _fits(person: Person, ref: Ref) -> bool:
    return ref.gender is None or person.gender is None or person.gender == ref.gender


def _one(text: Text, ref: Ref, before: list[Ref], focus: Focus) -> tuple[Person, ...]:
    """He, she, his, her: the likeliest by subject, recency and what happened to them; nobody where two are alike."""
    pool = [p for n, p in focus.people.items() if _fits(p, ref)]
    if not pool:
        return ()
    here = [p for r in before if r.kind in ("name", "pronoun", "descriptor") for p in r.people if _fits(p, ref)]
    if ref.head in ("him", "her") and ref.kind == "pronoun" and before and here:
        pool = [p for p in pool if p not in _acting(text, ref, before)] or pool
    scores = {p.number: _weight(p, here, focus) for p in pool}
    best = max(pool, key=lambda p: (scores[p.number], focus.seen[p.number]))
    if ref.gender and best.gender is None and best.number in focus.held:
        best.gender = ref.gender
    return (best,)


def _acting(text: Text, ref: Ref, before: list[Ref]) -> tuple[Person, ...]:
    """Who does it is not whom it befalls: the last name or "he" before, in the same clause."""
    for other in reversed(before):
        if other.kind in ("name", "pronoun", "descriptor", "relative") and other.people:
            between = text.lows[other.last : ref.first]
            return (
                other.people
                if not any(w in (";", ":", ",", "that", "and", "but", "when", "after", "who") for w in between)
                and len(between) <= 6
                else ()
            )
    return ()


def _weight(person: Person, here: list[Person], focus: Focus) -> float:
    recent = sorted(focus.seen.values(), reverse=True)
    rank = recent.index(focus.seen[person.number])
    weight = max(0.0, 3.0 - rank)
    weight += 5.0 if here and here[0] is person else 1.0 if person in here else 0.0
    weight += 2.5 if focus.subject is person else 0.0
    weight += 1.0 if focus.topic is person else 0.0
    weight += min(2.0, focus.held.get(person.number, 0))
    weight -= 0.0 if person.title_held else 1.5
    return weight


def _described(ref: Ref, focus: Focus, before: list[Ref]) -> tuple[Person, ...]:
    """ "The American", "the 34-year-old": the one last seen whom the words fit."""
    here = [r for r in before if r.kind == "name" and r.last <= ref.first]
    if (
        here
        and not (
            set(ref.nationalities)
            and _codes(here[-1].people[0], focus)
            and not set(ref.nationalities) & _codes(here[-1].people[0], focus)
        )
        and _fits(here[-1].people[0], ref)
        and len(here) == 1
        and ref.role != "official"
    ):
        return here[-1].people
    pool = []
    for number in sorted(focus.people, key=lambda n: -focus.seen[n]):
        person = focus.people[number]
        facts = focus.facts.get(number, set())
        known = {f for f in facts if len(f) == 2 and f.isupper()}
        if not _fits(person, ref) or (ref.nationalities and known and not set(ref.nationalities) & known):
            continue
        if ref.head in facts or (set(ref.nationalities) & known) or (focus.held.get(number) and ref.role != "relation"):
            pool.append(person)
    said = [
        p
        for p in pool
        if ref.head in focus.facts.get(p.number, set()) or set(ref.nationalities) & focus.facts.get(p.number, set())
    ]
    if said:
        return (said[0],)
    return _in_view(ref, focus, before) or tuple(pool[:1])


def _codes(person: Person, focus: Focus) -> set[str]:
    return {f for f in focus.facts.get(person.number, set()) if len(f) == 2 and f.isupper()}


def _in_view(ref: Ref, focus: Focus, before: list[Ref]) -> tuple[Person, ...]:
    """A first "the teacher" behind a name is the subject in view, where nothing said of it contradicts."""
    named = [r.people[0] for r in before if r.kind == "name"]
    person = focus.subject or (named[-1] if named else None)
    if person is None or ref.role in ("official", "relation") or not _fits(person, ref) or not person.title_held:
        return ()
    known = {f for f in focus.facts.get(person.number, set()) if len(f) == 2 and f.isupper()}
    return () if ref.nationalities and known and not set(ref.nationalities) & known else (person,)


def _group(ref: Ref, focus: Focus) -> tuple[Person, ...]:
    """They, the two, all seven, the men: the last list of that size, or lists that add up to it."""
    if ref.count is None:
        return focus.group
    if len(focus.group) == ref.count:
        return focus.group
    for people in reversed(focus.lists):
        if len(people) == ref.count:
            return people
    for start in range(len(focus.lists)):
        union = tuple(dict.fromkeys(p for people in focus.lists[start:] for p in people))
        if len(union) == ref.count:
            return union
    held = tuple(focus.people[n] for n in focus.people if focus.held.get(n))
    return held if len(held) == ref.count else ()
