"""Who wrote it: names as a byline means them, without "By", roles, addresses and doubles."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import html

from detaincrawl.extract import jsonld, plain, tree
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta

_META_KEYS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
)
_BY = re.compile(
    r"^(?:by|von|par|por|di|da|door|av|af|przez|yazan|oleh|autor(?:es|in|a)?|author|written by|text|текст|автор)"
    r"\s*[: ]\s*",
    re.I,
)
_JOINED = re.compile(r"\s*(?:[;|/•·]|,|\s(?:and|und|et|y|e|och|og|en|dan|ve|и|та|i)\s|\s&\s)\s*")
_NO_NAME = re.compile(r"https?:|www\.|^@|[{}<>=]|^\d+$|^(?:admin|editor|null|undefined|none|unknown|anonymous)$", re.I)
_MAX_AUTHORS = 30


def authors(root: html.HtmlElement, tags: Meta, node: Node, ids: Mapping[str, Node]) -> tuple[str, ...]:
    """Names from JSON-LD, else from meta tags, else from the byline's markup."""
    for values in (_stated(node, ids), _tagged(tags), _marked(root)):
        names = _cleaned(values)
        if names:
            return names
    return ()


def _stated(node: Node, ids: Mapping[str, Node]) -> Iterator[str]:
    for key in ("author", "creator"):
        value = node.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "name" not in item and item.get("@id") in ids:
                item = ids[item["@id"]]
            yield from jsonld.texts(item)


def _tagged(tags: Meta) -> Iterator[str]:
    for key in _META_KEYS:
        if key in tags:
            yield from tags[key]
            return


def _marked(root: html.HtmlElement) -> Iterator[str]:
    for path in ('.//*[@rel="author"]', './/*[@itemprop="author"]'):
        for element in root.iterfind(path):
            yield tree.words(element)


def _cleaned(values: Iterable[str]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for value in values:
        for part in _JOINED.split(_BY.sub("", plain.unmarked(value))):
            name = _BY.sub("", part).strip(" ,.;:|-–")
            if 2 <= len(name) <= 80 and not _NO_NAME.search(name):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:_MAX_AUTHORS]
