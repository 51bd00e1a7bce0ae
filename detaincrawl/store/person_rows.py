"""Rows of persons and of what hangs on them: written where they differ, with a redirect for every id that goes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from detaincrawl.resolve.cases import Person
from detaincrawl.resolve.profiles import Profile, blocks, distinct
from detaincrawl.store import case_rows, proposals, redirects, sync
from detaincrawl.store.former import FormerCase, FormerPerson
from detaincrawl.store.models.cases import MemberRow, PersonBlock, PersonRow
from detaincrawl.store.neighbours import Neighbourhood
from detaincrawl.store.sync import Query

COLUMNS = ("id", "anchor_key", "name", "aliases", "nationalities")
"""Of the table person."""

Resolved = Mapping[frozenset[str], Person]
"""Persons by the keys of their mentions."""


def replace(connection: Connection, around: Neighbourhood, resolved: Resolved, gone: Collection[str]) -> None:
    """Brings the rows of these persons to what was derived, and removes the persons and mentions that are no more."""
    old_persons, old_cases = _before(around, {key for keys in resolved for key in keys} | set(gone))
    cases = [(one, case) for one in resolved.values() for case in one.cases]
    persons, live = {one.id for one in resolved.values()}, {case.id for _, case in cases}
    vanished = {row.id for row in old_persons} - persons
    rows, removals = case_rows.changes(cases, old_cases)
    filed, unfiled = _filed(around, resolved, old_persons)
    proposed, withdrawn = proposals.changes(around, {one.id: keys for keys, one in resolved.items()}, old_persons)
    moved, moved_cases = _moved_persons(old_persons, resolved, around), _moved_cases(old_cases, resolved, around)
    following = [
        *removals,
        *unfiled,
        *withdrawn,
        *sync.gone("case_file", "id", {row.id for row in old_cases} - live),
        *sync.gone("person_block", "person_id", vanished),
        *sync.gone("person", "id", vanished),
        *sync.gone("member", "mention_key", gone),
        *redirects.follow("person", moved),
        *redirects.follow("case", moved_cases),
    ]
    stand = redirects.stand(persons - {row.id for row in old_persons}, live - {row.id for row in old_cases})
    sync.write(connection, {**_persons(around, resolved, old_persons), **filed, **rows, **proposed}, stand, following)


def _before(around: Neighbourhood, keys: Collection[str]) -> tuple[list[FormerPerson], list[FormerCase]]:
    """The persons that these mentions were of, and their cases."""
    ids = {around.person_of[key] for key in keys if key in around.person_of}
    was = around.former
    return [row for row in was.persons if row.id in ids], [row for row in was.cases if row.person_id in ids]


def _persons(around: Neighbourhood, resolved: Resolved, old: Sequence[FormerPerson]) -> sync.Rows:
    """The persons, and their mentions where new, moved or told otherwise."""
    before = {row.id: {name: getattr(row, name) for name in COLUMNS} for row in old}
    wanted: list[dict[str, Any]] = [
        {name: list(value) if isinstance(value := getattr(one, name), tuple) else value for name in COLUMNS}
        for one in resolved.values()
    ]
    members = [
        _member(key, one.id, around.profiles[key])
        for keys, one in resolved.items()
        for key in sorted(keys)
        if around.person_of.get(key) != one.id or key in around.fresh
    ]
    return {
        sync.table_of(PersonRow): sync.as_json([row for row in wanted if row != before.get(row["id"])]),
        sync.table_of(MemberRow): sync.as_json(members),
    }


def _filed(around: Neighbourhood, resolved: Resolved, old: Sequence[FormerPerson]) -> tuple[sync.Rows, list[Query]]:
    """The keys that persons are filed under now, and what removes those that they were filed under."""
    before = {row.id: set(row.blocks) for row in old}
    rows: list[dict[str, Any]] = []
    removals: list[Query] = []
    for keys, one in resolved.items():
        wanted = frozenset().union(*map(blocks, distinct(around.profiles[key] for key in keys).values()))
        there = before.get(one.id, set())
        rows += [{"block": block, "person_id": one.id} for block in sorted(wanted - there)]
        removals += sync.gone("person_block", "block", there - wanted, person_id=one.id)
    return {sync.table_of(PersonBlock): sync.as_json(rows)}, removals


def _member(key: str, person_id: int, profile: Profile) -> dict[str, Any]:
    return {"mention_key": key, "article_id": profile.article, "person_id": person_id, "profile": profile.as_json()}


def _moved_persons(old: Sequence[FormerPerson], resolved: Resolved, around: Neighbourhood) -> list[redirects.Moved]:
    """Where each person's anchor, else any of their mentions, is now."""
    now = {key: one.id for keys, one in resolved.items() for key in keys}
    moved = []
    for row in old:
        trail = [row.anchor_key, *sorted(key for key, person in around.person_of.items() if person == row.id)]
        target = next((now[key] for key in trail if key in now), None)
        if row.id != target:
            moved.append(redirects.Moved(row.id, target, row.anchor_key))
    return [move for move in moved if move.old_id not in now.values()]


def _moved_cases(old: Sequence[FormerCase], resolved: Resolved, around: Neighbourhood) -> list[redirects.Moved]:
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
