"""A page's headline without the name of the site."""

import re

from lxml import html

from detaincrawl.extract import jsonld
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta, first
from detaincrawl.extract.site import Site
from detaincrawl.markup import plain, tree

_SEPARATOR = re.compile(r"\s+[|·•»–—-]+\s+|\s*[|｜]\s*|\s+::?\s+|\s+-\s*(?=[\w.]+$)")
_MAX = 500


def title(root: html.HtmlElement, tags: Meta, node: Node, site: Site) -> str | None:
    """The headline: of JSON-LD or microdata, the meta tags, the first heading, the title element."""
    stated = (
        jsonld.first(node, "headline", "name"),
        first(tags, "og:title"),
        first(tags, "twitter:title", "dc.title", "headline", "title"),
        _heading(root),
        _document_title(root),
    )
    cleaned = (_without_site(plain.unmarked(words), site) for words in stated if words)
    return next((words[:_MAX] for words in cleaned if words and not site.is_name(words)), None)


def _heading(root: html.HtmlElement) -> str | None:
    return next((text for element in root.iter("h1") if (text := tree.words(element))), None)


def _document_title(root: html.HtmlElement) -> str | None:
    element = root.find(".//head/title")
    return tree.words(element) if element is not None else None


def _without_site(words: str, site: Site) -> str:
    """The words less trailing parts that name the site or section, and a leading part that names the site."""
    while marks := list(_SEPARATOR.finditer(words)):
        if site.is_suffix(words[marks[-1].end() :]):
            words = words[: marks[-1].start()]
        elif site.is_name(words[: marks[0].start()]):
            words = words[marks[0].end() :]
        else:
            break
    return words
