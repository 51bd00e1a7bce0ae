"""One document from anywhere — a saved page, plain text, an annotated article — and what it says. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from detaincrawl import encoding, extract, readers
from detaincrawl.carried import read_article
from detaincrawl.extract.language import language
from detaincrawl.read import why
from detaincrawl.readers import Chosen
from detaincrawl.records import Article, Embed, Page, Reading, Refused, Source
from detaincrawl.vocabularies import ArticleKind, SourceKind

SOURCE = "document"


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of a document beside its bytes."""

    url: str
    timezone: str = "UTC"
    """IANA name: what weekdays are counted in."""
    published: datetime | None = None
    """Aware; outranks what the page says."""
    content_type: str | None = None


def reading(body: bytes, stated: Stated, now: datetime, chosen: Chosen) -> Reading:
    """What a document says, normalised. Raises Refused, and says why."""
    return read_article(article(body, stated, now), chosen)


def verdicts(body: bytes, stated: Stated, now: datetime, chosen: Chosen, name: str) -> tuple[why.Verdict, ...]:
    """Why those of a document who are so named are or are no cases. Raises Refused, and says why."""
    return why.why(article(body, stated, now), name, readers.tagger(chosen.tagger))


def article(body: bytes, stated: Stated, now: datetime) -> Article:
    """HTML through extract; JSON of the annotated form; anything else is plain text. Raises Refused, and says why."""
    text = encoding.decode(body, stated.content_type)
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        found = annotated(_parsed(start))
    elif start.startswith("<"):
        source = Source(SOURCE, SOURCE, SourceKind.NEWS, stated.url, "en", timezone=stated.timezone)
        headers = (("Content-Type", stated.content_type),) if stated.content_type else ()
        return _dated(extract.extract(Page(SOURCE, stated.url, now, headers, body), source), stated)
    else:
        found = plain(text, stated)
    return _dated(found, stated)


def plain(text: str, stated: Stated) -> Article:
    """Paragraphs parted by line breaks; of several the first is the title."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if not paragraphs:
        raise Refused("no text", stated.url)
    title = paragraphs[0] if len(paragraphs) > 1 else None
    kind = ArticleKind.ARTICLE if title else ArticleKind.POST
    spoken = language("\n".join(paragraphs), None, "en")
    return _article(kind, title, paragraphs if title is None else paragraphs[1:], stated, spoken)


def annotated(gold: Mapping[str, Any]) -> Article:
    """An annotated article (tests/articles); raises Refused where it lacks what an article needs."""
    try:
        kind = ArticleKind(gold["kind"])
        stated = Stated(
            f"https://{gold['outlet']['domain']}{gold['path']}",
            gold["outlet"]["timezone"],
            datetime.fromisoformat(gold["published"]),
        )
        title = gold["title"] if kind is ArticleKind.ARTICLE else None
        found = _article(kind, title, gold["paragraphs"], stated, gold["language"])
        embeds = tuple(_embed(embed) for embed in gold["embeds"])
        return replace(found, authors=tuple(gold["authors"]), published=stated.published, embeds=embeds)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("no annotated article", f"{type(error).__name__}: {error}") from error


def _article(kind: ArticleKind, title: str | None, paragraphs: list[str], stated: Stated, spoken: str) -> Article:
    text = "\n\n".join([*([title] if title else []), *paragraphs])
    start = len(title) + 2 if title else 0
    return Article(SOURCE, kind, stated.url, stated.url, title, text, start, language=spoken, timezone=stated.timezone)


def _embed(embed: Mapping[str, Any]) -> Embed:
    printed = embed.get("published")
    return Embed(embed["platform"], embed["author"], embed["text"], published=_noon(printed) if printed else None)


def _noon(printed: str) -> datetime:
    """A day alone is its noon in UTC: the same day in most of the world."""
    moment = datetime.fromisoformat(printed)
    return moment if moment.tzinfo else datetime.fromisoformat(f"{printed[:10]}T12:00+00:00")


def _dated(found: Article, stated: Stated) -> Article:
    if stated.published is None:
        return replace(found, timezone=stated.timezone) if stated.timezone != "UTC" else found
    zone = stated.timezone if stated.timezone != "UTC" else found.timezone
    return replace(found, published=stated.published, timezone=zone)


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("broken JSON", str(error)) from error
    return found
