"""Rows of persons and of what hangs on them: written where they differ, with a redirect for every id that goes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, Row

from detaincrawl.resolve.cases import Person
from detaincrawl.resolve.profiles import Profile, blocks
from detaincrawl.store import case_rows, proposals, redirects
from detaincrawl.store.neighbours import Neighbourhood

_PERSON = """
INSERT INTO person (id, anchor_key, name, aliases, nationalities)
VALUES (%(id)s, %(anchor_key)s, %(name)s, %(aliases)s, %(nationalities)s)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, nationalities = excluded.nationalities
WHERE (person.name, person.aliases, person.nationalities)
  IS DISTINCT FROM (excluded.name, excluded.aliases, excluded.nationalities)"""

_MEMBER = """
INSERT INTO member (mention_key, article_id, person_id, profile) VALUES (%(key)s, %(article)s, %(person)s, %(profile)s)
ON CONFLICT (mention_key) DO UPDATE SET
  article_id = excluded.article_id, person_id = excluded.person_id, profile = excluded.profile
WHERE (member.article_id, member.person_id, member.profile)
  IS DISTINCT FROM (excluded.article_id, excluded.person_id, excluded.profile)"""

_BLOCKS = """
WITH wanted AS (SELECT unnest(%(blocks)s::text[]) AS block), gone AS (
  DELETE FROM person_block WHERE person_id = %(person)s AND block <> ALL(%(blocks)s))
INSERT INTO person_block (block, person_id) SELECT block, %(person)s FROM wanted ON CONFLICT DO NOTHING"""

_OLD_PERSONS = "SELECT id, anchor_key FROM person WHERE id = ANY(%(ids)s)"

_OLD_CASES = "SELECT id, anchor_key, detaining_country, fingerprint FROM case_file WHERE person_id = ANY(%(ids)s)"

Resolved = Mapping[frozenset[str], Person]
"""Persons by the keys of their mentions."""


def replace(connection: Connection, around: Neighbourhood, resolved: Resolved, gone: Collection[str]) -> None:
    """Brings the rows of these persons to what was derived, and removes the persons and mentions that are no more."""
    keys = {key for members in resolved for key in members} | set(gone)
    before = sorted({around.person_of[key] for key in keys if key in around.person_of})
    old_persons = connection.exec_driver_sql(_OLD_PERSONS, {"ids": before}).all()
    old_cases = connection.exec_driver_sql(_OLD_CASES, {"ids": before}).all()
    fingerprints = {row.id: row.fingerprint for row in old_cases}
    _write_persons(connection, around, resolved)
    cases = [(one, case) for one in resolved.values() for case in one.cases]
    case_rows.replace(connection, cases, fingerprints)
    _remove(connection, gone, [row.id for row in old_persons], [one.id for one in resolved.values()])
    redirects.follow(
        connection, "person", _moved_persons(old_persons, resolved, around), [one.id for one in resolved.values()]
    )
    redirects.follow(connection, "case", _moved_cases(old_cases, resolved, around), [case.id for _, case in cases])
    proposals.replace(connection, around, {one.id: members for members, one in resolved.items()})


def _write_persons(connection: Connection, around: Neighbourhood, resolved: Resolved) -> None:
    rows: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    keyed: list[dict[str, Any]] = []
    for keys, one in resolved.items():
        profiles = [around.profiles[key] for key in sorted(keys)]
        rows.append(
            {
                "id": one.id,
                "anchor_key": one.anchor_key,
                "name": one.name,
                "aliases": list(one.aliases),
                "nationalities": list(one.nationalities),
            }
        )
        members += [_member(key, one.id, around.profiles[key]) for key in sorted(keys)]
        keyed.append({"person": one.id, "blocks": sorted(frozenset().union(*map(blocks, profiles)))})
    if rows:
        connection.exec_driver_sql(_PERSON, rows)
        connection.exec_driver_sql(_MEMBER, members)
        connection.exec_driver_sql(_BLOCKS, keyed)


def _member(key: str, person_id: int, profile: Profile) -> dict[str, Any]:
    return {"key": key, "article": profile.article, "person": person_id, "profile": Jsonb(profile.as_json())}


def _remove(connection: Connection, gone: Collection[str], before: Sequence[int], now: Sequence[int]) -> None:
    if gone:
        connection.exec_driver_sql("DELETE FROM member WHERE mention_key = ANY(%(keys)s)", {"keys": sorted(gone)})
    vanished = sorted(set(before) - set(now))
    if vanished:
        connection.exec_driver_sql("DELETE FROM person_block WHERE person_id = ANY(%(ids)s)", {"ids": vanished})
        connection.exec_driver_sql("DELETE FROM person WHERE id = ANY(%(ids)s)", {"ids": vanished})


def _moved_persons(old: Sequence[Row[Any]], resolved: Resolved, around: Neighbourhood) -> list[redirects.Moved]:
    """Where each person's anchor, else any of their mentions, is now."""
    now = {key: one.id for keys, one in resolved.items() for key in keys}
    moved = []
    for row in old:
        trail = [row.anchor_key, *sorted(key for key, person in around.person_of.items() if person == row.id)]
        target = next((now[key] for key in trail if key in now), None)
        if row.id != target:
            moved.append(redirects.Moved(row.id, target, row.anchor_key))
    return [move for move in moved if move.old_id not in now.values()]


def _moved_cases(old: Sequence[Row[Any]], resolved: Resolved, around: Neighbourhood) -> list[redirects.Moved]:
    """Where each case's anchor is now; else a case of the same person in the same state, else any of theirs."""
    live = {case.id for one in resolved.values() for case in one.cases}
    return [
        redirects.Moved(row.id, _heir(row.anchor_key, row.detaining_country, resolved, around), row.anchor_key)
        for row in old
        if row.id not in live
    ]


def _heir(anchor: str, country: str | None, resolved: Resolved, around: Neighbourhood) -> int | None:
    former = around.person_of.get(anchor)
    trail = {anchor} | {key for key, person in around.person_of.items() if person == former}
    heirs = [
        (anchor not in {account.key for account in case.accounts}, case.country != country, anchor not in keys, case.id)
        for keys, one in resolved.items()
        if keys & trail
        for case in one.cases
    ]
    return min(heirs)[-1] if heirs else None
