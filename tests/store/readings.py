"""Readings for the tests of the store, and what the tables hold."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, text

from detaincrawl.records import Article, Claim, Mention, Reading
from detaincrawl.store.models.crawl import SourceRow
from detaincrawl.vocabularies import ArticleKind

TEXT = "Sailor held in Freedonia\n\nBen Tideway, a Ruritanian, was arrested on Monday. A Borduran woman was held too."


def add_sources(connection: Connection, *keys: str) -> None:
    for key in keys or ("gazette",):
        row = {"key": key, "name": key.title(), "kind": "news", "type": "newspaper", "homepage": f"https://{key}.test/"}
        connection.execute(insert(SourceRow).values(**row, language="en", timezone="UTC"))


def article(url: str = "https://gazette.test/1", words: str = TEXT, day: int = 1, **changes: Any) -> Article:
    fetched = datetime(2026, 3, day, 12, tzinfo=UTC)
    made = Article("gazette", ArticleKind.ARTICLE, url, url, "Sailor held in Freedonia", words, fetched_at=fetched)
    return replace(made, **changes)


def claim(words: str, quote: str, field: str, value: str | None, whole: str = TEXT, **changes: Any) -> Claim:
    start = whole.index(quote)
    made = Claim(field, words, start, start + len(quote), f"{field} rule", 0.9, value)
    return replace(made, **changes)


def mentions(whole: str = TEXT) -> tuple[Mention, ...]:
    sailor = (
        claim("Ben Tideway", "Ben Tideway", "name", "Ben Tideway", whole),
        claim("Ruritanian", "a Ruritanian", "nationality", "RU", whole),
        claim("Monday", "was arrested on Monday", "event:detained", "2026-02-23", whole),
    )
    unnamed = (claim("Borduran", "A Borduran woman", "nationality", "BR", whole),)
    return Mention("Ben Tideway", sailor, primary=True), Mention(None, unnamed)


def reading(url: str = "https://gazette.test/1", words: str = TEXT, day: int = 1, **changes: Any) -> Reading:
    return Reading(article(url, words, day, **changes), mentions(words))


def post(
    carrier: Reading, words: str = "Ben Tideway, a Ruritanian, was arrested on Monday. A Borduran woman"
) -> Reading:
    url = "https://social.test/@seamen/7"
    of = carrier.article
    made = replace(of, kind=ArticleKind.POST, url=url, canonical_url=url, title=None, text=words)
    return Reading(replace(made, carried_by=of.canonical_url), mentions(words))


def everything(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the evidence, with the transaction that wrote each."""
    tables = ("article", "article_version", "mention", "claim")
    return {name: sorted(map(tuple, connection.execute(text(f"SELECT xmin::text, * FROM {name}")))) for name in tables}
