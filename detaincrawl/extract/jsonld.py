"""JSON-LD in a page → the node that describes its article or post. What sites write there is bent in many ways."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import html

Node = Mapping[str, Any]

_MAX_SCRIPT = 3_000_000
_MAX_NODES = 3_000
_POST_TYPES = frozenset({"SocialMediaPosting"})
_OTHER_ARTICLES = frozenset({"BlogPosting", "LiveBlogPosting", "Report", "DiscussionForumPosting", "PressRelease"})
_LAST_RESORT = ("VideoObject", "Recipe", "Event", "WebPage", "ItemPage")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?://\s*)?(?:-->|\]\]>|/\*.*?\*/)\s*;?\s*$", re.S
)
_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w*(?:Article|Posting))"')
_PLAIN_FIELD = re.compile(r'"(headline|datePublished|dateModified|inLanguage)"\s*:\s*"([^"\n]{1,600})"\s*[,}\n]')
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def nodes(root: html.HtmlElement) -> list[Node]:
    """Every object with a type in the page's JSON-LD, outermost first; broken scripts give none."""
    found: list[Node] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            text = script.text or ""
            if len(text) <= _MAX_SCRIPT:
                found.extend(_typed(_parsed(text)))
    return found[:_MAX_NODES]


def article(found: list[Node]) -> Node:
    """The node of the page's own article: the first of an article type with a headline, else of a lesser type."""
    ranked = sorted(
        ((rank, place) for place, node in enumerate(found) if (rank := _rank(node)) is not None),
    )
    if not ranked:
        return {}
    return found[ranked[0][1]]


def is_post(node: Node) -> bool:
    """Whether the page is a social post by its own word."""
    return bool(_POST_TYPES & set(types(node)))


def types(node: Node) -> list[str]:
    """Bare schema.org type names of a node."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return [re.split(r"[/#:]", name)[-1] for name in values if isinstance(name, str)]


def texts(value: object) -> Iterator[str]:
    """Strings in a value that may be a string, a list of such, or an object with ``@value`` or ``name``."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value[:100]:
            yield from texts(item)
    elif isinstance(value, dict):
        yield from texts(value.get("@value") or value.get("name"))


def first(node: Node, *keys: str) -> str | None:
    """The first non-empty string under the keys, in their order."""
    return next((text for key in keys for text in texts(node.get(key)) if text.strip()), None)


def by_id(found: list[Node]) -> Mapping[str, Node]:
    """Nodes under their ``@id``; the fullest where several share one."""
    index: dict[str, Node] = {}
    for node in found:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(index.get(name, {})):
            index[name] = node
    return index


def _rank(node: Node) -> tuple[int, int] | None:
    names = types(node)
    if any(name.endswith("Article") or name in _OTHER_ARTICLES | _POST_TYPES for name in names):
        described = bool(node.get("headline") or node.get("name") or node.get("articleBody"))
        return (0 if described and node.get("datePublished") else 1 if described else 2, 0)
    places = [_LAST_RESORT.index(name) for name in names if name in _LAST_RESORT]
    if places and (node.get("headline") or node.get("datePublished") or node.get("uploadDate")):
        return (3, min(places))
    return None


def _parsed(text: str) -> object:
    text = _WRAPPING.sub("", text.strip()).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _salvaged(text: str) -> object:
    """The plain fields of a script that is no JSON (a raw quote in the text is enough), if it is about an article."""
    kind = _ARTICLE_TYPE.search(text)
    if not kind:
        return None
    fields = {match[1]: match[2] for match in reversed(list(_PLAIN_FIELD.finditer(text)))}
    return {"@type": kind[1], **fields}


def _typed(value: object) -> Iterator[Node]:
    """Breadth first, so that an outer article comes before what it mentions."""
    queue: list[object] = [value]
    seen = 0
    while queue and seen < _MAX_NODES:
        seen += 1
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            if "@type" in item:
                yield item
            queue.extend(part for part in item.values() if isinstance(part, dict | list))
