"""Extractors that go wrong in a worker: the URL's path says how. Importable, because workers load them by name."""

import os
import re
import time

from detaincrawl.extract import extract
from detaincrawl.records import Article, Page, Refused, Source


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
