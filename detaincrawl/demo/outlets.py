"""The sample web as written down: one TOML file an outlet in ``web/``, read into frozen records."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


class Publishing(StrEnum):
    """How an outlet makes its articles known."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON_FEED = "json_feed"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news_sitemap"
    """An index that names a gzipped news sitemap."""
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class SamplePost:
    """A social post that an article embeds."""

    author: str
    handle: str
    """``@name``."""
    posted: date
    text: str


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One article. ``text`` has a blank line between blocks; ``## `` opens a subheading, ``- `` a list item."""

    path: str
    title: str
    published: datetime
    text: str
    authors: tuple[str, ...] = ()
    section: str = "News"
    updated: datetime | None = None
    posts: tuple[SamplePost, ...] = ()

    @property
    def changed(self) -> datetime:
        """Its last change; its publication, when it was never changed."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True)
class Outlet:
    """One invented outlet: its line in the catalogue, how it publishes and how its pages look."""

    key: str
    name: str
    publishing: tuple[Publishing, ...]
    style: str
    """Name of a template in ``pages/``, without suffix."""
    articles: tuple[SampleArticle, ...]
    language: str = "en"
    country: str | None = None
    timezone: str = "UTC"
    type: str = "other"
    encoding: str = "utf-8"
    content_type: str = "text/html; charset=utf-8"
    """Header of its pages; one outlet's is wrong on purpose."""
    tracking: str = ""
    """What its feed hangs on every address: ``utm_source=rss``."""
    amp: bool = False
    """Its listing leads to AMP pages, which name the proper page as canonical."""


def bundled() -> tuple[Outlet, ...]:
    """The sample web that comes with the package, in the order of the file names."""
    return load(files("detaincrawl.demo") / "web")


def load(folder: Traversable) -> tuple[Outlet, ...]:
    """Every outlet of a folder of TOML files."""
    names = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return tuple(_outlet(tomllib.loads(entry.read_text(encoding="utf-8"))) for entry in names)


def _outlet(entry: dict[str, Any]) -> Outlet:
    entry["publishing"] = tuple(Publishing(way) for way in entry["publishing"])
    articles = tuple(_article(article) for article in entry.pop("article"))
    return Outlet(**entry, articles=newest_first(articles))


def _article(entry: dict[str, Any]) -> SampleArticle:
    posts = tuple(SamplePost(**post) for post in entry.pop("post", ()))
    authors = tuple(entry.pop("authors", ()))
    return SampleArticle(**{**entry, "text": entry["text"].strip()}, authors=authors, posts=posts)


def newest_first(articles: Iterable[SampleArticle]) -> tuple[SampleArticle, ...]:
    """Feeds and front pages begin with what is new."""
    return tuple(sorted(articles, key=lambda article: article.published, reverse=True))
