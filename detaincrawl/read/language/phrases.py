"""Sets of phrases of the lexicon, found in a text; the longest phrase wins."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from detaincrawl.frozen import frozen
from detaincrawl.lexicon.automaton import BARS, GAP, Automaton
from detaincrawl.lexicon.phrases import Slot, Slots, compile_phrase, expand
from detaincrawl.read.language.text import Text

Meaning = TypeVar("Meaning")


@frozen
class Match(Generic[Meaning]):
    """Words ``first`` to ``last`` (exclusive) mean ``meaning``."""

    first: int
    last: int
    meaning: Meaning


class Phrases(Generic[Meaning]):
    """Phrases with their meanings: those that begin with a word as listed, then those that begin with a stem."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        compiled = [(compile_phrase(e), meaning) for listed, meaning in entries for e in expand(listed)]
        of_words = [((Slot(s[0].words), *s[1:]), meaning) for s, meaning in compiled if s[0].words]
        of_stems = [((Slot(stems=s[0].stems), *s[1:]), meaning) for s, meaning in compiled if s[0].stems]
        self.entries: list[tuple[Slots, Meaning]] = [*of_words, *of_stems]

    @cached_property
    def _alone(self) -> Automaton:
        return Automaton([slots for slots, _ in self.entries])

    def begun(self, text: Text, first: int, last: int) -> list[list[Match[Meaning]]]:
        """For each word from ``first`` to before ``last`` that phrases begin at: all that do and end before ``last``.

        The words are of one sentence.
        """
        if self not in text.begun:
            search(text, (self,))
        places, several = text.begun[self]
        low = bisect_left(places, first)
        if low == len(places) or places[low] >= last:
            return []
        found: list[list[Match[Meaning]]] = several[low : bisect_left(places, last, low)]
        if any(match.last > last for matches in found for match in matches):
            again = (self._at(text.lows, matches[0].first, last) for matches in found)
            return [matches for matches in again if matches]
        return found

    def _at(self, lows: list[str], index: int, last: int) -> list[Match[Meaning]]:
        return [Match(index, end, self.entries[ordinal][1]) for ordinal, end in self._alone.at(lows, index, last)]

    def at(self, text: Text, index: int, last: int) -> Match[Meaning] | None:
        """The longest phrase that begins at ``index`` and ends before ``last``; of equals the first listed."""
        found = self.begun(text, index, last)
        return longest(found[0]) if found and found[0][0].first == index else None

    def find(self, text: Text, first: int, last: int) -> list[Match[Meaning]]:
        """All phrases from word ``first`` to before ``last``, left to right, none overlapping."""
        found, free = [], first
        for matches in self.begun(text, first, last):
            if matches[0].first >= free:
                match = longest(matches)
                found.append(match)
                free = match.last
        return found


@cache
def _together(several: tuple[Phrases[Any], ...]) -> tuple[Automaton, list[tuple[Phrases[Any], Any]]]:
    """One automaton of several sets; the set and the meaning of each of its phrases."""
    entries = [(slots, (phrases, meaning)) for phrases in several for slots, meaning in phrases.entries]
    return Automaton([slots for slots, _ in entries]), [meant for _, meant in entries]


def search(text: Text, several: tuple[Phrases[Any], ...]) -> None:
    """Look for several sets of phrases in one walk over a text, each phrase within its sentence."""
    automaton, meant = _together(several)
    begun: dict[object, tuple[list[int], list[list[Match[Any]]]]] = {phrases: ([], []) for phrases in several}
    for sentence in text.sentences:
        for index, ends in automaton.find(text.lows, sentence.first, sentence.last):
            for ordinal, end in ends:
                phrases, meaning = meant[ordinal]
                places, found = begun[phrases]
                if places and places[-1] == index:
                    found[-1].append(Match(index, end, meaning))
                else:
                    places.append(index)
                    found.append([Match(index, end, meaning)])
    text.begun.update(begun)


def longest(matches: list[Match[Meaning]]) -> Match[Meaning]:
    """The one that takes most words of those that begin at one word; of equals the first listed."""
    return max(matches, key=lambda match: match.last) if len(matches) > 1 else matches[0]


def match_end(slots: Slots, lows: list[str], index: int, last: int, at: int = 0) -> int | None:
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


def _behind_gap(slots: Slots, lows: list[str], index: int, last: int, at: int) -> int | None:
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
