"""discover: bytes of a feed, sitemap or listing page → the links they name. Pure, bounded in time and memory."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from detaincrawl.discover import feeds, sitemaps
from detaincrawl.discover.asked import Asked
from detaincrawl.discover.bodies import Body, opened
from detaincrawl.discover.discovery import Discovery, DiscoveryKind, gathered
from detaincrawl.discover.json_feeds import json_links
from detaincrawl.discover.listings import listing_links, named_feeds
from detaincrawl.discover.loose_feeds import loose_links
from detaincrawl.discover.post_urls import post_url
from detaincrawl.discover.words import plain
from detaincrawl.records import Refused

__all__ = ["Discovery", "DiscoveryKind", "links", "listing_links", "plain", "post_url"]


def links(body: bytes, *, url: str, content_type: str | None, now: datetime, timezone: str = "UTC") -> Discovery:
    """The links of a feed, sitemap or sitemap index, whatever its name and headers call it.

    ``url`` is its address after redirects, ``now`` (aware) when it was fetched, ``timezone`` the source's: that of
    dates without a zone. Raises Refused: empty, html, no feed, broken xml, broken json, broken gzip, too large,
    too many links, too many elements, entities declared, no links.
    """
    asked = Asked(url, now, ZoneInfo(timezone))
    opened_body = opened(body, content_type)
    match opened_body.root:
        case "html":
            raise Refused("html", _instead(body, url, content_type))
        case "json":
            return Discovery(DiscoveryKind.FEED, gathered(json_links(opened_body, asked)))
        case "text":
            return Discovery(DiscoveryKind.SITEMAP, gathered(sitemaps.text_links(opened_body, asked)))
        case "urlset":
            return Discovery(DiscoveryKind.SITEMAP, gathered(sitemaps.sitemap_links(opened_body, asked)))
        case "sitemapindex":
            return Discovery(DiscoveryKind.SITEMAP_INDEX, sitemaps=sitemaps.index_sitemaps(opened_body, asked))
        case root if root in feeds.ROOTS:
            return _feed(opened_body, asked)
        case _:
            raise Refused("no feed", "XML that is no feed and no sitemap")


def _feed(body: Body, asked: Asked) -> Discovery:
    pieces = tuple(body.pieces) if body.size is not None else ()
    if not pieces:
        raise Refused("too large", "a feed of more than 8 MB")
    whole = b"".join(pieces)
    if re.search(rb"<[A-Za-z][^<>]{65536}", whole):
        raise Refused("too large", "one tag of more than 64 kB")
    found = gathered(feeds.feed_links(Body(body.root, iter(pieces), body.size), asked))
    found = found or gathered(loose_links(whole, asked))
    if not found and re.search(rb"<(item|entry)[\s>]", whole, re.I):
        raise Refused("no links", "its entries name no address, or cannot be read")
    return Discovery(DiscoveryKind.FEED, found)


def _instead(body: bytes, url: str, content_type: str | None) -> str:
    """What to do about a page that stands where a feed was."""
    named = named_feeds(body, url=url, content_type=content_type)
    return "a page, no feed" + (f"; it names {', '.join(named[:3])}" if named else "")
