"""One spelling for the addresses of an article, as far as spelling tells; redirects and rel=canonical tell the rest."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

from courlan import scrub_url
from w3lib.url import safe_url_string

from detaincrawl.discover.queries import kept_query
from detaincrawl.records import Refused

LONGEST = 2_000
"""Signs of an address. PostgreSQL's unique index takes 2,704 bytes; no outlet was seen to need more than 1,200."""
DEFAULT_PORTS = {"http": 80, "https": 443}

_PLAIN = re.compile(
    r"(?!.*(?:/amp|ampproject))https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+(?:/[A-Za-z0-9_~-]+)*(?:/|(?<=[\w~-])(?:\.s?html?)?)"
)
"""Canonical as it stands: nine addresses in ten, at a fiftieth of the time."""
_GOOGLE_AMP = re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/amp/(s/)?(.+)", re.I)
_CDN_AMP = re.compile(r"https?://[\w-]+\.cdn\.ampproject\.org/[a-z]/(s/)?(.+)", re.I)
_GOOGLE_ALERT = re.compile(
    r"https?://(?:www\.)?google\.[a-z.]{2,6}/url\?(?:.*&)?(?:url|q)=(https?(?::|%3A)[^&]+).*", re.I
)
_AMP_TAIL = re.compile(r"(?<=[^/])/amp(?=/?$)|\.amp(?=\.html?$)|(?<=[^/])\.amp$")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.I)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical(url: str) -> str:
    """The address as the frontier keeps it: ASCII, no fragment, credentials, default port or tracking parameters.

    AMP forms become the article's; ``www.``, the scheme and a trailing slash stay, because servers tell them apart.
    Doing it again changes nothing. Raises Refused("bad address") for what is no http or https address.
    """
    if len(url) > 4 * LONGEST:
        raise Refused("bad address", f"{len(url)} signs")
    try:
        spelt = url if _PLAIN.fullmatch(url) and url.count("/") > 2 else _settled(url)
    except ValueError as error:
        raise Refused("bad address", f"{url[:200]!r}: {error}") from error
    if len(spelt) > LONGEST:
        raise Refused("bad address", f"{len(spelt)} signs: {spelt[:80]}…")
    return spelt


def joined(base: str, href: str) -> str:
    """Canonical address of what a document at ``base`` calls ``href``; raises Refused as canonical does."""
    try:
        return canonical(urljoin(base, href.strip()))
    except ValueError as error:
        raise Refused("bad address", f"{href[:200]!r}: {error}") from error


def _settled(url: str) -> str:
    """One round may uncover work for another (an AMP form in an AMP form): three reach rest, or it is no address."""
    for _ in range(4):
        spelt = _once(url)
        if spelt == url:
            return spelt
        url = spelt
    raise ValueError("its spelling does not come to rest")


def _once(url: str) -> str:
    parts = urlsplit(safe_url_string(_unwrapped(_scrubbed(url))))
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError("no http or https address")
    path = _path(parts.path)
    return urlunsplit((parts.scheme, _host(parts), path, kept_query(_escapes(parts.query)), ""))


def _scrubbed(url: str) -> str:
    """Without the markup, space and control characters around it. Two addresses in one stay one (``?url=https://…``)."""
    url = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+", "", url)
    if url.count("://") > 1 or re.search(r"[{}]", url):
        return url.replace("&amp;", "&")
    return str(scrub_url(url))


def _unwrapped(url: str) -> str:
    """The publisher's address in one of Google's AMP caches, or in a link of a Google Alerts feed."""
    alert = _GOOGLE_ALERT.fullmatch(url)
    if alert:
        return unquote(alert[1])
    for pattern in (_GOOGLE_AMP, _CDN_AMP):
        found = pattern.fullmatch(url)
        if found:
            return ("https://" if found[1] else "http://") + found[2]
    return url


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host or not re.fullmatch(r"[a-z0-9._:-]+", host):
        raise ValueError(f"{host!r} is no host")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"


def _path(path: str) -> str:
    path = _SESSION.sub("", _escapes(path))
    segments = list(_walked(path.split("/")))
    path = "/" + "/".join(segments)
    return _AMP_TAIL.sub("", path)


def _walked(segments: list[str]) -> Iterator[str]:
    """Segments with . and .. resolved, and empty ones left out but for the last, which is the trailing slash, and
    those of an address in the address (an archive's ``/web/https://…``)."""
    walked: list[str] = []
    for segment in segments:
        if segment == "..":
            del walked[-1:]
        elif segment not in ("", ".") or (walked and walked[-1].lower() in ("http:", "https:")):
            walked.append(segment)
    if walked and segments[-1] in ("", ".", ".."):
        walked.append("")
    return iter(walked)


def _escapes(text: str) -> str:
    """Percent escapes in capitals, and none where the sign itself may stand."""

    def spelt(match: re.Match[str]) -> str:
        sign = chr(int(match[1], 16))
        return sign if sign in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(spelt, text)
