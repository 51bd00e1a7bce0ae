"""A page that lists articles → Links to them, told from navigation by weights that can be read below."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from courlan import extract_domain, is_not_crawlable

from detaincrawl.discover.anchors import Anchor, Anchors, anchors
from detaincrawl.discover.dates import moment
from detaincrawl.discover.discovery import Discovery, DiscoveryKind, gathered
from detaincrawl.discover.urls import canonical, joined
from detaincrawl.discover.words import TITLE_SIGNS, plain
from detaincrawl.encoding import decode
from detaincrawl.records import Link, Refused

ENOUGH = 3
"""Weight from which a link leads to an article."""

_DATED = re.compile(r"/(?:19|20)\d\d(?:/\d{1,2}(?:/\d{1,2})?|-\d\d(?:-\d\d)?|[01]\d[0-3]\d)(?=[/_.-]|\d|$)")
_NUMBERED = re.compile(
    r"\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|[-_/][a-z]{0,3}(?!(?:19|20)\d\d\b)\d{4,}(?:\.\w{3,5})?/?$"
)
_QUERY_ID = re.compile(r"(?:^|&)(?:\w*id|p|article|news|story|newsid|art|n)=\d{2,}", re.I)
_ARTICLE_WORD = re.compile(r"/(?:articles?|story|stories|artikel|haber|noticias?|articolo|read|post)s?/", re.I)
_SECTION = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|profile|people|user)(?:/[^/]+)?/?$|"
    r"/(?:tags?|topics?|themen?|temas?|category|categories|kategori\w*|"
    r"rubrik|section|search|suche|seite|pages?|archives?|feeds?|rss|login|signin|register|subscribe|abo|newsletters?|"
    r"account|about|contacts?|kontakt|impressum|privacy|terms|cookies?|help|faq|jobs|careers|advert\w*|shop|donate|"
    r"podcasts?|live-?tv|wp-\w+)(?:/|$)|/(?:privacy|datenschutz|cookie|terms-of)[\w-]*/?$",
    re.I,
)
_PAGED = re.compile(r"(?:^|&)(?:page|paged|pg|start|offset|seite)=\d", re.I)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|pdf|docx?|xlsx?|zip|mp[34]|m4a|avi|mov|css|js|xml|rss|ics)$", re.I)
_DENSE_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""Japanese, Chinese, Korean and Thai: a headline has few signs, and its words are not set apart."""


def listing_links(body: bytes, *, url: str, content_type: str | None = None, now: datetime | None = None) -> Discovery:
    """Links to articles on the same site that an HTML page lists; ``url`` is its address after redirects.

    A teaser's date becomes ``published`` where ``now`` is given. Raises Refused: empty, too large, too many elements,
    broken html, bad address (of the page itself).
    """
    page = canonical(url)
    found = _anchors(body, content_type)
    weights: dict[str, tuple[int, Link]] = {}
    for anchor in found.anchors:
        link = _link(anchor, found, page, now)
        weight = _weight(anchor, link, page) if link else 0
        if link and weight > weights.get(link.url, (0, link))[0]:
            weights[link.url] = (weight, link)
    return Discovery(DiscoveryKind.LISTING, gathered(link for weight, link in weights.values() if weight >= ENOUGH))


def named_feeds(body: bytes, *, url: str, content_type: str | None) -> tuple[str, ...]:
    """Addresses that a page names as its feeds; none where it cannot be read."""
    try:
        found = _anchors(body, content_type)
        return tuple(dict.fromkeys(joined(url, href) for href in found.feeds))
    except Refused:
        return ()


def _anchors(body: bytes, content_type: str | None) -> Anchors:
    text = decode(body, content_type)
    if not text.strip():
        raise Refused("empty")
    return anchors(text)


def _link(anchor: Anchor, found: Anchors, page: str, now: datetime | None) -> Link | None:
    try:
        url = joined(joined(page, found.base) if found.base else page, anchor.href)
    except Refused:
        return None
    if not _same_site(url, page) or url == page:
        return None
    words = _words(anchor) or anchor.label
    dates = found.dates.get(anchor.card or 0, [])
    published = moment(dates[0], now=now, zone=UTC) if now and len(dates) == 1 else None
    return Link(url=url, title=plain(words, TITLE_SIGNS), published=published)


def _words(anchor: Anchor) -> str:
    """Of the heading in it, else all of it."""
    return "".join(anchor.heading_text).strip() or "".join(anchor.text).strip()


def _same_site(url: str, page: str) -> bool:
    host, own = urlsplit(url).hostname or "", urlsplit(page).hostname or ""
    if host == own:
        return True
    domain = extract_domain(url, fast=True)
    return domain is not None and domain == extract_domain(page, fast=True)


def _weight(anchor: Anchor, link: Link, page: str) -> int:
    return sum(_address_weights(link.url, page)) + sum(_place_weights(anchor)) + _title_weight(link.title or "")


def _address_weights(url: str, page: str) -> tuple[int, ...]:
    parts = urlsplit(url)
    words = max(len(re.findall(r"[^\W\d_]+", _unquoted(segment))) for segment in parts.path.split("/")[-2:])
    return (
        3 if _DATED.search(parts.path) else 0,
        2 if _NUMBERED.search(parts.path) or _QUERY_ID.search(parts.query) else 0,
        3 if words >= 5 else 2 if words >= 3 else 0,
        1 if _ARTICLE_WORD.search(parts.path) else 0,
        -6 if _SECTION.search(parts.path) or _PAGED.search(parts.query) or is_not_crawlable(url) else 0,
        -9 if _FILE.search(parts.path) or page.startswith(url) or (parts.path == "/" and not parts.query) else 0,
    )


def _unquoted(segment: str) -> str:
    """Words of a slug; an escaped one (Arabic, Cyrillic) counts by its hyphens."""
    return re.sub(r"(?:%[0-9A-F]{2})+", "x", segment)


def _place_weights(anchor: Anchor) -> tuple[int, ...]:
    return (
        -5 if anchor.navigation else 0,
        2 if anchor.heading else 0,
        1 if anchor.content else 0,
        -1 if not _words(anchor) else 0,
    )


def _title_weight(title: str) -> int:
    """Headlines are long; names of sections and authors, and "read more", are short."""
    dense = len(_DENSE_SCRIPT.findall(title))
    if dense >= 8 or (len(title.split()) >= 4 and len(title) >= 20):
        return 2
    return 0 if dense >= 5 or len(title) >= 25 else -2
