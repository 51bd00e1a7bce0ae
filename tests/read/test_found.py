"""Who is found in a report: found.txt has one a line, published on Thursday, 12 June 2025."""

import pytest

from tests.sentences import THURSDAY, reading, rows

ROWS = rows("found.txt")


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
