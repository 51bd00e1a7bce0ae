"""Atom feeds of platforms: entries one by one, as elements, and as bytes of their own."""

from codecs import BOM_UTF8
from copy import deepcopy

from lxml import etree

from detaincrawl.discover.bodies import opened
from detaincrawl.discover.elements import elements, local
from detaincrawl.records import Refused

MOST = 200
"""Entries of a feed that are read; YouTube gives 15, Reddit 100 at most."""


def entries(body: bytes) -> list[etree._Element]:
    """The entries of a feed, in its order. Raises Refused: no feed, empty, too large, entities declared …"""
    feed = opened(body, None)
    if feed.root != "feed":
        raise Refused("no feed", feed.root)
    found: list[etree._Element] = []
    for element in elements(feed.pieces, entries=frozenset({"entry"})):
        if local(element) == "entry" and len(found) < MOST:
            found.append(deepcopy(element))  # it is emptied when the next is asked for
    return found


def entry(raw: bytes) -> etree._Element:
    """The one that ``serialised`` made bytes of."""
    found = entries(BOM_UTF8 + b"<feed>" + raw + b"</feed>")
    if len(found) != 1:
        raise Refused("no entry")
    return found[0]


def serialised(element: etree._Element) -> bytes:
    """With its namespaces."""
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element at the end of a path of local names."""
    found: etree._Element | None = element
    for name in path:
        found = next((part for part in found if local(part) == name), None) if found is not None else None
    return found


def words(element: etree._Element, *path: str) -> str | None:
    """What it says; None where it says nothing."""
    found = child(element, *path)
    said = "".join(map(str, found.itertext())).strip() if found is not None else ""
    return said or None
