"""How reporters put what happened: phrasings.txt has a line each, published on Thursday, 12 June 2025."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.sentences import reading

THURSDAY = datetime(2025, 6, 12, 15, tzinfo=UTC)
LEAD = "News\nJane Doe, 34, is a British teacher from Leeds.\n"
SHORT = {"charge": "c", "sentence": "s", "fine": "f", "detaining_country": "h"}
ROWS = [
    tuple(part.strip() for part in line.split("=>"))
    for line in Path(__file__).with_name("phrasings.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


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
