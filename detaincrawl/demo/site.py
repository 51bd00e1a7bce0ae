"""Outlet → everything that its web site answers with, and its entry in the sample catalogue."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from detaincrawl.demo import feeds, pages
from detaincrawl.demo.outlets import Outlet, Publishing


class Part(StrEnum):
    """What a document is to a crawler."""

    ROBOTS = "robots.txt"
    LIST = "feed or sitemap"
    ARTICLE = "article"
    SERVICE = "page that is no article"


@dataclass(frozen=True, slots=True)
class Document:
    """One answer."""

    part: Part
    content_type: str
    modified: datetime
    body: bytes = field(repr=False)


WAYS = {
    Publishing.RSS: ("/rss.xml", "application/rss+xml; charset=utf-8", feeds.rss),
    Publishing.ATOM: ("/feed.atom", "application/atom+xml", feeds.atom),
    Publishing.RDF: ("/index.rdf", "text/xml", feeds.rdf),
    Publishing.JSON_FEED: ("/feed.json", "application/feed+json", feeds.json_feed),
    Publishing.SITEMAP: ("/sitemap.xml", "application/xml", feeds.sitemap),
    Publishing.NEWS_SITEMAP: ("/news-sitemap.xml.gz", "application/gzip", feeds.news_sitemap),
    Publishing.LISTING: ("/latest/", "text/html", pages.front_page),
}
SERVICES = {"/about": "About us", "/contact": "Contact"}
INDEX = "/sitemap-index.xml"
ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /account/\n"
KEYS = {
    Publishing.SITEMAP: "sitemaps",
    Publishing.NEWS_SITEMAP: "sitemaps",
    Publishing.LISTING: "listings",
}


def documents(outlet: Outlet, origin: str) -> Mapping[str, Document]:
    """Path → document of one outlet's site; the front page is its homepage too."""
    newest = max(article.changed for article in outlet.articles)
    site = {"/robots.txt": Document(Part.ROBOTS, "text/plain", newest, ROBOTS.encode())}
    for way in outlet.publishing:
        path, content_type, render = WAYS[way]
        site[path] = Document(Part.LIST, _header(outlet, way, content_type), newest, render(outlet, origin))
        if way is Publishing.NEWS_SITEMAP:
            site[INDEX] = Document(Part.LIST, "application/xml", newest, feeds.sitemap_index(outlet, origin, (path,)))
    site["/"] = Document(Part.LIST, outlet.content_type, newest, pages.front_page(outlet, origin))
    for path, heading in SERVICES.items():
        site[path] = Document(Part.SERVICE, outlet.content_type, newest, pages.service_page(outlet, heading, origin))
    return {**site, **_articles(outlet, origin)}


def _header(outlet: Outlet, way: Publishing, content_type: str) -> str:
    return outlet.content_type if way is Publishing.LISTING else content_type


def _articles(outlet: Outlet, origin: str) -> dict[str, Document]:
    site: dict[str, Document] = {}
    for article in outlet.articles:
        modified = article.changed
        body = pages.article_page(outlet, article, origin)
        site[article.path] = Document(Part.ARTICLE, outlet.content_type, modified, body)
        if outlet.amp:
            site[f"/amp{article.path}"] = Document(
                Part.ARTICLE, outlet.content_type, modified, pages.amp_page(outlet, article, origin)
            )
    return site


def catalogue_entry(outlet: Outlet, origin: str) -> str:
    """The outlet as a ``[[source]]`` of sources.toml; JSON's strings and arrays are TOML's."""
    entry: dict[str, object] = {
        "key": outlet.key,
        "name": outlet.name,
        "kind": "news",
        "homepage": f"{origin}/",
        "language": outlet.language,
        "country": outlet.country,
        "timezone": outlet.timezone,
        "type": outlet.type,
        **_addresses(outlet, origin),
    }
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items() if value is not None)
    return "\n".join(["[[source]]", *lines, ""])


def _addresses(outlet: Outlet, origin: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for way in outlet.publishing:
        path = INDEX if way is Publishing.NEWS_SITEMAP else WAYS[way][0]
        found.setdefault(KEYS.get(way, "feeds"), []).append(origin + path)
    return found
