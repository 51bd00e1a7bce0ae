"""Page → Article: JSON-LD, then meta tags and microdata, then the markup; the main text by trafilatura."""

from zoneinfo import ZoneInfo

from lxml import html

from detaincrawl.extract import (
    authors,
    body,
    canonical,
    dates,
    embeds,
    jsonld,
    language,
    meta,
    microdata,
    social,
    title,
)
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.site import Site
from detaincrawl.markup import plain, tree
from detaincrawl.posts import PLATFORMS
from detaincrawl.records import Article, Embed, Page, Refused, Source
from detaincrawl.vocabularies import ArticleKind, SourceKind

MAX_TEXT = 500_000
"""Signs; the longest of 439 real articles has 40,000, a long judgment 300,000."""
_HEADLINES = 4
"""Paragraphs at the start among which a headline may stand again, behind a kicker or a date."""


def extract(page: Page, source: Source) -> Article:
    """The article or post that a page carries; Refused where it has no text, is no HTML or passes the bounds."""
    if source.kind in PLATFORMS:
        return social.article(page, source)
    root = tree.tree(page)
    zone = ZoneInfo(source.timezone)
    tags = meta.meta(root)
    found = jsonld.nodes(root)
    node = jsonld.article(found) or microdata.article(root)
    kind = ArticleKind.POST if source.kind is not SourceKind.NEWS or jsonld.is_post(node) else ArticleKind.ARTICLE
    declared = language.declared(root, tags, node)
    site = Site(tags, node, source, page.url)
    headline = title.title(root, tags, node, site)
    names = authors.authors(root, tags, node, jsonld.by_id(found), site)
    published, modified = dates.dates(root, tags, node, page, dates.Place(zone, declared or source.language))
    address = canonical.canonical(root, tags, node, page.url, source.homepage)
    embedded = embeds.take(root, zone, declared or source.language)
    paragraphs = _paragraphs(root, node, kind, headline)
    if kind is ArticleKind.POST:
        headline = None
    text, start = _text(headline, paragraphs)
    return Article(
        source=page.source,
        kind=kind,
        url=page.url,
        canonical_url=address,
        title=headline,
        text=text,
        body_start=start,
        authors=names,
        published=published,
        modified=modified,
        language=language.language("\n".join(paragraphs), declared, source.language),
        timezone=source.timezone,
        country=source.country,
        embeds=embedded,
        fetched_at=page.fetched_at,
        page_id=page.page_id,
    )


def posts(article: Article) -> tuple[Article, ...]:
    """The embedded posts that have text, each as an Article of kind post that knows what carries it."""
    return tuple(_post(article, embed, number) for number, embed in enumerate(article.embeds, 1) if embed.text)


def _post(article: Article, embed: Embed, number: int) -> Article:
    url = embed.url or f"{article.canonical_url}#post-{number}"
    return Article(
        source=article.source,
        kind=ArticleKind.POST,
        url=url,
        canonical_url=url,
        title=None,
        text=embed.text,
        authors=(embed.author,) if embed.author else (),
        published=dates.stated(embed.published, article.fetched_at),
        language=language.language(embed.text, embed.language, article.language or "en"),
        timezone=article.timezone,
        country=article.country,
        carried_by=article.canonical_url,
        fetched_at=article.fetched_at,
        page_id=article.page_id,
    )


def _paragraphs(root: html.HtmlElement, node: Node, kind: ArticleKind, headline: str | None) -> list[str]:
    """The body without the headline, in the words of the metadata or of the page's heading."""
    stated = [plain.unmarked(words) for words in (jsonld.first(node, "articleBody", "text") or "").splitlines()]
    stated = [words for words in stated if words]
    if kind is ArticleKind.POST and stated:
        return stated
    heads = [headline or "", *(tree.words(element) for element in root.iter("h1"))]
    found = body.paragraphs(root) or stated
    return [words for place, words in enumerate(found) if place >= _HEADLINES or not plain.same_as_any(words, heads)]


def _text(headline: str | None, paragraphs: list[str]) -> tuple[str, int]:
    """The article's text and where its body begins; Refused where there is none, or more than any article has."""
    prose = "\n\n".join(paragraphs)
    if not prose:
        raise Refused("no text")
    if len(prose) > MAX_TEXT:
        raise Refused("too much text", f"{len(prose)} signs")
    return (prose, 0) if headline is None else (f"{headline}\n\n{prose}", len(headline) + 2)
