"""Noun phrases that stand for people in one sentence: names, "he", "the 34-year-old", "two French nationals", "who"."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from detaincrawl.frozen import changed, frozen
from detaincrawl.lexicon import table
from detaincrawl.read.events import triggers
from detaincrawl.read.language import nationals, nouns, words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.people import begins, citizens
from detaincrawl.read.people.begins import DEFINITE, INDEFINITE, POSSESSIVE, UNITS
from detaincrawl.read.people.named import NameMark, Person

PREMODIFIERS = 9
TEN = 10
RELATIVE = frozenset("who whom whose his their her".split())


@frozen
class Ref:
    """Words ``first`` to ``last`` stand for people; ``head`` is the noun, pronoun or last word of the name."""

    first: int
    last: int
    kind: str
    """name, pronoun, descriptor, relative, possessive."""
    head: str
    people: tuple[Person, ...] = ()
    plural: bool = False
    gender: str | None = None
    count: int | None = None
    definite: bool = False
    nationalities: tuple[str, ...] = ()
    role: str | None = None
    """official, relation, occupation, person, demonym: what the head noun tells."""
    possessed: bool = False
    """Somebody's lawyer, wife, colleague."""


def find(text: Text, sentence: Sentence, names: list[NameMark], marks: list[CountryMark]) -> list[Ref]:
    """The sentence's noun phrases for people, left to right, not yet resolved (names are)."""
    at = {m.first: m for m in names}
    refs: list[Ref] = []
    free = sentence.first
    for index in _places(text, sentence, at):
        if index < free:
            continue
        mark = at.get(index)
        if mark:
            person, head = mark.person, text.lows[mark.last - 1]
            refs.append(Ref(mark.first, mark.last, "name", head, (person,), gender=person.gender, definite=True))
            free = mark.last
            continue
        ref = _pronoun(text, index, sentence) or _descriptor(
            text, index, sentence, refs[-1].last if refs else sentence.first, index + 1 in at
        )
        if ref and ref.kind == "descriptor":
            codes = {
                m.country.code
                for m in marks
                if ref.first <= m.first < ref.last
                and citizens.told(text, m)
                and not citizens.charged_as(text, ref.first, ref.head)
                and (m.country.kind in ("adjective", "people") or (m.last == index and ref.head in citizens.HOLDERS))
            }
            if ref.head in citizens.HOLDERS and text.lows[ref.last : ref.last + 1] == ["of"]:
                codes |= {
                    m.country.code for m in marks if ref.last < m.first <= ref.last + 2 and m.country.kind == "name"
                }
            ref = changed(ref, nationalities=tuple(sorted(codes))) if codes else ref
        if ref:
            refs.append(ref)
            free = ref.last
    return refs


def _places(text: Text, sentence: Sentence, names: Iterable[int]) -> list[int]:
    """Where a phrase for people may have its head: a name, a pronoun, a noun, a number."""
    figures = text.figures[bisect_left(text.figures, sentence.first) : bisect_left(text.figures, sentence.last)]
    return sorted({*names, *text.among(heads(), sentence.first, sentence.last), *figures})


@cache
def heads() -> frozenset[str]:
    counted = words.small_numbers()
    return frozenset([*RELATIVE, "old", "both", "those", *words.pronouns(), *nouns.of_people(), *counted, *befallen()])


@cache
def befallen() -> frozenset[str]:
    """ "The executed": participles that stand for those whom it befell."""
    return frozenset(table("en/grammar")["befallen"])


def _owns(text: Text, index: int, sentence: Sentence) -> bool:
    """ "Her arrest", not "gave her five years", "met her in Minsk": behind "her" a noun begins."""
    low = text.lows[index] if index < sentence.last else ""
    if not low[:1].isalpha() or low in words.after_object():
        return False
    behind = text.lows[index + 1] if index + 1 < sentence.last else ""
    if words.small_number(low) and behind.startswith(("year", "month", "week", "day")):
        return False
    return low not in words.verbs() or low in triggers.nouns()


