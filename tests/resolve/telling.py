"""Accounts in one line each, for tables of rows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from detaincrawl.resolve.accounts import Account, Told
from detaincrawl.vocabularies import Standing

Fact = tuple[str, str | None] | tuple[str, str | None, dict[str, Any]]


def told(number: int, fact: Fact, quote: str = "") -> Told:
    """``("charge", "espionage", {"event": 0, "standing": "proven"})``"""
    field, value = fact[0], fact[1]
    more = dict(fact[2]) if len(fact) == 3 else {}
    if "standing" in more:
        more["standing"] = Standing(more["standing"])
    return Told(number, number, field, value, more.pop("words", value or field), 0.9, more.pop("quote", quote), **more)


def account(
    key: str, published: str | None, facts: Sequence[Fact] = (), name: str = "Ann Example", **more: Any
) -> Account:
    """An account of its own story, published at noon; ``facts`` beside a nationality and a state."""
    place = sum(map(ord, key)) * 1000 + len(key)
    particulars: dict[str, Any] = {"article_id": place, "story": place, "source": key, **more}
    when = datetime.fromisoformat(published + "T12:00").replace(tzinfo=UTC) if published else None
    every: list[Fact] = [("name", name), *facts]
    claims = tuple(told(number, fact) for number, fact in enumerate(every))
    return Account(key=key, name=name, claims=claims, published=when, **particulars)


def held(key: str, published: str | None, *facts: Fact, **more: Any) -> Account:
    """An account of a US national held in Russia."""
    return account(key, published, [("nationality", "US"), ("detaining_country", "RU"), *facts], **more)
