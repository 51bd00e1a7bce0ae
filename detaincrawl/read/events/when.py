"""Which date of a sentence belongs to which of its events."""

from bisect import bisect_left
from itertools import pairwise

from detaincrawl.frozen import changed
from detaincrawl.read.events import together, triggers
from detaincrawl.read.events.dates import DateMark
from detaincrawl.read.events.distance import CLOSE, away, reduced
from detaincrawl.read.events.told import Happening, Line
from detaincrawl.read.events.triggers import Role
from detaincrawl.read.language import words
from detaincrawl.read.language.text import Text
from detaincrawl.vocabularies import EventType

PASSED = frozenset("handed imposed issued passed pronounced".split())
FORMER = 9
"""Words from "a day after they" to what happened then."""
OWNED = (" his", " her", " their", " the")
SAID = 7
"""Words from a verb of saying to its day."""
# What the news of a first paragraph is about.
LEADS = frozenset(
    {
        EventType.RELEASED,
        EventType.EXCHANGED,
        EventType.SENTENCED,
        EventType.CONVICTED,
        EventType.DETAINED,
        EventType.CHARGED,
        EventType.DEPORTED,
        EventType.PARDONED,
        EventType.DIED,
        EventType.ACQUITTED,
    }
)
# "Has been held since May", "has been barred from leaving since 2012".
HELD = frozenset({EventType.DETAINED, EventType.EXIT_BANNED})
SERVING = frozenset("being paying serving spending".split())
# Told with the deed.
ACCUSED = frozenset({EventType.CHARGED, EventType.CONVICTED, EventType.SENTENCED})


def dated(line: Line, found: list[Happening]) -> list[Happening]:
    """The events with their dates; where a date ends a detention, the release that it says is added."""
    dates = _dealt(line, found)
    out = []
    for happening in found:
        shared = None if _ended(line, happening) else together.sharing(line.text, happening, found, dates)
        neighbour = happening if id(happening) in dates else shared
        date = dates[id(neighbour)] if neighbour else None
        if neighbour is happening and date and date.until and _is_detention(happening):
            out += [happening, changed(happening, type=EventType.RELEASED, state=False, date=date)]
        else:
            held = date is not None and not date.since and not date.until and _was_held(line.text, happening)
            out.append(_when(line, happening, date, held) if date and _counted(line.text, date) else happening)
    return out


def _when(line: Line, happening: Happening, date: DateMark, held: bool) -> Happening:
    reported = _is_reported(line, date)
    if date.relative:
        before = [m.words for _, m in line.marks.dates if m.end <= date.start and not m.relative]
        date = changed(date, base=before[-1] if before else "")
    return changed(happening, date=date, reported=reported, state=happening.state and not held)


def _counted(text: Text, date: DateMark) -> bool:
    """ "Two days after his arrest" counts from an event; "after his arrival" from what nobody dates."""
    noun = bisect_left(text.starts, date.end)
    return not _owned(date) or not triggers.nouns().isdisjoint(text.lows[noun : noun + 1])


def _owned(date: DateMark) -> bool:
    """ "Two days after his": what is owned stands behind."""
    return date.kind == "later" and date.words.lower().endswith(OWNED)


def _was_held(text: Text, happening: Happening) -> bool:
    """ "Was held at the airport on Monday": with a day of its own the state begins there."""
    auxiliary = text.lows[happening.trigger.first - 1]
    return _is_detention(happening) and happening.trigger.frame.role is Role.OBJECT and auxiliary in ("was", "were")


def _is_detention(happening: Happening) -> bool:
    return happening.state and happening.type is EventType.DETAINED


def _dealt(line: Line, found: list[Happening]) -> dict[int, DateMark]:
    """``id`` of a happening → its date: each date goes to the nearest that can have it, each keeps its nearest date."""
    text = line.text
    dates: dict[int, DateMark] = {}
    nearest: dict[int, float] = {}
    free = []
    bounded = {id(h) for h in found if _ended(line, h)}
    for index, mark in line.marks.dates:
        ways = [
            (away(text, h, index, mark), h)
            for h in found
            if _can_have(text, h, index, mark)
            and not _of_deed(text, h, index)
            and not _appealed(text, h, index, found)
            and id(h) not in bounded
        ]
        distance, best = min(ways, key=lambda way: way[0], default=(CLOSE, None))
        if best is None or distance >= CLOSE or _says_when(text, index):
            free.append(mark)
        elif distance < nearest.get(id(best), CLOSE) or (id(best) in dates and _vaguer(dates[id(best)], mark)):
            nearest[id(best)], dates[id(best)] = distance, mark
    lead = _lead(text, found, dates)
    left = [m for m in free if m.kind in ("weekday", "named", "full") and not (m.since or m.until)]
    if lead and len(left) == 1:
        dates[id(lead)] = left[0]
    return dates


