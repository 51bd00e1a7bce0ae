"""Sitemaps, news sitemaps and sitemap indexes, as XML or as plain lists of addresses → Links and further sitemaps."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from detaincrawl.discover.asked import Asked
from detaincrawl.discover.bodies import Body
from detaincrawl.discover.dates import EARLIEST, moment
from detaincrawl.discover.discovery import MOST_LINKS
from detaincrawl.discover.elements import elements, local
from detaincrawl.discover.urls import joined
from detaincrawl.discover.words import TITLE_SIGNS, language_tag, plain
from detaincrawl.records import Link, Refused

ROOTS = frozenset({"urlset", "sitemapindex"})


def sitemap_links(body: Body, asked: Asked) -> Iterator[Link]:
    """Links of a sitemap; of a news sitemap with title, publication and language. Raises Refused as elements does."""
    for element in elements(body.pieces, entries=frozenset({"url"})):
        if local(element) != "url":
            continue
        words = _words(element)
        url = _address(words.get("url/loc"), asked)
        if url:
            yield Link(
                url=url,
                title=plain(words.get("news/title"), TITLE_SIGNS),
                published=moment(words.get("news/publication_date"), now=asked.now, zone=asked.zone),
                updated=moment(words.get("url/lastmod"), now=asked.now, zone=asked.zone),
                language=language_tag(words.get("publication/language")),
            )


def index_sitemaps(body: Body, asked: Asked) -> tuple[str, ...]:
    """Sitemaps of an index, the latest changed first; never the index itself. Raises Refused("too many links")."""
    changed: dict[str, datetime] = {}
    for element in elements(body.pieces, entries=frozenset({"sitemap"})):
        words = _words(element) if local(element) == "sitemap" else {}
        url = _address(words.get("sitemap/loc"), asked)
        if url and url not in (asked.url, _address(asked.url, asked)):
            changed[url] = moment(words.get("sitemap/lastmod"), now=asked.now, zone=asked.zone) or EARLIEST
        if len(changed) > MOST_LINKS:
            raise Refused("too many links", f"more than {MOST_LINKS:,} sitemaps")
    return tuple(sorted(changed, key=lambda url: changed[url], reverse=True))


def text_links(body: Body, asked: Asked) -> Iterator[Link]:
    """Links of a sitemap that is a plain list, an address a line. Raises Refused("no feed") for any other text."""
    for line in b"".join(body.pieces).decode("utf-8", "replace").splitlines():
        if not line.strip():
            continue
        if not line.strip().startswith(("http://", "https://")):
            raise Refused("no feed", f"text that begins {' '.join(line.split())[:60]!r}")
        url = _address(line, asked)
        if url:
            yield Link(url=url)


def _words(entry: etree._Element) -> dict[str, str]:
    """First text of each element by its own and its parent's name: an image's ``loc`` is not the page's."""
    words: dict[str, str] = {}
    for element in entry.iter():
        parent = element.getparent()
        if element.text and parent is not None:
            words.setdefault(f"{local(parent)}/{local(element)}", element.text)
    return words


def _address(href: str | None, asked: Asked) -> str | None:
    try:
        return joined(asked.url, href) if href and href.strip() else None
    except Refused:
        return None
