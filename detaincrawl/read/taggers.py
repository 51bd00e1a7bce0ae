"""The port by which a tagger of the user's own adds to the names that the rules find. Pure: it is handed in, loaded."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

from detaincrawl.frozen import changed
from detaincrawl.read.language.text import Text
from detaincrawl.read.people.candidates import MAX_WORDS, Candidate, find, trim

NameSpan = tuple[int, int]
"""First character of a person's name and the one behind its last, in the text that was given."""
Tagger = Callable[[str], Iterable[NameSpan]]
TAGGED = "tagged"
"""Stands among the titles of a tagger's candidate: it vouches for a person, as a title does."""


def candidates(text: Text, tagger: Tagger | None) -> list[Candidate]:
    """The rules' candidates in reading order, and the tagger's where the rules have none.

    A span that is not whole words of one sentence is no candidate, and neither is what the rules know for a place, an
    organisation or another word that no name has. Titles are taken off.
    """
    ruled = find(text)
    if tagger is None:
        return ruled
    starts = [c.first for c in ruled]
    found, end = list(ruled), 0
    for span in sorted(tagger(text.text)):
        words = _words(text, span)
        if words is None:
            continue
        first, last = words
        before = bisect_left(starts, last) - 1
        if first < end or (before >= 0 and ruled[before].last > first):
            continue
        end = last
        found += (changed(c, titles=(*c.titles, TAGGED)) for c in trim(text, first, last, opens=False))
    return sorted(found, key=lambda c: c.first)


def _words(text: Text, span: NameSpan) -> tuple[int, int] | None:
    """The span's first word and the one behind its last; None where it is not some whole words of one sentence."""
    first, last = bisect_left(text.starts, span[0]), bisect_left(text.ends, span[1]) + 1
    whole = last <= len(text.ends) and (text.starts[first : first + 1], text.ends[last - 1]) == ([span[0]], span[1])
    if not whole or not 0 < last - first <= MAX_WORDS:
        return None
    sentence = text.sentences[bisect_right(text.sentences, first, key=lambda s: s.first) - 1]
    return (first, last) if last <= sentence.last else None
