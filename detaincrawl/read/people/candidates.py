"""Runs of capitalised words that may be people's names, before anybody is known."""

from bisect import bisect_left

from detaincrawl.frozen import changed, frozen
from detaincrawl.read.language import nationals, nouns, words
from detaincrawl.read.language.text import Sentence, Text, is_heading
from detaincrawl.read.nations.countries import is_place
from detaincrawl.read.penalties import sums

PARTICLES = frozenset(
    "van de der den von da dos das do di del della la le el al"
    " bin ibn ben abu abd ter ten zu af y e und bint ould".split()
)
MAX_WORDS = 7
SHOUTED = 3
"""Shorter words in capitals stand for offices and firms."""
HEADING = "heading"
"""Stands among the titles of a candidate in a heading: there only people known from elsewhere are named."""
NAMES_TOO = frozenset(["an", "given", "he", "so"])
"""These open sentences and stand in headlines; with a capital within a sentence they are names: "Wang An"."""
PLACED = frozenset("across around at from in inside near of on outside through to the".split())
"""Behind these a park, church or law is one, and no family's name."""
COURTESY = frozenset("mr mrs ms".split())
"""No name goes on with one of these: "In May Mr Lee"."""
QUOTES = "\"“”'‘’«»()"


@frozen
class Candidate:
    """Capitalised words that may be a name; ``titles`` are what stood before it and was taken off."""

    first: int
    last: int
    parts: tuple[str, ...]
    """Their lower-cased words, without quotes and dots."""
    titles: tuple[str, ...] = ()


DASHES = (["-"], ["–"], ["—"])
"""Behind a dateline."""


def find(text: Text) -> list[Candidate]:
    """Runs of capitalised words that are no place, organisation, month or nationality, titles taken off."""
    found: list[Candidate] = []
    for sentence in text.sentences:
        if is_heading(text, sentence):
            found += [changed(c, titles=(*c.titles, HEADING)) for c in _in_sentence(text, sentence)]
        else:
            found += _in_sentence(text, sentence)
    return found


def _in_sentence(text: Text, sentence: Sentence) -> list[Candidate]:
    found: list[Candidate] = []
    end = sentence.first
    for index in text.capitals[bisect_left(text.capitals, sentence.first) : bisect_left(text.capitals, sentence.last)]:
        if index >= end and _capital(text, index):
            end = _run(text, index, sentence.last)
            opens = index == sentence.first or _opens(text, index)
            found += trim(text, index, end, opens or sentence.title)
    return found


def _capital(text: Text, index: int) -> bool:
    word = text.words[index]
    return (
        word[0].isupper()
        and (len(word) == 1 or not word.isupper() or not word.isascii() or "." in word or _in_capitals(text, index))
        and word[0].isalpha()
        and not _priced(text, index)
    )


def _priced(text: Text, index: int) -> bool:
    """ "Sh500,000", "Rs. 5000": the currency of a sum."""
    if text.words[index][-1].isdigit():
        return True
    dotted = text.words[index + 1 : index + 2] == ["."]
    behind = text.words[index + 1 + dotted : index + 2 + dotted]
    return bool(behind) and behind[0][0].isdigit() and text.lows[index] in sums.abbreviations()


def _in_capitals(text: Text, index: int) -> bool:
    """ "JOHN SMITH", "Camille DURAND": a given name, or what stands behind one."""
    low, word = text.lows[index], text.words[index]
    if not word.isalpha() or len(word) < SHOUTED or low in words.not_names() or is_place((low,)):
        return False
    behind = text.words[index + 1 : index + 2]
    first = words.is_given(low) and bool(behind) and behind[0].isupper() and len(behind[0]) >= SHOUTED
    second = index > 0 and words.is_given(text.lows[index - 1]) and text.words[index - 1][0].isupper()
    return first or second or _aged(text, index)


def _aged(text: Text, index: int) -> bool:
    """ "ORSOLYA VASS, 36,": several words in capitals, an age behind."""
    end = index + 1
    while end < len(text.words) and end - index < MAX_WORDS and text.words[end].isupper() and text.words[end].isalpha():
        end += 1
    several = end - index > 1 or (index > 0 and text.words[index - 1].isupper() and text.words[index - 1].isalpha())
    age = text.words[end + 1 : end + 2]
    return (
        several and text.words[end : end + 1] in ([","], ["("]) and bool(age) and age[0].isdigit() and len(age[0]) == 2
    )


def _opens(text: Text, index: int) -> bool:
    return index > 0 and text.words[index - 1] in QUOTES + ":–—"


