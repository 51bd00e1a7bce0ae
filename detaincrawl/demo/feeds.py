"""Outlet → its feed or sitemap, in the way of publishing that it has."""

import gzip
import json
from collections.abc import Callable
from email.utils import format_datetime
from html import escape

from detaincrawl.demo.outlets import Outlet, SampleArticle

Line = Callable[[Outlet, SampleArticle, str], str]


def address(outlet: Outlet, article: SampleArticle, origin: str) -> str:
    """The article's address as the outlet's feed spells it, tracking parameters and all."""
    return origin + article.path + (f"?{outlet.tracking}" if outlet.tracking else "")


def rss(outlet: Outlet, origin: str) -> bytes:
    """RSS 2.0 with full dates."""
    return _xml(
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{origin}/</link><description>All the news</description>"
        f"{_lines(_rss_item, outlet, origin)}</channel></rss>"
    )


def atom(outlet: Outlet, origin: str) -> bytes:
    """Atom, which tells publication and change apart."""
    newest = max(article.changed for article in outlet.articles).isoformat()
    return _xml(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}"><id>{origin}/</id>'
        f"<title>{escape(outlet.name)}</title><updated>{newest}</updated>"
        f"{_lines(_atom_entry, outlet, origin)}</feed>"
    )


def rdf(outlet: Outlet, origin: str) -> bytes:
    """RSS 1.0: items stand beside the channel, dates are Dublin Core."""
    items = "".join(
        f'<rdf:li rdf:resource="{escape(address(outlet, article, origin))}"/>' for article in outlet.articles
    )
    return _xml(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{origin}/">'
        f"<title>{escape(outlet.name)}</title><link>{origin}/</link><description>Headlines</description><items><rdf:Seq>{items}</rdf:Seq></items></channel>"
        f"{_lines(_rdf_item, outlet, origin)}</rdf:RDF>"
    )


def json_feed(outlet: Outlet, origin: str) -> bytes:
    """JSON Feed 1.1."""
    items = [
        {
            "id": article.path,
            "url": address(outlet, article, origin),
            "title": article.title,
            "summary": article.text.split("\n\n")[0],
            "date_published": article.published.isoformat(),
            "authors": [{"name": name} for name in article.authors],
        }
        for article in outlet.articles
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{origin}/",
        "items": items,
    }
    return json.dumps(feed, indent=1, ensure_ascii=False).encode()


def sitemap(outlet: Outlet, origin: str) -> bytes:
    """A plain sitemap: addresses and days of change, no titles, and pages that are no articles."""
    services = "".join(f"<url><loc>{origin}{path}</loc></url>" for path in ("/", "/about", "/contact"))
    urls = _lines(_sitemap_url, outlet, origin)
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{services}{urls}</urlset>')


def sitemap_index(outlet: Outlet, origin: str, sitemaps: tuple[str, ...]) -> bytes:
    """An index that names other sitemaps."""
    named = "".join(f"<sitemap><loc>{origin}{path}</loc></sitemap>" for path in sitemaps)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</sitemapindex>')


def news_sitemap(outlet: Outlet, origin: str) -> bytes:
    """A gzipped news sitemap, the same bytes each time."""
    return gzip.compress(
        _xml(
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{_lines(_news_url, outlet, origin)}</urlset>'
        ),
        mtime=0,
    )


def _xml(root: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()


def _lines(line: Line, outlet: Outlet, origin: str) -> str:
    return "\n".join(line(outlet, article, escape(address(outlet, article, origin))) for article in outlet.articles)


def _summary(article: SampleArticle) -> str:
    return escape(article.text.split("\n\n")[0])


def _rss_item(outlet: Outlet, article: SampleArticle, url: str) -> str:
    return (
        f"<item><title>{escape(article.title)}</title><link>{url}</link>"
        f'<guid isPermaLink="false">{outlet.key}:{article.path}</guid>'
        f"<description>{_summary(article)}</description><pubDate>{format_datetime(article.published)}</pubDate></item>"
    )


def _atom_entry(outlet: Outlet, article: SampleArticle, url: str) -> str:
    return (
        f'<entry><id>{url}</id><title>{escape(article.title)}</title><link rel="alternate" href="{url}"/>'
        f"<published>{article.published.isoformat()}</published><updated>{article.changed.isoformat()}</updated>"
        f'<summary type="text">{_summary(article)}</summary></entry>'
    )


def _rdf_item(outlet: Outlet, article: SampleArticle, url: str) -> str:
    return (
        f'<item rdf:about="{url}"><title>{escape(article.title)}</title><link>{url}</link>'
        f"<description>{_summary(article)}</description><dc:date>{article.published.isoformat()}</dc:date></item>"
    )


def _sitemap_url(outlet: Outlet, article: SampleArticle, url: str) -> str:
    return f"<url><loc>{url}</loc><lastmod>{article.changed.date().isoformat()}</lastmod></url>"


def _news_url(outlet: Outlet, article: SampleArticle, url: str) -> str:
    return (
        f"<url><loc>{url}</loc><news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication>"
        f"<news:publication_date>{article.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(article.title)}</news:title></news:news></url>"
    )
