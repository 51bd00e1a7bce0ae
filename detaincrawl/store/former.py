"""Persons and their cases as they are in the database, with the keys of what hangs on them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from detaincrawl.store.sync import Query

_PERSONS = """
SELECT json_build_array(id, anchor_key, name, aliases, nationalities,
  ARRAY(SELECT block FROM person_block b WHERE b.person_id = person.id),
  (SELECT json_agg(json_build_array(x.person_id, x.other_id)) FROM proposal x
   WHERE x.person_id = person.id OR x.other_id = person.id))
FROM person WHERE id = ANY(%(former)s)"""

_CASES = """
SELECT json_build_array(id, anchor_key, person_id, detaining_country, fingerprint,
  ARRAY(SELECT e.id FROM case_event e WHERE e.case_id = f.id),
  ARRAY(SELECT h.code FROM case_charge h WHERE h.case_id = f.id),
  ARRAY(SELECT s.ordinal FROM case_status s WHERE s.case_id = f.id),
  ARRAY(SELECT a.article_id FROM case_article a WHERE a.case_id = f.id),
  (SELECT json_build_array(array_agg(c.claim_id), array_agg(c.event_id)) FROM case_claim c WHERE c.case_id = f.id))
FROM case_file f WHERE person_id = ANY(%(former)s)"""


class FormerPerson(NamedTuple):
    """A person as they were."""

    id: int
    anchor_key: str
    name: str
    aliases: Sequence[str]
    nationalities: Sequence[str]
    blocks: Sequence[str]
    proposals: Sequence[tuple[int, int]] | None
    """Pairs that they are one of, by their primary key."""


class FormerCase(NamedTuple):
    """A case as it was."""

    id: int
    anchor_key: str
    person_id: int
    detaining_country: str | None
    fingerprint: str
    case_event: Sequence[int]
    case_charge: Sequence[str]
    case_status: Sequence[int]
    case_article: Sequence[int]
    claims: tuple[Sequence[int] | None, Sequence[int | None] | None]
    """Every claim's number, and its event's."""


@dataclass(slots=True)
class Former:
    """Rows of persons and of their cases."""

    persons: list[FormerPerson] = field(default_factory=list)
    cases: list[FormerCase] = field(default_factory=list)

    def add(self, persons: Iterable[Any], cases: Iterable[Any]) -> None:
        """From the answers to ``asked``."""
        self.persons += [FormerPerson(*row) for row in persons]
        self.cases += [FormerCase(*row) for row in cases]


def asked(persons: Collection[int]) -> list[Query | None]:
    """Queries for these persons, and for their cases."""
    wanted = {"former": sorted(persons)}
    return [(_PERSONS, wanted), (_CASES, wanted)] if persons else [None, None]
