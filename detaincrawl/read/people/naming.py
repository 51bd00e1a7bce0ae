"""The name that stands behind a phrase for the same people: "the researcher Ann Lee", "a man identified as Tian"."""

from detaincrawl.read.language import nouns, words
from detaincrawl.read.language.text import Text
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

# What introduces the members of a group: "executives, among them A, B and C".
MEMBERS = frozenset(
    tuple(said.split())
    for said in (
        "such as",
        "including",
        "include",
        "included",
        "among them",
        "namely",
        "like",
    )
)
IGNORED = frozenset(", : — – - ( the a an follows below".split())
"""“Their names are as follows: A, B and C”."""
CLOSERS = frozenset(", . ; : ) who — – has was is had".split())
AS = frozenset(["as", "surname"])
CALLED = frozenset("named called namely".split())
OLD = ("year", "old")
"""With a figure before it leads a name: "the Austrian, 59 year old Karl Weber", "the two, 38-year-old A and …"."""
NAMED_WITHIN = 10
"""Words between a phrase and the name that a verb gives it."""
NAMED_BEFORE = 24
"""Words from the verb to the phrase: "identified two as A and B and the Spaniards as C and D"."""
LISTED_WITHIN = 16
"""Words between those arrested and the list of their names: when, where and for what."""
OPENING = frozenset(": ( – — -".split())
MANY = frozenset("those".split())
OBJECTS = frozenset(["him", "her", "them"])
"""Whom the verb names: "relatives identified him as X"."""
SUBJECTS = frozenset(["he", "she", "they"])
"""Who is named: "they were identified as X and Y"."""
OPENED_WITHIN = 10
"""Words of a phrase that opens a sentence."""
BY = frozenset(["'s", "and"])
"""Behind the name that would be meant: it is an owner, or one of several."""
ANY_NUMBER = frozenset(["accused"])
"""Of one or of several."""


def behind(text: Text, ref: Ref, following: list[Ref]) -> tuple[Person, ...]:
    """ "The French researcher Laurent Vinatier", "her lawyer, Pavel Mamonov", "executives, among them A, B and C"."""
    names = [r for r in following if r.kind in ("name", "list", "part")]
    if ref.kind == "possessive" and not ref.plural:
        return _opened(text, ref, following)
    if ref.kind not in ("descriptor", "pronoun") or not names:
        return ()
    between = tuple(text.lows[ref.last : names[0].first])
    between = between[: -len(OLD) - 1] if between[-len(OLD) :] == OLD else between
    nearest = _meant(ref, [r for r in names if r.first == names[0].first], between)
    if ref.kind == "descriptor" and nouns.titles().issuperset(w for w in between if w != "."):
        return nearest.people
    if _second_trade(text, ref, following, nearest):
        return nearest.people
    if ref.kind == "descriptor" and ref.definite and between in (("is",), ("was",)) and nearest.kind == "name":
        return nearest.people
    told = ref.kind == "descriptor" or (ref.head in SUBJECTS and not words.auxiliaries().isdisjoint(between[:1]))
    if told and named_as(text, ref, between) and OBJECTS.isdisjoint(between):
        return nearest.people if ref.count in (None, len(nearest.people)) else ()
    if ref.head in OBJECTS and between[:1] == ("as",) and text.lows[ref.first - 1] in words.naming():
        return nearest.people if nearest.kind == "name" or ref.plural else ()
    if ref.plural or (ref.head in ANY_NUMBER and nearest.kind != "name"):
        listed = nearest.kind != "name" and (_introduces(ref, between) or _lists_all(ref, nearest, between))
        return nearest.people if listed else ()
    if ref.kind == "descriptor" and _tied(between) and (_closes(text, nearest) or _opens_sentence(text, ref)):
        return nearest.people
    return ()


