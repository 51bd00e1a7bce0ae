"""All that one article says of one person, one file a detaining state."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import islice

from detaincrawl.read.events.timeline import Event
from detaincrawl.read.found import Scan
from detaincrawl.read.language import words
from detaincrawl.read.language.text import Sentence
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.nations.nationalities import BOTH_COUNTRIES
from detaincrawl.read.penalties.charges import Charge
from detaincrawl.read.penalties.fines import Fine
from detaincrawl.read.people.named import NameMark, Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType

LIKELY = 10
"""Nobody has more nationalities than that."""


@dataclass(slots=True)
class File:
    """All that one article says of one person."""

    person: Person
    happenings: list[int] = field(default_factory=list)
    nationalities: dict[str, tuple[int, int, str, float]] = field(default_factory=dict)
    """Code → first word, last word, rule, confidence."""
    names: list[NameMark] = field(default_factory=list)
    refs: list[tuple[Sentence, Ref]] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    fines: list[Fine] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    holder: str | None = None
    held_by: tuple[int, int, str] | None = None
    """First and last word of what names the state, and its rule."""
    dual: bool = False
    """The text says that there are two nationalities."""


def files(found: Scan) -> dict[int, File]:
    """Person number → their file, whatever state it concerns."""
    by_person = {p.number: File(p) for p in found.people}
    for ordinal, happening in enumerate(found.happenings):
        for person in happening.people:
            by_person[person.number].happenings.append(ordinal)
    for stated in found.stated:
        for person in stated.people:
            for code in stated.codes:
                by_person[person.number].nationalities.setdefault(
                    code, (stated.first, stated.last, stated.rule, stated.confidence)
                )
    _deal(found, by_person)
    return by_person


def _deal(found: Scan, files: dict[int, File]) -> None:
    """To each person what is theirs, in one pass: an article may name ten thousand."""
    for mark in found.names:
        files[mark.person.number].names.append(mark)
    for sentence, ref in found.refs:
        for person in ref.people:
            files[person.number].refs.append((sentence, ref))
    for charge in found.charges:
        for person in charge.people:
            files[person.number].charges.append(charge)
    for fine in found.fines:
        for person in fine.people:
            files[person.number].fines.append(fine)


TERRITORIES = frozenset(["name", "capital", "town", "place"])


def both_countries(found: Scan, file: File, overall: Counter[str]) -> File:
    """ "Both passports": of the state that holds and of the state that the article's other detainees are from."""
    evidence = file.nationalities.pop(BOTH_COUNTRIES, None)
    if evidence is None:
        return file
    file.dual = True
    said = Counter(c for s in found.stated for c in s.codes if c != BOTH_COUNTRIES)
    held = overall.most_common(1)
    said_so = found.text.lows[evidence[0] : evidence[1]]
    other = [c for c, _ in said.most_common() if not held or c != held[0][0]]
    if "both" in said_so and held and other:
        for code in (held[0][0], other[0]):
            file.nationalities.setdefault(code, evidence)
    return file


def parted(found: Scan, file: File) -> list[File]:
    """One file a detaining state: who is extradited has one before and one behind (case model, section 1)."""
    leaving = next(((t, i) for i in file.happenings if (t := _extradited_to(found, i))), None)
    leaving = leaving or _brought(found, file)
    if leaving is None:
        return [file]
    (code, place), ordinal = leaving
    origin = _origin(found, file, code)
    if origin is None:
        return [replace(file, holder=code, held_by=place)]
    state, held_by = origin
    before = [i for i in file.happenings if _holder_of(found, i) == state and i != ordinal]
    after = replace(file, happenings=[i for i in file.happenings if i not in before], holder=code, held_by=place)
    tried = any(found.happenings[i].type in TRIED for i in before)
    first = replace(file, happenings=[*before, ordinal], holder=state, held_by=held_by)
    return [after, first if tried else replace(first, charges=[], fines=[])]


def _brought(found: Scan, file: File) -> tuple[tuple[str, tuple[int, int, str]], int] | None:
    """ "Nabbed in Cyprus and extradited", "awaits trial in the US": the other state that their events name."""
    leaving = (i for i in file.happenings if found.happenings[i].type is EventType.EXTRADITED)
    ordinal = next((i for i in leaving if found.text.lows[found.happenings[i].trigger.first] in EXTRADITION), None)
    origin = _origin(found, file, "") if ordinal is not None else None
    if ordinal is None or origin is None:
        return None
    others = [h[0] for i in file.happenings if (h := found.holders.get(i)) and h[0].code != origin[0]]
    others = [h for h in others if set(file.nationalities) != {h.code}]
    if len({h.code for h in others}) != 1:
        return None
    return (others[0].code, (others[0].first, others[0].last, others[0].rule)), ordinal


TRIED = frozenset({EventType.CHARGED, EventType.CONVICTED, EventType.SENTENCED})
CAUGHT = frozenset({EventType.DETAINED, EventType.REMANDED})


