"""A tagger and readers as a user would write them, and broken ones."""

import re
from collections.abc import Iterator

from detaincrawl.records import Article, Claim, Mention, Reading


def sailors(text: str) -> Iterator[tuple[int, int]]:
    """Finds the one name that it knows, however it is written, and a place; its spans may end within a word."""
    for match in re.finditer(r"mair pugh|Minsk|mair pug", text, re.I):
        yield match.span()


def outside(text: str) -> list[tuple[int, int]]:
    return [(0, len(text) + 1)]


def broken(text: str) -> list[tuple[int, int]]:
    raise LookupError(f"no model for {len(text)} characters")


def nothing(article: Article) -> None:
    """Gives no reading."""


def claim(article: Article, field: str, words: str, quote: str, value: str | None = None) -> Claim:
    start = article.text.index(quote)
    return Claim(field, words, start, start + len(quote), "own:reader", 0.8, value=value, event=0)


def courts(article: Article) -> Reading:
    """The first two claims of the person and the fine hold."""
    start = article.text.index("Mark Lane")
    claims = (
        Claim("name", "Mark Lane", start, start + 9, "own:reader", 0.9),
        claim(article, "fine", "5,000 euros", "fined him 5,000 euros", value="7 USD"),
        claim(article, "nationality", "American", "for two years"),
        claim(article, "detaining_country", "Nowhere", "Nowhere", value="ZZ"),
        claim(article, "charge", "Nowhere", "Nowhere", value="witchcraft"),
        claim(article, "shoe_size", "two", "two years"),
        Claim("age", "two", 0, len(article.text), "own:reader", 0.9),
    )
    invented = Mention("Ann Nobody", (claim(article, "age", "two", "two years"),))
    return Reading(article, (Mention("Mark Lane", claims), invented))
