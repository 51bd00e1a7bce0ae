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

_LIVE = """
DELETE FROM redirect
WHERE kind = 'person' AND old_id = ANY(%(persons)s) OR kind = 'case' AND old_id = ANY(%(cases)s)"""


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that is no longer in use."""

    old_id: int
    new_id: int | None
    """None: nothing stands for it any more."""
    anchor_key: str


def follow(kind: str, moved: Sequence[Moved]) -> list[Query]:
    """Statements that note where ids went."""
    rows = [{"kind": kind, "old_id": one.old_id, "new_id": one.new_id, "anchor_key": one.anchor_key} for one in moved]
    return [(statement, row) for statement in (_FOLLOW, _LEAD) for row in rows]


def stand(persons: Collection[int], cases: Collection[int]) -> list[Query]:
    """The statement for ids that are in use and were not: one whose anchor is back stands again for what it did."""
    return [(_LIVE, {"persons": sorted(persons), "cases": sorted(cases)})] if persons or cases else []