def _opened(text: Text, ref: Ref, following: list[Ref]) -> tuple[Person, ...]:
    """ "In a letter about his arrest, Doe said", "Since his release, Doe has": who stands behind the opening phrase."""
    comma = next(
        (i for i in range(ref.last, min(ref.last + OPENED_WITHIN, len(text.lows))) if text.lows[i] in ",.;:"), None
    )
    name = next((r for r in following if comma is not None and r.first == comma + 1), None)
    if (
        comma is None
        or text.lows[comma] != ","
        or name is None
        or name.kind != "name"
        or name.people[0].gender not in (None, ref.gender)
    ):
        return ()
    first = next((i for i in range(ref.first, max(-1, ref.first - OPENED_WITHIN), -1) if _opens_at(text, i)), None)
    if first is None or text.lows[first] not in words.prepositions():
        return ()
    inside = text.lows[first:comma]
    plain = words.auxiliaries().isdisjoint(inside) and BY.isdisjoint(text.lows[name.last : name.last + 2])
    return name.people if plain else ()


def _meant(ref: Ref, beginning: list[Ref], between: tuple[str, ...]) -> Ref:
    """Of the list, its part and the name that begin at one word: one name, or several as many as the phrase says."""
    if not ref.plural and ref.head not in ANY_NUMBER:
        return beginning[-1]
    counted = next((r for r in beginning if r.count == ref.count and r.kind != "name"), None)
    return counted or beginning[1 if beginning[0].head == "mixed" and not between else 0]


def _second_trade(text: Text, ref: Ref, following: list[Ref], name: Ref) -> bool:
    """ "The Swedish artist and politician Dror Falk": two trades of one person."""
    other = following[0]
    joined = other.kind == "descriptor" and text.lows[ref.last] == "and" and other.first == ref.last + 1
    alike = not (ref.plural or other.plural or ref.possessed or other.nationalities or ref.kind != "descriptor")
    bare = text.lows[other.first] not in ("the", "a", "an")
    return joined and alike and bare and other.last == name.first and name.kind == "name"


def named_as(text: Text, ref: Ref, between: tuple[str, ...]) -> bool:
    """ "Identified by police only as", "a man it named as", "suspects named", "named two as … and the Spaniards as"."""
    said = [w for w in between if w not in QUOTED]
    if not said or len(said) > NAMED_WITHIN:
        return False
    if said[-1] in CALLED:
        return True
    before = text.lows[max(0, ref.first - NAMED_BEFORE) : ref.first]
    stops = [i for i, w in enumerate(before) if w == "."]
    return said[-1] in AS and not words.naming().isdisjoint([*said, *(before[stops[-1] :] if stops else before)])


QUOTED = frozenset(", : \" “ ” ‘ ’ ' follows".split())


def _introduces(ref: Ref, between: tuple[str, ...]) -> bool:
    """What stands between a group and a list says that the list names the group."""
    said = tuple(w for w in between if w not in IGNORED)
    if len(between) <= 10 and not {"are", "were"}.isdisjoint(said if ref.head in MANY else said[-2:]):
        return True
    return (ref.kind == "descriptor" and not said) or (
        len(between) <= 8 and (said[:2] in MEMBERS or said[:1] in MEMBERS)
    )


def _lists_all(ref: Ref, names: Ref, between: tuple[str, ...]) -> bool:
    """ "Three Bangladeshis on Monday: A, B and C", "two men of Thai origin, A and B": as many names as people."""
    opened = 0 < len(between) <= LISTED_WITHIN and between[-1] in OPENING
    return ref.count == names.count and (opened or _tied(between))


def _tied(between: tuple[str, ...]) -> bool:
    """A comma, behind at most a short "of …", "arrested with …": "a holder of both passports, Yuri Malev"."""
    if between == (",",):
        return True
    led = 2 < len(between) <= 8 and (between[0] in ("of", "from", "in", "at") or between[0].endswith(("ed", "ing")))
    return led and between[-1] == "," and between.count(",") == 1


def _closes(text: Text, ref: Ref) -> bool:
    """What follows the name closes an apposition: a comma, a stop, or the verb."""
    if ref.last + 1 >= len(text.lows) or text.lows[ref.last : ref.last + 2] in (["and", "a"], ["and", "an"]):
        return True
    return text.lows[ref.last] in CLOSERS or text.lows[ref.last].endswith("ed")


def _opens_sentence(text: Text, ref: Ref) -> bool:
    return _opens_at(text, ref.first)


def _opens_at(text: Text, at: int) -> bool:
    return at == 0 or text.words[at - 1] in '.!?”"' or text.starts[at] - text.ends[at - 1] >= PARAGRAPH


PARAGRAPH = 2
"""So many characters between two words part paragraphs."""
