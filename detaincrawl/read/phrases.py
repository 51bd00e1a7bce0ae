"""Phrases of the lexicon, found in a text.

A phrase is words parted by spaces; ``a|b`` alternatives, ``word?`` one that may be absent, ``stem~`` any word that
begins so, ``...`` up to three words of any kind. All matching is on lower-cased words; the longest phrase wins.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from detaincrawl.frozen import frozen
from detaincrawl.read.text import HYPHENS, STEM, WORD, Text

Meaning = TypeVar("Meaning")
GAP = 3
# What a gap does not cross.
BARS = frozenset('.;:!?,()"“”')


class PhraseError(ValueError):
    """A phrase of the lexicon is misspelt; raised when the lexicon is loaded, and by its test."""


@frozen
class Slot:
    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def takes(self, word: str) -> bool:
        return word in self.words or (self.stems != () and word.startswith(self.stems))


@frozen
class Match(Generic[Meaning]):
    """Words ``first`` to ``last`` (exclusive) mean ``meaning``."""

    first: int
    last: int
    meaning: Meaning


def split(phrase: str) -> list[str]:
    """The words of a phrase as the text is cut: lower case, hyphens gone."""
    return [w for w in WORD.findall(phrase.lower().replace("’", "'")) if w not in HYPHENS]


def expand(phrase: str) -> list[str]:
    """One phrase for each alternative that is several words: ``in pre-trial|police custody`` → two."""
    pieces = phrase.split()
    for place, piece in enumerate(pieces):
        options = piece.rstrip("?").split("|")
        several = [o for o in options if len(split(o)) > 1 and not o.endswith("~")]
        if several and len(options) > 1:
            rest = "|".join(o for o in options if o not in several)
            mark = "?" if piece.endswith("?") else ""
            kept = [rest + mark] if rest else []
            return [e for o in [*kept, *several] for e in expand(" ".join([*pieces[:place], o, *pieces[place + 1 :]]))]
    return [phrase]


def compile_phrase(phrase: str, opens: bool = False) -> tuple[Slot, ...]:
    """``possess~ of|with a? drug`` → slots.

    Raises PhraseError where it is empty or, unless it ``opens`` mid-way, begins loosely.
    """
    slots: list[Slot] = []
    for piece in phrase.split():
        if piece == "...":
            slots.append(Slot(gap=True))
            continue
        optional = piece.endswith("?")
        options = piece.rstrip("?").split("|")
        if len(options) == 1 and not options[0].endswith("~"):
            slots += [Slot(frozenset([w]), optional=optional) for w in split(options[0])]
            continue
        stems = tuple(o[:-1].lower() for o in options if o.endswith("~"))
        slots.append(Slot(frozenset(w for o in options if not o.endswith("~") for w in split(o)), stems, optional))
    if not slots or (not opens and (slots[0].gap or slots[0].optional)):
        raise PhraseError(f"{phrase!r}: a phrase begins with a word that must be there")
    if not opens and any(len(s) < 3 for s in slots[0].stems):
        raise PhraseError(f"{phrase!r}: the first stem needs three letters")
    return tuple(slots)


class Openings(Generic[Meaning]):
    """Phrases that begin with the same word or the same three letters, by their second word."""

    def __init__(self, entries: list[tuple[tuple[Slot, ...], Meaning]]) -> None:
        seconds = [_seconds(slots) for slots, _ in entries]
        self._loose = tuple(entry for entry, words in zip(entries, seconds, strict=True) if words is None)
        self._by_second = {
            word: tuple(e for e, words in zip(entries, seconds, strict=True) if words is None or word in words)
            for word in {word for words in seconds if words for word in words}
        }
        self.stems = tuple({stem for slots, _ in entries for stem in slots[0].stems})

    def before(self, second: str) -> tuple[tuple[tuple[Slot, ...], Meaning], ...]:
        """Those that may go on with the word, as listed."""
        return self._by_second.get(second, self._loose)


def _seconds(slots: tuple[Slot, ...]) -> frozenset[str] | None:
    """The words that may be the second of a phrase; None where any may, or none need be."""
    found: frozenset[str] = frozenset()
    for slot in slots[1:]:
        if slot.gap or slot.stems:
            return None
        found |= slot.words
        if not slot.optional:
            return found
    return None


class Phrases(Generic[Meaning]):
    """Phrases with their meanings, indexed by first and second word."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        by_word: dict[str, list[tuple[tuple[Slot, ...], Meaning]]] = defaultdict(list)
        by_stem: dict[str, list[tuple[tuple[Slot, ...], Meaning]]] = defaultdict(list)
        for phrase, meaning in ((e, meaning) for listed, meaning in entries for e in expand(listed)):
            slots = compile_phrase(phrase)
            for word in slots[0].words:
                by_word[word].append((slots, meaning))
            for stem in slots[0].stems:
                by_stem[stem[:STEM]].append((slots, meaning))
        self._by_word = {word: Openings(listed) for word, listed in by_word.items()}
        self._by_stem = {letters: Openings(listed) for letters, listed in by_stem.items()}

    def begun(self, text: Text, first: int, last: int) -> list[list[Match[Meaning]]]:
        """For each word from ``first`` to before ``last`` that phrases begin at: all that do and end before ``last``.

        The words are of one sentence. A text is searched once, whole: most phrases stand in few of its sentences.
        """
        begun: tuple[list[int], list[list[Match[Meaning]]]] | None = text.begun.get(self)
        if begun is None:
            begun = text.begun[self] = self._all(text)
        places, several = begun
        low = bisect_left(places, first)
        found = several[low : bisect_left(places, last, low)]
        if found and any(match.last > last for matches in found for match in matches):
            again = (self.all_at(text.lows, matches[0].first, last) for matches in found)
            return [matches for matches in again if matches]
        return found

    def _all(self, text: Text) -> tuple[list[int], list[list[Match[Meaning]]]]:
        """The words of a text that phrases begin at, and those phrases, each within its sentence."""
        stems = (
            word
            for letters, openings in self._by_stem.items()
            for word in text.beginning.get(letters, ())
            if word.startswith(openings.stems)
        )
        places, several = [], []
        sentences, last = iter(text.sentences), 0
        for index in text.places_of({*(self._by_word.keys() & text.places.keys()), *stems}):
            while index >= last:
                last = next(sentences).last
            found = self.all_at(text.lows, index, last)
            if found:
                places.append(index)
                several.append(found)
        return places, several

    def all_at(self, lows: list[str], index: int, last: int) -> list[Match[Meaning]]:
        """Every phrase that begins at ``index`` and ends before ``last``."""
        word = lows[index]
        second = lows[index + 1] if index + 1 < last else ""
        found = []
        for openings, sure in ((self._by_word.get(word), 1), (self._by_stem.get(word[:STEM]), 0)):
            for slots, meaning in openings.before(second) if openings else ():
                end = match_end(slots, lows, index + sure, last, sure)
                if end is not None:
                    found.append(Match(index, end, meaning))
        return found

    def at(self, lows: list[str], index: int, last: int) -> Match[Meaning] | None:
        """The longest phrase that begins at ``index`` and ends before ``last``; of equals the first listed."""
        found = self.all_at(lows, index, last)
        return longest(found) if found else None

    def find(self, text: Text, first: int, last: int) -> list[Match[Meaning]]:
        """All phrases from word ``first`` to before ``last``, left to right, none overlapping."""
        found, free = [], first
        for matches in self.begun(text, first, last):
            if matches[0].first >= free:
                match = longest(matches)
                found.append(match)
                free = match.last
        return found


