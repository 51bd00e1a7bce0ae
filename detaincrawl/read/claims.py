"""The claims about one person, each with its quote and the rule that made it."""

from bisect import bisect_right
from collections.abc import Iterator

from detaincrawl.read import further
from detaincrawl.read.confidence import OF_CHARGE, OF_FINE, OF_HOLDER, OF_TERM, of_event
from detaincrawl.read.events.timeline import Event, in_force
from detaincrawl.read.events.triggers import Role
from detaincrawl.read.files import File
from detaincrawl.read.found import Scan
from detaincrawl.read.further import Further, Subject
from detaincrawl.read.language import clauses
from detaincrawl.read.language.text import Sentence
from detaincrawl.read.penalties.charges import SILENT, Charge
from detaincrawl.records import Claim
from detaincrawl.vocabularies import EventType, Standing

RANK = {Standing.ALLEGED: 0, Standing.PENDING: 1, Standing.DROPPED: 2, Standing.ACQUITTED: 3, Standing.PROVEN: 4}

JOINTS = frozenset(["and", "or", ","])
LISTED = 5
"""Words between two offences of one list, at most."""


def claims(found: Scan, file: File, facts: Further) -> Iterator[Claim]:
    """What the article says of one person in one state."""
    yield from _names(found, file)
    for code, (first, last, rule, confidence) in sorted(file.nationalities.items()):
        words = found.text.span(first, last)
        yield Claim("nationality", words, *_quoted(found, first, last), rule, confidence, value=code)
    if file.holder and file.held_by:
        first, last, rule = file.held_by
        words = found.text.span(first, last)
        yield Claim(
            "detaining_country", words, *_quoted(found, first, last), rule, OF_HOLDER.get(rule, 0.95), value=file.holder
        )
    yield from _event_claims(found, file)
    yield from _fine_claims(found, file)
    subject = Subject(file.person, file.holder, frozenset(file.nationalities), tuple(file.events))
    yield from further.claims(found, facts, subject, _charge_claims(found, file))


def _names(found: Scan, file: File) -> Iterator[Claim]:
    text = found.text
    printed: dict[str, tuple[int, int]] = {}
    for mark in file.names:
        printed.setdefault(text.span(mark.first, mark.last), (text.starts[mark.first], text.ends[mark.last - 1]))
    full = file.person.name
    for form, (start, end) in sorted(printed.items(), key=lambda item: (item[0] != full, item[1])):
        yield Claim("name", form, start, end, "name:full" if form == full else "name:form", 0.98)


def _event_claims(found: Scan, file: File) -> Iterator[Claim]:
    force = in_force(file.events)
    for number, event in enumerate(file.events):
        told = found.happenings[event.told[0]]
        trigger = told.trigger
        counted = event.base is not None or trigger.frame.role is Role.NOUN
        yield Claim(
            f"event:{event.type}",
            event.words or found.text.span(trigger.first, trigger.last),
            *clauses.quote(found.text, trigger.first, trigger.last, told.sentence),
            f"event:{trigger.frame.role}",
            of_event(event.dated.precision if event.dated else None, event.words, counted),
            base=event.base,
            event=number,
            detail=event.detail,
        )
        if event.term:
            yield _term_claim(found, event, number, "sentence" if event is force else "term")


def _term_claim(found: Scan, event: Event, number: int, named: str) -> Claim:
    """The term of the event ``number``: the sentence in force, or a term that is not."""
    telling = next(found.happenings[i] for i in event.told if found.happenings[i].term)
    trigger = telling.trigger
    quote = clauses.quote(found.text, trigger.first, trigger.last, telling.sentence)
    role = trigger.frame.role
    rule = f"sentence:{role}" if named == "sentence" else f"term:{role}"
    value = event.term.value if event.term else None
    return Claim(named, event.term_words, *quote, rule, OF_TERM, value=value, event=number)


def _fine_claims(found: Scan, file: File) -> Iterator[Claim]:
    for fine in file.fines[:1]:
        quote = clauses.quote_of(found.text, fine.start, fine.end, fine.sentence)
        yield Claim("fine", found.text.text[fine.start : fine.end], *quote, "fine:sum", OF_FINE)


def _charge_claims(found: Scan, file: File) -> Iterator[Claim]:
    """One claim a code, of several the one that stands furthest."""
    own = [c for c in file.charges if not _of_another_state(found, file, c)]
    given: set[str] = set()
    for charge in sorted(_plain(found, own), key=lambda c: (-RANK[c.standing], c.first)):
        if charge.code in given:
            continue
        given.add(charge.code)
        sentence = _sentence_of(found, charge.first)
        yield Claim(
            "charge",
            found.text.span(charge.first, charge.last),
            *clauses.quote(found.text, min(charge.cue, charge.first), charge.last, sentence),
            f"charge:{charge.standing}",
            OF_CHARGE[charge.standing],
            value=charge.code,
            event=_event_of(found, file, charge),
            standing=charge.standing,
        )


def _of_another_state(found: Scan, file: File, charge: Charge) -> bool:
    """ "Removes man wanted for homicide": who is sent home for being there answers to home for what they did."""
    sent = {event.type for event in file.events} & {EventType.DEPORTED, EventType.EXTRADITED}
    return sent == {EventType.DEPORTED} and found.text.lows[charge.cue].startswith("want")


def _plain(found: Scan, charges: list[Charge]) -> list[Charge]:
    """Offences by their own words; other words for them count where there are none, or in one list with such."""
    named = [c for c in charges if c.code != "uncharged"] or charges
    ends = {c.last for c in named if not c.weak}
    lows = found.text.lows
    if all(c.code in SILENT for c in named if not c.weak):
        return named
    return [c for c in named if not c.weak or any(_joined(lows[end : c.first]) for end in ends)]


def _joined(between: list[str]) -> bool:
    """ "Five years for espionage and three years for smuggling"."""
    return len(between) <= LISTED and not JOINTS.isdisjoint(between)


def _event_of(found: Scan, file: File, charge: Charge) -> int | None:
    """Number of the person's event that the charge was said with."""
    if charge.happening is None:
        return None
    trigger = charge.happening.trigger
    for number, event in enumerate(file.events):
        if any(found.happenings[i].trigger is trigger for i in event.told):
            return number
    return None


def primary(found: Scan, file: File) -> bool:
    """The article is about them, and does not just mention them."""
    sentences = (_sentence_of(found, mark.first) for mark in file.names)
    return len(file.names) >= 3 or any(s.title or s.paragraph <= 2 for s in sentences)


def _quoted(found: Scan, first: int, last: int) -> tuple[int, int]:
    return clauses.quote(found.text, first, last, _sentence_of(found, first))


def _sentence_of(found: Scan, word: int) -> Sentence:
    return found.text.sentences[bisect_right(found.text.sentences, word, key=lambda s: s.first) - 1]
