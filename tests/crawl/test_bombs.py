"""Every bomb that a server can send, in one crawl: each is refused and counted, the main process stays small."""

import gzip
import socket
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd

from tests.crawl.conftest import Crawler, migrated, rows
from tests.databases import Database
from tests.web import Entry, Site, article, atom, catalogue, site

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
MEGABYTE = 2**20
MOST = 300
"""MiB that the main process may take."""
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
Send = Callable[[bytes], None]


def endless(send: Send) -> None:
    """HTTP/1.0, no length, no end."""
    send(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        send(b"a" * MEGABYTE)


def endless_headers(send: Send) -> None:
    send(OK)
    while True:
        send(b"X-Filler: " + b"a" * 8_000 + b"\r\n")


def one_endless_header(send: Send) -> None:
    send(OK + b"X-Filler: ")
    while True:
        send(b"a" * MEGABYTE)


def endless_trailers(send: Send) -> None:
    send(OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n")
    while True:
        send(b"X-Filler: " + b"a" * 8_000 + b"\r\n")


def endless_chunk_size(send: Send) -> None:
    send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        send(b"0" * MEGABYTE)


def nothing(send: Send) -> None:
    """Silence: the time limit ends it."""
    send(OK + b"Content-Length: 10\r\n\r\n")
    threading.Event().wait(60)


def declared(send: Send) -> None:
    send(OK + b"Content-Length: 10000000000\r\n\r\n" + b"a" * 100)
    threading.Event().wait(60)


def encoded(encoding: str, body: bytes) -> Callable[[Send], None]:
    def answer(send: Send) -> None:
        send(OK + f"Content-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    return answer


def zeros(megabytes: int) -> bytes:
    """A gzip of so many megabytes, made without them."""
    packing = zlib.compressobj(1, wbits=31)
    return b"".join(packing.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packing.flush()


BOMBS: dict[str, Callable[[Send], None]] = {
    "endless": endless,
    "endless-headers": endless_headers,
    "one-endless-header": one_endless_header,
    "endless-trailers": endless_trailers,
    "endless-chunk-size": endless_chunk_size,
    "nothing": nothing,
    "declared": declared,
    "gzip": encoded("gzip", zeros(60)),
    "gzip-in-gzip": encoded("gzip, gzip", gzip.compress(zeros(60))),
    "members": encoded("gzip", gzip.compress(bytes(MEGABYTE)) * 60),
    "brotli": encoded("br", brotli.compress(bytes(60 * MEGABYTE), quality=1)),
    "zstd": encoded("zstd", zstd.compress(bytes(60 * MEGABYTE))),
    "torn-gzip": encoded("gzip", zeros(1)[:-9]),
    "no-gzip": encoded("gzip", b"a" * 100),
    "unknown": encoded("gzip, br, zstd, deflate", b"a" * 100),
}


class Raw:
    """A server that says by the path what it sends, byte for byte."""

    def __init__(self, host: str) -> None:
        self.server = socket.create_server((host, 0))
        self.origin = f"http://{host}:{self.server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.server.accept()
                threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            path = client.recv(10_000).split()[1].decode()
            if path == "/robots.txt" and not self.origin.startswith("http://127.0.2."):
                client.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            else:
                BOMBS.get(path[1:], endless)(client.sendall)


@contextmanager
def raw(host: str) -> Iterator[Raw]:
    one = Raw(host)
    try:
        yield one
    finally:
        one.server.close()


@pytest.fixture(scope="module")
def crawled(
    address: Callable[[str], str], template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """One crawl: each bomb as an article of a host of its own, as a feed, and one without end as robots.txt."""
    folder = tmp_path_factory.mktemp("bombs")
    with ExitStack() as stack:
        database = stack.enter_context(migrated(address, template))
        outlet = stack.enter_context(site())
        hosts = {name: stack.enter_context(raw(f"127.0.3.{n}")) for n, name in enumerate(BOMBS, 1)}
        forbidding = stack.enter_context(raw("127.0.2.1"))
        yield _crawl(Crawler(database.url, folder), database, outlet, hosts, forbidding, folder)


def _crawl(
    crawler: Crawler, database: Database, outlet: Site, hosts: dict[str, Raw], forbidding: Raw, folder: Path
) -> dict[str, Any]:
    urls = [f"{host.origin}/{name}" for name, host in hosts.items()]
    outlet.pages = {"/after": article("Late goal", ["The home side won."], WHEN)}
    outlet.pages["/feed"] = atom([Entry(url, url, WHEN) for url in (*urls, outlet.url("/after"))])
    feeds = {"outlet": {"feeds": [outlet.url("/feed")]}, "robots": {"feeds": [f"{forbidding.origin}/feed"]}}
    for name, host in hosts.items() - {("nothing", hosts["nothing"])}:  # silence is waited for once
        feeds[f"feed-{name}"] = {"feeds": [f"{host.origin}/{name}"]}
    sources = catalogue(folder / "sources.toml", {**feeds})
    process = crawler.start(sources, settings={"DOWNLOAD_TIMEOUT": "10", "LOG_LEVEL": "ERROR"})
    most = _largest(process)
    said, _ = process.communicate()
    print(said)
    reasons = rows(database, "SELECT url, state, reason FROM url")
    errors = rows(database, "SELECT source, errors::text FROM source_run")
    return {
        "status": process.returncode,
        "said": said,
        "most": most,
        "urls": {url.rpartition("/")[2]: (state, reason) for url, state, reason in reasons},
        "sources": dict(errors),
    }


def _largest(process: "subprocess.Popen[str]") -> int:
    """MiB that the main process had at its most; returns when it ends."""
    most = 0
    while process.poll() is None:
        with suppress(OSError):
            status = Path(f"/proc/{process.pid}/status").read_text()
            most = max([most, *(int(line.split()[1]) // 1024 for line in status.splitlines() if "VmHWM" in line)])
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    return most


TOO_LARGE = ("endless", "declared", "gzip", "gzip-in-gzip", "members", "brotli", "zstd")
BROKEN = ("one-endless-header", "endless-headers", "endless-trailers", "endless-chunk-size", "no-gzip", "unknown")


def test_bombs_do_not_fill_the_main_process(crawled: dict[str, Any]) -> None:
    assert (crawled["status"], crawled["most"] < MOST) == (0, True), crawled["most"]


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_grows_too_large_is_refused_for_good_as_article_and_as_feed(crawled: dict[str, Any], name: str) -> None:
    assert crawled["urls"][name] == ("refused", "too large")
    assert crawled["sources"][f"feed-{name}"] == '{"feed: too large": 1}'


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_answer_is_broken(crawled: dict[str, Any], name: str) -> None:
    state, reason = crawled["urls"][name]
    assert state == "queued"
    assert reason in ("broken answer", "connection failed")


def test_silence_ends_in_time_and_robots_txt_without_end_allows_nothing(crawled: dict[str, Any]) -> None:
    assert crawled["urls"]["nothing"] == ("queued", "timeout")
    assert crawled["sources"]["robots"] == '{"feed: robots.txt: too large": 1}'


def test_others_go_on(crawled: dict[str, Any]) -> None:
    assert crawled["urls"]["after"] == ("screened_out", "no custody")
