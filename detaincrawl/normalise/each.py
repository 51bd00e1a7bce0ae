"""The shape that all normalisers share: one function over every claim of a reading and of the posts it carries."""

from collections.abc import Callable
from dataclasses import replace

from detaincrawl.records import Claim, Reading


def each_claim(reading: Reading, valued: Callable[[Claim], Claim]) -> Reading:
    """The reading with each claim passed through ``valued``."""
    return replace(
        reading,
        mentions=tuple(replace(m, claims=tuple(valued(c) for c in m.claims)) for m in reading.mentions),
        carried=tuple(each_claim(r, valued) for r in reading.carried),
    )
