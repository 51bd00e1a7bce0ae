"""Who a noun phrase stands for: names stand for themselves, the rest for whoever the sentence or the text has in view.

Sentences are taken in order; what is in view is kept in a Focus. This module reads what the sentence itself says
("X, a pastor", "X, who"); whom "he" and "the two" mean is in likeliest.py.
"""

from detaincrawl.frozen import changed
from detaincrawl.read.language import words
from detaincrawl.read.language.text import Text
from detaincrawl.read.people import likeliest, lists, members, naming
from detaincrawl.read.people.focus import Focus
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

MOST = 100
"""More strangers at once are a statistic."""
LEAD = 2
"""Up to this paragraph strangers without a nationality come in, too."""
AMONG = 5
"""Words from "among" to the noun: "among a total of 5,774 prisoners"."""
# "X is a pastor": what follows says who the one before is.
COPULAS = frozenset(["is", "was", "are", "were", "is also", "was also", "became", "had been", "has been", "is now"])
BRACKETS = frozenset(", ( ) — –".split())


def resolve(text: Text, refs: list[Ref], focus: Focus) -> list[Ref]:
    """A sentence's phrases with their people, as far as the text tells; the focus is moved on."""
    done: list[Ref] = []
    for place, ref in enumerate(refs):
        back = lists.tells_back(text, ref, refs)
        named = ref.people or (() if back else naming.behind(text, ref, refs[place + 1 :]))
        people = named or _people(text, ref, done, focus)
        if ref.kind == "descriptor":
            people = people or _of_heading(ref, done, focus)
            if not _of_pronoun(text, ref, refs[place + 1 :]):
                people = _introduced(ref, people, focus)
        if ref.kind == "descriptor" or (ref.kind == "pronoun" and named):
            known = members.recognise(text, ref, people, focus)
            if named and not ref.people and not known:
                members.belong(ref, named, focus)
        if ref.kind == "descriptor" and ref.gender and len(people) == 1:
            people[0].gender = people[0].gender or ref.gender
        done.append(changed(ref, people=people) if people != ref.people else ref)
        for person in people:
            focus.see(person, ref.first)
            if ref.kind in ("name", "descriptor", "list"):
                focus.learn(person, (*ref.nationalities, ref.head))
        if ref.kind in ("name", "list"):
            members.join(text, ref, focus)
        if ref.kind == "descriptor" and ref.role in ("official", "relation"):
            focus.aside.update(p.number for p in people)
        if ref.kind == "list" and people[0].number in focus.aside:
            focus.aside.update(p.number for p in people)
        beside = all(p.number in focus.aside and p.number not in focus.held for p in people)
        others = beside or (ref.kind == "list" and any(r.head == "others" and r.people == people for r in done))
        if likeliest.size(people) > 1 and not (others or ref.kind == "part" or (ref.head == "others" and focus.group)):
            focus.group = people
        if (ref.kind in ("list", "part") and not beside) or (ref.plural and len(people) == 1 and people[0].count > 1):
            focus.lists.append(people)
    return lists.with_strangers(text, members.among(text, done))


def _of_heading(ref: Ref, before: list[Ref], focus: Focus) -> tuple[Person, ...]:
    """ "Mahmoud Khalil. A Palestinian who …": who stands behind a sentence that is a name alone."""
    person = focus.headed
    return (person,) if person and not before and not ref.plural and not ref.possessed else ()


def _of_pronoun(text: Text, ref: Ref, following: list[Ref]) -> bool:
    """ "A citizen of Britain too, he …": the phrase says who "he" is."""
    pronoun = next((r for r in following if r.kind in ("name", "pronoun")), None)
    if pronoun is None or pronoun.head not in ("he", "she") or text.lows[pronoun.first - 1] != ",":
        return False
    return not (words.auxiliaries() | words.verbs()).intersection(text.lows[ref.last : pronoun.first])


def _introduced(ref: Ref, people: tuple[Person, ...], focus: Focus) -> tuple[Person, ...]:
    """ "A Chinese national", "eight Indian fishermen": whom nothing names yet comes in as a stranger."""
    few = ref.count is not None or not ref.plural
    known = people or ref.possessed or ref.role == "official"
    beside = ref.role == "relation" and (ref.definite or not ref.nationalities)
    if beside or known or not few or (ref.count or 1) > MOST:
        return people
    lead = focus.sentence is not None and (focus.sentence.title or focus.sentence.paragraph <= LEAD)
    return (focus.meet(ref),) if ref.nationalities or (lead and not ref.definite) else ()


def _people(text: Text, ref: Ref, before: list[Ref], focus: Focus) -> tuple[Person, ...]:
    if ref.kind == "relative" or (ref.kind == "possessive" and ref.head == "whose"):
        return _antecedent(text, ref, before)
    if ref.kind in ("pronoun", "possessive"):
        return likeliest.group(ref, focus) if ref.plural else likeliest.one(text, ref, before, focus)
    rest = likeliest.rest(ref, before, focus) if ref.head == "others" and ref.definite else ()
    if rest:
        return rest
    attached = _predicate(text, ref, before) or _apposition(text, ref, before) or _one_of(text, ref, before)
    if attached:
        return attached
    if not before and _bare_apposition(text, ref):
        return likeliest.in_view(ref, focus, before)
    if ref.definite and not ref.possessed:
        return likeliest.group(ref, focus) if ref.plural else likeliest.described(text, ref, before, focus)
    return ()


