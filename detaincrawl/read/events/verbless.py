"""Events that no verb of their own tells: who is given for somebody, terms dealt out by name, terms without a verb."""

import re

from detaincrawl.frozen import changed
from detaincrawl.read.events.told import Happening, Line
from detaincrawl.read.events.triggers import Form, Frame, Role, Trigger
from detaincrawl.read.language import words
from detaincrawl.read.language.text import Text
from detaincrawl.read.penalties import lengths
from detaincrawl.read.penalties.amounts import TermMark
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType

SENTENCED = Frame(EventType.SENTENCED, None, Role.PLAIN, Form.NONE, "term", False)
REPEATED = frozenset(
    {
        EventType.DETAINED,
        EventType.RELEASED,
        EventType.DEPORTED,
        EventType.EXTRADITED,
        EventType.CHARGED,
        EventType.REMANDED,
    }
)
"""Events that need no term."""
JOINTS = frozenset(["and", "while", ";", ","])
# No prison term is so short.
SHORT = re.compile("day|week")


def counterparts(line: Line, found: list[Happening]) -> list[Happening]:
    """ "Swapped for Daniil Kasatkin": who is given for a detainee is exchanged as well."""
    out = []
    for happening in found:
        if happening.type is EventType.EXCHANGED and happening.people:
            other = next((r for r in line.refs if _given_for(line.text, r, happening)), None)
            if other:
                whole = next((r for r in line.refs if r.kind == "list" and r.first == other.first), other)
                out.append(changed(happening, people=whole.people, ref=whole))
    return out


def gapped(line: Line, found: list[Happening]) -> list[Happening]:
    """ "Lee was arrested in Rome on 5 March and Roe, 39, on 6 March in Turin": one verb for both."""
    text, days = line.text, [index for index, _ in line.marks.dates]
    out = []
    told = {p for h in found for p in h.people}
    for ref in line.refs:
        verb = next((h for h in reversed(found) if h.trigger.last <= ref.first), None)
        if ref.kind != "name" or not told.isdisjoint(ref.people) or verb is None or verb.type not in REPEATED:
            continue
        at = next((i for i in range(ref.first - 1, ref.first - 5, -1) if text.lows[i] in JOINTS), None)
        first = verb.trigger.last
        acting = words.verbs() | words.auxiliaries()
        after = any(text.words[i] in acting for i in range(first, line.sentence.last))
        parallel = at is not None and any(first <= day < at for day in days) and any(day >= ref.last for day in days)
        if parallel and not after and _adjunct(text, ref.last):
            here = changed(verb.trigger, first=ref.last, last=ref.last, end=ref.last)
            out.append(changed(verb, people=ref.people, ref=ref, trigger=here))
    return out


def _adjunct(text: Text, index: int) -> bool:
    """Behind a name, and an age: when or where."""
    behind = text.lows[index : index + 4]
    aged = behind[:1] == [","] and len(behind) > 3 and behind[1].isdigit()
    return behind[3 * aged : 3 * aged + 1] != ["of"] and not words.prepositions().isdisjoint(behind[3 * aged :][:1])


def _given_for(text: Text, ref: Ref, happening: Happening) -> bool:
    trigger = happening.trigger
    return (
        ref.kind in ("name", "list")
        and trigger.end <= ref.first <= trigger.end + 8
        and "for" in text.lows[max(trigger.last, ref.first - 4) : ref.first]
        and bool(ref.people)
        and not set(ref.people) & set(happening.people)
    )


def sentences(line: Line, found: list[Happening], in_view: Person | None) -> list[Happening]:
    """ "16 years for espionage.", "… after three days: 16 years.": of whom the line tells or who is in view."""
    if any(h.type is EventType.SENTENCED and h.term and not h.state for h in found):
        return []
    people = found[-1].people if found else (in_view,) if in_view else ()
    signs = (":", "-", ",") if found else (":", "-")
    out = []
    for index, mark in line.marks.terms:
        end = index + len(mark.words.split())
        if (
            _stands_alone(line, index, end, signs)
            and not any(r.kind == "name" and end < r.first <= end + 4 for r in line.refs)
            and not SHORT.search(mark.words)
            and all(h.term is not mark for h in found)
        ):
            trigger = Trigger(index, end, end, SENTENCED)
            out.append(Happening(EventType.SENTENCED, None, people, None, trigger, line.sentence, term=mark))
    return out


