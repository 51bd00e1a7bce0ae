"""Feeds that are no XML any more → Links, by feedparser's reader of tag soup."""

import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from detaincrawl.discover.asked import Asked
from detaincrawl.discover.dates import moment
from detaincrawl.discover.urls import joined
from detaincrawl.discover.words import SUMMARY_SIGNS, TITLE_SIGNS, language_tag, plain
from detaincrawl.records import Link, Refused

MOST_BYTES = 262_144
"""feedparser is quadratic in places: this much crafted markup costs it seconds, a megabyte minutes."""
_LONG_TAG = re.compile(rb"<[^<>]{8192}")
"""20,000 attributes of one element take it 10 s."""
_STUMBLES = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, RecursionError)
"""What feedparser lets out of its depths: it encodes ``&#xD800;`` and takes ``&#9999999999;`` for a sign."""


def loose_links(document: bytes, asked: Asked) -> Iterator[Link]:
    """``document`` is UTF-8. Gives nothing where feedparser finds nothing, or where there is too much of it.

    Raises Refused("broken xml") where it cannot go on.
    """
    if len(document) > MOST_BYTES or _LONG_TAG.search(document):
        return
    found = _parsed(document)
    language = language_tag(found.feed.get("language"))
    for entry in found.entries:
        link = _link(entry, asked, language)
        if link:
            yield link


def _parsed(document: bytes) -> Any:
    try:
        # A stream and never a string: feedparser would fetch an address and open a file name.
        return feedparser.parse(
            io.BytesIO(document),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _STUMBLES as error:
        raise Refused("broken xml", f"{type(error).__name__}: {error}"[:200]) from error


def _link(entry: Any, asked: Asked, language: str | None) -> Link | None:
    try:
        url = joined(asked.url, entry.get("link") or "about:blank")
    except Refused:
        return None
    return Link(
        url=url,
        title=plain(entry.get("title"), TITLE_SIGNS),
        summary=plain(entry.get("summary"), SUMMARY_SIGNS),
        published=moment(entry.get("published"), now=asked.now, zone=asked.zone),
        # Past feedparser's own ``get``, which gives the publication for a missing change.
        updated=moment(dict.get(entry, "updated"), now=asked.now, zone=asked.zone),
        language=language,
    )
