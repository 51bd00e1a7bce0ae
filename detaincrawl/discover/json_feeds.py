"""JSON Feed 1.0 and 1.1 → Links."""

import json
from collections.abc import Iterator
from typing import Any

from detaincrawl.discover.asked import Asked
from detaincrawl.discover.bodies import Body
from detaincrawl.discover.dates import moment
from detaincrawl.discover.urls import joined
from detaincrawl.discover.words import SUMMARY_SIGNS, TITLE_SIGNS, language_tag, plain
from detaincrawl.records import Link, Refused

MOST_BYTES = 4_194_304
"""Python's objects of a crafted document take twenty times its bytes."""


def json_links(body: Body, asked: Asked) -> Iterator[Link]:
    """Raises Refused: broken json, no feed, too large."""
    document = _document(body)
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise Refused("no feed", "JSON without items")
    language = language_tag(_words(document, "language"))
    for item in items:
        link = _link(item, asked, language) if isinstance(item, dict) else None
        if link:
            yield link


def _document(body: Body) -> Any:
    if body.size is None or body.size > MOST_BYTES:
        raise Refused("too large", f"JSON of more than {MOST_BYTES:,} bytes")
    try:
        return json.loads(b"".join(body.pieces))
    except ValueError as error:
        raise Refused("broken json", str(error)[:200]) from error
    except RecursionError as error:
        raise Refused("broken json", "nested too deeply") from error


def _link(item: dict[str, Any], asked: Asked, language: str | None) -> Link | None:
    url = _address(item, asked)
    if url is None:
        return None
    return Link(
        url=url,
        title=plain(_words(item, "title"), TITLE_SIGNS),
        summary=plain(_words(item, "summary", "content_text", "content_html"), SUMMARY_SIGNS),
        published=moment(_words(item, "date_published"), now=asked.now, zone=asked.zone),
        updated=moment(_words(item, "date_modified"), now=asked.now, zone=asked.zone),
        language=language_tag(_words(item, "language")) or language,
    )


def _address(item: dict[str, Any], asked: Asked) -> str | None:
    for key in ("url", "external_url", "id"):
        href = _words(item, key)
        if href and (key != "id" or href.startswith(("http://", "https://"))):
            try:
                return joined(asked.url, href)
            except Refused:
                continue
    return None


def _words(item: dict[str, Any], *keys: str) -> str | None:
    return next((item[key] for key in keys if isinstance(item.get(key), str) and item[key].strip()), None)
