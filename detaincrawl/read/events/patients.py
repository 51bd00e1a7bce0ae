"""Whom an event befell: the subject or object of the words that report it."""

from detaincrawl.read.events import subjects, voice
from detaincrawl.read.events.triggers import Role, Trigger
from detaincrawl.read.language import words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType

NEAR = 4


def find(text: Text, trigger: Trigger, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """The phrase for whom the event befell, or None where it cannot be told."""
    role = trigger.frame.role
    if role is Role.OBJECT:
        if voice.passive(text, trigger, sentence):
            return (
                _among(text, trigger, sentence, refs)
                or _beside(text, trigger, refs, sentence)
                or subjects.subject(text, trigger.first, sentence, refs)
            )
        return _object(text, trigger, refs) or _whom(text, trigger, refs)
    if role is Role.SUBJECT:
        return subjects.subject(text, trigger.first, sentence, refs)
    if role is Role.NOUN:
        return _owner(text, trigger, refs)
    if trigger.frame.type is EventType.APPEAL_DECIDED:
        return _owner(text, trigger, refs)  # its subject is the court
    return (
        _owner(text, trigger, refs)
        or _beside(text, trigger, refs, sentence)
        or subjects.subject(text, trigger.first, sentence, refs)
    )


def _among(text: Text, trigger: Trigger, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """ "Among those arrested was a Korean, Lee Ji-hwan", "also arrested were A and B": the subject stands behind."""
    before = text.lows[sentence.first : trigger.first]
    if before != ["also"] and ("among" not in before or before[-1] not in PARTS_OF):
        return None
    verb = next((i for i in range(trigger.last, sentence.last) if text.lows[i] in ("was", "were", "is", "are")), None)
    behind = [r for r in refs if verb is not None and r.first > verb and r.people]
    listed = [r for r in behind if r.kind == "list" and verb is not None and text.lows[verb] in ("were", "are")]
    return (listed or behind)[0] if behind else None


PARTS_OF = frozenset("those people them men women foreigners nationals".split())
QUANTIFIERS = frozenset("all both each some most one two three four five six seven eight nine ten of the".split())
SEVERAL = frozenset("were are have had both all".split())
"""These stand behind a list that is the subject; behind its last member alone they seldom do."""
ASIDE = frozenset(
    ", ( ) aged then first later now still also formerly both all who were was is are had been has being have".split()
)


def _beside(text: Text, trigger: Trigger, refs: list[Ref], sentence: Sentence) -> Ref | None:
    """ "X, 41, arrested in May", "both men arrested": the phrase right before, commas and an age aside."""
    for ref in reversed(refs):
        if ref.last > trigger.first or ref.kind == "possessive":
            continue
        between = text.lows[ref.last : trigger.first]
        if len(between) <= 7 and all(w in ASIDE or w.isdigit() or w.endswith("ly") for w in between):
            if (
                set(between) & words.auxiliaries()
                and ref.kind in ("name", "descriptor")
                and not subjects.can_be_subject(text, ref, sentence)
            ):
                return None
            lists = [r for r in refs if r.kind == "list" and r.first <= ref.first < r.last <= trigger.first]
            several = not SEVERAL.isdisjoint(between) or between[:1] == [","]
            return lists[0] if lists and several else ref
        return None
    return None


def _object(text: Text, trigger: Trigger, refs: list[Ref]) -> Ref | None:
    """The first phrase behind the verb, with nothing but its own words between."""
    end = trigger.end if trigger.frame.rest else trigger.last + NEAR + 8
    for ref in refs:
        if ref.first < trigger.last or ref.kind == "possessive":
            continue
        if ref.first >= end:
            return None
        between = text.lows[trigger.last : ref.first]
        if _owns(text, trigger, ref):
            return None
        if between and all(w in QUANTIFIERS for w in between):
            return _with_more(ref, refs)
        if ref.first - 1 <= voice.given_to(text, trigger) <= ref.first:
            return ref
        if (
            any(w in words.prepositions() or w in subjects.OPENERS or w in words.subordinators() for w in between)
            or len(between) > 7
        ):
            return None
        return _with_more(ref, refs) if ref.head not in voice.NOMINATIVE else None
    return None


def _owns(text: Text, trigger: Trigger, ref: Ref) -> bool:
    """ "Surrounded Doe's mother" befell another; "Jailed Briton's appeal" does not."""
    mere = text.words[trigger.first][0].isupper() or ref.kind == "descriptor"
    return not mere and text.lows[ref.last : ref.last + 1] == ["'s"]


def _with_more(ref: Ref, refs: list[Ref]) -> Ref:
    """ "Two Zambians, A and B, and a Chinese, C": of a list of several parts the whole."""
    if ref.kind != "descriptor" or not ref.people:
        return ref
    whole = (r for r in refs if r.head == "mixed" and ref.last <= r.first <= ref.last + 1 and r.count != ref.count)
    return next((r for r in whole if set(ref.people) < set(r.people)), ref)


def _whom(text: Text, trigger: Trigger, refs: list[Ref]) -> Ref | None:
    for ref in reversed(refs):
        if ref.last <= trigger.first and ref.kind == "relative":
            between = text.lows[ref.last : trigger.first]
            own = [w for w in between if w not in words.adverbs() and not w.endswith("ly")]
            acting = bool(own) and own[0] not in words.auxiliaries()
            return ref if ref.head == "whom" or acting else None
    return None


def _owner(text: Text, trigger: Trigger, refs: list[Ref]) -> Ref | None:
    """His arrest, Berry's trial, the release of X, an appeal by X, the sentence against X."""
    for ref in reversed(refs):
        if ref.last > trigger.last:
            continue
        between = text.lows[ref.last : trigger.first] if ref.last <= trigger.first else []
        inside = ref.first >= trigger.first
        if ref.kind == "possessive" and (
            inside
            or (len(between) <= 3 and not any(w in subjects.OPENERS or w in words.prepositions() for w in between))
        ):
            return ref
        if ref.kind in ("name", "descriptor", "list") and between[:1] == ["'s"] and len(between) <= 4:
            return ref
        if between and len(between) > 4:
            break
    for ref in refs:
        if ref.first >= trigger.last and ref.kind != "possessive":
            between = text.lows[trigger.last : ref.first]
            if (
                len(between) <= 6
                and any(w in ("of", "by", "against", "for") for w in between)
                and not any(w in subjects.OPENERS for w in between)
            ):
                return ref
            return None
    return None
