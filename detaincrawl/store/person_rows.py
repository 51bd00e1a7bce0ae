"""Rows of persons and of what hangs on them: written where they differ, with a redirect for every id that goes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from detaincrawl.resolve.cases import Person
from detaincrawl.resolve.profiles import Profile, blocks, distinct
from detaincrawl.store import case_rows, proposals, redirects, sync
from detaincrawl.store.models.cases import MemberRow, PersonBlock, PersonRow
from detaincrawl.store.neighbours import Neighbourhood

_OLD_PERSONS = "SELECT id, anchor_key FROM person WHERE id = ANY(%(ids)s)"

_OLD_CASES = "SELECT id, anchor_key, detaining_country, fingerprint FROM case_file WHERE person_id = ANY(%(ids)s)"

Resolved = Mapping[frozenset[str], Person]
"""Persons by the keys of their mentions."""


def replace(connection: Connection, around: Neighbourhood, resolved: Resolved, gone: Collection[str]) -> None:
    """Brings the rows of these persons to what was derived, and removes the persons and mentions that are no more."""
    keys = {key for members in resolved for key in members} | set(gone)
    before = sorted({around.person_of[key] for key in keys if key in around.person_of})
    old_persons = connection.exec_driver_sql(_OLD_PERSONS, {"ids": before}).all() if before else []
    old_cases = connection.exec_driver_sql(_OLD_CASES, {"ids": before}).all() if before else []
    cases = [(one, case) for one in resolved.values() for case in one.cases]
    changes = case_rows.changes(cases, {row.id: row.fingerprint for row in old_cases})
    vanished = {row.id for row in old_persons} - {one.id for one in resolved.values()}
    sync.write(connection, [*_persons(around, resolved, vanished), *changes])
    live = {case.id for _, case in cases}
    _remove(connection, "case_file", {row.id for row in old_cases} - live)
    _remove(connection, "person", vanished)
    if gone:
        connection.exec_driver_sql("DELETE FROM member WHERE mention_key = ANY(%(keys)s)", {"keys": sorted(gone)})
    redirects.follow(connection, "person", _moved_persons(old_persons, resolved, around), _new(resolved, old_persons))
    redirects.follow(
        connection, "case", _moved_cases(old_cases, resolved, around), live - {row.id for row in old_cases}
    )
    proposals.replace(connection, around, {one.id: members for members, one in resolved.items()})


def _new(resolved: Resolved, old: Sequence[Row[Any]]) -> set[int]:
    return {one.id for one in resolved.values()} - {row.id for row in old}


def _persons(around: Neighbourhood, resolved: Resolved, vanished: Collection[int]) -> list[sync.Change]:
    """The persons, their mentions where new, moved or told otherwise, and the keys that they are filed under."""
    rows: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    filed: list[dict[str, Any]] = []
    for keys, one in resolved.items():
        rows.append(
            {
                "id": one.id,
                "anchor_key": one.anchor_key,
                "name": one.name,
                "aliases": list(one.aliases),
                "nationalities": list(one.nationalities),
            }
        )
        moved = sorted(key for key in keys if around.person_of.get(key) != one.id or key in around.fresh)
        members += [_member(key, one.id, around.profiles[key]) for key in moved]
        own = distinct(around.profiles[key] for key in keys).values()
        filed += [{"block": block, "person_id": one.id} for block in sorted(frozenset().union(*map(blocks, own)))]
    return [
        sync.Change(case_rows.table_of(PersonRow), rows),
        sync.Change(case_rows.table_of(MemberRow), members),
        sync.Change(
            case_rows.table_of(PersonBlock), filed, "person_id", {*vanished, *(one.id for one in resolved.values())}
        ),
    ]


def _member(key: str, person_id: int, profile: Profile) -> dict[str, Any]:
    return {"mention_key": key, "article_id": profile.article, "person_id": person_id, "profile": profile.as_json()}


def _remove(connection: Connection, table: str, ids: Collection[int]) -> None:
    if ids:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ANY(%(ids)s)", {"ids": sorted(ids)})  # noqa: S608


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
