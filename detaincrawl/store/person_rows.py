"""Rows of persons and of what hangs on them: written where they differ, with a redirect for every id that goes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from detaincrawl.resolve.cases import Person
from detaincrawl.resolve.profiles import Profile, blocks, distinct
from detaincrawl.store import case_rows, proposals, redirects, sync
from detaincrawl.store.models.cases import MemberRow, PersonBlock, PersonRow
from detaincrawl.store.neighbours import Neighbourhood
from detaincrawl.store.sync import Query

_FORMER = """
SELECT json_build_array(id, anchor_key, name, aliases, nationalities,
  ARRAY(SELECT block FROM person_block b WHERE b.person_id = person.id))
FROM person WHERE id = ANY(%(persons)s)"""


class Former(NamedTuple):
    """A person as they were."""

    id: int
    anchor_key: str
    name: str
    aliases: Sequence[str]
    nationalities: Sequence[str]
    blocks: Sequence[str]


Old = tuple[Sequence[Former], Sequence[case_rows.Former]]
"""Persons and their cases as they were."""

COLUMNS = ("id", "anchor_key", "name", "aliases", "nationalities")
"""Of the table person."""

Resolved = Mapping[frozenset[str], Person]
"""Persons by the keys of their mentions."""


def former(changed: Sequence[frozenset[str]], gone: Collection[str], around: Neighbourhood) -> list[Query | None]:
    """Queries for the persons that these mentions were of, and for their cases."""
    keys = {key for members in changed for key in members} | set(gone)
    ids = sorted({around.person_of[key] for key in keys if key in around.person_of})
    return [(_FORMER, {"persons": ids}), (case_rows.FORMER, {"persons": ids})] if ids else [None, None]


def old(persons: Sequence[Any], cases: Sequence[Any]) -> Old:
    """The answers to ``former``."""
    return [Former(*row) for row in persons], [case_rows.Former(*row) for row in cases]


def replace(
    connection: Connection, around: Neighbourhood, resolved: Resolved, gone: Collection[str], before: Old
) -> None:
    """Brings the rows of these persons to what was derived, and removes the persons and mentions that are no more."""
    old_persons, old_cases = before
    cases = [(one, case) for one in resolved.values() for case in one.cases]
    persons, live = {one.id for one in resolved.values()}, {case.id for _, case in cases}
    vanished = {row.id for row in old_persons} - persons
    rows, removals = case_rows.changes(cases, old_cases)
    filed, unfiled = _filed(around, resolved, old_persons)
    moved, moved_cases = _moved_persons(old_persons, resolved, around), _moved_cases(old_cases, resolved, around)
    following = [
        *removals,
        *unfiled,
        *sync.gone("case_file", "id", {row.id for row in old_cases} - live),
        *sync.gone("person_block", "person_id", vanished),
        *sync.gone("person", "id", vanished),
        *sync.gone("member", "mention_key", gone),
        *redirects.stand(persons - {row.id for row in old_persons}, live - {row.id for row in old_cases}),
        *redirects.follow("person", moved),
        *redirects.follow("case", moved_cases),
        *proposals.replace(
            around, {one.id: members for members, one in resolved.items()}, {row.id for row in old_persons}
        ),
    ]
    sync.write(connection, {**_persons(around, resolved, old_persons), **filed, **rows}, following)


def _persons(around: Neighbourhood, resolved: Resolved, old: Sequence[Former]) -> sync.Rows:
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
        case_rows.table_of(PersonRow): sync.as_json([row for row in wanted if row != before.get(row["id"])]),
        case_rows.table_of(MemberRow): sync.as_json(members),
    }


def _filed(around: Neighbourhood, resolved: Resolved, old: Sequence[Former]) -> tuple[sync.Rows, list[Query]]:
    """The keys that persons are filed under now, and what removes those that they were filed under."""
    before = {row.id: set(row.blocks) for row in old}
    rows: list[dict[str, Any]] = []
    removals: list[Query] = []
    for keys, one in resolved.items():
        wanted = frozenset().union(*map(blocks, distinct(around.profiles[key] for key in keys).values()))
        there = before.get(one.id, set())
        rows += [{"block": block, "person_id": one.id} for block in sorted(wanted - there)]
        removals += sync.gone("person_block", "block", there - wanted, person_id=one.id)
    return {case_rows.table_of(PersonBlock): sync.as_json(rows)}, removals


def _member(key: str, person_id: int, profile: Profile) -> dict[str, Any]:
    return {"mention_key": key, "article_id": profile.article, "person_id": person_id, "profile": profile.as_json()}


def _moved_persons(old: Sequence[Former], resolved: Resolved, around: Neighbourhood) -> list[redirects.Moved]:
    """Where each person's anchor, else any of their mentions, is now."""
    now = {key: one.id for keys, one in resolved.items() for key in keys}
    moved = []
    for row in old:
        trail = [row.anchor_key, *sorted(key for key, person in around.person_of.items() if person == row.id)]
        target = next((now[key] for key in trail if key in now), None)
        if row.id != target:
            moved.append(redirects.Moved(row.id, target, row.anchor_key))
    return [move for move in moved if move.old_id not in now.values()]


def _moved_cases(old: Sequence[case_rows.Former], resolved: Resolved, around: Neighbourhood) -> list[redirects.Moved]:
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
