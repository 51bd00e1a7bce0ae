"""schema.org microdata in the markup → a node of the shape that JSON-LD has."""

from typing import Any

from lxml import html

from detaincrawl.extract.jsonld import Node
from detaincrawl.markup import tree

_MAX_PROPERTIES = 400
_WANTED = frozenset({"headline", "name", "datePublished", "dateModified", "author", "inLanguage", "creator"})


def article(root: html.HtmlElement) -> Node:
    """The first item of an article type, or an empty node."""
    for element in root.iter("article", "div", "main", "section", "body", "html"):
        kind = element.get("itemtype") or ""
        if "schema.org/" in kind and kind.rstrip("/").endswith(("Article", "Posting", "Report")):
            return _item(element, kind)
    return {}


def _item(element: html.HtmlElement, kind: str) -> Node:
    node: dict[str, Any] = {"@type": kind}
    properties = element.iterfind(".//*[@itemprop]")
    for _, part in zip(range(_MAX_PROPERTIES), properties, strict=False):
        for name in part.get("itemprop", "").split():
            if name in _WANTED and _owner(part) is element:
                node.setdefault(name, []).append(_value(part))
    return node


def _owner(part: html.HtmlElement) -> html.HtmlElement | None:
    return next((parent for parent in part.iterancestors() if parent.get("itemscope") is not None), None)


def _value(part: html.HtmlElement) -> object:
    if part.get("itemscope") is not None:
        named = part.find('.//*[@itemprop="name"]')
        return {"@type": part.get("itemtype") or "", "name": _text(named if named is not None else part)}
    return _text(part)


def _text(part: html.HtmlElement) -> str:
    return part.get("content") or part.get("datetime") or tree.words(part)
