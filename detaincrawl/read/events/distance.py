"""How far a date stands from an event of its sentence, and what bars it."""

from bisect import bisect_left

from detaincrawl.read.events import together
from detaincrawl.read.events.dates import DateMark
from detaincrawl.read.events.told import Happening
from detaincrawl.read.events.triggers import Form
from detaincrawl.read.language import clauses
from detaincrawl.read.language.text import Text
from detaincrawl.vocabularies import EventType

CLOSE = 25
"""A date at this distance or more is no event's."""
CLAUSES = frozenset("who which when where after while because but that as".split())
# "Shortly after midnight on Friday".
HOURS = frozenset("dawn dusk midnight noon sunrise sunset".split())
# What is told behind these happened at the same time.
MEANWHILE = frozenset("when while as".split())
# A day behind one of these is of what is to come.
PLANNED = frozenset("appear ahead awaiting expected pending postponed reappear scheduled".split())
BEFORE = frozenset("until till next".split())
HAVING = frozenset("had has have is".split())
SUMS = frozenset("$ £ € us usd eur".split())


def away(text: Text, happening: Happening, index: int, mark: DateMark) -> float:
    """Words between a trigger and a date; a clause bound between them counts as many."""
    trigger = happening.trigger
    low, high = (trigger.end, index) if index >= trigger.last else (_behind(text, mark), trigger.first)
    between = _without_aside(_without_sum(text.lows[low:high])) if low < high else []
    between = between[1:] if between[:1] == ["that"] and happening.type is EventType.REMANDED else between
    bars: float = sum(_parts(between, i) for i in range(len(between)))
    bars = bars - 0.8 if bars == 1 and low == trigger.end and _meanwhile(between) else bars
    commas = between.count(",") + between.count("and")
    ahead = 0.5 if index < trigger.first else 0.0
    ahead += 10 if ahead and reduced(text, happening) else 0
    ahead += CLOSE if ahead and _of_aside(text, happening, index, mark) else 0
    other = CLOSE if not ahead and _of_other_verb(text, happening, between, mark) else 0
    return max(0, high - low) * 0.3 + 30 * bars + 3 * commas + ahead + other + (3 if happening.state else 0)


def _of_other_verb(text: Text, happening: Happening, between: list[str], mark: DateMark) -> bool:
    """ "Men who pleaded guilty were fined on Monday", "held and has been ill since May", "to appear on 4 March"."""
    if not PLANNED.isdisjoint(between) or (not mark.until and not BEFORE.isdisjoint(between[-1:])):
        return True
    if mark.since:
        return any(word in ("and", "but") and between[i + 1] in HAVING for i, word in enumerate(between[:-1]))
    led = text.lows[happening.trigger.first - 1] in together.RELATIVES
    first = next((i for i, word in enumerate(between) if word in together.VERBAL), None)
    joined = first is not None and ("and" in between[:first] or "then" in between[:first])
    return first is not None and not joined and (led or reduced(text, happening))


def _without_aside(between: list[str]) -> list[str]:
    """ "In May, when she was tried, …": what a date is told with in between."""
    if between[:1] != [","] or between[1:2] not in (["when"], ["while"]) or "," not in between[2:]:
        return between
    return between[between.index(",", 2) :]


def _without_sum(between: list[str]) -> list[str]:
    """ "Fined her 50,000 dirhams ($13,600) on Monday" without what the sum is in another currency."""
    for first in range(len(between) - 2):
        if between[first] == "(" and SUMS.intersection(between[first + 1 : first + 3]) and ")" in between[first:]:
            return between[:first] + between[between.index(")", first) + 1 :]
    return between


def _parts(between: list[str], at: int) -> bool:
    """The word opens another clause or aside; not in "at 2:30", "after midnight", "while boarding"."""
    word, behind = between[at], between[at + 1] if at + 1 < len(between) else ""
    if word in clauses.BREAKS:
        return not (word == ":" and behind.isdigit())
    return word in CLAUSES and not behind.endswith("ing") and behind not in HOURS


def _of_aside(text: Text, happening: Happening, index: int, mark: DateMark) -> bool:
    """ "X, who has lived there since 2003, was arrested": a clause that ends before the event keeps its date."""
    if text.lows[(end := _behind(text, mark)) : end + 1] != [","]:
        return False
    opening = happening.sentence.first
    start = next((i + 1 for i in range(index - 1, opening, -1) if text.lows[i] == ","), opening)
    aside = text.lows[start:index]
    participle = start > opening and aside and (aside[0] == "born" or aside[0].endswith("ing"))
    return bool(participle) or not together.RELATIVES.isdisjoint(aside)


def _meanwhile(between: list[str]) -> bool:
    """ "Detained as he tried to board a flight on 6 December"."""
    return any(
        w in MEANWHILE and between[i + 1 : i + 2] and between[i + 1] in ("he", "she", "they")
        for i, w in enumerate(between)
    )


def _behind(text: Text, mark: DateMark) -> int:
    """The word behind a date; of "Wednesday (June 4)" the one behind the bracket."""
    end = bisect_left(text.starts, mark.end)
    return end + ("(" in mark.words and text.words[end : end + 1] == [")"])


def reduced(text: Text, happening: Happening) -> bool:
    """ "A journalist arrested in Turkey has been released": the participle behind the noun is no news."""
    trigger, ref = happening.trigger, happening.ref
    return trigger.frame.form is Form.EITHER and ref is not None and ref.last == trigger.first
