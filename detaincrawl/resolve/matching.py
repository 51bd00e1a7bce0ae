"""The comparison of two mentions: a list of what speaks for and against their being one person, with weights."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from detaincrawl.resolve import dates
from detaincrawl.resolve.likeness import Likeness, likeness, of_parts
from detaincrawl.resolve.names import is_common, is_full, parts
from detaincrawl.resolve.profiles import Profile

SAME = 0.8
"""From here on two mentions are one person."""
PERHAPS = 0.6
"""From here on an analyst is asked."""


class Verdict(StrEnum):
    SAME = "same"
    PERHAPS = "perhaps"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    score: float
    reasons: tuple[str, ...] = ()
    """What was weighed, with its weight."""

    @property
    def verdict(self) -> Verdict:
        if self.score >= SAME:
            return Verdict.SAME
        return Verdict.PERHAPS if self.score >= PERHAPS else Verdict.DIFFERENT


NAMES = {
    Likeness.EQUAL: (0.60, "the same full name"),
    Likeness.SPELLED: (0.55, "a full name spelled otherwise"),
    Likeness.HEARD: (0.50, "a full name that sounds alike in another script"),
    Likeness.WITHHELD: (0.45, "a name withheld in part"),
}


def compared(one: Profile, other: Profile) -> Comparison:
    """What speaks for two mentions being one person, and what against."""
    return (related(one, other) if neighbours(one, other) else None) or weighed(one, other)


def weighed(one: Profile, other: Profile) -> Comparison:
    """The comparison by what both tell, wherever they stand: the same for all mentions with the same signatures."""
    kind = likeness(one.forms, other.forms)
    if kind == Likeness.NONE:
        return Comparison(0.0)
    weight, reason = NAMES[kind]
    score, reasons = weight, [f"{reason} {weight:+.2f}"]
    for weight, reason, holds in WEIGHED:
        if holds(one, other):
            score += weight
            reasons.append(f"{reason} {weight:+.2f}")
    return Comparison(round(max(min(score, 1.0), 0.0), 2), tuple(reasons))


def neighbours(one: Profile, other: Profile) -> bool:
    """Whether two mentions stand in one article, in a post and the page that carries it, or in copies of one text."""
    return one.article == other.article or one.family == other.family or one.story == other.story


def related(one: Profile, other: Profile) -> Comparison | None:
    """What the place of two neighbours tells: that they are one person; None: nothing."""
    if one.article == other.article:
        told_of_two_states = one.country != other.country and one.forms[0] == other.forms[0]
        return _certain("told of two states by one article") if told_of_two_states else None
    if one.country and other.country and one.country != other.country:
        return None
    if one.family == other.family and _part_of(one, other):
        return _certain("a post and the article that carries it")
    if one.story == other.story and set(one.forms) & set(other.forms):
        return _certain("two copies of one text")
    return None


def _certain(reason: str) -> Comparison:
    return Comparison(0.95, (reason,))


def _part_of(one: Profile, other: Profile) -> bool:
    """Whether one name is a part of the other, as a surname is of the full name."""
    mine, theirs = sorted((parts(one.forms[0]), parts(other.forms[0])), key=len)
    return bool(mine) and all(any(of_parts(*sorted((a, b))) > Likeness.HEARD for b in theirs) for a in mine)


def _same_state(one: Profile, other: Profile) -> bool:
    return one.country is not None and one.country == other.country


def _handed_over(one: Profile, other: Profile) -> bool:
    return one.country != other.country and (one.country in other.requesting or other.country in one.requesting)


def _nationality_shared(one: Profile, other: Profile) -> bool:
    return bool(set(one.nationalities) & set(other.nationalities))


def _nationalities_differ(one: Profile, other: Profile) -> bool:
    return bool(one.nationalities and other.nationalities) and not _nationality_shared(one, other)


def _day_shared(one: Profile, other: Profile) -> bool:
    return bool({day for day in one.dates if len(day.split()[1]) == 10} & set(other.dates))


def _date_shared(one: Profile, other: Profile) -> bool:
    return not _day_shared(one, other) and any(
        a.split()[0] == b.split()[0]
        and min(len(a.split()[1]), len(b.split()[1])) > 4
        and dates.agree(a.split()[1], b.split()[1])
        for a in one.dates
        for b in other.dates
    )


def _charge_shared(one: Profile, other: Profile) -> bool:
    return bool(set(one.charges) & set(other.charges))


def _ages_differ(one: Profile, other: Profile) -> bool:
    return one.born is not None and other.born is not None and abs(one.born - other.born) > 2


def _ages_agree(one: Profile, other: Profile) -> bool:
    return one.born is not None and other.born is not None and abs(one.born - other.born) <= 1


def _sexes_differ(one: Profile, other: Profile) -> bool:
    return one.sex is not None and other.sex is not None and one.sex != other.sex


def _common_name(one: Profile, other: Profile) -> bool:
    return all(is_common(form) for form in (*one.forms, *other.forms) if is_full(form))


Test = Callable[[Profile, Profile], bool]

WEIGHED: tuple[tuple[float, str, Test], ...] = (
    (0.20, "held by the same state", _same_state),
    (0.10, "wanted by the state that holds the other", _handed_over),
    (0.10, "a nationality shared", _nationality_shared),
    (0.15, "an event on the same day", _day_shared),
    (0.10, "an event in the same month or on the next day", _date_shared),
    (0.05, "a charge shared", _charge_shared),
    (0.05, "the same age", _ages_agree),
    (-0.25, "no nationality shared", _nationalities_differ),
    (-0.35, "ages differ by more than two years", _ages_differ),
    (-0.50, "one a man, one a woman", _sexes_differ),
    (-0.15, "a name that many share", _common_name),
)
"""Weight, what is weighed, and the test of it."""