def _origin(found: Scan, file: File, target: str) -> tuple[str, tuple[int, int, str]] | None:
    """The state that somebody was extradited from, and the words that say so: "from Spain", "arrested in Cyprus"."""
    own = set(file.nationalities) if len(file.nationalities) == 1 else set()
    barred = {target, *own}
    for ordinal in file.happenings:
        happening = found.happenings[ordinal]
        if happening.type is EventType.EXTRADITED:
            for mark in found.marks[happening.sentence.first]:
                lead = found.text.lows[max(0, mark.first - 2) : mark.first]
                if "from" in lead and mark.country.kind in TERRITORIES and mark.country.code not in barred:
                    return mark.country.code, (mark.first, mark.last, "detaining_country:from")
    caught = (i for i in file.happenings if found.happenings[i].type in CAUGHT)
    held = [h[0] for i in caught if (h := found.holders.get(i)) and h[0].code not in barred]
    common = Counter(h.code for h in held).most_common(1)
    chosen = next((h for h in held if h.code == common[0][0]), None) if common else None
    return (chosen.code, (chosen.first, chosen.last, chosen.rule)) if chosen else None


def _holder_of(found: Scan, ordinal: int) -> str | None:
    holders = found.holders.get(ordinal)
    return holders[0].code if holders else None


def _extradited_to(found: Scan, ordinal: int) -> tuple[str, tuple[int, int, str]] | None:
    """The state that an extradition goes to, and the words that say so."""
    happening = found.happenings[ordinal]
    if happening.type is not EventType.EXTRADITED:
        return None
    for mark in found.marks[happening.sentence.first]:
        lead = found.text.lows[max(0, mark.first - 2) : mark.first]
        if (
            happening.trigger.first < mark.first <= happening.trigger.end + 4
            and "to" in lead
            and mark.country.kind in TERRITORIES
        ):
            return mark.country.code, (mark.first, mark.last, "detaining_country:extradited_to")
    return None


EXTRADITION = frozenset(["extradite", "extradited", "extradition"])
PENDING = re.compile(
    r"\b(?:request\w*|fac(?:e|es|ing)|fight\w*|await\w*|approv\w*|order\w*|block\w*|oppos\w*|against|pending|seek\w*|sought"
    r"|decid\w*|agree\w*|consider\w*|possible|be|to|will|could|may|can)\b"
)
LED = 6
"""Words before and behind an extradition that say whether it is to come, and where to."""


def sought_by(found: Scan) -> set[str]:
    """The states that somebody is to be extradited to, where nobody has been."""
    text = found.text
    if EXTRADITION.isdisjoint(text.places) or any(h.type is EventType.EXTRADITED for h in found.happenings):
        return set()
    sought = set()
    for sentence in text.sentences:
        for index in text.among(EXTRADITION, sentence.first, sentence.last):
            if PENDING.search(" ".join(text.lows[max(sentence.first, index - LED) : index])):
                behind = (m for m in found.marks[sentence.first] if m.first > index)
                sought |= {m.country.code for m in behind if "to" in text.lows[m.first - 2 : m.first]}
    return sought


def mentioned_states(found: Scan) -> dict[str, list[CountryMark]]:
    """Every state that the article speaks of, but as where somebody is from or a war is fought, with the words for it,
    the most frequent first."""
    said_of = {word for _, r in found.refs if r.kind == "descriptor" for word in range(r.first, r.last)}
    by_code: dict[str, list[CountryMark]] = defaultdict(list)
    for mark in (m for marks in found.marks.values() for m in marks if m.country.kind not in ("people", "occupied")):
        if mark.first not in said_of and not _of_war(found.text.lows, mark):
            by_code[mark.country.code].append(mark)
    return dict(sorted(by_code.items(), key=lambda item: -len(item[1])))


def _of_war(lows: list[str], mark: CountryMark) -> bool:
    """ "The invasion of Ukraine", "to fight in Ukraine": where it is fought, whoever holds people."""
    before = lows[max(0, mark.first - 2) : mark.first]
    return len(before) == 2 and before[0] in words.of_war() and before[1] in FOUGHT


FOUGHT = frozenset("against in of on with".split())


def most_mentioned(states: dict[str, list[CountryMark]], nationalities: set[str]) -> CountryMark | None:
    """Words for the state that is spoken of twice as often as any other but the person's own, and as often as those."""
    foreign = [marks for code, marks in islice(states.items(), LIKELY) if code not in nationalities]
    named = [m for m in foreign[0] if m.country.kind != "adjective"] if foreign else []
    counts = [len(marks) for marks in foreign[:2]]
    own = [sum(m.country.kind != "adjective" for m in states[code]) for code in nationalities if code in states]
    return named[0] if named and counts[0] >= max([2, *own, *(2 * n for n in counts[1:])]) else None


def weighed_states(found: Scan) -> Counter[str]:
    """States that the article's events name as holding, weighed; what befell people in their only own tells of no
    other."""
    homes: dict[int, set[str]] = defaultdict(set)
    for said in found.stated:
        for one in said.people:
            homes[one.number] |= set(said.codes)
    total: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for ordinal, holders in found.holders.items():
        sentence = found.happenings[ordinal].sentence
        if found.happenings[ordinal].type is EventType.DIED or not (found.happenings[ordinal].people or sentence.title):
            continue
        people = found.happenings[ordinal].people
        for holder in holders[:1]:
            own = bool(people) and all(homes[p.number] == {holder.code} for p in people)
            if not own and (sentence.first, holder.code) not in seen:
                seen.add((sentence.first, holder.code))
                total[holder.code] += 3 if sentence.title or sentence.paragraph <= 1 else 1
    total.update(holder.code for holder in found.urged)
    return total
