"""Reading a body as the tests do: from one address, at one moment."""

from datetime import UTC, datetime

from detaincrawl import discover
from detaincrawl.records import Link

URL = "https://outlet.test/rss/feed.xml"
NOW = datetime(2025, 1, 1, tzinfo=UTC)


def read(body: bytes | str, content_type: str | None = "application/xml", timezone: str = "UTC") -> discover.Discovery:
    encoded = body.encode() if isinstance(body, str) else body
    return discover.links(encoded, url=URL, content_type=content_type, now=NOW, timezone=timezone)


def only(body: bytes | str, content_type: str | None = "application/xml") -> Link:
    """The one link that a body names."""
    (link,) = read(body, content_type).links
    return link


def rss(item: str, head: str = "", attributes: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0" {attributes}><channel>{head}<item>{item}</item></channel></rss>'


def atom(entry: str, attributes: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><entry>{entry}</entry></feed>'
