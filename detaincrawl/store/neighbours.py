"""The mentions that a change can touch: those that share a key and compare as one person, and theirs in turn."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from sqlalchemy import Connection

from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.judgements import Ruling, Verb
from detaincrawl.resolve.likeness import Likeness, likeness
from detaincrawl.resolve.matching import Verdict, neighbours, related, weighed
from detaincrawl.resolve.persons import Judged, Pair, pair
from detaincrawl.resolve.profiles import Profile, asks, distinct, from_json
from detaincrawl.store import accounts, former
from detaincrawl.store.former import Former
from detaincrawl.store.sync import Query, ask, moment

_NAMED = """
SELECT json_build_array(id, name, aliases, CASE WHEN name = ANY(%(forms)s) THEN
  (SELECT json_agg(json_build_array(mention_key, profile)) FROM member WHERE person_id = person.id) END)
FROM person
WHERE id <> ALL(%(known)s) AND id IN (SELECT person_id FROM person_block WHERE block = ANY(%(blocks)s))"""
"""Persons that share a key: in a common name they are hundreds, so of others than namesakes only names are read."""

_FAMILY = """
SELECT to_json(mb.person_id) FROM article mine
JOIN article theirs ON theirs.id <> mine.id AND (
  theirs.id = mine.carried_by OR theirs.carried_by = mine.id OR theirs.carried_by = mine.carried_by)
