"""The paragraphs of a page by where they stand alike: what is left to compare when the main text looks too short."""

import re

from lxml import html

from detaincrawl.markup import tree

_FOREIGN = re.compile(
    r"comment|repl(?:y|ies)|teaser|card|related|recommend|promo|newsletter|footer|cookie|consent|bio|author|caption",
    re.I,
)
"""In the class or id of what holds a paragraph: it belongs to no article, or to another one."""
_SEMANTIC = frozenset(
    {"aside", "nav", "footer", "form", "figure", "blockquote", "noscript", "table", "header", "li", "a"}
)
_LEVELS = 3
_LONG = 60
_FEWEST = 3


def largest(root: html.HtmlElement) -> list[str]:
    """The paragraphs of the group with the most text: alike in the tags and classes of their two next parents.

    Sites part an article into several containers of one class, of which a search for *the* container finds one.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for element in root.iter("p"):
        words = tree.words(element)
        if words and not _is_foreign(element):
            groups.setdefault(_signature(element), []).append(words)
    counted = [group for group in groups.values() if sum(len(words) > _LONG for words in group) >= _FEWEST]
    return max(counted, key=size, default=[])


def size(paragraphs: list[str]) -> int:
    """Signs in the paragraphs."""
    return sum(map(len, paragraphs))


def _signature(element: html.HtmlElement) -> tuple[str, ...]:
    parents = [parent for parent, _ in zip(element.iterancestors(), range(2), strict=False)]
    return tuple(f"{parent.tag} {_stem(parent.get('class') or '')}" for parent in parents)


def _stem(classes: str) -> str:
    """Classes without numbers, which count containers."""
    return re.sub(r"[\d_-]+", "", classes)


def _is_foreign(element: html.HtmlElement) -> bool:
    for level, parent in enumerate(element.iterancestors()):
        if parent.tag in _SEMANTIC:
            return True
        named = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if level < _LEVELS and _FOREIGN.search(named):
            return True
    return False
