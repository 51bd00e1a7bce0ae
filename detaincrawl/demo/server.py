"""Serves the sample web on loopback: one port an outlet, so that each is an origin with a robots.txt of its own."""

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from detaincrawl.demo.outlets import Outlet
from detaincrawl.demo.site import Document, Part, catalogue_entry, documents

HOST = "127.0.0.1"


class PortTaken(Exception):
    """Another program listens where an outlet of the sample web is to stand; raised before anything is served."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} on {HOST} is taken")
        self.port = port


class Web:
    """What is being served: the origins, and how often what was asked for."""

    def __init__(self) -> None:
        self.origins: dict[str, str] = {}
        """Key of the outlet → ``http://127.0.0.1:8461``."""
        self.catalogue = ""
        """The sources.toml of this web."""
        self.sites: dict[str, Mapping[str, Document]] = {}
        """Key of the outlet → path → document."""
        self.served: Counter[tuple[Part | None, int]] = Counter()
        """(Part, HTTP status) → answers; None: not found."""
        self._lock = threading.Lock()

    def count(self, part: Part | None, status: int) -> None:
        """Called by the servers' threads."""
        with self._lock:
            self.served[part, status] += 1

    def asked(self, part: Part, status: int | None = None) -> int:
        """Answers for one part, of one status or of all."""
        with self._lock:
            return sum(count for (p, s), count in self.served.items() if p is part and status in (None, s))


class _Origin(ThreadingHTTPServer):
    daemon_threads = True
    documents: Mapping[str, Document] = {}

    def __init__(self, port: int, web: Web) -> None:
        super().__init__((HOST, port), _Answer)
        self.web = web


class _Answer(BaseHTTPRequestHandler):
    server: _Origin

    def do_GET(self) -> None:
        document = self.server.documents.get(urlsplit(self.path).path)
        if document is None:
            self.server.web.count(None, HTTPStatus.NOT_FOUND)
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        status = HTTPStatus.NOT_MODIFIED if self._is_known(document) else HTTPStatus.OK
        self.server.web.count(document.part, status)
        self._answer(document, status)

    do_HEAD = do_GET

    def _is_known(self, document: Document) -> bool:
        """If-None-Match outranks If-Modified-Since (RFC 9110, 13.2.2)."""
        if etags := self.headers.get("If-None-Match"):
            return _etag(document) in etags
        return self.headers.get("If-Modified-Since") == _http_date(document)

    def _answer(self, document: Document, status: HTTPStatus) -> None:
        self.send_response(status)
        self.send_header("ETag", _etag(document))
        self.send_header("Last-Modified", _http_date(document))
        if status is HTTPStatus.OK:
            self.send_header("Content-Type", document.content_type)
            self.send_header("Content-Length", str(len(document.body)))
        self.end_headers()
        if status is HTTPStatus.OK and self.command == "GET":
            self.wfile.write(document.body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the command that serves shows progress of its own."""


def _etag(document: Document) -> str:
    return f'"{hashlib.sha256(document.body).hexdigest()[:16]}"'


def _http_date(document: Document) -> str:
    return format_datetime(document.modified.astimezone(UTC), usegmt=True)


@contextmanager
def serving(outlets: Sequence[Outlet], first_port: int = 0) -> Iterator[Web]:
    """Serve each outlet on a port of its own, ``first_port`` and the following; 0: any free ones. Raises PortTaken."""
    web = Web()
    with ExitStack() as stack:
        servers = [_listen(stack, first_port + n if first_port else 0, web) for n in range(len(outlets))]
        for outlet, server in zip(outlets, servers, strict=True):
            origin = web.origins[outlet.key] = f"http://{HOST}:{server.server_port}"
            server.documents = web.sites[outlet.key] = documents(outlet, origin)
        web.catalogue = "\n".join(catalogue_entry(outlet, web.origins[outlet.key]) for outlet in outlets)
        for server in servers:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        yield web


def _listen(stack: ExitStack, port: int, web: Web) -> _Origin:
    try:
        server = _Origin(port, web)
    except OSError as error:
        raise PortTaken(port) from error
    stack.callback(server.server_close)
    return server
