"""What a platform is to the spiders: what it is asked, and how its answers are understood. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from detaincrawl.records import Batch, Post, Source

ACCOUNT = "account"
"""The feed that is a source's own posts; others are tags, ``#tag``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of one feed."""

    source: Source
    feed: str
    most: int
    """Posts that are wanted."""
    account_id: str | None = None
    """The platform's, where it has one to be looked up."""
    since: str | None = None
    """Id of the newest item that is known."""
    behind: timedelta | None = None
    """How long ago that item was told."""
    older: str | None = None
    """What the page before gave to ask on."""

    @property
    def tag(self) -> str | None:
        return None if self.feed == ACCOUNT else self.feed.removeprefix("#")


@dataclass(frozen=True, slots=True)
class Lookup:
    """How a platform that asks by its own ids tells an account's."""

    address: Callable[[Source], str]
    account_id: Callable[[bytes], str]
    """Raises Refused."""


def _older(asked: Asked, batch: Batch, link: str | None) -> str | None:
    return batch.older


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform's own part."""

    address: Callable[[Asked], str]
    """Of a page of a feed."""
    batch: Callable[[bytes], Batch]
    """A whole answer. Raises Refused; an item that cannot be read is left out."""
    post: Callable[[bytes], Post]
    """One item of an answer, as in ``Post.raw``. Raises Refused."""
    onward: Callable[[Asked, Batch, str | None], str | None] = _older
    """What asks for the next page, by the answer and its Link header."""
    lookup: Lookup | None = None
    media: str = "application/json"
    """Content-Type of a kept post."""
    tells_known: bool = True
    """An answer has also those posts of its span that are known: one that is missing is gone."""
    upwards: bool = False
    """Answers go from what is known to what is newer: where one run stops, the next goes on."""
    by_id: Callable[[Source, str], str] | None = None
    """Address of one post, whose answer is an item: for feeds that do not tell known posts again."""
    pays: bool = False
    """Each post read costs money: known ones are asked by their ids only where the operator says so."""
    robots: bool = False
    """Whether robots.txt is asked: not for what a platform publishes for programs."""
    token: str | None = None
    """Environment variable of the bearer token without which the platform is not read."""


def feeds(source: Source) -> tuple[str, ...]:
    """The feeds of a source: its account, and each of its tags."""
    return (*((ACCOUNT,) if source.account else ()), *(f"#{tag}" for tag in source.tags))
