"""One page as one gzip member of a WARC file, and back. Pure: bytes in, bytes out."""

import base64
import hashlib
import re
import zlib
from dataclasses import dataclass, field
from datetime import UTC
from io import BytesIO
from urllib.parse import urlsplit, urlunsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from detaincrawl.records import Page

GZIP = 31
"""zlib's window bits for a gzip member with its header and checksum."""
MAX_RECORD = 256 * 2**20
"""Bytes: far above DOWNLOAD_MAXSIZE, so that a damaged or planted record cannot fill the memory."""
SECRET_HEADERS = frozenset(
    {
        "authorization",
        "proxy-authorization",
        "authentication-info",
        "cookie",
        "cookie2",
        "set-cookie",
        "set-cookie2",
        "x-api-key",
        "x-auth-token",
        "x-csrf-token",
        "x-xsrf-token",
    }
)
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What HTTP allows as a header's name."""
REWRITTEN_HEADERS = frozenset({"content-length", "transfer-encoding"})
"""They describe the transfer, not the body as kept: replay would read past it, or stop short."""


class ArchiveError(Exception):
    """The archive cannot do what was asked: one line that says what and where."""


class Torn(ArchiveError):
    """Raised by reading: the record is not the bytes that were kept. That page is reported, others go on."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as the archive holds it."""

    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)


def digest(body: bytes) -> str:
    """SHA-256 in hexadecimal, as ``page.sha256`` has it."""
    return hashlib.sha256(body).hexdigest()


def encode(page: Page) -> bytes:
    """A whole gzip member with the page as an HTTP response. Only successful answers become a Page, so it says 200."""
    headers = [*_open_headers(page.headers), ("Content-Length", str(len(page.body)))]
    warc_headers = {
        "WARC-Date": page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "WARC-Payload-Digest": "sha256:" + base64.b32encode(hashlib.sha256(page.body).digest()).decode(),
    }
    raw = BytesIO()
    writer = WARCWriter(raw, gzip=False, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            _one_line(without_password(page.url)),
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            warc_headers_dict=warc_headers,
            http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
        )
    )
    return compress(raw.getvalue())


def opening(segment: str) -> bytes:
    """The record that begins a segment and says what wrote it."""
    raw = BytesIO()
    writer = WARCWriter(raw, gzip=False, warc_version="1.1")
    writer.write_record(
        writer.create_warcinfo_record(segment, {"software": "detaincrawl", "format": "WARC File Format 1.1"})
    )
    return compress(raw.getvalue())


def compress(raw: bytes) -> bytes:
    """Level 1: level 9 costs 12 ms a page instead of 3.5."""
    packer = zlib.compressobj(1, zlib.DEFLATED, GZIP)
    return packer.compress(raw) + packer.flush()


def decode(member: bytes, sha256: str) -> Kept:
    """The page in ``member``. Raises Torn unless it is one whole gzip member whose body has this digest."""
    unpacker = zlib.decompressobj(GZIP)
    try:
        raw = unpacker.decompress(member, MAX_RECORD)
    except zlib.error as error:
        raise Torn(f"is damaged ({error})") from error
    if not unpacker.eof:
        raise Torn("ends too early" if len(raw) < MAX_RECORD else f"is larger than {MAX_RECORD} bytes")
    if unpacker.unused_data:
        raise Torn("is followed by other bytes within its length")
    kept = _parse(raw)
    if digest(kept.body) != sha256:
        raise Torn("has another digest than its row")
    return kept


def _parse(raw: bytes) -> Kept:
    # warcio raises StopIteration and its own errors for bytes that are no WARC; both mean the same to us.
    try:
        record = next(iter(ArchiveIterator(BytesIO(raw), ensure_http_headers=True)))
    except (StopIteration, ArchiveLoadFailed) as error:
        raise Torn("is no WARC record") from error
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = tuple((name, value) for name, value in record.http_headers.headers) if record.http_headers else ()
    return Kept(url, headers, record.raw_stream.read())


def _open_headers(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    hidden = SECRET_HEADERS | REWRITTEN_HEADERS
    named = [(name.strip(), value) for name, value in headers]
    return [(name, _one_line(value)) for name, value in named if TOKEN.fullmatch(name) and name.lower() not in hidden]


def _one_line(words: str) -> str:
    """A line break in a value would make a header of its own on replay; a lone surrogate cannot be written at all."""
    printable = words.encode("utf-8", "replace").decode()
    return "".join(sign if sign.isprintable() else " " for sign in printable)


def without_password(url: str) -> str:
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
