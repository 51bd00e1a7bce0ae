"""Drops what no normaliser could give a value, and says so."""

from detaincrawl.frozen import changed
from detaincrawl.records import Claim, Mention, Reading


def finish(reading: Reading) -> Reading:
    """Claims without a value go into ``dropped`` as ``field: words``; an event needs no date to stand."""
    kept: list[Mention] = []
    dropped = list(reading.dropped)
    for mention in reading.mentions:
        claims = tuple(c for c in mention.claims if _stands(c))
        dropped += [f"{c.field}: {c.words}" for c in mention.claims if not _stands(c)]
        kept.append(changed(mention, claims=claims))
    return changed(
        reading, mentions=tuple(kept), dropped=tuple(dropped), carried=tuple(finish(r) for r in reading.carried)
    )


def _stands(claim: Claim) -> bool:
    return claim.value is not None or claim.field.startswith("event:")
