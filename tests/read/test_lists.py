"""Lists and round-ups: lists.txt has an article a line, published on Thursday, 12 June 2025."""

from collections import Counter

import pytest

from detaincrawl.records import Mention
from tests.sentences import THURSDAY, reading, rows

SHORT = {"charge": "c", "sentence": "s"}
ROWS = rows("lists.txt")


def held(mention: Mention) -> tuple[str, frozenset[str]]:
    """``US/RU``, and what was told: ``detained@2025-05``, ``c:fraud``, ``s:12``."""
    states: dict[str, set[str]] = {"nationality": set(), "detaining_country": set()}
    told = set()
    for claim in mention.claims:
        if claim.field in states:
            states[claim.field].add(claim.value or "")
        elif claim.field.startswith("event:"):
            told.add(claim.field.removeprefix("event:") + (f"@{claim.value}" if claim.value else ""))
        elif claim.field in SHORT:
            told.add(f"{SHORT[claim.field]}:{claim.value}")
    return "/".join("_".join(sorted(codes)) for codes in states.values()), frozenset(told)


@pytest.mark.parametrize(("words", "expected"), ROWS)
def test_a_list_is_read(words: str, expected: str) -> None:
    mentions = [m for m in reading(words.replace(" | ", "\n"), THURSDAY).mentions if m.name]
    facts = any("," in entry for entry in expected.split())
    found, wanted = [], []
    for entry in expected.replace("van Rossum", "van_Rossum").split():
        who, _, rest = entry.partition(":")
        states, *told = rest.split(",")
        wanted.append((who.replace("_", " "), states, frozenset(told)))
    names = [who for who, _, _ in wanted]
    for mention in mentions:
        name = next((who for who in names if (mention.name or "").endswith(who)), mention.name or "")
        states, events = held(mention)
        found.append((name, states, events if facts else frozenset()))
    assert Counter(found) == Counter(wanted)
