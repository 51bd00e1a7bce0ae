"""Who is found in a report: found.txt has one a line, published on Thursday, 12 June 2025."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.sentences import reading

THURSDAY = datetime(2025, 6, 12, 15, tzinfo=UTC)
ROWS = [
    tuple(part.strip() for part in line.split("=>"))
    for line in Path(__file__).with_name("found.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def found(words: str) -> set[str]:
    """ "Jane Doe RU GB,US": name, who holds, nationalities."""
    people = set()
    for mention in (m for m in reading(words.replace(" | ", "\n"), THURSDAY).mentions if m.name):
        said = {f: {c.value for c in mention.claims if c.field == f} for f in ("detaining_country", "nationality")}
        people.add(
            " ".join([str(mention.name), *(",".join(sorted(map(str, codes))) for codes in said.values())]).strip()
        )
    return people


@pytest.mark.parametrize(("words", "expected"), ROWS)
def test_who_is_held_is_found_with_nation_and_holder(words: str, expected: str) -> None:
    assert found(words) == {person.strip() for person in expected.split(";") if person}
