"""Is a page worth keeping? Page → Screening, on bytes in memory, before anything is parsed in depth.

Title, meta, JSON-LD and the feed's entry decide first; the markup's text only when they do not. It errs towards
keeping: a page let through costs an extraction, a page screened out is a case not seen. The words are in
lexicon/screen.toml.
"""

from dataclasses import dataclass
from datetime import datetime

from detaincrawl.encoding import decode
from detaincrawl.records import Page, Source
from detaincrawl.screen.markup import Outline, outline, paragraphs, post_text
from detaincrawl.screen.words import plain, points, words_for
from detaincrawl.vocabularies import SourceKind, SourceType

VERSION = 1
"""Raised with every change of the words or the rule: pages that an older screen put aside are then asked for again."""
HEADLINE_POINTS = 2
"""Of a title with its description, and of a post: a word of custody, or two of courts."""
TEXT_POINTS = 4
"""Of two paragraphs of a longer text: the least that a relevant article of the annotated ones has is 6."""
OF_THEIR_OWN = frozenset({SourceType.CAMPAIGN, SourceType.RIGHTS_GROUP})
"""Their posts tell news of people whose nationality every reader of theirs knows."""
SHORT = 1000
"""Letters of a text that is all headline: a post, a notice, a page behind a paywall."""


@dataclass(frozen=True, slots=True)
class Screening:
    """What the screen says of a page, and what is kept of a page put aside."""

    keep: bool
    reason: str
    """``headline``, ``text``, ``custody``; or ``section``, ``no custody``, ``nobody foreign``."""
    title: str | None = None
    published: datetime | None = None
    """Aware, or absent."""


def screen(page: Page, source: Source) -> Screening:
    """Whether the page may report on a person held abroad. Never raises: what cannot be read is put aside."""
    markup = decode(page.body, _content_type(page))
    head = outline(markup, page.url, page.link)
    keep, reason = _judge(page, source, markup, head)
    return Screening(keep, reason, head.title, head.published)


def _judge(page: Page, source: Source, markup: str, head: Outline) -> tuple[bool, str]:
    languages = {source.language, head.language, page.link.language if page.link else None}
    if source.kind is not SourceKind.NEWS:
        keep, reason = _in_text([plain(post_text(markup))], "", languages)
        return (True, "custody") if reason == "nobody foreign" and source.type in OF_THEIR_OWN else (keep, reason)
    headline = plain(head.words)
    words = words_for(headline, languages)
    custody = sum(words.worth[entry] for entry in words.custody.present(headline))
    if custody >= HEADLINE_POINTS and words.foreign.present(headline):
        return True, "headline"
    if custody < HEADLINE_POINTS and words.aside.present(plain(head.section)):
        return False, "section"
    return _in_text([plain(part) for part in paragraphs(markup, head)], headline, languages)


def _in_text(parts: list[str], headline: str, languages: set[str | None]) -> tuple[bool, str]:
    """Custody and a foreigner in neighbouring paragraphs, or in one and the headline."""
    whole = " ".join([headline, *parts])
    words = words_for(whole, languages)
    needed = HEADLINE_POINTS if len(whole) < SHORT else TEXT_POINTS
    custody = {entry: words.worth[entry] for entry in words.custody.present(whole)}
    if sum(custody.values()) < needed:
        return False, "no custody"
    around = [part + after for part, after in zip([headline, *parts], [*parts, ""], strict=True)]
    near = [text for text in around if points(text, custody) >= needed]
    if not near:
        return False, "no custody"
    if words.foreign.present(" ".join([headline, *near])):
        return True, "text"
    return False, "nobody foreign"


def _content_type(page: Page) -> str | None:
    return next((value for name, value in page.headers if name.lower() == "content-type"), None)
