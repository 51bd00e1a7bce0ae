"""Proposals: pairs of persons that may be one, below certainty; an analyst must say."""

from collections.abc import Collection, Mapping
from typing import Any

from detaincrawl.resolve.persons import nearest
from detaincrawl.resolve.profiles import Profile
from detaincrawl.store.neighbours import Neighbourhood
from detaincrawl.store.sync import Query

_CLEAR = "DELETE FROM proposal WHERE person_id = ANY(%(ids)s) OR other_id = ANY(%(ids)s)"

_PROPOSE = """
INSERT INTO proposal (person_id, other_id, mention_key, other_key, score, reasons)
VALUES (%(person_id)s, %(other_id)s, %(mention_key)s, %(other_key)s, %(score)s, %(reasons)s)"""


def replace(around: Neighbourhood, persons: Mapping[int, frozenset[str]], known: Collection[int]) -> list[Query]:
    """Statements that propose anew for these persons, by id with the keys of their mentions; some were ``known``."""
    mine = {one: {key: around.profiles[key] for key in keys} for one, keys in persons.items()}
    others = mine | _unchanged(around, persons) | around.near
    rows = [
        row
        for one in sorted(mine)
        for other in sorted(others)
        if one != other and (other not in mine or one < other)
        for row in _proposal(one, mine[one], other, others[other], around)
    ]
    cleared = sorted(persons.keys() & known)
    return [*([(_CLEAR, {"ids": cleared})] if cleared else []), *((_PROPOSE, row) for row in rows)]


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