def _run(text: Text, first: int, last: int) -> int:
    """Where the run of name-like words from ``first`` on ends."""
    index = first + 1
    while index < last and index - first < MAX_WORDS:
        if (
            _capital(text, index)
            or (text.glued(index) and text.words[index].isalpha())
            or (text.words[index] == "." and len(text.words[index - 1]) == 1 and text.words[index - 1].isupper())
            or (
                text.lows[index] in PARTICLES
                and index + 1 < last
                and (_capital(text, index + 1) or text.lows[index + 1] in PARTICLES)
            )
        ):
            index += 1
        elif (
            text.words[index] in '(“"‘'
            and index + 2 < last
            and _capital(text, index + 1)
            and text.words[index + 2] in ')”"’'
            and index + 3 < last
            and _capital(text, index + 3)
        ):
            index += 3
        else:
            break
    return index


def trim(text: Text, first: int, end: int, opens: bool) -> list[Candidate]:
    """The name inside a run: without titles, nationalities and a common word that merely opens the sentence."""
    titles: list[str] = []
    barred = words.openers() if opens else words.openers() - NAMES_TOO
    while first < end:
        low = text.lows[first]
        following = text.lows[first + 1] if first + 1 < end else ""
        if low == "." or following in COURTESY:
            first += 1
        elif _given_first(text, first, end, low):
            break
        elif (low, following) in nationals.demonym_pairs():
            titles.append(following)
            first += 2
        elif (
            low in nouns.titles()
            or low in nouns.occupation_words()
            or low in nationals.demonyms()
            or low in nationals.countries()
            or low in words.not_names_lead()
        ):
            titles.append(low)
            first += 1
        elif low in words.small_numbers() or (opens and low in words.openers()):
            first += 1
        else:
            break
        opens = False
    inside = text.lows[first:end]
    several = len(inside) > 1
    if (
        _saint(text, first)
        or _credited(text, end)
        or _agency(text, first, end)
        or not words.not_names().isdisjoint(_telling(text, first, end, bool(titles)))
        or (several and not barred.isdisjoint(inside))
        or (several and is_place(tuple(inside)))
        or (several and inside[-1] in nationals.countries() and not words.is_given(inside[0]))
        or (several and not words.is_given(inside[0]) and all(is_place((w,)) for w in inside))
        or _compound(text, first, end)
        or any(
            w in nationals.demonyms() and not words.is_given(w)
            for w in text.lows[first : end - _surname(text, first, end)]
        )
    ):
        return []
    parts = tuple(low for low in inside if low not in QUOTES and low != ".")
    return [Candidate(first, end, parts, tuple(titles))] if inside else []


def _surname(text: Text, first: int, end: int) -> bool:
    """ "Kevin Cornish": behind a given name that is no country a nation's word is none."""
    given = text.lows[first] if end - first == 2 else ""
    return bool(words.gender_of(given)) and not (text.glued(end - 1) or given in nationals.countries())


def _saint(text: Text, first: int) -> bool:
    """ "The Sisters of St. Paul": whom a church, a town or an order is called after."""
    return text.lows[max(0, first - 2) : first][-1:] == ["st"] or text.lows[max(0, first - 2) : first] == ["st", "."]


def _credited(text: Text, end: int) -> bool:
    """ "Ann Lee/Reuters": who took the picture; not "Pablo Gonzalez/Pavel Rubtsov"."""
    if text.words[end : end + 1] != ["/"] or end + 1 == len(text.words):
        return False
    return text.words[end + 1][0].isupper() and not words.is_given(text.lows[end + 1])


def _agency(text: Text, first: int, end: int) -> bool:
    """ "ALMATY, Sept 12 (Steppe Wire) - A court": who filed it."""
    return (
        text.words[first - 1] == "(" and text.words[end : end + 1] == [")"] and text.words[end + 1 : end + 2] in DASHES
    )


def _telling(text: Text, first: int, end: int, titled: bool) -> list[str]:
    """The words that may make it no name; "Sister Martha Park Lee", "Sun Qian" and "Camilla Church" are people's."""
    inside = text.lows[first:end]
    placed = first > 0 and text.lows[first - 1] in PLACED
    if not placed and len(inside) > 1:
        first_too = not text.glued(first + 1) and inside[0] in words.families() and nouns.titles().isdisjoint(inside)
        behind = inside[1] in words.surnames() and words.is_given(inside[0]) and (titled or len(inside) == 2)
        if first_too or behind:
            del inside[0 if first_too else 1]
            return inside
    return inside[_syllables(text, first, end) :]


def _syllables(text: Text, first: int, end: int) -> int:
    """1 for "Park Jae-won", whose first word may be any; else 0."""
    return int(end - first == 3 and text.glued(end - 1) and text.words[end - 1].islower())


def _compound(text: Text, first: int, end: int) -> bool:
    """ "Houston-based", "Russian-controlled Donetsk": these make no name."""
    return any(text.glued(i) and text.lows[i] in nationals.of_birth() for i in range(first, end))


def _given_first(text: Text, first: int, end: int, low: str) -> bool:
    """ "Roman Seleznev", "Jordan Prada": a given name that is a nation's word, too, a surname behind."""
    return (
        (low in nationals.demonyms() or low in nationals.countries())
        and words.is_given(low)
        and end - first == 2
        and words.gender_of(text.lows[first + 1]) is None
    )
