"""Fines: sums that a court makes a person pay to the state; bail, damages and forfeited goods are none."""

import re
from collections.abc import Iterator

from detaincrawl.frozen import frozen
from detaincrawl.read.events import patients, subjects
from detaincrawl.read.events.told import Happening
from detaincrawl.read.events.triggers import Form, Frame, Role, Trigger
from detaincrawl.read.language import clauses, words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.penalties import sums
from detaincrawl.read.people.focus import Focus
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType

# Up to the sum only the one who pays, the count and what makes the sum vague: not what the fine is for.
GAP = r"(?:(?!(?:for|after|over|because|between|than|under)\b)[\w.'’-]+,?\s+){0,8}?(?:units?\s\((?:about\s)?)?"
LEAD = re.compile(
    rf"\b(?P<verb>fined|penali[sz]ed|surcharged)\s+{GAP}$"
    rf"|\b(?P<noun>fines?|fine\s+or\s+penalty|penalt(?:y|ies))\s+(?:\w+\s+){{0,3}}?(?:of|totalling|to|at)\s+{GAP}$"
    rf"|\b(?:order|sentenc|condemn|direct|requir|instruct|fin|told|made|had|ha(?:s|ve))\w*\s(?:[^.;:]{{0,80}}\s)?(?P<pay>pay)\s+{GAP}$"
    rf"|\b(?:slapp?ed|hit|punished|sentenced)\s+(?:[\w.'’-]+\s+){{0,4}}(?P<given>with|to)\s+{GAP}$",
    re.I,
)
TRAIL = re.compile(
    r"^[\s-]*(?:\([^)]*\)\s*)?(?:each\s+|in\s+|court\s+|and\s.{1,20}\s)?(?:fines?|penalt(?:y|ies))\b", re.I
)
# Without one of these no sum is a fine.
NEEDED = ("fine", "penal", "pay", "surcharge")
OTHER = re.compile(
    r"\b(?:compensat\w+|damages|bail|bond|sureties|surety|restitution|back|costs|ransom|confiscat\w+|forfeit\w+"
    r"|reparation|worth|valued|victim|blood money|diya|bribe|tax|taxes|arrears|debt|rent|salary|fees?)\b",
    re.I,
)
LAID_DOWN = re.compile(
    r"\b(?:could|(?-i:may)|up to|maximum|minimum|carr(?:y|ies|ied|ying)|punishable|liable|attracts?)\b", re.I
)
"""What a law threatens is not yet a fine."""
AMONG = re.compile(r"\b(?:total|jointly|altogether|between them|combined|collective\w*)\b", re.I)
FINED = Frame(EventType.SENTENCED, None, Role.OBJECT, Form.EITHER, None, False)
"""How "fined" takes its people."""
CLAUSE, NEAR, BEHIND = 110, 45, 25
"""So many characters before a sum may tell what it is, right before its words and behind it that it is none."""
SUBJECT_REACH, OBJECT_REACH = 7, 3
"""Words before the verb in which its subject stands, and from it on in which its object does."""
PAUSES = frozenset(", ; : — who".split())
CONVERTED = 30
"""A sum at this distance behind another is the same in another currency."""


@frozen
class Fine:
    """A sum that people are fined, at characters ``start`` to ``end``."""

    people: tuple[Person, ...]
    start: int
    end: int
    sentence: Sentence