def _ended(line: Line, happening: Happening) -> bool:
    """ "Were on death row until December": the day that the words go on to name is the end of it."""
    ends = (happening.trigger.last, happening.trigger.last + 1)
    if _is_detention(happening) or happening.type is EventType.REMANDED:
        return False
    return any(mark.until and index in ends for index, mark in line.marks.dates)


def _can_have(text: Text, happening: Happening, index: int, mark: DateMark) -> bool:
    """ "Since 2019" and "until May" bound a state; a state that merely holds has no other date."""
    role = happening.trigger.frame.role
    if mark.until:
        return _is_detention(happening)
    if mark.since:
        held = index > happening.trigger.first or text.lows[happening.trigger.first - 1] == "been"
        return happening.state or role is Role.PLAIN or (held and happening.type in HELD)
    if _owned(mark) and text.starts[happening.trigger.first] == mark.end + 1:
        return False  # "comes a month after the release": the day of what comes
    if mark.kind == "former":
        return 0 <= happening.trigger.first - index <= FORMER
    if together.facing(happening) or _remembered(text, happening, index):
        return False
    in_court = happening.type is EventType.CHARGED
    return not happening.state or role is Role.OBJECT or in_court


def _remembered(text: Text, happening: Happening, index: int) -> bool:
    """ "On Monday, 500 days since her arrest", "on the anniversary of her arrest": a day of remembrance."""
    first = happening.trigger.first
    before = text.lows[max(happening.sentence.first, first - 6) : first]
    counted = any(b == "since" and a in ("days", "months", "weeks", "years") for a, b in pairwise(before))
    return ("anniversary" in before or counted) and index != happening.trigger.last


def _appealed(text: Text, happening: Happening, index: int, found: list[Happening]) -> bool:
    """ "On Thursday cut the term, leaving his conviction in force": what is appealed against was earlier."""
    if happening.trigger.frame.role is not Role.NOUN or happening.type not in together.RULINGS:
        return False
    appeals = [h.trigger.first for h in found if h.type is EventType.APPEAL_DECIDED]
    first = happening.trigger.first
    passed = index > first and not PASSED.isdisjoint(text.lows[first:index])
    return bool(appeals) and (index < first or (min(appeals) < first and not passed))


def _of_deed(text: Text, happening: Happening, index: int) -> bool:
    """ "Charged with trafficking heroin on 3 May 2017": the day of the deed, not of the charge."""
    between = text.lows[happening.trigger.last : index]
    led = [i for i, w in enumerate(between) if w in ("of", "with", "for") and between[i + 1 : i + 2]]
    deeds = (i for i in led if between[i + 1].endswith("ing") and between[i + 1] not in SERVING)
    return happening.type in ACCUSED and any(len(between) - i > 4 for i in deeds)


def _is_reported(line: Line, date: DateMark) -> bool:
    """The date is behind words of saying: of the report, for want of a closer one."""
    return any(mark is date and _says_when(line.text, index) for index, mark in line.marks.dates)


def _says_when(text: Text, index: int) -> bool:
    """ "Said on Friday", "told AFP on Friday", "said in a statement Friday": the date of the saying."""
    before = text.lows[max(0, index - 2) : index]
    if not words.issued().isdisjoint(before):
        return True
    at = index - 1
    while at > max(0, index - SAID) and (text.words[at][0].isupper() or text.lows[at] in words.statements()):
        at -= 1
    return text.lows[at] in words.saying()


def _vaguer(one: DateMark, other: DateMark) -> bool:
    """ "Among those arrested this year was X, on Jan. 8": the day, not the year."""
    return one.words.lower().endswith("year") and other.kind in ("full", "month")


def _lead(text: Text, found: list[Happening], dates: dict[int, DateMark]) -> Happening | None:
    """In the first paragraph, what a day that is nobody's is the day of: of the announcement, of the landing."""
    if not found or found[0].sentence.paragraph > 1:
        return None
    free = [h for h in found if id(h) not in dates and not _appealed(text, h, h.sentence.first, found)]
    news = [h for h in free if h.type in LEADS and not h.state]
    told = [h for h in news if not _in_relative_clause(text, h)]
    return next((h for h in told if not reduced(text, h)), told[0] if len(news) == 1 and told else None)


def _in_relative_clause(text: Text, happening: Happening) -> bool:
    return not together.RELATIVES.isdisjoint(text.lows[happening.sentence.first : happening.trigger.first])
