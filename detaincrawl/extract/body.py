"""Main text of a page → paragraphs, without related headlines, comments, captions and banners."""

from collections.abc import Iterator
from itertools import chain

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from detaincrawl.extract import groups, prune
from detaincrawl.markup import plain

_TOO_SHORT = 1.6
"""How much longer a group of like paragraphs must be to stand for the text: then trafilatura found a part of it."""
_SENTENCES = 80
"""Signs in a line that is told rather than filled in, at least."""
_BREAKS = frozenset({"lb", "p", "head", "quote", "list", "item", "table", "row"})


def paragraphs(root: html.HtmlElement) -> list[str]:
    """The page's paragraphs in order, items of lists with ``- ``; empty where there is no text. Uses the tree up."""
    prune.prune(root)
    alike = groups.largest(root)
    found = trafilatura.bare_extraction(root, fast=True, include_comments=False)
    blocks = _blocks(found.body) if isinstance(found, Document) and found.body is not None else ()
    text = [words for words in blocks if words]
    return alike if groups.size(alike) > _TOO_SHORT * groups.size(text) else text


def _blocks(body: etree._Element) -> Iterator[str]:
    for element in body:
        if element.tag == "list":
            items = (" ".join(_lines(item)) for item in element.iter("item"))
            yield "\n".join(f"- {item}" for item in items if item)
        elif element.tag == "table":
            for row in element.iter("row"):
                yield from _row([_lines(cell) for cell in row.iter("cell")])
        else:
            yield from _lines(element)
        yield plain.line(element.tail or "")


def _row(cells: list[list[str]]) -> list[str]:
    """A row of data as one line; of a table that only lays the page out, each cell's own lines."""
    if any(len(lines) > 1 and max(map(len, lines)) > _SENTENCES for lines in cells):
        return list(chain.from_iterable(cells))
    return [" | ".join(" ".join(lines) for lines in cells if lines)]


def _lines(element: etree._Element) -> list[str]:
    """Text of an element, parted where it breaks the line: sites set paragraphs with ``<br>`` as well."""
    parts: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append("\n" if part.tag in _BREAKS else "")
            parts.append((part.text or "").replace("\n", " "))
        elif part is not element:
            parts.append("\n" if part.tag in _BREAKS else "")
            parts.append((part.tail or "").replace("\n", " "))
    return [words for words in map(plain.line, "".join(parts).split("\n")) if words]
