"""Many phrases looked for at once: one walk from a word on finds all that begin there.

States are made when a text first needs them. Each knows how far into which phrases the words so far have led.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from detaincrawl.lexicon.phrases import Slots

GAP = 3
"""Words of a gap, at most."""
BARS = frozenset('.;:!?,()"“”')
"""What a gap does not cross."""
KNOWN = 16384
"""Words of texts whose place in the phrases is kept."""
Thread = tuple[int, int, int]
"""Ordinal of a phrase, its next slot, words of a gap passed."""


class State:
    """The ways on that phrases leave open, the likelier first, and the phrases that end here."""

    __slots__ = ("ended", "following", "threads")

    def __init__(self, threads: tuple[Thread, ...], ended: tuple[int, ...]) -> None:
        self.threads = threads
        self.ended = ended
        self.following: dict[str, State] = {}


Known = tuple[str, State | None]
"""What phrases see in a word, and how far it alone leads."""


class Automaton:
    """Finds phrases, named by their ordinals."""

    def __init__(self, phrases: Sequence[Slots]) -> None:
        self._phrases = phrases
        self._states: dict[tuple[tuple[Thread, ...], tuple[int, ...]], State] = {}
        self._words = BARS.union(*(slot.words for slots in phrases for slot in slots))
        self._stems = {stem for slots in phrases for slot in slots for stem in slot.stems}
        self._openings: dict[str, list[int]] = defaultdict(list)
        for ordinal, slots in enumerate(phrases):
            for word in (*slots[0].words, *(f"{stem}~" for stem in slots[0].stems)):
                self._openings[word].append(ordinal)
        self.known = lru_cache(maxsize=KNOWN)(self._known)

    def find(self, lows: list[str], first: int, last: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Each word from ``first`` on that phrases begin at, with their ordinals and the words behind their ends.

        A phrase that can end in several ways ends as it does when words that may be absent are taken where they
        stand, and gaps are as short as they can be.
        """
        known = list(map(self.known, lows[first:last]))
        for start, (_, opened) in enumerate(known):
            ends = self._ends(known, start, opened) if opened else None
            if ends:
                yield first + start, [(ordinal, first + end) for ordinal, end in ends]

    def at(self, lows: list[str], index: int, last: int) -> list[tuple[int, int]]:
        """The phrases that begin at one word."""
        known = list(map(self.known, lows[index:last]))
        opened = known[0][1]
        return [(ordinal, index + end) for ordinal, end in self._ends(known, 0, opened)] if opened else []

    def _ends(self, known: list[Known], start: int, state: State) -> list[tuple[int, int]]:
        found: dict[int, int] = {}
        end = start + 1
        while True:
            for ordinal in state.ended:
                found[ordinal] = end
            if not state.threads or end == len(known):
                return sorted(found.items()) if found else []
            word = known[end][0]
            state = state.following.get(word) or self._step(state, word)
            end += 1

    def _known(self, low: str) -> Known:
        """What the phrases see in a word (itself, the stem that it begins with, nothing), and where it leads."""
        stems = [low[:end] for end in range(1, len(low) + 1) if low[:end] in self._stems]
        seen = low if low in self._words else f"{stems[-1]}~" if stems else ""
        ordinals = {o for word in (low, *(f"{stem}~" for stem in stems)) for o in self._openings.get(word, ())}
        opened = tuple((ordinal, 0, 0) for ordinal in sorted(ordinals))
        return seen, self._step(State(opened, ()), seen) if opened else None

    def _step(self, state: State, word: str) -> State:
        threads: dict[Thread, None] = {}
        ended: list[int] = []
        for thread in state.threads:
            for further in self._further(thread, word):
                ordinal, at, _ = further
                if ordinal in ended:
                    break
                if at == len(self._phrases[ordinal]):
                    ended.append(ordinal)
                else:
                    threads[further] = None
        key = tuple(threads), tuple(ended)
        made = state.following[word] = self._states.setdefault(key, State(*key))
        return made

    def _further(self, thread: Thread, word: str) -> Iterator[Thread]:
        """Where a way goes on behind a word, the likelier first."""
        ordinal, at, passed = thread
        slot = self._phrases[ordinal][at]
        if not (word not in BARS if slot.gap else slot.takes(word)):
            return
        yield from self._open(ordinal, at + 1)
        if slot.gap and passed + 1 < GAP:
            yield ordinal, at, passed + 1

    def _open(self, ordinal: int, at: int) -> Iterator[Thread]:
        """The slots that the next word may be of, from one on; at last the end, where no word need follow."""
        slots = self._phrases[ordinal]
        while at < len(slots):
            if slots[at].gap:
                yield from self._open(ordinal, at + 1)
                yield ordinal, at, 0
                return
            yield ordinal, at, 0
            if not slots[at].optional:
                return
            at += 1
        yield ordinal, at, 0
