"""Which date of a sentence belongs to which of its events."""

from bisect import bisect_left

from detaincrawl.frozen import changed
from detaincrawl.read import clauses, words
from detaincrawl.read.dates import DateMark
from detaincrawl.read.text import Text
from detaincrawl.read.told import Happening, Line
from detaincrawl.read.triggers import Form, Role
from detaincrawl.records import EventType

CLOSE = 25
"""A date at this distance or more is no event's."""
CLAUSES = frozenset("who which when where after while because but that as".split())
# "Shortly after midnight on Friday".
HOURS = frozenset("dawn dusk midnight noon sunrise sunset".split())
RELATIVES = frozenset("who whom which whose".split())
# What is told behind these happened at the same time.
MEANWHILE = frozenset("when while as".split())
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
# "In 2010, the year of her arrest".
UNITS_OF = (["year", "of"], ["month", "of"], ["day", "of"])
SUMS = frozenset("$ £ € us usd eur".split())
SERVING = frozenset("being paying serving spending".split())
# Told with the deed.
ACCUSED = frozenset({EventType.CHARGED, EventType.CONVICTED, EventType.SENTENCED})
# What a court does when somebody appears in it.
RULINGS = frozenset(
    {EventType.REMANDED, EventType.CONVICTED, EventType.SENTENCED, EventType.ACQUITTED, EventType.TRIAL_OPENED}
)
# What is told behind one of these was at another time.
PARTING = frozenset("after before later since then subsequently when where who whom which while ; :".split())
# Told together, these happened on one day.
PAIRS = (
    {EventType.CONVICTED, EventType.SENTENCED},
    {EventType.SENTENCED, EventType.RELEASED},
    {EventType.EXCHANGED, EventType.RELEASED},
    {EventType.PARDONED, EventType.RELEASED},
    {EventType.ACQUITTED, EventType.RELEASED},
    {EventType.DETAINED, EventType.CHARGED},
    {EventType.CONVICTED, EventType.RELEASED},
)


def dated(line: Line, found: list[Happening]) -> list[Happening]:
    """The events with their dates; where a date ends a detention, the release that it says is added."""
    dates = _dealt(line, found)
    out = []
    for happening in found:
        shared = None if _ended(line, happening) else _sharing(line.text, happening, found, dates)
        neighbour = happening if id(happening) in dates else shared
        date = dates[id(neighbour)] if neighbour else None
        if neighbour is happening and date and date.until and _is_detention(happening):
            out += [happening, changed(happening, type=EventType.RELEASED, state=False, date=date)]
        else:
            held = date is not None and not date.since and not date.until and _was_held(line.text, happening)
            out.append(_when(line, happening, date, held) if date else happening)
    return out


def _when(line: Line, happening: Happening, date: DateMark, held: bool) -> Happening:
    reported = _is_reported(line, date)
    if date.relative:
        before = [m.words for _, m in line.marks.dates if m.end <= date.start and not m.relative]
        date = changed(date, base=before[-1] if before else "")
    return changed(happening, date=date, reported=reported, state=happening.state and not held)


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
            (_distance(text, h, index, mark), h)
            for h in found
            if _can_have(h, mark)
            and not _of_deed(text, h, index)
            and not _appealed(h, index, found)
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


def _distance(text: Text, happening: Happening, index: int, mark: DateMark) -> float:
    """Words between a trigger and a date; a clause bound between them counts as many."""
    trigger = happening.trigger
    low, high = (trigger.end, index) if index >= trigger.last else (_behind(text, mark), trigger.first)
    between = _without_sum(text.lows[low:high]) if low < high else []
    bars: float = sum(_parts(between, i) for i in range(len(between)))
    bars = bars - 0.8 if bars == 1 and low == trigger.end and _meanwhile(between) else bars
    commas = between.count(",") + between.count("and")
    ahead = 0.5 if index < trigger.first else 0.0
    ahead += 10 if ahead and _reduced(text, happening) else 0
    ahead += CLOSE if ahead and _of_aside(text, happening, index, mark) else 0
    return max(0, high - low) * 0.3 + 30 * bars + 3 * commas + ahead + (3 if happening.state else 0)


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
    return bool(participle) or not RELATIVES.isdisjoint(aside)


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


