"""How reporters put what happened: phrasings.txt has a line each, published on Thursday, 12 June 2025."""

import pytest

from tests.sentences import THURSDAY, reading, rows

LEAD = "News\nJane Doe, 34, is a British teacher from Leeds.\n"
SHORT = {"charge": "c", "sentence": "s", "fine": "f", "detaining_country": "h"}
ROWS = rows("phrasings.txt")


def facts(words: str) -> set[str]:
    """Doe's ``detained@2025-03``, ``c:fraud``, ``s:48``, ``f:200_USD`` and ``h:AE``."""
    found = set()
    for claim in (c for m in reading(LEAD + words, THURSDAY).mentions if m.name == "Jane Doe" for c in m.claims):
        if claim.field.startswith("event:"):
            found.add(claim.field.removeprefix("event:") + (f"@{claim.value}" if claim.value else ""))
        elif claim.field in SHORT:
            found.add(f"{SHORT[claim.field]}:{claim.value}".replace(" ", "_"))
    return found


@pytest.mark.parametrize(("words", "expected"), ROWS)
def test_a_phrasing_is_read(words: str, expected: str) -> None:
    wanted = set(expected.split())
    asked = any(fact.startswith("h:") for fact in wanted)
    assert {fact for fact in facts(words) if asked or not fact.startswith("h:")} == wanted