def find(text: Text, sentence: Sentence, happenings: list[Happening], refs: list[Ref], focus: Focus) -> Iterator[Fine]:
    """The fines of one sentence; of a sum and its conversion in brackets the first."""
    start, end = text.starts[sentence.first], text.ends[sentence.last - 1]
    line = text.text[start:end]
    last = -1
    if not any(word in line.lower() for word in NEEDED):
        return
    for match in sums.pattern().finditer(line):
        before, after = line[: match.start()], line[match.end() :]
        clause = re.split(r"[;:]|\bbut\b", before)[-1][-CLAUSE:]
        lead = LEAD.search(clause)
        led = lead.start(lead.lastgroup or 0) if lead else len(clause)
        if match.start() < last or not (lead or TRAIL.match(after)) or _of_another_kind(clause, led, after):
            continue
        word = _word_at(text, sentence, start + match.start())
        verb = _word_at(text, sentence, start + match.start() - len(clause) + led)
        if clauses.unreal(text, word, sentence) or clauses.unreal(text, verb, sentence):
            continue
        if text.lows[verb] == "fined" and _of_firm(text, verb, sentence):
            continue
        last = match.end() + CONVERTED
        if _anothers(text, verb, sentence):
            continue
        people = _payer(text, verb, sentence, happenings, refs) or focus.patients
        if people and not (len(people) > 1 and _together(clause, after)):
            yield Fine(people, start + match.start(), start + match.end(), sentence)


def _of_another_kind(clause: str, led: int, after: str) -> bool:
    """Damages, bail or goods, said from the word on that leads to the sum: what stands before is something else."""
    kind = clause if led == len(clause) else clause[led:]
    return bool(OTHER.search(kind) or OTHER.search(after[:BEHIND]) or LAID_DOWN.search(clause[max(0, led - NEAR) :]))


def _anothers(text: Text, verb: int, sentence: Sentence) -> bool:
    """ "Her company was fined", "fined the airline": the words right before the verb or behind it name no person."""
    lows, end = text.lows, verb
    while end > sentence.first and lows[end - 1] in words.auxiliaries():
        end -= 1
    if lows[end - 1] == "," and "," in lows[sentence.first : end - 1]:  # the subject stands before its apposition
        end -= 2 + lows[sentence.first : end - 1][::-1].index(",")
    first = max(sentence.first, end - SUBJECT_REACH)
    subject = lows[next((i + 1 for i in range(end - 1, first, -1) if lows[i] in PAUSES), first) : end]
    return not words.no_payers().isdisjoint([*subject, *lows[verb : verb + OBJECT_REACH]])


def _together(clause: str, after: str) -> bool:
    """The sum is what several people pay in all."""
    return bool(AMONG.search(clause[-NEAR:]) or AMONG.search(after[:BEHIND]))


DETERMINERS = frozenset("a an both her his its the their".split())
FIRMS = frozenset("airline bank business club companies company employer federation firm firms owner shipowner".split())


def _word_at(text: Text, sentence: Sentence, offset: int) -> int:
    return next(i for i in range(sentence.first, sentence.last) if text.ends[i] > offset)


def _of_firm(text: Text, word: int, sentence: Sentence) -> bool:
    """ "Their company, Doe Ltd, was fined", "fined the shipowner"."""
    passive = text.lows[word - 1] in ("was", "were", "been")
    clause = range(sentence.first, word) if passive else range(word + 1, min(word + 3, sentence.last))
    opening = next((text.lows[i] for i in clause if text.lows[i] not in DETERMINERS), "")
    return opening in FIRMS


def _payer(
    text: Text, word: int, sentence: Sentence, happenings: list[Happening], refs: list[Ref]
) -> tuple[Person, ...]:
    """Whom "fined" at the word befell, else the last subject before it or whom the event before it befell."""
    if text.lows[word] == "fined":
        ref = patients.find(text, Trigger(word, word + 1, word + 1, FINED), sentence, refs)
        if ref and ref.people:
            return ref.people
    told = [h for h in happenings if h.trigger.first < word and h.people]
    after = told[-1].trigger.last if told else sentence.first
    named = [
        r
        for r in refs
        if after <= r.first
        and r.last <= word
        and r.people
        and r.kind != "possessive"
        and (subjects.can_be_subject(text, r, sentence) or r.head in subjects.ACCUSATIVE)
    ]
    if named:
        return named[-1].people
    if told:
        return told[-1].people
    return next((r.people for r in reversed(refs) if r.people and r.last <= word and r.kind != "possessive"), ())