def _can_have(happening: Happening, mark: DateMark) -> bool:
    """ "Since 2019" and "until May" bound a state; a state that merely holds has no other date."""
    role = happening.trigger.frame.role
    if mark.until:
        return _is_detention(happening)
    if mark.since:
        return happening.state or role is Role.PLAIN or happening.type is EventType.DETAINED
    in_court = happening.type is EventType.CHARGED
    return not happening.state or role is Role.OBJECT or in_court


def _appealed(happening: Happening, index: int, found: list[Happening]) -> bool:
    """ "On Thursday cut the term, leaving his conviction in force": what is appealed against was earlier."""
    ruling = happening.trigger.frame.role is Role.NOUN and happening.type in RULINGS
    return ruling and index < happening.trigger.first and any(h.type is EventType.APPEAL_DECIDED for h in found)


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
    """ "Said on Friday": the date of the saying, not of what is said."""
    before = text.lows[max(0, index - 2) : index]
    return not words.saying().isdisjoint(before[-1:]) or not words.issued().isdisjoint(before)


def _vaguer(one: DateMark, other: DateMark) -> bool:
    """ "Among those arrested this year was X, on Jan. 8": the day, not the year."""
    return one.words.lower().endswith("year") and other.kind in ("full", "month")


def _lead(text: Text, found: list[Happening], dates: dict[int, DateMark]) -> Happening | None:
    """In the first paragraph, what a day that is nobody's is the day of: of the announcement, of the landing."""
    if not found or found[0].sentence.paragraph > 1:
        return None
    free = [h for h in found if id(h) not in dates and not _appealed(h, h.sentence.first, found)]
    news = [h for h in free if h.type in LEADS and not h.state]
    told = [h for h in news if not _in_relative_clause(text, h)]
    return next((h for h in told if not _reduced(text, h)), told[0] if len(news) == 1 and told else None)


def _reduced(text: Text, happening: Happening) -> bool:
    """ "A journalist arrested in Turkey has been released": the participle behind the noun is no news."""
    trigger, ref = happening.trigger, happening.ref
    return trigger.frame.form is Form.EITHER and ref is not None and ref.last == trigger.first


def _in_relative_clause(text: Text, happening: Happening) -> bool:
    return not RELATIVES.isdisjoint(text.lows[happening.sentence.first : happening.trigger.first])


def _paired(text: Text, dated: Happening, other: Happening, date: DateMark) -> bool:
    """Told together; or "On 3 May a court convicted her and ordered …": what a date at the opening governs."""
    if {dated.type, other.type} in PAIRS and not dated.state:
        return True
    if dated.state:
        return dated.type is EventType.CHARGED and other.type in RULINGS
    between = text.lows[dated.trigger.last : other.trigger.first]
    opens = text.ends[dated.sentence.first] >= date.start or text.starts[dated.sentence.first + 1] >= date.start
    return opens and "and" in between and PARTING.isdisjoint(between)


def _sharing(text: Text, happening: Happening, found: list[Happening], dates: dict[int, DateMark]) -> Happening | None:
    """The event of the same people whose date is this one's, too: convicted and sentenced."""
    if text.lows[happening.trigger.first - 3 : happening.trigger.first - 1] in UNITS_OF:
        before = [h for h in found if id(h) in dates and h.trigger.first < happening.trigger.first]
        return before[-1] if before else None
    if happening.type is EventType.PARDONED:
        told = happening.trigger.frame.role in (Role.PLAIN, Role.NOUN)
        return next((h for h in found if told and h.type is EventType.RELEASED and id(h) in dates), None)
    if happening.state:
        return None
    near = [
        h
        for h in found
        if id(h) in dates
        and (
            (_paired(text, h, happening, dates[id(h)]) and set(h.people) & set(happening.people))
            or (h.type is happening.type and not h.people)
        )
    ]
    return min(near, key=lambda h: abs(h.trigger.first - happening.trigger.first), default=None)
