"""The shape that all normalisers share: one function over every claim of a reading and of the posts it carries."""

from collections.abc import Callable
from operator import is_

from detaincrawl.frozen import changed
from detaincrawl.records import Claim, Mention, Reading


def each_claim(reading: Reading, valued: Callable[[Claim], Claim]) -> Reading:
    """The reading with each claim passed through ``valued``."""
    if not reading.mentions and not reading.carried:
        return reading
    return changed(
        reading,
        mentions=tuple(_valued(mention, valued) for mention in reading.mentions),
        carried=tuple(each_claim(carried, valued) for carried in reading.carried),
    )


def _valued(mention: Mention, valued: Callable[[Claim], Claim]) -> Mention:
    """The same mention where no claim changes: most steps change few, and copies take longer than the steps."""
    claims = tuple(map(valued, mention.claims))
    return mention if all(map(is_, claims, mention.claims)) else changed(mention, claims=claims)
