"""Elements of an XML document one after another, in bounded memory: each is dropped when the next is asked for."""

import html.entities
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from detaincrawl.records import Refused

LARGEST_ENTRY = 5_000
"""Elements within one entry; a real one has a few dozen, with its whole article in markup some hundred."""

MOST_OTHERS = 50_000
"""Elements outside entries: a feed has a dozen; 2,000,000 of them take 9 s."""

_REFERENCE = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos);)(?:(?:#([0-9]{1,9})|#[xX]([0-9a-fA-F]{1,8})|([A-Za-z][A-Za-z0-9]{1,31}));)?"
)
_UNFINISHED = re.compile(rb"&[#\w]{0,33}\Z")


def elements(pieces: Iterable[bytes], *, entries: frozenset[str]) -> Iterator[etree._Element]:
    """The root as it opens, then each element that closes outside an entry, and each entry whole.

    ``pieces`` are UTF-8 whatever the document declares; ``entries`` are local names in small letters. What is
    malformed is read as far as it goes. No entity, DTD or network is ever followed. Raises Refused("too many
    elements"), Refused("broken xml") where nothing could be read.
    """
    parser = _parser()
    inside = size = others = 0
    for event, element in _events(parser, pieces):
        if event == "start":
            if inside or local(element) in entries:
                inside, size = inside + 1, size + 1
            else:
                others += 1
            if element.getparent() is None:
                yield element
            if size > LARGEST_ENTRY or others > MOST_OTHERS:
                raise Refused("too many elements", f"more than {LARGEST_ENTRY if size else MOST_OTHERS:,}")
        elif inside > 1:
            inside -= 1
        else:
            yield element
            inside = size = 0
            _drop(element)


def local(element: etree._Element) -> str:
    """Name without namespace or prefix, in small letters."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _parser() -> etree.XMLPullParser:
    return etree.XMLPullParser(
        ("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )


def _events(parser: etree.XMLPullParser, pieces: Iterable[bytes]) -> Iterator[tuple[str, etree._Element]]:
    rooted = False
    try:
        for piece in _mended(pieces):
            parser.feed(piece)
            for event, element in parser.read_events():
                rooted = True
                assert isinstance(element, etree._Element)
                yield event, element
    except etree.XMLSyntaxError as error:
        if not rooted:
            raise Refused("broken xml", str(error)[:200]) from error


def _mended(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """With ampersands that XML can read: ``&nbsp;`` by number, ``?a=1&b=2`` as ``&amp;b``.

    In recovery libxml2 drops what follows a bare ampersand: a link would lose its parameters and lead elsewhere.
    """
    kept = b""
    for piece in pieces:
        piece = kept + piece
        unfinished = _UNFINISHED.search(piece, max(0, len(piece) - 40))
        kept = piece[unfinished.start() :] if unfinished else b""
        yield _REFERENCE.sub(_reference, piece[: len(piece) - len(kept)])
    if kept:
        yield _REFERENCE.sub(_reference, kept)


def _reference(match: re.Match[bytes]) -> bytes:
    decimal, hexadecimal, name = match.groups()
    if decimal or hexadecimal:
        return match[0] if _is_sign(int(decimal or hexadecimal, 10 if decimal else 16)) else b"&#65533;"
    signs = html.entities.html5.get(f"{name.decode('ascii')};") if name else None
    if signs is None:
        return b"&amp;" + match[0][1:]
    return "".join(f"&#{ord(sign)};" for sign in signs).encode("ascii")


def _is_sign(number: int) -> bool:
    """What XML allows. libxml2 in recovery lets surrogates through, and no text comes of them any more."""
    return number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.clear()
        parent.remove(element)
