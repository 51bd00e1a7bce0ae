"""An article's text as words and sentences, with offsets: what every other module of the reader looks at.

Hyphens part words, so that "drug-trafficking" and "drug trafficking" are the same two words; the dots of "U.S." and
the apostrophe of "Sana'a" do not. A possessive ``'s`` is a word of its own.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any

from detaincrawl.frozen import frozen
from detaincrawl.lexicon.phrases import HYPHENS, WORD

PIECE = re.compile(r"\S+")
YEAR = 4
"""Signs of a figure that may be a year."""
COMMON = 24
"""Characters of a piece that may stand again."""
PARAGRAPH = re.compile(r"[^\n]+")
CLOSING = "\"'”’»)]"
STOPS = ".!?…"
LONGEST = 400
"""Words of a sentence: what has none of its own, a table or a list, is cut, since its words are compared in pairs."""
# A dot behind these ends no sentence.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev gen col lt maj capt cmdr sgt cpl gov sen rep st mt no jr sr vs approx dept inc ltd co corp"
    " jan feb mar apr jun jul aug sep sept oct nov dec fr hon pres supt insp det art sec rs".split()
)
HALVES = frozenset({"a.m.", "p.m."})
# Words that open a sentence behind an initial ("spied on Yaqi X. The Chinese national …").
OPENERS = frozenset("the a an he she they it his her their in on at but and after when two both one".split())


@frozen
class Sentence:
    """Words ``first`` to ``last`` (exclusive) of the document."""

    first: int
    last: int
    paragraph: int
    title: bool = False


@frozen
class Lead:
    """What words of one kind, dates say, begin with: an anchor or a figure alone, else an opener and a follower or
    figure; in all, within ``reach`` words from the first on, an anchor or a figure of four signs."""

    openers: frozenset[str]
    followers: frozenset[str]
    anchors: frozenset[str]
    reach: int = 8


@dataclass(slots=True)
class Text:
    """The words of one article in parallel lists, and its sentences in reading order."""

    text: str = field(repr=False)
    words: list[str] = field(default_factory=list)
    lows: list[str] = field(default_factory=list)
    """Lower case, typographic apostrophes made plain."""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    """Lower-cased word → where it stands, in order."""
    figures: list[int] = field(default_factory=list)
    """Where a word begins with a digit."""
    capitals: list[int] = field(default_factory=list)
    """Where a word begins with a capital letter or ``#``."""
    stops: list[int] = field(default_factory=list)
    """Where a word ends with a stop."""
    sought: dict[frozenset[str], list[int]] = field(default_factory=dict)
    """Words that were looked for before → where they stand, in order."""
    begun: dict[object, Any] = field(default_factory=dict)
    """Phrases that were looked for before → what phrases.py found of them."""

    def places_of(self, several: Iterable[str]) -> list[int]:
        """Where any of the words stands, in order; each is one of the article."""
        return sorted(chain.from_iterable(self.places[word] for word in several))

    def among(self, several: frozenset[str], first: int, last: int) -> list[int]:
        """The words from ``first`` to before ``last`` that are among several."""
        places = self.sought.get(several)
        if places is None:
            places = self.sought[several] = self.places_of(several & self.places.keys())
        return places[bisect_left(places, first) : bisect_left(places, last)] if places else places

    def leading(self, lead: Lead) -> list[int]:
        """Where the kind of words may begin: there the next word fits, and an anchor stands within reach."""
        starts = [
            i for i in sorted({*self.among(lead.openers, 0, len(self.words)), *self.figures}) if self._led(i, lead)
        ]
        ends = [*self.among(lead.anchors, 0, len(self.words)), *(i for i in self.figures if len(self.words[i]) >= YEAR)]
        ends.sort()
        found: list[int] = []
        first = 0
        for end in ends:
            first = max(first, end - lead.reach)
            found += starts[bisect_left(starts, first) : bisect_left(starts, end + 1)]
            first = end + 1
        return found

    def _led(self, index: int, lead: Lead) -> bool:
        low = self.lows[index]
        if low in lead.anchors or low[0].isdigit():
            return True
        following = self.lows[index + 1] if index + 1 < len(self.lows) else ""
        return following in lead.followers or following[:1].isdigit()

    def span(self, first: int, last: int) -> str:
        """The characters from word ``first`` to before word ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def glued(self, index: int) -> bool:
        """A hyphen joins the word to the one before it; behind the last word stands none."""
        return (
            0 < index < len(self.starts)
            and self.starts[index] == self.ends[index - 1] + 1
            and self.text[self.ends[index - 1]] in HYPHENS
        )


def parse(text: str, body_start: int = 0) -> Text:
    """Text → words and sentences; what lies before ``body_start`` is the title. Linear in the length."""
    parsed = Text(text)
    words, lows, starts, ends = parsed.words, parsed.lows, parsed.starts, parsed.ends
    paragraphs: list[tuple[int, bool]] = []
    for paragraph in PARAGRAPH.finditer(text):
        at = paragraph.start()
        for printed in paragraph.group().split(" "):
            for word, low, start, end in (remembered if len(printed) <= COMMON else _parted)(printed):
                words.append(word)
                lows.append(low)
                starts.append(at + start)
                ends.append(at + end)
            at += len(printed) + 1
        paragraphs.append((len(words), paragraph.start() < body_start))
    _index(parsed)
    first = 0
    for number, (last, title) in enumerate(paragraphs):
        _cut(parsed, first, last, number, title)
        first = last
    return parsed


def _parted(printed: str) -> tuple[tuple[str, str, int, int], ...]:
    """What stands between two spaces → its words, as printed and in lower case, and where they begin and end."""
    return tuple(
        (word[0], _low(piece[0], word), piece.start() + word.start(), piece.start() + word.end())
        for piece in PIECE.finditer(printed)
        for word in WORD.finditer(piece[0])
        if word[0] not in HYPHENS or not _joins(piece[0], *word.span())
    )


def _low(piece: str, word: re.Match[str]) -> str:
    """In small letters; of "he's" the verb, for nobody is called he; "&" as it is spoken."""
    low = "and" if word[0] == "&" else word[0].lower().replace("’", "'")
    return "is" if low == "'s" and piece[: word.start()].lower().lstrip("\"'“‘(") in ("he", "she", "who") else low


remembered = lru_cache(maxsize=16384)(_parted)
"""The same pieces stand in every text: parting one anew takes five times as long."""


def _joins(piece: str, start: int, end: int) -> bool:
    """A hyphen between words, not a dash between spaces."""
    if piece[start] == "–" and not (piece[:start][-1:].isalpha() and piece[end:][:1].isalpha()):
        return False
    return start > 0 and end < len(piece) and (piece[start - 1].isalnum() or piece[start - 1] == ".")


def _index(parsed: Text) -> None:
    places = defaultdict(list)
    for index, low in enumerate(parsed.lows):
        places[low].append(index)
    parsed.places = dict(places)
    parsed.figures = parsed.places_of(low for low in places if low[0].isdigit())
    parsed.stops = parsed.places_of(low for low in places if low[-1] in STOPS)
    parsed.capitals = [i for i, word in enumerate(parsed.words) if word[0].isupper() or word[0] == "#"]


def is_heading(parsed: Text, sentence: Sentence) -> bool:
    """A line of capitalised words without a stop: its capitals tell nothing of names."""
    if parsed.words[sentence.last - 1] in STOPS or parsed.words[sentence.last - 1] in CLOSING:
        return False
    words = [w for w in parsed.words[sentence.first : sentence.last] if w[0].isalpha() and len(w) > 3]
    return len(words) >= 2 and sum(w[0].isupper() for w in words) > 0.75 * len(words)


def _cut(parsed: Text, first: int, count: int, paragraph: int, title: bool) -> None:
    """Cut the words from ``first`` to before ``count`` into sentences, none much longer than LONGEST."""
    begin, stops = first, parsed.stops
    for index in stops[bisect_left(stops, first) : bisect_left(stops, count)]:
        begin = _cut_long(parsed, begin, index, paragraph, title)
        stop = index + 1
        while stop < count and parsed.words[stop] in CLOSING and parsed.starts[stop] == parsed.ends[stop - 1]:
            stop += 1
        if stop < count and _ends(parsed, index, stop):
            parsed.sentences.append(Sentence(begin, stop, paragraph, title))
            begin = stop
    if begin < count:
        begin = _cut_long(parsed, begin, count - 1, paragraph, title)
        parsed.sentences.append(Sentence(begin, count, paragraph, title))


def _cut_long(parsed: Text, begin: int, index: int, paragraph: int, title: bool) -> int:
    """Cut off what lies LONGEST words and more before ``index``; where the rest begins."""
    while index - begin >= LONGEST:
        parsed.sentences.append(Sentence(begin, begin + LONGEST, paragraph, title))
        begin += LONGEST
    return begin


def _ends(parsed: Text, dot: int, following: int) -> bool:
    """Whether the stop at word ``dot`` ends a sentence, the next word being ``following``."""
    nxt = parsed.words[following]
    if parsed.starts[following] == parsed.ends[following - 1]:
        return False
    if not (nxt[0].isupper() or nxt[0].isdigit() or nxt[0] in "\"'“‘«(-–—•#@["):
        return False
    word = parsed.words[dot]
    if word != ".":
        if parsed.lows[dot] in HALVES:
            return not parsed.lows[following].endswith("day")  # "around 8 a.m. Tuesday"
        return not word[0].isupper() or parsed.lows[following] in OPENERS
    before = parsed.lows[dot - 1] if dot else ""
    attached = dot > 0 and parsed.starts[dot] == parsed.ends[dot - 1]
    if attached and before in ABBREVIATIONS and parsed.words[dot - 1][0].isupper() and before not in ("no", "mar"):
        return False
    if attached and len(before) == 1 and parsed.words[dot - 1].isupper():
        return parsed.lows[following] in OPENERS
    return True
