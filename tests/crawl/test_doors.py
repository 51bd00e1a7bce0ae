"""A crawl opens no door, and goes through none that cannot prove whose it is."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.crawl.certificates import certificate
from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
LISTENS = "0A"


class Answering(BaseHTTPRequestHandler):
    """Whoever gets so far has believed the certificate."""

    asked: list[str] = []  # noqa: RUF012 (of all its requests)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)


@pytest.fixture
def unproved(tmp_path: Path) -> Iterator[str]:
    """An outlet by TLS, whose certificate no authority gave."""
    context, _ = certificate(tmp_path, "127.0.0.2")
    server = ThreadingHTTPServer(("127.0.0.2", 0), Answering)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"https://127.0.0.2:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def listening(process: "subprocess.Popen[str]") -> list[str]:
    """Local addresses at which a process waits for connections over a network."""
    held = set()
    for file in Path(f"/proc/{process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            held.add(str(file.readlink()).removeprefix("socket:[").removesuffix("]"))
    found = []
    for family in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{family}").read_text().splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if state == LISTENS and rest[5] in held:
                found.append(local)
    return found


def test_no_port_is_open_and_a_certificate_that_proves_nothing_is_refused(
    crawler: Crawler, tmp_path: Path, outlet: Site, unproved: str, database: Database
) -> None:
    ports: list[list[str]] = []
    running: list[subprocess.Popen[str]] = []
    page = article("Late goal", ["The home side won."], WHEN)
    outlet.pages["/goal"] = Reply(page.body, before=lambda: ports.append(listening(running[0])))
    outlet.pages["/feed"] = atom([Entry(outlet.url("/goal"), "Goal", WHEN)])
    feeds = {"outlet": {"feeds": [outlet.url("/feed")]}, "unproved": {"feeds": [f"{unproved}/feed"]}}
    running.append(crawler.start(catalogue(tmp_path / "sources.toml", feeds)))
    said, _ = running[0].communicate(timeout=120)
    assert running[0].returncode == 0, said
    assert ports == [[]]
    assert Answering.asked == []
    errors = rows(database, "SELECT errors FROM source_run WHERE source = 'unproved'")
    assert errors == [({"feed: robots.txt: certificate not trusted": 1},)]
