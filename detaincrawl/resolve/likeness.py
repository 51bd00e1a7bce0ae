"""Whether two forms of a name can be one person's."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from detaincrawl.resolve.names import Part, given_name_class, is_initial, joined_parts, name_key, parts
from detaincrawl.resolve.sounds import Script, script, spellings


class Likeness(IntEnum):
    """How two names agree, the least first."""

    NONE = 0
    WITHHELD = 1
    """Alike as far as an initial tells."""
    HEARD = 2
    """Sounds alike between two scripts."""
    SPELLED = 3
    """Spelled otherwise, shortened, or with a part more."""
    EQUAL = 4
    """The same letters, in any order."""


ENDING = re.compile(r"(a|u|e|y|i|o|ya|yu|iya|iyu|ii|oy|ey|om|em|ym|im|iem|ogo|ego|omu|emu|oyu|eyu|uyu|aya|iy|ovi|evi)?")
"""What the cases of Slavic languages put behind a name, transliterated."""


def likeness(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """The best likeness of any two full forms."""
    return max((_of_forms(*sorted((mine, theirs))) for mine in one for theirs in other), default=Likeness.NONE)


@lru_cache(maxsize=1 << 16)
def _of_forms(one: str, other: str) -> Likeness:
    mine, theirs = parts(one), parts(other)
    if len(mine) < 2 or len(theirs) < 2:
        return Likeness.NONE
    if name_key(one) == name_key(other) or _run_together(mine) == _run_together(theirs):
        return _of_equal(mine, theirs)
    found = _of_parts(mine, theirs)
    if found == Likeness.NONE and (joined_parts(one), joined_parts(other)) != (mine, theirs):
        found = _of_parts(joined_parts(one), joined_parts(other))
    return found


def _of_equal(mine: Sequence[Part], theirs: Sequence[Part]) -> Likeness:
    if len(mine) < 3 and any(map(is_initial, mine)):
        return Likeness.WITHHELD
    return Likeness.EQUAL if script(mine[0].word) == script(theirs[0].word) else Likeness.HEARD


def _run_together(name: Sequence[Part]) -> str:
    """Abdel Fattah is Abdelfattah."""
    return "".join(part.text for part in name)


def _of_parts(mine: Sequence[Part], theirs: Sequence[Part]) -> Likeness:
    """Two parts shared at least, and nothing left over on both sides."""
    shared = _paired(mine, theirs)
    if len(shared) < 2 or (_left_over(mine, shared, 0) and _left_over(theirs, shared, 1)):
        return Likeness.NONE
    kind = min(kind for _, _, kind in shared)
    return Likeness.NONE if kind == Likeness.HEARD and not _heard(shared) else kind


def _left_over(all_parts: Sequence[Part], shared: Sequence[tuple[Part, Part, Likeness]], side: int) -> list[Part]:
    """Parts without a partner; initials say nothing."""
    partnered = [pair[side] for pair in shared]
    return [part for part in all_parts if part not in partnered and not is_initial(part)]


def _paired(mine: Sequence[Part], theirs: Sequence[Part]) -> list[tuple[Part, Part, Likeness]]:
    """Each part with the partner most like it, the best pairs first."""
    ranked = sorted(
        (
            (of_parts(one, other), place, seat, one, other)
            for place, one in enumerate(mine)
            for seat, other in enumerate(theirs)
        ),
        key=lambda match: (-match[0], match[1], match[2]),
    )
    taken: set[tuple[str, int]] = set()
    found = []
    for kind, place, seat, one, other in ranked:
        if kind > Likeness.WITHHELD and not {("mine", place), ("theirs", seat)} & taken:
            taken |= {("mine", place), ("theirs", seat)}
            found.append((one, other, kind))
    return found


@lru_cache(maxsize=1 << 17)
def of_parts(one: Part, other: Part) -> Likeness:
    """How two parts of names agree."""
    if is_initial(one) or is_initial(other):
        return Likeness.WITHHELD if one.text == other.text else Likeness.NONE
    if one.text == other.text:
        return Likeness.EQUAL
    same_given = given_name_class(one.text)
    if same_given is not None and same_given == given_name_class(other.text):
        return Likeness.SPELLED
    scripts = {script(one.word), script(other.word)}
    if len(scripts) == 1:
        return Likeness.SPELLED if _spelled_alike(one, other) else Likeness.NONE
    return Likeness.HEARD if _heard_alike(one.word, other.word) else Likeness.NONE


def _spelled_alike(one: Part, other: Part) -> bool:
    """One letter apart in a long name; one sound and letters that mostly agree; but not a man's name and a woman's."""
    if script(one.word) != Script.LATIN:
        return _declined(one.text, other.text)
    length = max(len(one.text), len(other.text))
    apart = Levenshtein.distance(one.text, other.text)
    if _of_other_sex(one.text, other.text):
        return False
    return (length >= 7 and apart <= 1) or (apart <= length * 0.4 and bool(spellings(one.word) & spellings(other.word)))


def _declined(one: str, other: str) -> bool:
    """Спектор, Спектора, Спектором: one stem, and behind it what a case puts there."""
    stem = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return stem >= 3 and all(ENDING.fullmatch(name[stem:]) for name in (one, other))


def _of_other_sex(one: str, other: str) -> bool:
    """Mario and Maria, Daniel and Daniela."""
    woman, man = (one, other) if one.endswith("a") else (other, one)
    return woman.endswith("a") and man in (woman[:-1], woman[:-1] + "o")


def _heard_alike(one: str, other: str) -> bool:
    """Between scripts: the same consonants, of four or more all but one."""
    sinitic = Script.HAN in (script(one), script(other))
    return any(_near(mine, theirs) for mine in spellings(one, sinitic) for theirs in spellings(other, sinitic))


def _near(one: str, other: str) -> bool:
    if one == other:
        return bool(one)
    return (
        min(len(one), len(other)) >= 3
        and one[:1] == other[:1]
        and Levenshtein.distance(one, other) <= 1
        and max(len(one), len(other)) >= 4
    )


def _heard(shared: Sequence[tuple[Part, Part, Likeness]]) -> bool:
    """Whether what was heard is enough to go by: three consonants in all."""
    return sum(min(map(len, spellings(one.word))) for one, _, _ in shared) >= 3
