"""Anchors of a page in one pass without a tree: a crafted page costs no more memory than its links."""

import re
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from detaincrawl.discover.words import INLINE
from detaincrawl.records import Refused

MOST_BYTES = 4_194_304
"""A front page of a large outlet has up to 2 MB."""
MOST_ANCHORS = 20_000
MOST_ELEMENTS = 200_000
"""A front page has some 5,000; a million take 10 s."""
DEEPEST = 500
"""Open elements; libxml2 has a bound of its own, this one keeps the stack short."""
_WORDS = 300

_NAVIGATION_TAGS = frozenset({"nav", "footer", "form", "select"})
_NAVIGATION_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "tablist"})
_CONTENT_TAGS = frozenset({"main", "article"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_VOID = frozenset(
    {"img", "br", "hr", "meta", "link", "input", "source", "base", "wbr", "area", "embed", "col", "track"}
)
_NAVIGATION_CLASS = re.compile(
    r"(?!(?:has|with|no|without|is)[_-])(?:[\w-]{1,40}[_-])??(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|footer|tags|tag-?list|"
    r"tag-?links|cat-?links|bylines?|authors?|pagination|pager|paging|share|sharing|social|newsletter|cookies?|consent|"
    r"comments|login|languages?|lang-?switch(?:er)?|topbar|masthead|offcanvas|skip|rubrics?|topics?|hashtags?)"
    r"(?:[_-]{1,2}(?:list|links?|items?|container|wrapper|inner|box|block|bar|banner|notice|section|menu))?",
    re.I,
)


@dataclass(slots=True)
class Anchor:
    href: str
    navigation: bool
    """In a menu, a footer, a list of tags or authors, by tag, role or class of what is around it."""
    content: bool
    """In the page's main part, or in an article's teaser."""
    heading: bool = False
    """In a heading, or a heading in it."""
    text: list[str] = field(default_factory=list)
    heading_text: list[str] = field(default_factory=list)
    label: str = ""
    """What it, or the picture in it, is called where it has no words."""
    card: int | None = None
    """Number of the innermost teaser around it."""


@dataclass(slots=True)
class Anchors:
    """What a page's anchors are and stand in; ``close`` gives it, as lxml's parser targets do."""

    anchors: list[Anchor] = field(default_factory=list)
    dates: dict[int, list[str]] = field(default_factory=dict)
    """Printed dates by number of the teaser that they stand in."""
    base: str | None = None
    feeds: list[str] = field(default_factory=list)
    """Addresses that the page names as feeds of its own."""
    _open: list[tuple[str, bool]] = field(default_factory=list)
    _depths: dict[str, int] = field(default_factory=dict)
    _cards: list[int] = field(default_factory=list)
    _card_count: int = 0
    _elements: int = 0
    _anchor: Anchor | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise Refused("too many elements", f"more than {MOST_ELEMENTS:,}")
        self._name(tag, attributes)
        self._part(tag)
        if tag in _VOID or len(self._open) > DEEPEST:
            return
        navigation = _navigates(tag, attributes, teaser=self._within("content") or bool(self._cards))
        self._open.append((tag, navigation))
        self._count(tag, navigation, 1)
        if tag in ("article", "li"):
            self._card_count += 1
            self._cards.append(self._card_count)
        if tag == "a" and attributes.get("href") and len(self.anchors) < MOST_ANCHORS:
            self._begin(attributes)
        elif tag in _HEADINGS and self._anchor:
            self._anchor.heading = True

    def end(self, tag: str) -> None:
        if tag in _VOID or not self._open or self._open[-1][0] != tag:
            return
        self._part(tag)
        _, navigation = self._open.pop()
        self._count(tag, navigation, -1)
        if tag in ("article", "li") and self._cards:
            self._cards.pop()
        if tag == "a":
            self._anchor = None

    def data(self, text: str | bytes) -> None:
        if self._anchor is None or self._within("hidden"):
            return
        words = self._anchor.heading_text if self._within("heading") else self._anchor.text
        if len(words) < _WORDS:
            words.append(str(text[:1000]))

    def _part(self, tag: str) -> None:
        """Sets words of one element apart from those of the next, but not a letter in bold from its word."""
        if self._anchor and tag not in INLINE and len(self._anchor.text) < _WORDS:
            self._anchor.text.append(" ")
            self._anchor.heading_text.append(" ")

    def comment(self, text: str | bytes) -> None:
        """Nothing: without this method lxml would put comments into the text."""

    def close(self) -> "Anchors":
        return self

    def _name(self, tag: str, attributes: dict[str, str]) -> None:
        href = attributes.get("href", "")
        if tag == "base" and self.base is None and href:
            self.base = href
        elif tag == "link" and href and "alternate" in attributes.get("rel", "").lower().split():
            if re.search(r"rss|atom|feed\+json", attributes.get("type", ""), re.I) and len(self.feeds) < 10:
                self.feeds.append(href)
        elif tag == "time" and self._cards and len(attributes.get("datetime", "")) in range(8, 40):
            self.dates.setdefault(self._cards[-1], []).append(attributes["datetime"])
        elif tag == "img" and self._anchor and not self._anchor.label:
            self._anchor.label = attributes.get("alt", "")[:500]

    def _begin(self, attributes: dict[str, str]) -> None:
        self._anchor = Anchor(
            href=attributes["href"],
            navigation=self._within("navigation"),
            content=self._within("content"),
            heading=self._within("heading"),
            label=(attributes.get("aria-label") or attributes.get("title") or "")[:500],
            card=self._cards[-1] if self._cards else None,
        )
        self.anchors.append(self._anchor)

    def _count(self, tag: str, navigation: bool, step: int) -> None:
        groups = {
            "navigation": navigation,
            "content": tag in _CONTENT_TAGS,
            "heading": tag in _HEADINGS,
            "hidden": tag in ("script", "style", "noscript", "svg"),
        }
        for group, holds in groups.items():
            if holds:
                self._depths[group] = self._depths.get(group, 0) + step

    def _within(self, group: str) -> bool:
        return self._depths.get(group, 0) > 0


def _navigates(tag: str, attributes: dict[str, str], *, teaser: bool) -> bool:
    if tag in ("html", "body", "main", "article"):
        return False
    if tag in _NAVIGATION_TAGS or attributes.get("role") in _NAVIGATION_ROLES:
        return True
    if tag == "header" and not teaser:
        return True
    words = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:500].split()
    return attributes.get("rel") in ("author", "tag", "category tag") or any(map(_NAVIGATION_CLASS.fullmatch, words))


def anchors(text: str) -> Anchors:
    """Raises Refused: too large, too many elements, broken html."""
    document = text.encode("utf-8", "replace")
    if len(document) > MOST_BYTES:
        raise Refused("too large", f"a page of more than {MOST_BYTES:,} bytes")
    target = Anchors()
    parser = etree.HTMLParser(
        target=cast("Any", target), recover=True, no_network=True, huge_tree=False, encoding="utf-8"
    )
    try:
        for start in range(0, len(document), 65_536):
            parser.feed(document[start : start + 65_536])
        parser.close()
    except etree.ParserError as error:
        raise Refused("broken html", str(error)[:200]) from error
    except etree.XMLSyntaxError as error:
        if not target.anchors:
            raise Refused("broken html", str(error)[:200]) from error
    return target