JOIN member mb ON mb.article_id = theirs.id
WHERE mine.id = ANY(%(articles)s)"""
"""Persons in the page that carries a post, or in a post that the page carries."""

_MEMBERS = "SELECT json_build_array(mention_key, person_id, profile) FROM member WHERE person_id = ANY(%(persons)s)"

_JUDGED = """
SELECT json_build_array(id, verb, mention_key, made_at, field, value, other_key) FROM judgement
WHERE revoked_at IS NULL AND (mention_key = ANY(%(keys)s) OR other_key = ANY(%(keys)s))
ORDER BY made_at, id"""

_PERSONS_OF = "SELECT DISTINCT person_id FROM member WHERE mention_key = ANY(%(keys)s)"


@dataclass(slots=True)
class Neighbourhood:
    """Every mention of every person that may have to be put together anew, and persons who are only near."""

    profiles: dict[str, Profile]
    fresh: Set[str] = frozenset()
    """Mentions whose words may be others than before."""
    rulings: dict[int, Ruling] = field(default_factory=dict)
    """Judgements on single mentions, by number."""
    person_of: dict[str, int] = field(default_factory=dict)
    """The person a mention was of until now; new mentions are not in it."""
    persons: set[int] = field(default_factory=set)
    same: set[Pair] = field(default_factory=set)
    different: set[Pair] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    """Blocking keys that candidates were looked for under."""
    named: dict[int, list[str]] = field(default_factory=dict)
    """Persons that share a key and have no name like any here so far: by id, all forms."""
    near: dict[int, dict[str, Profile]] = field(default_factory=dict)
    """Persons with a like name that stay apart: by id, their mentions."""
    accounts: dict[str, Account] = field(default_factory=dict)
    """What the mentions of the persons tell that are not fresh."""
    former: Former = field(default_factory=Former)
    """The persons as they are in the database."""

    @property
    def judged(self) -> Judged:
        return Judged(frozenset(self.same), frozenset(self.different))


def neighbourhood(
    connection: Connection, fresh: Mapping[str, Profile], gone: Collection[str], persons: Iterable[int]
) -> Neighbourhood:
    """All that ``fresh`` mentions, and the ``persons`` that they and the ``gone`` ones were of, can be joined with."""
    found = Neighbourhood(dict(fresh), fresh.keys())
    taken = set(persons)
    waiting = dict(fresh) | _admitted(connection, found, taken, gone)
    while waiting or taken:
        judgements, named, family, told, *rows = ask(connection, *_queries(found, waiting, taken))
        found.accounts |= accounts.accounts(told)
        found.former.add(*rows)
        _name(found, named)
        _approach(connection, found, waiting, set(family))
        linked = _judged(connection, found, judgements)
        taken = (linked | _alike(found, waiting)) - found.persons
        waiting = _admitted(connection, found, taken, gone)
    return found


def _name(found: Neighbourhood, rows: Iterable[Any]) -> None:
    """Notes persons that share a key; namesakes are near."""
    for person, name, aliases, members in rows:
        if members is None:
            found.named[person] = [name, *aliases]
        else:
            found.near[person] = {key: from_json(profile) for key, profile in members}


def _approach(
    connection: Connection, found: Neighbourhood, waiting: Mapping[str, Profile], family: Collection[int]
) -> None:
    """Takes those for near whose name is like one of the waiting, or who stand in the same family of posts.

    One and the same surname is enough: copies of one text tell of one person.
    """
    forms = {form for profile in waiting.values() for form in profile.forms}
    alike = {
        person
        for person, theirs in found.named.items()
        if not forms.isdisjoint(theirs) or likeness([*forms], theirs) != Likeness.NONE
    }
    for person in alike:
        del found.named[person]
    for key, person, profile in _members(connection, (alike | set(family)) - found.persons - found.near.keys()):
        found.near.setdefault(person, {})[key] = profile


def _admitted(
    connection: Connection, found: Neighbourhood, persons: set[int], gone: Collection[str]
) -> dict[str, Profile]:
    """Takes persons in with all their mentions; returns those that are new here."""
    found.persons |= persons
    added: dict[str, Profile] = {}
    members = {person: found.near.pop(person) for person in persons if person in found.near}
    for key, person, profile in _members(connection, persons - members.keys()):
        members.setdefault(person, {})[key] = profile
    for person, profiles in members.items():
        for key, profile in profiles.items():
            found.person_of[key] = person
            if key not in found.profiles and key not in gone:
                added[key] = profile
    found.profiles |= added
    return added


def _members(connection: Connection, persons: Collection[int]) -> list[tuple[str, int, Profile]]:
    if not persons:
        return []
    [rows] = ask(connection, (_MEMBERS, {"persons": sorted(persons)}))
    return [(key, person, from_json(profile)) for key, person, profile in rows]


def _judged(connection: Connection, found: Neighbourhood, rows: Iterable[Any]) -> set[int]:
    """Notes the last word of analysts on pairs with waiting mentions; returns the persons that they join to them."""
    for number, verb, key, made_at, field_name, value, other in rows:
        if other is None:
            found.rulings[number] = Ruling(number, Verb(verb), key, moment(made_at), field_name, value)
            continue
        latest, earlier = (found.same, found.different) if verb == Verb.SAME else (found.different, found.same)
        latest.add(pair(key, other))
        earlier.discard(pair(key, other))
    others = {key for keys in found.same for key in keys} - found.profiles.keys()
    if not others:
        return set()
    return set(connection.exec_driver_sql(_PERSONS_OF, {"keys": sorted(others)}).scalars())


def _queries(found: Neighbourhood, waiting: Mapping[str, Profile], taken: Collection[int]) -> list[Query | None]:
    """For what is to be known of the waiting, for persons with keys of theirs that were not asked for before, and
    for the persons that were taken in, whole.
    """
    profiles = distinct(waiting.values()).values()
    keys = {block for profile in profiles for block in asks(profile)} - found.asked
    articles = sorted({profile.article for profile in waiting.values() if profile.article != profile.family})
    found.asked |= keys
    known = sorted(found.persons | found.near.keys() | found.named.keys())
    forms = sorted({form for profile in profiles for form in profile.forms})
    return [
        (_JUDGED, {"keys": sorted(waiting)}) if waiting else None,
        (_NAMED, {"blocks": sorted(keys), "known": known, "forms": forms}) if keys else None,
        (_FAMILY, {"articles": articles}) if articles else None,
        accounts.by_key(waiting.keys() - found.fresh),
        *former.asked(taken),
    ]


def _alike(found: Neighbourhood, waiting: Mapping[str, Profile]) -> set[int]:
    """The near persons of whom a mention compares as the same as a waiting one."""
    return {person for person, members in found.near.items() if _same(waiting.values(), members.values())}


def _same(asking: Iterable[Profile], members: Iterable[Profile]) -> bool:
    """Whether any two compare as one person."""
    mine, theirs = list(asking), list(members)
    if any(related(one, other) for one, other in product(mine, theirs) if neighbours(one, other)):
        return True
    return any(
        weighed(one, other).verdict == Verdict.SAME
        for one, other in product(distinct(mine).values(), distinct(theirs).values())
    )
