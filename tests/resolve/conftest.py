"""The annotated articles as readings, and a database that they are resolved in."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from detaincrawl import steps
from detaincrawl.records import Reading
from detaincrawl.store import readings
from detaincrawl.store.models.crawl import SourceRow
from tests.databases import Database
from tests.gold_readings import gold_articles, reading

ARTICLES = Path(__file__).parents[1] / "articles"
Save = Callable[[Sequence[Reading]], list[int]]


@pytest.fixture(scope="session")
def annotated() -> dict[str, Reading]:
    """Readings with perfect claims, by the article's id."""
    return {gold["id"]: reading(gold) for gold in gold_articles(ARTICLES)}


def add_sources(connection: Connection, told: Sequence[Reading]) -> None:
    for key in sorted({one.article.source for one in told}):
        row = {"key": key, "name": key, "kind": "news", "type": "newspaper", "homepage": f"https://{key}.test/"}
        connection.execute(insert(SourceRow).values(**row, language="en", timezone="UTC"))


def save(connection: Connection, told: Sequence[Reading]) -> list[int]:
    """Saves and resolves, as a crawl does; returns the articles' numbers."""
    saved = readings.save(connection, told)
    steps.derive(connection, told, saved)
    return [one.article_id for one in saved]


@pytest.fixture
def resolved(database: Database, annotated: dict[str, Reading]) -> Database:
    """A database with all annotated articles in it."""
    told = [*annotated.values()]
    with database.engine.begin() as connection:
        add_sources(connection, told)
        save(connection, told)
    return database
