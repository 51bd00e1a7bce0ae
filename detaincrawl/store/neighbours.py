"""The mentions that a change can touch: those that share a key and compare as one person, and theirs in turn."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from detaincrawl.resolve.matching import Verdict, compared
from detaincrawl.resolve.persons import Judged, Pair, pair
from detaincrawl.resolve.profiles import Profile, asks, from_json

_CANDIDATES = """
SELECT DISTINCT person_id FROM person_block WHERE block = ANY(%(blocks)s) AND person_id <> ALL(%(known)s)"""

_MEMBERS = "SELECT mention_key, person_id, profile FROM member WHERE person_id = ANY(%(persons)s)"

_JUDGED = """
SELECT verb, mention_key, other_key FROM judgement
WHERE revoked_at IS NULL AND other_key IS NOT NULL
  AND (mention_key = ANY(%(keys)s) OR other_key = ANY(%(keys)s))
ORDER BY made_at, id"""

_PERSONS_OF = "SELECT DISTINCT person_id FROM member WHERE mention_key = ANY(%(keys)s)"

_FAMILY = """
SELECT mb.person_id FROM article mine
JOIN article theirs ON theirs.id <> mine.id AND (
  theirs.id = mine.carried_by OR theirs.carried_by = mine.id OR theirs.carried_by = mine.carried_by)
JOIN member mb ON mb.article_id = theirs.id
WHERE mine.id = ANY(%(articles)s)"""


@dataclass(slots=True)
class Neighbourhood:
    """Every mention of every person that may have to be put together anew, and persons who are only near."""

    profiles: dict[str, Profile]
    person_of: dict[str, int] = field(default_factory=dict)
    """The person a mention was of until now; new mentions are not in it."""
    persons: set[int] = field(default_factory=set)
    same: set[Pair] = field(default_factory=set)
    different: set[Pair] = field(default_factory=set)
    near: dict[int, dict[str, Profile]] = field(default_factory=dict)
    """Persons that share a key and stay apart: by id, their mentions."""

    @property
    def judged(self) -> Judged:
        return Judged(frozenset(self.same), frozenset(self.different))


def neighbourhood(
    connection: Connection, fresh: Mapping[str, Profile], gone: Collection[str], persons: Iterable[int]
) -> Neighbourhood:
    """All that ``fresh`` mentions, and the ``persons`` that they and the ``gone`` ones were of, can be joined with."""
    found = Neighbourhood(dict(fresh))
    waiting = dict(fresh) | _admitted(connection, found, set(persons), gone)
    while waiting:
        linked = _judged(connection, found, waiting) | _family(connection, waiting) | _alike(connection, found, waiting)
        waiting = _admitted(connection, found, linked - found.persons, gone)
    return found


def _admitted(
    connection: Connection, found: Neighbourhood, persons: set[int], gone: Collection[str]
) -> dict[str, Profile]:
    """Takes persons in with all their mentions; returns those that are new here."""
    found.persons |= persons
    added: dict[str, Profile] = {}
    for key, person, profile in _members(connection, persons):
        found.person_of[key] = person
        if key not in found.profiles and key not in gone:
            added[key] = profile
    found.profiles |= added
    for person in persons:
        found.near.pop(person, None)
    return added


def _members(connection: Connection, persons: Collection[int]) -> list[tuple[str, int, Profile]]:
    if not persons:
        return []
    rows = connection.exec_driver_sql(_MEMBERS, {"persons": sorted(persons)})
    return [(key, person, from_json(profile)) for key, person, profile in rows]


def _judged(connection: Connection, found: Neighbourhood, waiting: Mapping[str, Profile]) -> set[int]:
    """Notes the last word of analysts on pairs with waiting mentions; returns the persons that they join to them."""
    for verb, one, other in connection.exec_driver_sql(_JUDGED, {"keys": sorted(waiting)}):
        latest, earlier = (found.same, found.different) if verb == "same" else (found.different, found.same)
        latest.add(pair(one, other))
        earlier.discard(pair(one, other))
    others = {key for keys in found.same for key in keys} - found.profiles.keys()
    if not others:
        return set()
    return set(connection.exec_driver_sql(_PERSONS_OF, {"keys": sorted(others)}).scalars())


def _family(connection: Connection, waiting: Mapping[str, Profile]) -> set[int]:
    """Persons of the articles that carry these posts, and of the posts that these articles carry."""
    articles = sorted({profile.article for profile in waiting.values()})
    return set(connection.exec_driver_sql(_FAMILY, {"articles": articles}).scalars())


def _alike(connection: Connection, found: Neighbourhood, waiting: Mapping[str, Profile]) -> set[int]:
    """Persons of whom a mention compares as the same as a waiting one; others that share a key are noted as near."""
    keys = sorted({block for profile in waiting.values() for block in asks(profile)})
    known = sorted(found.persons | found.near.keys())
    candidates = connection.exec_driver_sql(_CANDIDATES, {"blocks": keys, "known": known}).scalars().all()
    for key, person, profile in _members(connection, candidates):
        found.near.setdefault(person, {})[key] = profile
    asking = {profile.signature: profile for profile in waiting.values()}
    return {person for person, members in found.near.items() if _same(asking.values(), members.values())}


def _same(asking: Iterable[Profile], members: Iterable[Profile]) -> bool:
    distinct = {profile.signature: profile for profile in members}.values()
    return any(compared(one, other).verdict == Verdict.SAME for one in asking for other in distinct)
