"""The day of an event that the sentence behind it tells: "The verdict was announced on Monday"."""

from collections.abc import Iterator

from detaincrawl.frozen import changed
from detaincrawl.lexicon import table
from detaincrawl.read.events import together
from detaincrawl.read.events.dates import DateMark
from detaincrawl.read.events.told import Happening, Line
from detaincrawl.read.language import clauses
from detaincrawl.vocabularies import EventType

RULED = together.RULINGS - {EventType.TRIAL_OPENED} | {EventType.APPEAL_DECIDED}
WORDS = table("en/grammar")["announced"]
NOUNS: dict[str, frozenset[EventType]] = {
    **dict.fromkeys(WORDS["ruling"], RULED),
    **{noun: frozenset({EventType(type_)}) for type_, nouns in WORDS["deed"].items() for noun in nouns},
}
DONE = frozenset(WORDS["done"])
# "The judge delivered the verdict"; who announces one may do it days later.
GIVEN = frozenset("delivered handed issued passed pronounced read rendered".split())
DEFINITE = frozenset("her his its the their 's".split())
REACH = 2
"""So many events back one can be without its day."""
FAR = 60
"""Words between the event and the day of it."""


def dated_behind(line: Line, told: list[Happening], before: list[Happening]) -> Iterator[tuple[int, Happening]]:
    """Ordinals of the events ``before`` whose day this sentence tells, with it; ``told`` is what it tells itself."""
    if not line.marks.dates or any(h.date and h.people for h in told):
        return
    first, last = line.sentence.first, line.sentence.last
    noun = next((i for i in range(first, last) if line.text.lows[i] in NOUNS), None)
    mark = _day(line, noun) if noun is not None else None
    if noun is None or mark is None or line.sentence.title:
        return
    types = NOUNS[line.text.lows[noun]]
    for ordinal in range(len(before) - 1, max(-1, len(before) - 1 - REACH), -1):
        earlier = before[ordinal]
        near = earlier.sentence is not line.sentence and first - earlier.trigger.last <= FAR
        if near and earlier.type in types and earlier.date is None and not earlier.state:
            yield ordinal, changed(earlier, date=mark)


def _day(line: Line, noun: int) -> DateMark | None:
    """The one day of the sentence, where it says that what the noun names was done then."""
    text, last = line.text, line.sentence.last
    days = [m for _, m in line.marks.dates if m.kind in ("weekday", "named", "full") and not (m.since or m.until)]
    if len(days) != 1 or len(line.marks.dates) != 1:
        return None
    verb = next((i for i in range(line.sentence.first, last) if text.lows[i] in DONE), None)
    if verb is not None and verb < noun and text.lows[verb] not in GIVEN:
        return None
    definite = not DEFINITE.isdisjoint(text.lows[max(line.sentence.first, noun - 2) : noun])
    if verb is None or not definite or clauses.unreal(text, verb, line.sentence):
        return None
    return None if clauses.deferred(text, noun + 1, line.sentence, end=False) else days[0]
