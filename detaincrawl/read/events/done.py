"""Whether words for an event report one that took place: not what is planned, ordered, possible, or an idiom."""

from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.read.events import subjects, voice
from detaincrawl.read.events.told import Happening, Line
from detaincrawl.read.events.triggers import Form, Role, Trigger
from detaincrawl.read.language import clauses, words
from detaincrawl.read.language.phrases import Phrases
from detaincrawl.read.language.text import Text
from detaincrawl.vocabularies import EventType

# What courts order and governments ask for before it happens.
ENDS = frozenset(
    {EventType.DEPORTED, EventType.EXTRADITED, EventType.RELEASED, EventType.EXCHANGED, EventType.PARDONED}
)


PLEA = 12
"""Words behind "appealed" that say to whom."""
COURTS = frozenset("cassation conviction court courts ruling sentence tribunal verdict".split())


BAIL_REACH = 40
"""So many words behind a bail tell whether it was paid."""


@cache
def idioms(language: str = "en") -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in table(f"{language}/grammar")["no_event"])


@cache
def unmet(language: str = "en") -> Phrases[str]:
    """What says that a bail was not paid."""
    return Phrases((phrase, phrase) for phrase in table(f"{language}/grammar")["bail_unmet"])


def tells(line: Line, trigger: Trigger, before: list[Happening]) -> bool:
    """The words report one event that took place, as far as the words themselves say."""
    text, sentence, frame = line.text, line.sentence, trigger.frame
    if clauses.unreal(text, trigger.first, sentence) or "absentia" in text.lows[trigger.first : sentence.last]:
        return False
    if text.lows[trigger.first] == "'s" and text.lows[trigger.first - 1] not in voice.NOMINATIVE:
        return False  # "Anderson's home"
    if _object_noun(text, before, trigger) or _often(text, trigger) or _idiom(line, trigger):
        return False
    if _nominal(text, trigger) and (_compound(text, trigger) or _deferred(line, trigger)):
        return False
    if text.lows[trigger.first] == "'s" and text.lows[trigger.first - 1] not in words.pronouns():
        return False  # "her employer's home" is owned
    if _undone(line, trigger):
        return False
    if frame.type is EventType.APPEAL_FILED and _pleads(line, trigger):
        return False
    infinitive = frame.form is Form.BASE and frame.role in (Role.OBJECT, Role.SUBJECT)
    if not infinitive or text.lows[trigger.first - 1] in ("to", "'s"):
        return not infinitive
    if sentence.title and (frame.role is Role.OBJECT or frame.state):
        return True
    faces = frame.type is EventType.CHARGED and frame.role is Role.SUBJECT
    return (frame.state or sentence.title or faces) and _of_several(line, trigger)


def _pleads(line: Line, trigger: Trigger) -> bool:
    """ "Appealed to the president", "appealed for help": asks, and of no court."""
    lows = line.text.lows[trigger.last : min(trigger.last + PLEA, line.sentence.last)]
    if not COURTS.isdisjoint(lows):
        return False
    to = next((i for i, low in enumerate(lows[:4]) if low == "to"), None)
    asked = line.text.words[trigger.last + to + 1 :][:2] if to is not None else []
    return lows[:1] == ["for"] or any(w[0].isupper() or w in words.offices() or w == "king" for w in asked)


def _of_several(line: Line, trigger: Trigger) -> bool:
    """ "Both men remain in custody": of several the verb has no ending."""
    ref = subjects.subject(line.text, trigger.first, line.sentence, line.refs)
    return ref is not None and (ref.plural or (ref.kind == "relative" and len(ref.people) > 1))


def _undone(line: Line, trigger: Trigger) -> bool:
    """ "Ordered her deportation", "carries a sentence of 20 years": named, and not told as done."""
    frame, noun = trigger.frame, trigger.frame.role is Role.NOUN
    if frame.detail == "bail":
        return _unpaid(line.text, trigger)
    if frame.type is EventType.SENTENCED:
        return noun and clauses.unpassed(line.text, trigger.first, line.sentence)
    out = frame.type in (EventType.DEPORTED, EventType.EXTRADITED)
    if out and not noun and _ordered(line.text.lows[max(line.sentence.first, trigger.first - 4) : trigger.first]):
        return True
    may = frame.type in ENDS if noun else out
    return may and clauses.undone(line.text, trigger.first, line.sentence)


def _unpaid(text: Text, trigger: Trigger) -> bool:
    """ "Was granted bail but could not raise it": granted, and nobody is free."""
    return (
        next(iter(unmet().begun(text, trigger.last, min(trigger.last + BAIL_REACH, len(text.lows)))), None) is not None
    )


def _ordered(before: list[str]) -> bool:
    """ "Ordered her removed from": not "was ordered freed and was released"."""
    at = next((i for i, low in enumerate(before) if low in ("order", "ordered", "ordering", "orders")), None)
    return at is not None and words.passive_auxiliaries().isdisjoint(before[at + 1 :]) and "and" not in before[at:]


def _deferred(line: Line, trigger: Trigger) -> bool:
    """ "The sentencing was postponed"; "the trial began on Monday and is due to end in May" has begun."""
    end = trigger.frame.type in ENDS - {EventType.PARDONED}
    return not trigger.frame.rest and clauses.deferred(line.text, trigger.last, line.sentence, end)


def _nominal(text: Text, trigger: Trigger) -> bool:
    """ "His arrest", "the sentencing of X"."""
    if trigger.frame.form is not Form.ING:
        return trigger.frame.role is Role.NOUN
    return text.lows[trigger.first - 1] in ("the", "'s", "his", "her", "their", "whose")


def _compound(text: Text, trigger: Trigger) -> bool:
    """ "Extradition hearing"."""
    return text.lows[trigger.last : trigger.last + 1] != [] and text.lows[trigger.last] in words.compounds()


def _object_noun(text: Text, before: list[Happening], trigger: Trigger) -> bool:
    """ "Serving a sentence": the noun is the object of the verb before, no event of its own."""
    last = before[-1].trigger if before else None
    return (
        last is not None
        and trigger.frame.role is Role.NOUN
        and trigger.frame.type is last.frame.type
        and last.frame.role is Role.SUBJECT
        and trigger.first - last.last <= 8
        and (words.prepositions() - {"of"}).isdisjoint(text.lows[last.last : trigger.first])
    )


def _often(text: Text, trigger: Trigger) -> bool:
    """ "Arrested again and again", "jailed three times"."""
    behind = text.lows[trigger.last : trigger.last + 3]
    return behind == ["again", "and", "again"] or behind[1:2] == ["times"]


def _idiom(line: Line, trigger: Trigger) -> bool:
    """ "Caught between two fronts", "tried to", "a long-held view"."""
    starts = range(max(line.sentence.first, trigger.first - 1), trigger.first + 1)
    matches = (idioms().at(line.text, first, line.sentence.last) for first in starts)
    return any(match is not None and match.last >= trigger.last for match in matches)