def _stands_alone(line: Line, index: int, end: int, signs: tuple[str, ...]) -> bool:
    """The term opens the sentence, or what one of the signs parts off; behind it stands what it is for."""
    text = line.text
    if index != line.sentence.first and text.words[index - 1] not in signs:
        return False
    following = text.lows[end : end + 7]
    if following[:1] in (["for"], ["over"]) or (following[:1] == ["in"] and "for" in following):
        return True
    return text.words[index - 1] == ":" and following[:1] in ([], ["."], [","])


def apportioned(line: Line, found: list[Happening]) -> list[Happening]:
    """ "25 years for Tiwari, three for Ragesh", "gave Lee ten years and Roe five": each name's term of the ruling."""
    ruling = next((h for h in found if h.type in (EventType.SENTENCED, EventType.APPEAL_DECIDED)), None)
    if ruling is None:
        return found
    given = ((ref, _given_to(line, ref, ruling)) for ref in line.refs)
    own = [(ref, mark) for ref, mark in given if mark and mark is not ruling.term]
    named = {p for ref, _ in own for p in ref.people}
    rest = tuple(p for p in ruling.people if p not in named)
    told = [changed(h, people=rest) if h is ruling and rest else h for h in found]
    return told + [changed(ruling, people=ref.people, term=mark, ref=ref) for ref, mark in own]


def _given_to(line: Line, ref: Ref, ruling: Happening) -> TermMark | None:
    if ref.kind not in ("name", "list"):
        return None
    if ref.kind == "name" and ruling.term and ruling.trigger.last <= ref.first:
        behind = next((m for i, m in line.marks.terms if i == ref.last), None)
        if behind or _years_alone(line, ref.last):
            return behind or lengths.in_years(line.text, ref.last)
    if "for" in line.text.lows[max(line.sentence.first, ref.first - 3) : ref.first]:
        before = (m for i, m in reversed(line.marks.terms) if ref.first - 6 <= i < ref.first)
        return next(before, None) or _bare_number(line.text, ref)
    at = lengths.led_to(line, ref)
    if at is None or not any(i < ref.first for i, _ in line.marks.terms):
        return None
    return next((m for i, m in line.marks.terms if i in (at - 1, at)), None) or lengths.in_years(line.text, at)


def _years_alone(line: Line, index: int) -> bool:
    """A number right behind a name that no age is, which a comma would part from it."""
    lows = line.text.lows[: line.sentence.last]
    if index >= len(lows):
        return False
    closed = index + 1 >= len(lows) or lows[index + 1] in (",", ".", ";", "and", "while")
    return words.small_number(lows[index]) is not None and closed and any(i < index for i, _ in line.marks.terms)


def respectively(line: Line, found: list[Happening]) -> list[Happening]:
    """ "Lee and Roe for seven and nine years respectively": to each the term that stands where the name does."""
    lows = line.text.lows[line.sentence.first : line.sentence.last]
    if "respectively" not in lows:
        return found
    end = line.sentence.first + lows.index("respectively")
    return [h for told in found for h in _each(line, told, end)]


def _each(line: Line, told: Happening, end: int) -> list[Happening]:
    """One ruling a person, where as many terms as people stand before word ``end``."""
    if told.term is None or len(told.people) < 2:
        return [told]
    printed = dict(line.marks.terms)
    terms: list[TermMark] = []
    at = told.trigger.last
    while at < end:
        mark = printed.get(at)
        if mark or words.small_number(line.text.lows[at]):
            terms.append(mark or lengths.in_years(line.text, at))
        at += len(mark.words.split()) if mark else 1
    if len(terms) != len(told.people):
        return [told]
    return [changed(told, people=(p,), term=t) for p, t in zip(told.people, terms, strict=True)]


def _bare_number(text: Text, ref: Ref) -> TermMark | None:
    """ "25 years for Tiwari, three for Ragesh": the second figure counts years, too."""
    for at in range(ref.first - 1, max(ref.first - 4, 0), -1):
        if text.lows[at] == "for" and words.small_number(text.lows[at - 1]) is not None:
            return lengths.in_years(text, at - 1)
    return None
