"""The further fields of section 6: one pass over the sentences finds the facts, then each case takes its own."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import field

from detaincrawl.frozen import changed, frozen
from detaincrawl.read.events.timeline import Event
from detaincrawl.read.found import Scan
from detaincrawl.read.further import circumstances, particulars, places, speakers, statutes
from detaincrawl.read.further.facts import Fact, View
from detaincrawl.read.language import clauses
from detaincrawl.read.penalties import charges
from detaincrawl.read.people.named import Person
from detaincrawl.records import Claim
from detaincrawl.vocabularies import Standing

FINDERS = (
    places.place,
    places.facility,
    places.court,
    places.authority,
    circumstances.status,
    circumstances.custody,
    circumstances.consular_access,
    circumstances.health,
    circumstances.flags,
    circumstances.requesting_country,
    particulars.occupation,
    particulars.residence,
    particulars.sex,
    statutes.statutes,
)
SINGLE = (
    "place",
    "facility",
    "authority",
    "status",
    "custody",
    "age",
    "occupation",
    "residence",
    "consular_access",
    "asylum",
    "anonymity",
)
SEVERAL = {"court": 3, "health": 2, "requesting_country": 2}
"""Fields of which a case may have more than one, and how many at most."""
THERE = frozenset({"place", "facility"})
"""What is in another state than the one that holds is not where they are held."""
SPOKEN = frozenset({"charge", "status"})
SURE = 4.0
"""So many times as often as the other must one sex be said."""


@frozen
class Subject:
    """The case that claims are made for."""

    person: Person
    holder: str | None
    nationalities: frozenset[str]
    events: tuple[Event, ...]

    def event_of(self, happening: int | None) -> int | None:
        """The ordinal of the event that a happening tells."""
        return next((n for n, event in enumerate(self.events) if happening in event.told), None)


@frozen
class Further:
    """The facts of an article by person number, and its sentences with the characters that they begin at."""

    facts: dict[int, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    views: list[View] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def view(self, offset: int) -> View:
        """The sentence of a character."""
        return self.views[max(0, bisect_right(self.starts, offset) - 1)]


def find(found: Scan, people: Set[Person]) -> Further:
    """Every further fact of some people of an article, in one pass; their sentences may tell more of others."""
    further = Further()
    refs, told = defaultdict(list), defaultdict(list)
    for sentence, ref in found.refs:
        refs[sentence.first].append(ref)
    for ordinal, happening in enumerate(found.happenings):
        told[happening.sentence.first].append((ordinal, happening))
    ages = particulars.ages(found.text)
    for sentence in found.text.sentences:
        start = sentence.first
        view = View(found.text, sentence, refs[start], found.marks.get(start, []), told[start])
        further.views.append(view)
        further.starts.append(found.text.starts[start])
        spoken_of = (*(ref.people for ref in view.refs), *(told.people for _, told in view.happenings))
        if all(map(people.isdisjoint, spoken_of)):
            continue
        here = ages[bisect_left(ages, (start,)) : bisect_left(ages, (sentence.last,))]
        for fact in (*particulars.age(view, here), *(f for finder in FINDERS for f in finder(view))):
            for person in fact.people:
                further.facts[person.number].append(fact)
    return further


def claims(found: Scan, further: Further, subject: Subject, told: Iterable[Claim]) -> Iterator[Claim]:
    """The charges of one case with statute and speaker, then its further claims."""
    own = (*_charged(found, further, subject, told), *_own(found, further, subject))
    return _spoken(further, subject, own)


def _own(found: Scan, further: Further, subject: Subject) -> Iterator[Claim]:
    by_field: dict[str, list[Fact]] = defaultdict(list)
    for fact in further.facts[subject.person.number]:
        if fact.field not in THERE or fact.country in (None, subject.holder):
            by_field[fact.field].append(fact)
    for name in SINGLE:
        if by_field[name]:
            yield _claim(found, subject, max(by_field[name], key=lambda f: (f.weight, -f.first)))
    for name, most in SEVERAL.items():
        yield from _distinct(found, subject, by_field[name], most)
    yield from _sex(found, subject, by_field["sex"])
    own = [f for f in by_field["occupied"] if f.country == subject.holder and f.value in subject.nationalities]
    for fact in own[:1]:
        yield changed(_claim(found, subject, fact), value="yes")


def _distinct(found: Scan, subject: Subject, facts: list[Fact], most: int) -> Iterator[Claim]:
    seen: dict[str, Fact] = {}
    for fact in facts:
        if fact.value != subject.holder:
            seen.setdefault(fact.value or found.text.span(fact.first, fact.last).casefold(), fact)
    for fact in list(seen.values())[:most]:
        yield _claim(found, subject, fact)


def _sex(found: Scan, subject: Subject, facts: list[Fact]) -> Iterator[Claim]:
    """The sex that is said far more often than the other: a pronoun may have been given to the wrong one."""
    weights = {sex: sum(f.weight for f in facts if f.value == sex) for sex in ("f", "m")}
    sex = max(weights, key=lambda s: weights[s])
    other = weights["m" if sex == "f" else "f"]
    if weights[sex] and weights[sex] >= SURE * other and subject.person.gender in (None, sex):
        yield _claim(found, subject, max((f for f in facts if f.value == sex), key=lambda f: (f.weight, -f.first)))


def _claim(found: Scan, subject: Subject, fact: Fact) -> Claim:
    words = found.text.span(fact.first, fact.last)
    quote = clauses.quote(found.text, fact.first, fact.last, fact.sentence)
    number = subject.event_of(fact.happening)
    return Claim(fact.field, words, *quote, fact.rule, fact.confidence, value=fact.value, event=number)


def _spoken(further: Further, subject: Subject, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims of charge and status with who says so, where their sentence names one."""
    for claim in claims:
        view = further.view(claim.quote_start)
        if claim.field in SPOKEN and claim.rule != "charge:proven":
            said_by = speakers.speaker(view, subject.person, subject.holder, subject.nationalities)
            claim = changed(claim, speaker=said_by)
        yield claim


