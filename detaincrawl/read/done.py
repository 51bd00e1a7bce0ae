"""Whether words for an event report one that took place: not what is planned, ordered, possible, or an idiom."""

from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.read import clauses, patients, voice, words
from detaincrawl.read.phrases import Phrases
from detaincrawl.read.text import Text
from detaincrawl.read.told import Happening, Line
from detaincrawl.read.triggers import Form, Role, Trigger
from detaincrawl.records import EventType

# What courts order and governments ask for before it happens.
ENDS = frozenset(
    {EventType.DEPORTED, EventType.EXTRADITED, EventType.RELEASED, EventType.EXCHANGED, EventType.PARDONED}
)


@cache
def idioms(language: str = "en") -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in table(f"{language}/grammar")["no_event"])


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
    infinitive = frame.form is Form.BASE and frame.role in (Role.OBJECT, Role.SUBJECT)
    return (
        not infinitive
        or _of_several(line, trigger)
        or (sentence.title and text.lows[trigger.first - 1] not in ("to", "'s"))
    )


def _of_several(line: Line, trigger: Trigger) -> bool:
    """ "Both men remain in custody": of several the verb has no ending."""
    if not trigger.frame.state or line.text.lows[trigger.first - 1] == "to":
        return False
    ref = patients.subject(line.text, trigger.first, line.sentence, line.refs)
    return ref is not None and (ref.plural or (ref.kind == "relative" and len(ref.people) > 1))


def _undone(line: Line, trigger: Trigger) -> bool:
    """ "Ordered her deportation", "carries a sentence of 20 years": named, and not told as done."""
    frame, noun = trigger.frame, trigger.frame.role is Role.NOUN
    if frame.type is EventType.SENTENCED:
        return noun and clauses.unpassed(line.text, trigger.first, line.sentence)
    may = frame.type in ENDS if noun else frame.type in (EventType.DEPORTED, EventType.EXTRADITED)
    return may and clauses.undone(line.text, trigger.first, line.sentence)


def _deferred(line: Line, trigger: Trigger) -> bool:
    """ "The sentencing was postponed"; "the trial began on Monday and is due to end in May" has begun."""
    return not trigger.frame.rest and clauses.deferred(line.text, trigger.last, line.sentence)


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
    """ "Caught between two fronts", "tried to"."""
    match = idioms().at(line.text, trigger.first, line.sentence.last)
    return match is not None and match.last >= trigger.last
