"""What the bytes of a feed, sitemap or page are: unpacked within bounds, and told by their first element."""

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from w3lib.encoding import resolve_encoding

from detaincrawl.encoding import decode
from detaincrawl.records import Refused

MOST_BYTES = 52_428_800
"""Unpacked: the sitemap protocol's own bound. Read piece by piece, so that it never lies in memory at once."""
DECODED_WHOLE = 8_388_608
"""Bytes up to which a body is decoded with all its evidence; beyond it (sitemaps only) its own word is taken."""
PIECE = 65_536

_PROLOG = re.compile(
    rb"(?:\s+|<\?.{0,4096}?\?>|<!--.{0,16384}?-->|<!DOCTYPE(?!\s+html)[^\[>]{0,4096}(?:\[.{0,32768}?\]\s{0,64})?>)*+",
    re.S | re.I,
)
_ROOT = re.compile(
    rb"<(?:[A-Za-z][\w.-]{0,63}:)?(rss|rdf|feed|urlset|sitemapindex|html|channel|!doctype html)(?=[\s>/])", re.I
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{2,40})[\"']", re.I)


@dataclass(frozen=True, slots=True)
class Body:
    root: str
    """Local name of the first element in small letters; ``json``, ``text`` or ``html`` where there is no XML."""
    pieces: Iterator[bytes]
    """The document from its first element on, in UTF-8."""
    size: int | None
    """Bytes in all, where that is known without reading on."""


def opened(body: bytes, content_type: str | None) -> Body:
    """Raises Refused: empty, broken gzip, too large, entities declared."""
    pieces = _unpacked(body)
    head = _head(pieces, DECODED_WHOLE)
    if not head.strip(b"\x00 \t\r\n"):
        raise Refused("empty")
    if len(head) >= DECODED_WHOLE:
        recoded = _recoded(chain((head,), pieces), _declared(head))
        return _body(next(recoded), recoded, None)
    text = decode(head, content_type).lstrip("\ufeff\x00 \t\r\n")
    whole = text.encode("utf-8", "replace")
    return _body(whole, iter(()), len(whole))


def _head(pieces: Iterator[bytes], size: int) -> bytes:
    taken: list[bytes] = []
    count = 0
    for piece in pieces:
        taken.append(piece)
        count += len(piece)
        if count >= size:
            break
    return b"".join(taken)


def _unpacked(body: bytes) -> Iterator[bytes]:
    """The bytes in pieces, unpacked where they are gzip, whatever their name and headers say."""
    if not body.startswith(b"\x1f\x8b"):
        if len(body) > MOST_BYTES:
            raise Refused("too large", f"{len(body):,} bytes")
        for start in range(0, len(body), PIECE):
            yield body[start : start + PIECE]
        return
    count = 0
    for piece in _gunzipped(body):
        count += len(piece)
        if count > MOST_BYTES:
            raise Refused("too large", f"more than {MOST_BYTES:,} bytes unpacked")
        yield piece


def _gunzipped(body: bytes) -> Iterator[bytes]:
    """One member after another; what a torn one still holds is given, and what follows the last is left out."""
    member = zlib.decompressobj(31)
    given = False
    for start in range(0, len(body), PIECE):
        rest = body[start : start + PIECE]
        while rest:
            if member.eof:
                member = zlib.decompressobj(31)
            try:
                piece = member.decompress(rest, PIECE)
            except zlib.error as error:
                if given:
                    return
                raise Refused("broken gzip", str(error)) from error
            rest = member.unused_data if member.eof else member.unconsumed_tail
            if piece:
                given = True
                yield piece


def _declared(head: bytes) -> str:
    """The encoding that a document names itself, where it is one."""
    found = _DECLARED.search(head[:1000])
    return (resolve_encoding(found[1].decode("ascii")) if found else None) or "utf-8"


def _recoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    for text in codecs.iterdecode(pieces, encoding, "replace"):
        yield text.encode("utf-8", "replace")


def _body(head: bytes, rest: Iterator[bytes], size: int | None) -> Body:
    root, start = _root(head)
    return Body(root, _from(head, start, rest), size)


def _from(head: bytes, start: int, rest: Iterator[bytes]) -> Iterator[bytes]:
    for at in range(start, len(head), PIECE):
        yield head[at : min(at + PIECE, len(head))]
    yield from rest


def _root(head: bytes) -> tuple[str, int]:
    """Name and place of the first element. What stands before it (DTDs, notices of a broken server) is left out."""
    if head[:1] in (b"{", b"["):
        return "json", 0
    prolog = _PROLOG.match(head)
    after = prolog.end() if prolog else 0
    found = _ROOT.match(head, after) or _ROOT.search(head, 0, PIECE)
    if found is None:
        return ("other", 0) if head.lstrip()[:1] == b"<" else ("text", 0)
    if b"<!ENTITY" in head[: found.start()]:
        raise Refused("entities declared", "a feed needs none")
    name = found[1].decode("ascii").lower()
    return ("html" if name.startswith("!") else name), found.start()
