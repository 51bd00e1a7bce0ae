"""Whom a text names by the given name alone, beside kin: "Luc and Claire Martin", "X and his wife Ann"."""

from collections.abc import Iterator

from detaincrawl.read.language import words
from detaincrawl.read.language.text import Text
from detaincrawl.read.people.candidates import Candidate

OF_KIN = frozenset("brother brothers couple pair parents siblings sisters spouses twins two".split())
"""A text has one of these where two of one surname are told of whose given names are in no list."""
SEVERAL = frozenset([",", "(", "are", "from", "had", "have", "of", "were", "who"])
KIN = frozenset("brother daughter father husband mother sister son twin wife".split())
KIN_REACH = 12
"""Words from a name to that of the kin: "X, 52, a retired teacher, and his wife Ann"."""


def surnames(text: Text, runs: list[Candidate], full: dict[int, str]) -> Iterator[tuple[Candidate, str]]:
    """Candidates of one word, each with the surname that it has; ``full``: names in full by their first words."""
    ends = {c.last: full[c.first] for c in runs if c.first in full}
    kin = not OF_KIN.isdisjoint(text.places)
    for candidate in runs:
        if len(candidate.parts) == 1:
            name = _of_second(text, candidate, full, kin) or _of_kin(text, candidate, ends)
            if name:
                yield candidate, name.split()[-1]


def _of_second(text: Text, candidate: Candidate, full: dict[int, str], kin: bool) -> str | None:
    """ "Luc and Claire Martin were": the first has the surname of the second."""
    if text.lows[candidate.last : candidate.last + 1] != ["and"]:
        return None
    second = full.get(candidate.last + 1)
    if second is None or words.is_given(candidate.parts[0]):
        return second
    behind = candidate.last + 1 + len(second.split())
    given = words.is_given(second.split()[0].lower())
    return second if kin and given and not SEVERAL.isdisjoint(text.lows[behind : behind + 1]) else None


def _of_kin(text: Text, candidate: Candidate, ends: dict[int, str]) -> str | None:
    """ "Craig Forman and his wife, Lindsay,": the surname is the one before."""
    at = candidate.first - (text.lows[candidate.first - 1] == ",")
    if text.lows[at - 1] not in KIN or text.lows[at - 2] not in ("his", "her") or text.lows[at - 3] != "and":
        return None
    if not words.is_given(candidate.parts[0]):
        return None
    return next((ends[i] for i in range(at - 3, max(0, at - 3 - KIN_REACH), -1) if i in ends), None)
