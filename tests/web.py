"""A small real web on loopback: sites with scripted answers and a log of what was asked."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Reply:
    """One scripted answer. With an ``etag`` it answers 304 to who has it already."""

    body: bytes | str = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: bool = False
    before: Callable[[], object] | None = None
    """Called before the answer goes out: to wait for another thread, or to kill what asked."""

    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Asked:
    """One request, as a site saw it."""

    path: str
    status: int
    headers: Mapping[str, str]
    at: float
    """Monotonic seconds."""
    wall: float = field(default_factory=time.time)
    """Unix seconds."""


class Site:
    """One origin. ``pages`` maps a path to its answer, or to a function that gives one; change it at will."""

    def __init__(self, server: "_Server") -> None:
        self.origin = f"http://{server.server_address[0]!s}:{server.server_address[1]}"
        self.pages: dict[str, Reply | Callable[[], Reply]] = {}
        self.asked: list[Asked] = []
        self.answer: Callable[[str], Reply] | None = None
        """Answers instead of ``pages``: for what depends on the query."""

    def url(self, path: str) -> str:
        return self.origin + path

    def paths(self, status: int | None = None) -> list[str]:
        """What was asked, robots.txt left out, in order; of one status only."""
        asked = [one for one in self.asked if one.path != "/robots.txt"]
        return [one.path for one in asked if status in (None, one.status)]

    def reply(self, path: str) -> Reply:
        if self.answer and path != "/robots.txt":
            return self.answer(path)
        found = self.pages.get(path, Reply("nothing here", status=404))
        return found if isinstance(found, Reply) else found()


@contextmanager
def site(host: str = "127.0.0.1") -> Iterator[Site]:
    """A site of its own port; another address of 127.0.0.0/8 is another host to the crawler's manners."""
    server = _Server((host, 0), _Handler)
    server.site = Site(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def sites(count: int) -> Iterator[list[Site]]:
    """Several sites, each of a host of its own: 127.0.1.1, 127.0.1.2 …"""
    with ExitStack() as stack:
        yield [stack.enter_context(site(f"127.0.1.{number}")) for number in range(1, count + 1)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawler that is killed breaks its connections; that is no error of the web."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        reply = site.reply(self.path)
        content = reply.content()
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"' if reply.etag else None
        status = 304 if etag and self.headers["If-None-Match"] == etag else reply.status
        site.asked.append(Asked(self.path, status, dict(self.headers), time.monotonic()))
        if reply.before:
            reply.before()
        self.send_response(status)
        for name, value in {"Content-Type": reply.type, **reply.headers, **({"ETag": etag} if etag else {})}.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers:
            self.send_header("Content-Length", "0" if status == 304 else str(len(content)))
        self.end_headers()
        if status != 304:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """The log is ``Site.asked``."""


@dataclass(frozen=True)
class Entry:
    """One item of a feed."""

    url: str
    title: str
    published: datetime
    updated: datetime | None = None


def atom(entries: Sequence[Entry]) -> Reply:
    """An Atom feed, with an ETag."""
    items = "".join(
        f"<entry><id>{escape(entry.url)}</id><title>{escape(entry.title)}</title>"
        f'<link rel="alternate" href="{escape(entry.url)}"/><published>{entry.published.isoformat()}</published>'
        f"<updated>{(entry.updated or entry.published).isoformat()}</updated></entry>"
        for entry in entries
    )
    feed = f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>f</title>{items}</feed>'
    return Reply(feed, type="application/atom+xml", etag=True)


def article(title: str, paragraphs: Sequence[str], published: datetime, canonical: str | None = None) -> Reply:
    """An article page with its meta tags."""
    link = f'<link rel="canonical" href="{escape(canonical)}">' if canonical else ""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return Reply(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{link}'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{published.isoformat()}"></head>'
        f"<body><article><h1>{escape(title)}</h1>{text}</article></body></html>"
    )


def catalogue(path: Path, entries: Mapping[str, Mapping[str, str | list[str]]]) -> Path:
    """Writes a sources.toml: key → what differs from an English news site of that name."""
    path.write_text("\n".join(_entry(key, given) for key, given in entries.items()), encoding="utf-8")
    return path


def _entry(key: str, given: Mapping[str, str | list[str]]) -> str:
    first = next(iter(v[0] for v in given.values() if isinstance(v, list)), "http://127.0.0.1/")
    homepage = "/".join(first.split("/")[:3]) + "/"
    values = {"key": key, "name": key.title(), "kind": "news", "homepage": homepage, "language": "en", **given}
    return "[[source]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())
