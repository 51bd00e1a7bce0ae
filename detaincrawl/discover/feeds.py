"""RSS 2.0, RSS 1.0 (RDF) and Atom → Links."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from lxml import etree

from detaincrawl.discover.asked import Asked
from detaincrawl.discover.bodies import Body
from detaincrawl.discover.dates import moment
from detaincrawl.discover.elements import elements
from detaincrawl.discover.urls import joined
from detaincrawl.discover.words import SUMMARY_SIGNS, TITLE_SIGNS, language_tag, plain
from detaincrawl.records import Link, Refused

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_ENTRIES = frozenset({"item", "entry"})
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_NAMESPACES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://cyber.law.harvard.edu/rss/rss.html": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}
"""Whose elements speak of the entry itself; media:title and itunes:summary speak of a picture or a recording."""

_PUBLISHED = ("pubdate", "published", "issued", "dc:date", "dcterms:created", "dcterms:issued", "date", "created")
_UPDATED = ("updated", "modified", "dcterms:modified", "lastbuilddate")
_SUMMARIES = ("description", "summary", "dc:description", "content:encoded", "content", "abstract")

_WEB = re.compile(r"\s*https?://", re.I)
"""A guid that is no web address is a name, not a relative link."""

Found = TypeVar("Found")


def feed_links(body: Body, asked: Asked) -> Iterator[Link]:
    """An entry without a usable address is left out. Raises Refused as elements does."""
    language = None
    for element in elements(body.pieces, entries=_ENTRIES):
        name = _name(element)
        if element.getparent() is None:
            language = language_tag(element.get(f"{_XML}lang")) or language
        elif name in ("language", "dc:language"):
            language = language_tag(element.text) or language
        elif name in _ENTRIES:
            link = _link(element, asked, language)
            if link:
                yield link


def _link(entry: etree._Element, asked: Asked, language: str | None) -> Link | None:
    fields = _fields(entry)
    url = _first(_addresses(entry, fields, asked))
    if url is None:
        return None
    dates = {
        name: moment(_text(found[0]), now=asked.now, zone=asked.zone)
        for name, found in fields.items()
        if name in (*_PUBLISHED, *_UPDATED)
    }
    own = language_tag(entry.get(f"{_XML}lang")) or language_tag(_text_of(fields, ("dc:language", "language")))
    return Link(
        url=url,
        title=plain(_text_of(fields, ("title", "dc:title")), TITLE_SIGNS),
        summary=plain(_text_of(fields, _SUMMARIES), SUMMARY_SIGNS),
        published=_first(dates.get(name) for name in _PUBLISHED),
        updated=_first(dates.get(name) for name in _UPDATED),
        language=own or language,
    )


def _first(values: "Iterator[Found | None]") -> "Found | None":
    return next((value for value in values if value is not None), None)


def _name(element: etree._Element) -> str:
    """Local name in small letters, with a prefix of our own; "" for what speaks of something else."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, _, name = tag.rpartition("}")
    if not namespace:
        return name.lower()
    prefix = _NAMESPACES.get(namespace[1:].lower())
    return "" if prefix is None else prefix + name.lower()


def _fields(entry: etree._Element) -> Mapping[str, list[etree._Element]]:
    """Children of the entry itself by name: what is nested (the source of an aggregated entry) is not its own."""
    fields: dict[str, list[etree._Element]] = {}
    for child in entry:
        fields.setdefault(_name(child), []).append(child)
    return fields


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _text_of(fields: Mapping[str, list[etree._Element]], names: tuple[str, ...]) -> str | None:
    texts = (_text(element) for name in names for element in fields.get(name, ()))
    return next((text for text in texts if text.strip()), None)


def _addresses(entry: etree._Element, fields: Mapping[str, list[etree._Element]], asked: Asked) -> Iterator[str | None]:
    """The entry's address by every way that feeds give it, the surest first."""
    for href, element in _hrefs(entry, fields):
        try:
            yield joined(_base(element, asked.url), href)
        except Refused:
            yield None


def _hrefs(entry: etree._Element, fields: Mapping[str, list[etree._Element]]) -> Iterator[tuple[str, etree._Element]]:
    links = fields.get("link", [])
    for element in fields.get("feedburner:origlink", []):
        yield _text(element), element
    for element in sorted(filter(_alternate, links), key=_other_than_html):
        yield element.get("href", ""), element
    for element in links:
        if _text(element).strip() and element.get("href") is None:
            yield _text(element), element
    names = sorted(fields.get("guid", []), key=_no_permalink) + fields.get("id", [])
    for name in names:
        if _WEB.match(_text(name)):
            yield _text(name), name
    about = entry.get(_RDF_ABOUT, "")
    if _WEB.match(about):
        yield about, entry


def _no_permalink(guid: etree._Element) -> bool:
    return guid.get("isPermaLink", "true").lower() == "false"


def _alternate(link: etree._Element) -> bool:
    return bool(link.get("href")) and link.get("rel", "alternate") in (
        "alternate",
        "http://www.iana.org/assignments/relation/alternate",
    )


def _other_than_html(link: etree._Element) -> bool:
    return "html" not in link.get("type", "text/html")


def _base(element: etree._Element, url: str) -> str:
    """What relative addresses count from: xml:base of the element and all around it, else the feed's address."""
    bases = [around.get(f"{_XML}base") for around in (element, *element.iterancestors())]
    for base in reversed([base for base in bases if base]):
        try:
            url = joined(url, base)
        except Refused:
            continue
    return url
