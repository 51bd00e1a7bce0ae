"""The comparison of two mentions: a list of what speaks for and against their being one person, with weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from detaincrawl.resolve.names import is_initial, parts, skeleton
from detaincrawl.resolve.profiles import Profile

SAME = 0.8
"""From here on two mentions are one person."""
PERHAPS = 0.5
"""From here on an analyst is asked."""


class Verdict(StrEnum):
    SAME = "same"
    PERHAPS = "perhaps"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    score: float
    reasons: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        if self.score >= SAME:
            return Verdict.SAME
        return Verdict.PERHAPS if self.score >= PERHAPS else Verdict.DIFFERENT


def same_part(one: str, other: str) -> bool:
    """Whether two parts of names are one, spelled or transliterated otherwise."""
    if one == other:
        return True
    if is_initial(one) or is_initial(other):
        return False
    if skeleton(one) == skeleton(other) and len(skeleton(one)) > 1:
        return Levenshtein.normalized_similarity(one, other) >= 0.5
    return min(len(one), len(other)) >= 5 and Levenshtein.distance(one, other) <= 1


def alike(one: str, other: str) -> bool:
    """Whether two forms name one person: two parts shared, and no part on each side left alone."""
    mine, theirs = list(parts(one)), list(parts(other))
    shared = 0
    for part in list(mine):
        partner = next((candidate for candidate in theirs if same_part(part, candidate)), None)
        if partner is not None:
            mine.remove(part)
            theirs.remove(partner)
            shared += 1
    return shared >= 2 and not (mine and theirs)


def names_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(alike(mine, theirs) for mine in one for theirs in other)


def compared(one: Profile, other: Profile) -> Comparison:
    """What speaks for two mentions being one person."""
    if not names_alike(one.forms, other.forms):
        return Comparison(0.0, ("names differ",))
    score, reasons = 0.6, ["full name alike"]
    if one.country and one.country == other.country:
        score, reasons = score + 0.2, [*reasons, "held by the same state"]
    if one.nationalities and other.nationalities:
        if set(one.nationalities) & set(other.nationalities):
            score, reasons = score + 0.1, [*reasons, "a nationality shared"]
        else:
            score, reasons = score - 0.2, [*reasons, "nationalities differ"]
    if one.born and other.born and abs(one.born - other.born) > 3:
        score, reasons = score - 0.4, [*reasons, "ages differ"]
    return Comparison(round(min(score, 1.0), 2), tuple(reasons))