def _pronoun(text: Text, index: int, sentence: Sentence) -> Ref | None:
    low = text.lows[index]
    following = text.lows[index + 1] if index + 1 < sentence.last else ""
    if low in ("who", "whom"):
        return Ref(index, index + 1, "relative", low)
    if low == "whose":
        return Ref(index, index + 1, "possessive", low)
    if low == "their" and following == "names":
        return Ref(index, index + 2, "pronoun", "they", plural=True, definite=True)
    if low in ("his", "their") or (low == "her" and _owns(text, index + 1, sentence)):
        return Ref(index, index + 1, "possessive", low, plural=low == "their", gender={"his": "m", "her": "f"}.get(low))
    gender = words.pronouns().get(low)
    if gender:
        return Ref(
            index,
            index + 1,
            "pronoun",
            low,
            plural=gender == "p",
            gender=None if gender == "p" else gender,
            definite=True,
        )
    if low == "both" and (following in words.after_object() or following in words.verbs()):
        return Ref(index, index + 1, "pronoun", low, plural=True, count=2, definite=True)
    return None


def _descriptor(text: Text, index: int, sentence: Sentence, floor: int, named_next: bool) -> Ref | None:
    """A noun phrase whose head noun is the word at ``index``."""
    noun = nouns.of_people().get(text.lows[index])
    if text.lows[index] == "those" and _are_people(text, index, sentence):
        return Ref(index, index + 1, "descriptor", "those", plural=True, role="person")
    if text.lows[index] in befallen() and _taken(text, index, sentence):
        return Ref(index - 1, index + 1, "descriptor", text.lows[index], plural=True, definite=True, role="person")
    counted = _counted(text, index, sentence)
    if counted:
        return counted
    if text.lows[index] == "old" and text.lows[index - 2 : index] and text.lows[index - 1] == "year":
        return _aged(text, index, sentence)
    if noun is None or _inside_compound(text, index, sentence, named_next):
        return None
    if (
        text.words[index][0].isupper()
        and not noun.demonym
        and index > sentence.first
        and not sentence.title
        and not named_next
    ):
        return None
    first = begins.first(text, index, max(floor, index - PREMODIFIERS))
    held = noun.demonym and first == index and _held(text, index, sentence)
    if noun.demonym and not noun.plural and first == index and not held and not _headline(text, index, sentence):
        return None
    if text.lows[index] in STATES and (first == index or text.lows[index + 1 : index + 2] == ["of"]):
        return None
    return _phrase(text, first, index, noun, first == floor > sentence.first)


def _held(text: Text, index: int, sentence: Sentence) -> bool:
    """ "An imprisoned American, X,": what befell them stands between the article and the people."""
    determined = index - 2 >= sentence.first and text.lows[index - 2] in INDEFINITE
    return determined and text.lows[index - 1] in befallen()


ADJECTIVES = frozenset(
    "adult alien civilian criminal individual migrant militant minor native refugee student terrorist".split()
)
"""Nouns for people that stand before a thing as well: "the criminal felonies court"."""
STATES = frozenset("accused suspect convict convicted female male minor".split())


def _headline(text: Text, index: int, sentence: Sentence) -> bool:
    """ "Canadian sentenced in …", "Russia jails Briton for …": a headline has no articles."""
    following = text.lows[index + 1] if index + 1 < sentence.last else "."
    return sentence.title and (following in words.after_object() | words.verbs() or following.endswith("ed"))


def _are_people(text: Text, index: int, sentence: Sentence) -> bool:
    """ "Those arrested", "those who were freed"."""
    following = text.lows[index + 1] if index + 1 < sentence.last else ""
    return following in ("who", "whom") or following in words.verbs() - words.saying()


def _taken(text: Text, index: int, sentence: Sentence) -> bool:
    """ "The executed were", "one of the released, X": a participle for those whom it befell."""
    if index == sentence.first or text.lows[index - 1] != "the":
        return False
    following = text.lows[index + 1] if index + 1 < sentence.last else "."
    some = text.lows[index - 2] == "of" and following == ","
    return some or following in ("are", "were", "have", "include", "included")