def _predicate(text: Text, ref: Ref, before: list[Ref]) -> tuple[Person, ...]:
    """ "X is", "X was also", "X was born in Russia and later became": who the one before is."""
    last = before[-1] if before else None
    if last is None or ref.possessed or last.kind not in ("relative", "name", "pronoun", "list"):
        return ()
    between = text.lows[last.last : ref.first]
    whole = next((r for r in before if ref.plural and r.kind == "list" and r.last == last.last), last)
    became = 0 < len(between) <= 12 and between[-1] in ("became", "becomes") and "," not in between
    return whole.people if became or " ".join(between) in COPULAS else ()


def _differ(one: Ref, other: Ref) -> bool:
    """ "Two Belgians, a Vietnamese citizen and a Kenyan": others, not the same."""
    nations = one.nationalities and other.nationalities and one.nationalities != other.nationalities
    return bool(nations) or (one.plural != other.plural and any(not p.named for p in one.people))


def _one_of(text: Text, ref: Ref, before: list[Ref]) -> tuple[Person, ...]:
    """ "X is among those captured", "A and B were among 18 foreigners who …": what befell those befell A and B."""
    lows = text.lows[max(0, ref.first - AMONG) : ref.first]
    at = next((i for i, low in enumerate(lows) if low == "among" or lows[i : i + 2] == ["one", "of"]), None)
    if not ref.plural or not at or text.lows[ref.last : ref.last + 1] == ["and"] or lows[-1] == "and":
        return ()
    verb = ref.first - len(lows) + at - 1
    named = [r for r in before if r.kind in ("name", "list", "pronoun") and r.last <= verb]
    whole = max((r for r in named if r.last == named[-1].last), key=lambda r: len(r.people), default=None)
    several = text.lows[verb] in ("were", "are")
    if whole is None or text.lows[verb] not in COPULAS or several != (len(whole.people) > 1):
        return ()
    return whole.people if _parted(text.lows[whole.last : verb]) else ()


def _parted(between: list[str]) -> bool:
    """Nothing, or others between commas: ", as well as 11 locals,"."""
    return not between or (between[0] == between[-1] == ",")


def _bare_apposition(text: Text, ref: Ref) -> bool:
    """ "Teacher by training, …": a noun without an article that opens a sentence, a comma behind it."""
    alone = not ref.definite and not ref.plural and text.lows[ref.first] == ref.head
    return alone and text.lows[ref.last : ref.last + 1] == [","]


def _antecedent(text: Text, ref: Ref, before: list[Ref]) -> tuple[Person, ...]:
    """ "X, who …", "X and Y, both of whom …": the phrase right before."""
    last = next((r for r in reversed(before) if r.kind not in ("pronoun", "possessive", "relative")), None)
    if last is None:
        return ()
    ending = [r for r in before if r.kind == "list" and r.last == last.last]
    apart = [w for w in text.lows[last.last : ref.first] if w not in (",", "(", ")") and not w.isdigit()]
    plural = text.lows[ref.first - 2 : ref.first] in (["both", "of"], ["all", "of"], ["most", "of"])
    if ending and (plural or apart or text.lows[ref.last : ref.last + 1] in (["were"], ["are"], ["have"])):
        return ending[-1].people
    return last.people


def _apposition(text: Text, ref: Ref, before: list[Ref]) -> tuple[Person, ...]:
    """ "Kai Li, 62, a businessman": the name before, with nothing but commas and an age between."""
    last = before[-1] if before else None
    joined = ([","], ["and"], [",", "and"])
    described = last is not None and last.kind == "descriptor" and not ref.definite and not _differ(last, ref)
    if last and last.people and described and text.lows[last.last : ref.first] in joined:
        return last.people
    name = next((r for r in reversed(before) if r.kind == "name" and r.last <= ref.first), None)
    if name is None:
        return ()
    between = text.lows[name.last : ref.first]
    apart = [w for w in between if w not in BRACKETS and not w.isdigit() and w not in ("aged", "age", "also")]
    if 0 < len(between) <= 6 and not apart:
        ending = [r for r in before if ref.plural and r.kind in ("list", "part") and r.last in (name.last, ref.first)]
        several = (ref.count or 1) > 1 or not words.quantities().isdisjoint(text.lows[ref.first : ref.first + 2])
        if ref.plural and several and not ending:
            return ()  # "At Doe Station, a group of 30 hikers"
        return next((r for r in ending if r.count == ref.count), [name, *ending][-1]).people
    return name.people if apart in (["is"], ["was"], ["is", "also"], ["are"], ["were"]) else ()
