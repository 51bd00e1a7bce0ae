"""Proposals: pairs of persons that may be one, below certainty; an analyst must say."""

from collections.abc import Mapping, Sequence
from typing import Any

from detaincrawl.resolve.persons import nearest
from detaincrawl.resolve.profiles import Profile
from detaincrawl.store.former import FormerPerson
from detaincrawl.store.models.cases import Proposal
from detaincrawl.store.neighbours import Neighbourhood
from detaincrawl.store.sync import Query, Rows, as_json, table_of

_WITHDRAW = "DELETE FROM proposal WHERE person_id = %(person_id)s AND other_id = %(other_id)s"


def changes(
    around: Neighbourhood, persons: Mapping[int, frozenset[str]], old: Sequence[FormerPerson]
) -> tuple[Rows, list[Query]]:
    """What is proposed for these persons, by id with the keys of their mentions, and what withdraws the rest."""
    mine = {one: {key: around.profiles[key] for key in keys} for one, keys in persons.items()}
    others = mine | _unchanged(around, persons) | around.near
    rows = [
        row
        for one in sorted(mine)
        for other in sorted(others)
        if one != other and (other not in mine or one < other)
        for row in _proposal(one, mine[one], other, others[other], around)
    ]
    before = {(one, other) for row in old for one, other in row.proposals or ()}
    lost = before - {(row["person_id"], row["other_id"]) for row in rows}
    withdrawals: list[Query] = [(_WITHDRAW, {"person_id": one, "other_id": other}) for one, other in sorted(lost)]
    return {table_of(Proposal): as_json(rows)}, withdrawals


def _unchanged(around: Neighbourhood, persons: Mapping[int, frozenset[str]]) -> dict[int, dict[str, Profile]]:
    """Persons of the neighbourhood that stay as they were."""
    changed = {key for keys in persons.values() for key in keys}
    found: dict[int, dict[str, Profile]] = {}
    for key, person in around.person_of.items():
        if key not in changed and key in around.profiles:
            found.setdefault(person, {})[key] = around.profiles[key]
    return found


def _proposal(
    one: int, mine: Mapping[str, Profile], other: int, theirs: Mapping[str, Profile], around: Neighbourhood
) -> list[dict[str, Any]]:
    match = nearest(mine, theirs, around.judged)
    if match is None:
        return []
    comparison, (key, other_key) = match
    if one > other:
        one, other, key, other_key = other, one, other_key, key
    return [
        {
            "person_id": one,
            "other_id": other,
            "mention_key": key,
            "other_key": other_key,
            "score": comparison.score,
            "reasons": list(comparison.reasons),
        }
    ]
