"""Whom an event befell: the subject or object of the words that report it."""

from detaincrawl.read.events import voice
from detaincrawl.read.events.triggers import Role, Trigger
from detaincrawl.read.language import clauses, words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations import countries
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType

OPENERS = frozenset(", ; : ( — – - \" “ ” ' ‘ ’ / • . ! ?".split())
# Prepositions that open a clause as well: "after he was", "since she", "before both".
CLAUSAL = frozenset("after before since until as than like with except without for".split())
ACCUSATIVE = frozenset("him them whom".split())
# "Two of whom", "all of whom".
# "After serving his sentence Doe was freed".
LED = frozenset("after before following since upon when while".split())
PARTS = frozenset("each all both some most two three four none neither family gang group pair team total".split())
NEAR = 4


def find(text: Text, trigger: Trigger, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """The phrase for whom the event befell, or None where it cannot be told."""
    role = trigger.frame.role
    if role is Role.OBJECT:
        if voice.passive(text, trigger, sentence):
            return (
                _among(text, trigger, sentence, refs)
                or _beside(text, trigger, refs, sentence)
                or subject(text, trigger.first, sentence, refs)
            )
        return _object(text, trigger, refs) or _whom(text, trigger, refs)
    if role is Role.SUBJECT:
        return subject(text, trigger.first, sentence, refs)
    if role is Role.NOUN:
        return _owner(text, trigger, refs)
    if trigger.frame.type is EventType.APPEAL_DECIDED:
        return _owner(text, trigger, refs)  # its subject is the court
    return (
        _owner(text, trigger, refs)
        or _beside(text, trigger, refs, sentence)
        or subject(text, trigger.first, sentence, refs)
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
                and not can_be_subject(text, ref, sentence)
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
            any(w in words.prepositions() or w in OPENERS or w in words.subordinators() for w in between)
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
            inside or (len(between) <= 3 and not any(w in OPENERS or w in words.prepositions() for w in between))
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
                and not any(w in OPENERS for w in between)
            ):
                return ref
            return None
    return None


def subject(text: Text, before: int, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """The subject of the verb at word ``before``: the nearest phrase to its left that can be one."""
    if voice.of_thing(text, before, sentence, {r.last for r in refs}):
        return None
    behind = _behind_comma(text, before, sentence, refs)
    if behind:
        return behind
    plural = _plural(text, before, sentence)
    end = clauses.before_whose(text, before, sentence)
    for ref in sorted((r for r in refs if r.last <= end and r.kind != "possessive"), key=lambda r: (-r.last, r.first)):
        if not can_be_subject(text, ref, sentence) or _second(text, ref, refs, sentence):
            continue
        if plural and ref.kind == "relative" and len(ref.people) == 1 and ref.last < before - 2:
            continue
        if plural and not ref.plural and ref.kind != "relative":
            joined = _both(text, ref, sentence, refs)
            if joined:
                return joined
            continue
        return ref
    return None


def _behind_comma(text: Text, before: int, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """ "After being produced in court, they were": whose the clause is that opens so."""
    being = before - (text.lows[before - 1] == "being")
    if text.lows[being] != "being" or text.lows[being - 1] not in LED:
        return None
    if being - 1 > sentence.first and text.lows[being - 2] != "and":
        return None
    comma = next((i for i in range(before, sentence.last) if text.lows[i] == ","), sentence.last)
    return next((r for r in refs if r.first == comma + 1 and r.head not in ACCUSATIVE), None)


def _second(text: Text, ref: Ref, refs: list[Ref], sentence: Sentence) -> bool:
    """ "Her parents and grandmother": the second of a pair is subject only where the first is."""
    if text.lows[ref.first - 1] not in ("and", "or"):
        return False
    first = next((r for r in refs if r.last == ref.first - 1 and r.kind != "list"), None)
    return first is not None and not can_be_subject(text, first, sentence)


def _plural(text: Text, before: int, sentence: Sentence) -> bool:
    index = voice.before_adverbs(text, before, sentence)
    while index >= sentence.first and text.lows[index] in ("been", "being", "have", "are", "were"):
        if text.lows[index] in ("have", "are", "were"):
            return True
        index -= 1
    return False


def _both(text: Text, ref: Ref, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """ "Kohler, 41, a teacher, and her partner Paris, 72, were seized": the subjects of the clause together."""
    named = [
        r for r in refs if r.last <= ref.last and r.kind == "name" and (r is ref or can_be_subject(text, r, sentence))
    ]
    people: tuple[Person, ...] = tuple(dict.fromkeys(p for r in named for p in r.people))
    if len(people) < 2:
        return None
    return Ref(named[0].first, ref.last, "list", "list", people, plural=True, count=len(people), definite=True)


def can_be_subject(text: Text, ref: Ref, sentence: Sentence) -> bool:
    """A phrase at the beginning of its clause; an object or the end of a prepositional phrase cannot."""
    if ref.head in ACCUSATIVE and ref.head != "whom":
        return False
    if ref.kind == "relative" or ref.head in voice.NOMINATIVE:
        return True
    owner = countries.owner(text, ref.first)
    first = owner.first if owner else ref.first
    if first == sentence.first:
        return True
    low = text.lows[first - 1]
    if low == "as" and ref.kind == "descriptor":
        return False
    if low in '"“' and ref.kind == "descriptor":
        return False
    if low in words.saying() - {"told", "tells"} and text.lows[ref.last : ref.last + 1] != []:
        aged = text.lows[ref.last] in ",(" and text.lows[ref.last + 1].isdigit()
        return text.lows[ref.last + 3 * aged] in words.auxiliaries()
    if low == "of" and text.lows[max(0, first - 2)] in PARTS:
        return True
    if low in ("including", "namely") or text.lows[max(0, first - 2) : first] in (
        ["such", "as"],
        ["among", "them"],
    ):
        return True
    if low in OPENERS or low in words.subordinators():
        return True
    if low in CLAUSAL:
        return low in ("after", "before", "since", "until", "as")
    if text.lows[first] in DETERMINERS and not clauses.is_time(low):
        return low in words.adverbs()
    return _opens_clause(text, first - 1, sentence)


DETERMINERS = frozenset("a an the his her their this that these those another".split())


def _opens_clause(text: Text, index: int, sentence: Sentence) -> bool:
    """Only words that a noun phrase can begin with stand between the word and the opening of its clause."""
    for at in range(index, max(sentence.first - 1, index - 7), -1):
        low = text.lows[at]
        if low in OPENERS or low in words.subordinators() or clauses.is_time(low):
            return True
        if (
            low in words.prepositions()
            or low in words.auxiliaries()
            or low in words.verbs()
            or low == "'s"
            or low.endswith(("ed", "ing"))
            or low in voice.NOMINATIVE | ACCUSATIVE
        ):
            led = low.endswith("ing") and at - 1 == sentence.first and text.lows[at - 1] in LED
            return led or (low in words.adverbs() and low != "by")
    return index - 7 < sentence.first


def shares(text: Text, trigger: Trigger, sentence: Sentence, after: int, refs: list[Ref]) -> bool:
    """The verb has no subject of its own: "arrested in 2014 and jailed"; what is between belongs to the first."""
    index = voice.before_adverbs(text, trigger.first, sentence)
    while index > after and text.lows[index] in words.auxiliaries():
        index = voice.before_adverbs(text, index, sentence)
    if index < sentence.first or text.lows[index] not in ("and", "or", "but", ",", "then", ";"):
        return False
    own = (
        r
        for r in refs
        if after <= r.first and r.last <= trigger.first and r.kind != "possessive" and can_be_subject(text, r, sentence)
    )
    return not any(r.last >= index or _described(text, r, index) for r in own)


def _described(text: Text, ref: Ref, before: int) -> bool:
    """ "X, 19, from Leeds, was arrested", "X, who is ill, was arrested": a subject that is told of up to the comma."""
    return ref.kind in ("name", "list") and text.lows[ref.last] == "," and text.lows[before] == ","