def _charged(found: Scan, further: Further, subject: Subject, told: Iterable[Claim]) -> Iterator[Claim]:
    """Charges with the statute that their sentence names; a statute that stands alone is the evidence of its charge."""
    claimed = list(told)
    named = [f for f in further.facts[subject.person.number] if f.field == "statute"]
    left = list(named)
    for claim in claimed:
        beside = [f for f in named if _beside(found, f, claim)]
        alone = sum(_beside(found, beside[0], other) for other in claimed) == 1 if beside else False
        fact = next((f for f in named if statutes.charged(f, subject.holder) == claim.value), None) or (
            beside[0] if alone else None
        )
        left = [f for f in left if f is not fact and f not in beside]
        yield changed(claim, statute=statutes.named(fact, found.text, subject.holder)) if fact else claim
    codes = {claim.value for claim in claimed}
    for fact in left:
        code = statutes.charged(fact, subject.holder)
        if code and code not in codes:
            codes.add(code)
            yield from _by_statute(found, further, subject, fact, code)


def _beside(found: Scan, fact: Fact, claim: Claim) -> bool:
    return claim.quote_start < found.text.ends[fact.first] <= claim.quote_end


def _by_statute(found: Scan, further: Further, subject: Subject, fact: Fact, code: str) -> Iterator[Claim]:
    """ "Charged under Article 276": only where the sentence tells a charge, trial or ruling of the person."""
    told = further.view(found.text.starts[fact.first]).happenings
    standing: Standing | None = None
    ordinal = None
    for number, happening in told:
        if subject.person in happening.people and happening.type in charges.STANDS:
            standing, ordinal = charges.STANDS[happening.type], number
    if standing:
        made = changed(_claim(found, subject, fact), field="charge", rule="charge:statute", value=code)
        statute = statutes.named(fact, found.text, subject.holder)
        yield changed(made, standing=standing, statute=statute, event=subject.event_of(ordinal), confidence=0.8)
