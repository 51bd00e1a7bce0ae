"""Which events of a sentence were on one day, so that the date of one is the other's, too."""

from detaincrawl.read.events.dates import DateMark
from detaincrawl.read.events.told import Happening
from detaincrawl.read.events.triggers import Form, Role
from detaincrawl.read.language.text import Text
from detaincrawl.vocabularies import EventType

# "In 2010, the year of her arrest".
UNITS_OF = (["year", "of"], ["month", "of"], ["day", "of"])
# What a court does when somebody appears in it.
RULINGS = frozenset(
    {EventType.REMANDED, EventType.CONVICTED, EventType.SENTENCED, EventType.ACQUITTED, EventType.TRIAL_OPENED}
)
# What is told behind one of these was at another time.
PARTING = frozenset("after before later since then subsequently when where who whom which while until ; :".split())
RELATIVES = frozenset("who whom which whose".split())
PRESENT = frozenset({Form.BASE, Form.PRESENT, Form.ING})
JOINING = frozenset("and then ,".split())
VERBAL = frozenset("are be been being has have is was were".split())
# "Sentenced after being convicted".
VERDICT = {EventType.CONVICTED, EventType.SENTENCED}
# "Released, put in a car without being told where it went, and deported".
SENT_OUT = {EventType.RELEASED, EventType.DEPORTED}
# Told together, these happened on one day.
PAIRS = (
    VERDICT,
    {EventType.SENTENCED, EventType.RELEASED},
    {EventType.EXCHANGED, EventType.RELEASED},
    {EventType.PARDONED, EventType.RELEASED},
    {EventType.ACQUITTED, EventType.RELEASED},
    {EventType.DETAINED, EventType.CHARGED},
    {EventType.CONVICTED, EventType.RELEASED},
    SENT_OUT,
    {EventType.DETAINED, EventType.DEPORTED},
)


def _paired(text: Text, dated: Happening, other: Happening, date: DateMark) -> bool:
    """Told together; or "On 3 May a court convicted her and ordered …": what a date at the opening governs."""
    if {dated.type, other.type} in PAIRS and not dated.state:
        return EventType.EXCHANGED in (dated.type, other.type) or not _apart(text, dated, other)
    if dated.state:
        return dated.type is EventType.CHARGED and other.type in RULINGS
    between = text.lows[dated.trigger.last : other.trigger.first]
    opens = text.ends[dated.sentence.first] >= date.start or text.starts[dated.sentence.first + 1] >= date.start
    return opens and "and" in between and PARTING.isdisjoint(between)


def _apart(text: Text, one: Happening, other: Happening) -> bool:
    """ "Freed X, who had been sentenced", "a man convicted of fraud was sentenced": told of another time."""
    first, second = sorted((one.trigger, other.trigger), key=lambda t: t.first)
    between = text.lows[first.last : second.first]
    types = {one.type, other.type}
    parting = PARTING - ({"after"} if types == VERDICT else {"where"} if types == SENT_OUT else set())
    if not parting.isdisjoint(between) or "had" in between:
        return True
    ahead = text.lows[one.sentence.first : first.first]
    aside = first.frame.form is Form.EITHER and not VERBAL.isdisjoint(between) and VERBAL.isdisjoint(ahead[-2:])
    clause = ahead[len(ahead) - ahead[::-1].index(",") :] if "," in ahead else ahead
    return (aside or not RELATIVES.isdisjoint(clause)) and JOINING.isdisjoint(between)


def facing(happening: Happening) -> bool:
    """ "Faces charges": so it stands, and no day is told of it."""
    return happening.type is EventType.CHARGED and happening.trigger.frame.form in PRESENT


def sharing(text: Text, happening: Happening, found: list[Happening], dates: dict[int, DateMark]) -> Happening | None:
    """The event of the same people whose date is this one's, too: convicted and sentenced."""
    if text.lows[happening.trigger.first - 3 : happening.trigger.first - 1] in UNITS_OF:
        before = [h for h in found if id(h) in dates and h.trigger.first < happening.trigger.first]
        return before[-1] if before else None
    if happening.type is EventType.PARDONED:
        told = happening.trigger.frame.role in (Role.PLAIN, Role.NOUN)
        return next((h for h in found if told and h.type is EventType.RELEASED and id(h) in dates), None)
    if happening.state or facing(happening):
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
