"""Who wrote it: names as a byline means them, without "By", roles, addresses and doubles."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import html

from detaincrawl.extract import jsonld
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta
from detaincrawl.extract.site import Site
from detaincrawl.markup import plain, tree

_META_KEYS = (
    "author", "article:author", "articleauthor", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "byl", "cxenseparse:author", "twitter:misc:written by", "og:article:author",
)  # fmt: skip
_BY = re.compile(
    r"^[\W_]*(?:by|von|par|por|di|da|door|av|af|przez|yazan|oleh|written by|verfasst von|escrito por|текст|автор"
    r"|(?:autor(?:es|in|a)?|author|text|posted by|published by)(?=\s*:))\b\s*:?\s*",
    re.I,
)
_JOINED = re.compile(r"\s*(?:[;|•·、]|,|\s/\s|\s(?:and|und|et|y|e|och|og|en|dan|ve|и|та|i)\s|\s&\s)\s*")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|(?<![^\s@])[^\s@]++@[^\s@]+\.\w+|https?://\S+|www\.\S+")
_NO_NAME = re.compile(
    r"[{}<>=@()]|^[\W\d]*$|^(?:admin|administrator|editor|null|undefined|none|unknown|anonymous)$"
    r"|^\W*(?:image|photo|foto|picture|credit)\b",
    re.I,
)
_WRITTEN_BY = re.compile(r"written|author|verfasst|auteur|[ée]crit|escrito|autor|yazan|geschreven|skrevet|автор", re.I)
_BYLINE = re.compile(r"(?:^|[\s_-])(?:author|autor|byline)(?:s|-?_?names?)?(?=$|[\s_-])", re.I)
_SIGN = re.compile(r"[a-zß-ÿ./]{1,8}$|\w+\s*:")
"""An editor's sign (``amw``, ``sid/dpa``) or another label (``Source:``) is no name."""
_MAX_BYLINE = 120
_MAX_WORDS = 6
_MAX_AUTHORS = 30
_MAX_SIGNS = 2_000
"""Of one value; a list of more is none of authors."""


def authors(root: html.HtmlElement, tags: Meta, node: Node, ids: Mapping[str, Node], site: Site) -> tuple[str, ...]:
    """Names from JSON-LD, else from meta tags, else from the byline; the site itself only where nobody else is."""
    anyone: tuple[str, ...] = ()
    for values in (_stated(node, ids), _tagged(tags), _labelled(tags), _marked(root)):
        names = _names(values)
        people = tuple(name for name in names if not site.is_name(name))
        if people:
            return people
        anyone = anyone or names
    return anyone


def _stated(node: Node, ids: Mapping[str, Node]) -> Iterator[str]:
    for key in ("author", "creator"):
        value = node.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
                item = ids.get(item["@id"], item)
            yield from jsonld.texts(item)


def _tagged(tags: Meta) -> Iterator[str]:
    """The first key whose values are names: ``article:author`` is often the address of a profile."""
    for key in _META_KEYS:
        if _names(tags.get(key, ())):
            yield from tags[key]
            return


def _labelled(tags: Meta) -> Iterator[str]:
    """``twitter:label1`` "Written by" names what ``twitter:data1`` holds."""
    for number in "1234":
        label = tags.get(f"twitter:label{number}", ("",))[0]
        if _WRITTEN_BY.search(label):
            yield from tags.get(f"twitter:data{number}", ())


def _marked(root: html.HtmlElement) -> Iterator[str]:
    """Texts of the page's byline: links to authors, else short elements that are called so, the innermost ones."""
    links = [tree.words(element) for element in root.iterfind('.//a[@rel="author"]')]
    if any(links):
        yield from links
        return
    for element in root.iter("a", "span", "p", "div", "li", "address", "strong", "em"):
        if _BYLINE.search(element.get("class") or "") and not _inner(element):
            text = tree.words(element)
            if 0 < len(text) <= _MAX_BYLINE and not _SIGN.match(text):
                yield text
                return


def _inner(element: html.HtmlElement) -> bool:
    return any(
        _BYLINE.search(part.get("class") or "") for part in element.iterdescendants("a", "span", "p", "div", "li")
    )


def _names(values: Iterable[str]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for value in values:
        for part in _JOINED.split(_BY.sub("", _ASIDE.sub(" ", plain.unmarked(value[:_MAX_SIGNS])))):
            name = plain.line(_BY.sub("", part)).strip(" ,.;:|/-–")
            if 2 <= len(name) <= 80 and len(name.split()) <= _MAX_WORDS and not _NO_NAME.search(name):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:_MAX_AUTHORS]
