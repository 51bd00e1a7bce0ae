"""Redirects: every id that was ever given leads for ever to the one that stands for it now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from detaincrawl.store.sync import Query

_LEAD = """
INSERT INTO redirect (kind, old_id, new_id, anchor_key) VALUES (%(kind)s, %(old_id)s, %(new_id)s, %(anchor_key)s)
ON CONFLICT (kind, old_id) DO UPDATE SET new_id = excluded.new_id, since = now()
WHERE redirect.new_id IS DISTINCT FROM excluded.new_id"""

_FOLLOW = """
UPDATE redirect SET new_id = %(new_id)s, since = now() WHERE kind = %(kind)s AND new_id = %(old_id)s"""

_LIVE = "DELETE FROM redirect WHERE kind = %(kind)s AND old_id = ANY(%(live)s)"


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that is no longer in use."""

    old_id: int
    new_id: int | None
    """None: nothing stands for it any more."""
    anchor_key: str


def follow(kind: str, moved: Sequence[Moved], live: Collection[int]) -> list[Query]:
    """Statements that note where ids went; ``live``: ids now in use that were not.

    An id whose anchor is back stands again for what it always stood for.
    """
    found: list[Query] = [(_LIVE, {"kind": kind, "live": sorted(live)})] if live else []
    rows = [{"kind": kind, "old_id": one.old_id, "new_id": one.new_id, "anchor_key": one.anchor_key} for one in moved]
    return [*found, *((statement, row) for statement in (_FOLLOW, _LEAD) for row in rows)]
