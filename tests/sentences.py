"""A few words as an article, read and normalised: what the tables of tests/read and tests/normalise are made of."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from detaincrawl import documents, readers
from detaincrawl.carried import read_article
from detaincrawl.documents import Stated
from detaincrawl.records import Claim, Mention, Reading

FRIDAY = datetime(2024, 5, 10, 12, tzinfo=UTC)
"""When the sentences were published."""
THURSDAY = datetime(2025, 6, 12, 15, tzinfo=UTC)
"""When those of the tables in files were."""


def rows(table: str) -> list[tuple[str, ...]]:
    """Of a table in tests/read, ``words => what is read of them`` a line."""
    lines = (Path(__file__).parent / "read" / table).read_text(encoding="utf-8").splitlines()
    return [tuple(part.strip() for part in line.split("=>")) for line in lines if line and not line.startswith("#")]


def reading(words: str, published: datetime | None = FRIDAY, timezone: str = "UTC") -> Reading:
    """Lines are paragraphs; of several the first is the title. ``timezone``: the outlet's."""
    article = documents.plain(words, Stated("https://paper.test/report"))
    stated = replace(article, published=published, language="en", timezone=timezone)
    return read_article(stated, readers.chosen(os.environ))


def named(words: str) -> set[str]:
    """Who is a case."""
    return {mention.name for mention in reading(words).mentions if mention.name}


def mention(words: str, surname: str = "") -> Mention:
    """The case of that surname; without one the only case."""
    found = [m for m in reading(words).mentions if m.name and m.name.endswith(surname)]
    assert len(found) == 1, [m.name for m in found]
    return found[0]


def claims(words: str, field: str, surname: str = "") -> list[Claim]:
    """The claims of one field of one case."""
    return [claim for claim in mention(words, surname).claims if claim.field == field]


def values(words: str, field: str, surname: str = "") -> set[str | None]:
    """Their values."""
    return {claim.value for claim in claims(words, field, surname)}


def events(words: str, surname: str = "") -> set[str]:
    """``detained 2024-03``, ``appeal_decided/reduced 2024-05-08``, ``charged``: each event with detail and date."""
    return {
        claim.field.removeprefix("event:")
        + (f"/{claim.detail}" if claim.detail else "")
        + (f" {claim.value}" if claim.value else "")
        for claim in mention(words, surname).claims
        if claim.field.startswith("event:")
    }
