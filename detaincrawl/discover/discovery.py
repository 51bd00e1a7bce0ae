"""What a body turned out to be, and the links it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from detaincrawl.records import Link, Refused

MOST_LINKS = 50_000
"""Of one document: the sitemap protocol's own bound, and 30 MB of Links."""


class DiscoveryKind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Discovery:
    """Links of one feed, sitemap or listing, canonical, each once, in the document's order."""

    kind: DiscoveryKind
    links: tuple[Link, ...] = ()
    sitemaps: tuple[str, ...] = ()
    """Of a sitemap index: the sitemaps it names, the latest changed first where it says when."""


def gathered(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links, each address once: its first entry. A site's front page is named by sitemaps, and is no article.

    Raises Refused("too many links").
    """
    first: dict[str, Link] = {}
    for count, link in enumerate(links, start=1):
        if count > MOST_LINKS:
            raise Refused("too many links", f"more than {MOST_LINKS:,}")
        if not _is_front_page(link.url):
            first.setdefault(link.url, link)
    return tuple(first.values())


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
