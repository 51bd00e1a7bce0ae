"""Main text of a page → paragraphs, without related headlines, comments, captions and banners."""

from collections.abc import Iterator
from copy import deepcopy

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from detaincrawl.extract import plain


def paragraphs(root: html.HtmlElement) -> list[str]:
    """The page's paragraphs in order; items of lists begin with ``- ``; empty where there is no text."""
    found = trafilatura.bare_extraction(deepcopy(root), fast=True, include_comments=False)
    if not isinstance(found, Document) or found.body is None:
        return []
    return [words for words in _blocks(found.body) if words]


def _blocks(body: etree._Element) -> Iterator[str]:
    for element in body:
        if element.tag == "list":
            items = (_words(item) for item in element.iter("item"))
            yield "\n".join(f"- {item}" for item in items if item)
        elif element.tag == "table":
            for row in element.iter("row"):
                cells = (_words(cell) for cell in row.iter("cell"))
                yield " | ".join(cell for cell in cells if cell)
        else:
            yield _words(element)


def _words(element: etree._Element) -> str:
    return plain.line("".join(str(text) for text in element.itertext(with_tail=False)))
