"""A page's headline without the name of the site."""

import re
from collections.abc import Iterable

from lxml import html

from detaincrawl.extract import jsonld, plain, tree
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta, first

_SEPARATOR = re.compile(r"\s+[|·•»–—-]\s+|\s*[|｜»]\s*|\s+::?\s+|\s+-\s*(?=[\w.]+$)")
_MAX = 500


def title(root: html.HtmlElement, tags: Meta, node: Node, site_names: Iterable[str]) -> str | None:
    """The headline: JSON-LD, the one heading of first rank that agrees with it, meta tags, the title element."""
    names = {_folded(name) for name in site_names if name}
    stated = [
        jsonld.first(node, "headline", "name"),
        first(tags, "og:title"),
        first(tags, "twitter:title", "dc.title", "headline", "title"),
        _heading(root),
        _document_title(root),
    ]
    cleaned = (_without_site(plain.unmarked(words), names) for words in stated if words)
    return next((words[:_MAX] for words in cleaned if words and _folded(words) not in names), None)


def _heading(root: html.HtmlElement) -> str | None:
    headings = [text for element in root.iter("h1") if (text := tree.words(element))]
    return headings[0] if headings else None


def _document_title(root: html.HtmlElement) -> str | None:
    element = root.find(".//head/title")
    return tree.words(element) if element is not None else None


def _without_site(words: str, names: set[str]) -> str:
    """The words less trailing (or leading) parts that name the site."""
    while True:
        marks = list(_SEPARATOR.finditer(words))
        if not marks:
            return words
        head, tail = words[: marks[-1].start()], words[marks[-1].end() :]
        if _names_site(tail, names):
            words = head
        elif _names_site(words[: marks[0].start()], names):
            words = words[marks[0].end() :]
        else:
            return words


def _names_site(part: str, names: set[str]) -> bool:
    folded = _folded(part)
    return bool(folded) and any(
        folded == name or (len(folded) > 3 and folded.replace("com", "") == name) for name in names
    )


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold()).removeprefix("www").removeprefix("the")
