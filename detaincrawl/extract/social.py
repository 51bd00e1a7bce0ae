"""Kept posts → Article of kind post: a post, or a thread as one text."""

from collections.abc import Sequence

from detaincrawl import posts
from detaincrawl.extract import dates, language
from detaincrawl.records import Article, Page, Part, Post, Refused, Source
from detaincrawl.vocabularies import ArticleKind


def article(page: Page, source: Source) -> Article:
    """The article of kind post that a kept page gives: a post, or a thread as one text. Raises Refused."""
    told = posts.kept(page.body, source.kind)
    first = told[0]
    if not any(post.text or post.quoted for post in told):
        raise Refused("no text")
    text, parts = _text(told)
    stated = next((post.language for post in told if post.language), None)
    return Article(
        source=page.source,
        kind=ArticleKind.POST,
        url=first.url,
        canonical_url=first.url,
        title=None,
        text=text,
        authors=(first.author,),
        published=dates.stated(first.published, page.fetched_at),
        modified=max((post.edited for post in told if post.edited), default=None),
        language=language.language(text, stated, source.language),
        timezone=source.timezone,
        country=source.country,
        embeds=tuple(post.quoted for post in told if post.quoted and post.quoted.text),
        parts=parts,
        links=tuple(dict.fromkeys(link for post in told for link in post.links)),
        fetched_at=page.fetched_at,
        page_id=page.page_id,
    )


def _text(told: Sequence[Post]) -> tuple[str, tuple[Part, ...]]:
    """Posts joined by blank lines, as paragraphs are; a post alone has no parts."""
    if len(told) == 1:
        return told[0].text, ()
    parts, text = [], ""
    for post in told:
        text = f"{text}\n\n{post.text}" if text else post.text
        parts.append(Part(post.url, len(text) - len(post.text)))
    return text, tuple(parts)