def _aged(text: Text, index: int, sentence: Sentence) -> Ref | None:
    """ "The 34-year-old", without a noun behind."""
    following = text.lows[index + 1] if index + 1 < sentence.last else "."
    if (
        following in nouns.of_people()
        or index - 3 < sentence.first
        or (following.isalpha() and following not in words.after_object() and not following.endswith("ed"))
    ):
        return None
    before = text.lows[index - 3]
    return (
        Ref(index - 3, index + 1, "descriptor", text.lows[index - 2], definite=before in DEFINITE, role="person")
        if before in DEFINITE | INDEFINITE
        else None
    )


def _counted(text: Text, index: int, sentence: Sentence) -> Ref | None:
    """ "the two", "all seven", "the other five" without a noun."""
    number = words.small_number(text.lows[index])
    if number is None or number < 2 or index == sentence.first:
        return None
    other = text.lows[index - 1] == "other"
    first = index - 1 - other
    following = text.lows[index + 1] if index + 1 < sentence.last else "."
    verb = following in words.verbs() and following not in nouns.of_people()
    closed = verb or following in words.after_object() or not following[0].isalnum()
    if first >= sentence.first and text.lows[first] in ("the", "all", "these", "those") and closed:
        head = "others" if other else text.lows[index]
        return Ref(first, index + 1, "descriptor", head, plural=True, count=number, definite=True, role="person")
    return None


def _inside_compound(text: Text, index: int, sentence: Sentence, named_next: bool) -> bool:
    """The noun only modifies the next one: "police officer", "American prosecutors", "student visa"."""
    if index + 1 >= sentence.last:
        return False
    following = text.lows[index + 1]
    if following in nouns.of_people() and following not in STATES:
        return True
    noun = nouns.of_people()[text.lows[index]]
    if text.glued(index + 1) or (text.lows[index] == "national" and following in nationals.of_nations()):
        return True
    if text.lows[index] in ADJECTIVES:
        bodies = words.institutions() | words.compounds() | words.organs_of_state() | words.facilities()
        things = (
            following.isalpha() and following.endswith("s") and following not in words.after_object() | words.verbs()
        )
        return following in bodies or things
    if noun.demonym and not noun.plural:
        verbal = following in words.verbs() or following.endswith(("ed", "ing"))
        return following.isalpha() and not verbal and following not in words.after_object() and not named_next
    return noun.plural and following == "'s" and index + 2 < sentence.last and text.lows[index + 2].isalpha()


def _count(inside: list[str]) -> int | None:
    """How many: the number that opens the phrase, or stands behind its determiner; "the 34-year-old man" has none."""
    lead = inside[1:] if inside[0] in DEFINITE | POSSESSIVE else inside
    if len(lead) < 2 or lead[1] in UNITS:
        return None
    tens, ones = words.small_number(lead[0]), words.small_number(lead[1])
    return tens + ones if tens and ones and lead[0].isalpha() and ones < TEN <= tens else tens


def _phrase(text: Text, first: int, head: int, noun: "nouns.Noun", owned: bool) -> Ref:
    inside = text.lows[first : head + 1]
    number = _count(inside)
    plural = noun.plural or (number or 0) > 1
    possessed = inside[0] in POSSESSIVE or (inside[0] == "'s" and owned)
    definite = inside[0] in DEFINITE or possessed or "'s" in inside
    return Ref(
        first,
        head + 1,
        "descriptor",
        text.lows[head],
        (),
        plural,
        noun.gender,
        number or noun.count,
        definite,
        (),
        _role(noun, inside),
        possessed,
    )


def _role(noun: "nouns.Noun", inside: list[str]) -> str:
    """ "A former security guard": who once held an office holds none now."""
    once_held = noun.role == "official" and not nationals.of_old().isdisjoint(inside)
    return "occupation" if once_held else noun.role
