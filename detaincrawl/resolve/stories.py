"""Stories: articles that carry the same text, syndicated, cut or with a paragraph of their own; a post and its reposts.

Two texts are near copies by their MinHash signatures alone; a story is what near copies connect. So the stories are the
same in whatever order articles arrive.
"""

import re
import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

from rensa import RMinHash

BANDS, ROWS = 42, 3
"""Texts that share 40 % of their shingles meet in some band with .94, those that share 5 % with .005."""
SEED = 1
ALIKE = 0.4
"""Share of common shingles. Near copies of the annotated articles share .55 and more, others .02 at most."""
CONTAINED, CONTAINED_ALIKE = 0.8, 0.2
"""A copy cut to its first paragraphs: that much of the shorter text is in the longer."""
LEAST = 12
"""Shingles: a shorter text ("Breaking: more to follow") tells no story."""
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_REPOST = re.compile(r"\A\s*(?:RT|♻️?|🔁)\s*@?[\w.@-]*:?\s+", re.I)
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What two texts are compared by."""

    values: tuple[int, ...]
    """BANDS × ROWS numbers of 32 bits."""
    shingles: int
    """Different ones in the text."""

    @property
    def bands(self) -> tuple[int, ...]:
        """A number for each band, of 32 bits: near copies share at least one."""
        return tuple(_band(self.values, number) for number in range(BANDS))


def signature(text: str) -> Signature | None:
    """The text's signature; None where it is too short to tell. Give it the body: outlets write titles of their own."""
    shingles = _shingles(text)
    if len(shingles) < LEAST:
        return None
    sketch = RMinHash(BANDS * ROWS, SEED)
    sketch.update(sorted(shingles))
    return Signature(tuple(sketch.digest()), len(shingles))


def near(one: Signature, other: Signature) -> bool:
    """Whether the texts are copies of each other, or one of the other cut short."""
    if not set(one.bands) & set(other.bands):
        return False
    alike = sum(left == right for left, right in zip(one.values, other.values, strict=True)) / len(one.values)
    if alike >= ALIKE:
        return True
    common = alike / (1 + alike) * (one.shingles + other.shingles)
    return alike >= CONTAINED_ALIKE and common >= CONTAINED * min(one.shingles, other.shingles)


def stories(signatures: Mapping[int, Signature]) -> dict[int, int]:
    """Article → its story: the smallest number of the articles that near copies connect."""
    leader = {number: number for number in signatures}
    for one, other in _meeting(signatures):
        first, second = sorted((_top(leader, one), _top(leader, other)))
        if first != second and near(signatures[one], signatures[other]):
            leader[second] = first
    return {number: _top(leader, number) for number in signatures}


def _meeting(signatures: Mapping[int, Signature]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band; of equal texts only the first meets others."""
    first: dict[Signature, int] = {}
    for number in sorted(signatures):
        if (same := first.setdefault(signatures[number], number)) != number:
            yield same, number
    bands: dict[int, list[int]] = defaultdict(list)
    for found, number in first.items():
        for band in found.bands:
            bands[band].append(number)
    for group in bands.values():
        yield from combinations(group, 2)


def _top(leader: dict[int, int], number: int) -> int:
    while leader[number] != number:
        leader[number] = number = leader[leader[number]]
    return number


def _shingles(text: str) -> set[str]:
    """Neighbouring words, three at a time; five signs where a script writes no spaces."""
    tokens = _TOKEN.findall(_LINK.sub(" ", _REPOST.sub("", text)).lower())
    spaceless = sum(map(bool, map(_SPACELESS.match, tokens)))
    width = 5 if spaceless * 2 > len(tokens) else 3
    return {" ".join(tokens[start : start + width]) for start in range(len(tokens) - width + 1)}


def _band(values: tuple[int, ...], number: int) -> int:
    """Signed, of 32 bits: what PostgreSQL calls an integer."""
    rows = struct.pack(f"<{1 + ROWS}Q", number, *values[number * ROWS : (number + 1) * ROWS])
    return crc32(rows) - 2**31