def longest(matches: list[Match[Meaning]]) -> Match[Meaning]:
    """The one that takes most words of those that begin at one word; of equals the first listed."""
    return max(matches, key=lambda match: match.last) if len(matches) > 1 else matches[0]


def match_end(slots: tuple[Slot, ...], lows: list[str], index: int, last: int, at: int = 0) -> int | None:
    """Where the slots from ``at`` on end when they begin at word ``index``; the longest way through."""
    while at < len(slots):
        slot = slots[at]
        if slot.gap:
            return _behind_gap(slots, lows, index, last, at + 1)
        taken = index < last and (lows[index] in slot.words or (slot.stems and lows[index].startswith(slot.stems)))
        if slot.optional:
            end = match_end(slots, lows, index + 1, last, at + 1) if taken else None
            if end is not None:
                return end
        elif taken:
            index += 1
        else:
            return None
        at += 1
    return index


def _behind_gap(slots: tuple[Slot, ...], lows: list[str], index: int, last: int, at: int) -> int | None:
    """Where the slots from ``at`` on end when they begin at word ``index`` or up to GAP words behind it."""
    certain = at < len(slots) and not (slots[at].gap or slots[at].optional)
    for here in range(index, min(index + GAP, last) + 1):
        if not certain or (here < last and slots[at].takes(lows[here])):
            end = match_end(slots, lows, here, last, at)
            if end is not None:
                return end
        if here >= last or lows[here] in BARS:
            return None
    return None
