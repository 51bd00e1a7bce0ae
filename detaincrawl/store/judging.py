"""Judgements in the database: what an analyst names, as mentions; a new judgement; one taken back."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy import func as sql
from sqlalchemy.dialects.postgresql import insert

from detaincrawl.resolve.judgements import Verb
from detaincrawl.store.models.judgements import Judgement

SHORTEST_KEY = 8
"""Signs of a mention's key that stand for it."""

_NAMED = """
SELECT anchor_key FROM case_file WHERE id = %(number)s
UNION SELECT anchor_key FROM person WHERE id = %(number)s
UNION SELECT coalesce(c.anchor_key, p.anchor_key) FROM redirect r
  LEFT JOIN case_file c ON r.kind = 'case' AND c.id = r.new_id
  LEFT JOIN person p ON r.kind = 'person' AND p.id = r.new_id
  WHERE r.old_id = %(number)s AND r.new_id IS NOT NULL"""


_IN_FORCE = """
SELECT j.id, j.verb, j.field, j.value, j.author, j.note, j.made_at, j.mention_key, j.other_key,
  ARRAY(SELECT DISTINCT p.name FROM member m JOIN person p ON p.id = m.person_id
        WHERE m.mention_key IN (j.mention_key, j.other_key) ORDER BY 1) AS persons
FROM judgement j
WHERE j.revoked_at IS NULL AND (%(key)s::text IS NULL OR EXISTS (
  SELECT FROM member mine JOIN member m ON m.person_id = mine.person_id
  WHERE mine.mention_key = %(key)s AND m.mention_key IN (j.mention_key, j.other_key)))
ORDER BY j.id"""


class Unknown(ValueError):
    """Nothing goes by that name, or several things do: the message says which; a command shows it and ends."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an analyst says."""

    verb: Verb
    mention_key: str
    author: str
    note: str
    other_key: str | None = None
    field: str | None = None
    value: str | None = None


def mention_of(connection: Connection, name: str) -> str:
    """The mention that a case number, a case_ref, a person number or (the beginning of) a mention key stands for."""
    number = number_of(name)
    if number is not None:
        found = connection.exec_driver_sql(_NAMED, {"number": number}).scalars().all()
        if found:
            return str(found[0])
    keys = _keys(connection, name) if len(name) >= SHORTEST_KEY else []
    if len(keys) == 1:
        return keys[0]
    several = "several mentions begin so" if keys else "no case, person or mention has that number"
    raise Unknown(f"{name}: {several}; case_overview and case_citations show case_id, case_ref and mention_key")


def record(connection: Connection, decision: Decision) -> int:
    """Writes a judgement and returns its number; call cases.apply_judgements after it."""
    row = {
        "verb": str(decision.verb),
        "mention_key": decision.mention_key,
        "other_key": decision.other_key,
        "field": decision.field,
        "value": decision.value,
        "author": decision.author,
        "note": decision.note,
    }
    return int(connection.execute(insert(Judgement).values(row).returning(Judgement.id)).scalar_one())


def in_force(connection: Connection, mention_key: str | None = None) -> list[dict[str, Any]]:
    """The judgements that were not revoked, the oldest first; of a mention, those on its person."""
    return [dict(row) for row in connection.exec_driver_sql(_IN_FORCE, {"key": mention_key}).mappings()]


def revoke(connection: Connection, number: int, author: str) -> None:
    """Takes a judgement back; raises Unknown where there is none, or none any more."""
    known = select(Judgement.id).where(Judgement.id == number, Judgement.revoked_at.is_(None))
    if connection.scalar(known) is None:
        raise Unknown(
            f"judgement {number}: there is none, or it was revoked; `detaincrawl judge list` shows those in force"
        )
    taken = update(Judgement).where(Judgement.id == number)
    connection.execute(taken.values(revoked_at=sql.now(), revoked_by=author))


def number_of(name: str) -> int | None:
    """The number in ``8747680899821783343`` and in ``RU-79661B9C4F1A0D2F``; None where it is none that fits an id."""
    if reference := re.fullmatch(r"[A-Za-z]{2}-([0-9A-Fa-f]{1,16})", name):
        number = int(reference[1], 16)
    elif re.fullmatch(r"[0-9]{1,19}", name):
        number = int(name)
    else:
        return None
    return number if number < 1 << 63 else None


def _keys(connection: Connection, beginning: str) -> list[str]:
    query = "SELECT key FROM mention WHERE key >= %(low)s AND key < %(high)s ORDER BY key LIMIT 2"
    return list(connection.exec_driver_sql(query, {"low": beginning, "high": beginning + "~"}).scalars())
