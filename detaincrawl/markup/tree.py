"""Bytes of a page → an HTML tree, within bounds."""

import re
from collections.abc import Iterator

from lxml import etree, html

from detaincrawl import encoding
from detaincrawl.markup import plain
from detaincrawl.records import Page, Refused

_PARTING = frozenset(
    ("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "h4",
     "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "time", "tr", "ul")
)  # fmt: skip
_SILENT = frozenset({"script", "style", "template"})
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?![0-9])"
    "|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
)
"""Signs that no tree may hold, and references to them; sites print them by mistake, and some to break a parser.

lxml reads them and then refuses to move them; trafilatura finds no text where every paragraph has one.
"""
_PARTS = frozenset("\x0b\x0c")
"""A word processor's line break and page break."""
MAX_BYTES = 8_000_000
"""Larger bodies are no articles; the largest of 439 real pages has 2.4 MB."""


def tree(page: Page) -> html.HtmlElement:
    """The page's markup without comments; Refused where there is none, or too much of it."""
    if len(page.body) > MAX_BYTES:
        raise Refused("too large", f"{len(page.body)} bytes")
    return parsed(encoding.decode(page.body, content_type(page)))


def parsed(markup: str) -> html.HtmlElement:
    """The same of markup whose encoding is known."""
    if len(markup) > MAX_BYTES:
        raise Refused("too large", f"{len(markup)} signs")
    if "<" not in markup:
        raise Refused("not HTML")
    text = _UNFIT.sub(_space, markup)
    # utf-8 bytes and not str: lxml refuses a str that declares an encoding
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Refused("not HTML", str(error)) from None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise Refused("nested too deep")
    return root


def _space(unfit: re.Match[str]) -> str:
    return " " if unfit[0] in _PARTS else ""


def content_type(page: Page) -> str | None:
    """The Content-Type header as sent."""
    return next((value for name, value in page.headers if name.lower() == "content-type"), None)


def words(element: html.HtmlElement) -> str:
    """All text in an element as one line; blocks and line breaks part words, inline markup does not."""
    return plain.line("".join(_texts(element, " ")))


def lines(element: html.HtmlElement) -> str:
    """The same with its lines: a break ends one, a block stands apart by an empty one; never more than one is empty."""
    return plain.lines("".join(_texts(element, "\n")))


def _texts(element: html.HtmlElement, parting: str) -> Iterator[str]:
    """What is printed, piece by piece; white space of the source is no line, and a ``br`` is one."""
    for event, part in etree.iterwalk(element, events=("start", "end")):
        parted = parting if part.tag in _PARTING else ""
        if event == "start":
            yield parted
            yield _spaced(part.text) if isinstance(part.tag, str) and part.tag not in _SILENT else ""
        elif part is not element:
            yield "" if part.tag == "br" else parted
            yield _spaced(part.tail)


def _spaced(text: str | None) -> str:
    return text.replace("\n", " ").replace("\r", " ") if text else ""
