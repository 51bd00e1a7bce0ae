"""Extractors that go wrong in a worker: the URL's path says how; and a reader that does.

Importable, because workers load them by name.
"""

import os
import re
import time

from detaincrawl.extract import extract
from detaincrawl.read import read
from detaincrawl.records import Article, Page, Reading, Refused, Source


def hostile(page: Page, source: Source) -> Article:
    """Extract, unless the URL asks for a death, a hang or an error."""
    path = page.url.rsplit("/", 1)[-1]
    if path == "dies":
        os._exit(9)
    if path == "hangs":
        re.match(r"(a|a)*$", "a" * 60 + "b")
    if path == "sleeps":
        time.sleep(60)
    if path == "swells":
        bytearray(2_000_000_000)
    if path == "refused":
        raise Refused("no text", page.url)
    if path == "wrong":
        raise ZeroDivisionError(page.url)
    return extract(page, source)


def deadly(article: Article) -> Reading:
    """Read, unless the article kills whoever reads it."""
    if "deadly" in article.text:
        os._exit(9)
    return read(article)


def deadly_names(text: str) -> list[tuple[int, int]]:
    """A tagger that names nobody, unless the text kills it."""
    if "deadly" in text:
        os._exit(9)
    return []
