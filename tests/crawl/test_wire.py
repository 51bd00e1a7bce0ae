"""A database over a network: who it is has to be proved, and a wire that is cut costs nothing."""

import asyncio
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from detaincrawl.crawl import Crawl
from detaincrawl.store import engine, tls
from detaincrawl.store.errors import DatabaseError
from detaincrawl.store.readings import GroupCommit
from tests.crawl.certificates import certificate
from tests.crawl.conftest import Crawler, rows
from tests.crawl.wire import Wire, wire
from tests.databases import Database
from tests.store.readings import add_sources, reading
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
ELSEWHERE = "0.0.0.0"
"""By its spelling not this machine, and yet it is: what goes there has to be proved."""
VERIFIED = {"sslmode": "verify-full"}


@pytest.mark.parametrize(
    ("given", "environment", "mode"),
    [
        ({}, {}, None),
        ({"host": "/run/postgresql"}, {}, None),
        ({"host": "localhost"}, {}, None),
        ({"host": "127.0.0.1,::1"}, {}, None),
        ({"host": "db.test", "hostaddr": "127.0.0.1"}, {}, None),
        ({"host": "db.test"}, {}, "verify-full"),
        ({"host": "10.0.0.1"}, {}, "verify-full"),
        ({"host": "localhost,db.test"}, {}, "verify-full"),
        ({"host": "localhost", "hostaddr": "10.0.0.1"}, {}, "verify-full"),
        ({}, {"PGHOST": "db.test"}, "verify-full"),
        ({"service": "news"}, {}, "verify-full"),
        ({"host": "db.test", "sslmode": "require"}, {}, None),
        ({"host": "db.test"}, {"PGSSLMODE": "disable"}, None),
    ],
)
def test_only_a_server_elsewhere_has_to_prove_who_it_is(
    given: dict[str, str], environment: dict[str, str], mode: str | None
) -> None:
    assert tls.asked(given, environment).get("sslmode") == mode


def test_authority_is_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    known = ssl.get_default_verify_paths().cafile
    remote = {"host": "db.test"}
    assert tls.asked(remote, {}) == (VERIFIED | {"sslrootcert": known} if known else VERIFIED)
    assert tls.asked({**remote, "sslrootcert": "own.pem"}, {}) == VERIFIED
    assert tls.asked(remote, {"PGSSLROOTCERT": "own.pem"}) == VERIFIED
    (tmp_path / ".postgresql").mkdir()
    (tmp_path / ".postgresql" / "root.crt").touch()
    assert tls.asked(remote, {}) == VERIFIED


def complaint(monkeypatch: pytest.MonkeyPatch, url: str) -> str:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(DatabaseError) as raised:
        engine.connect_checked()
    return str(raised.value)


def test_server_elsewhere_without_tls_is_refused_unless_the_address_says_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with wire(database.url) as far:
        said = complaint(monkeypatch, far.url(ELSEWHERE))
        assert "SSL" in said
        assert said.endswith(tls.TO_DO)
        monkeypatch.setenv("DATABASE_URL", f"{far.url(ELSEWHERE)}?sslmode=disable")
        engine.connect_checked().dispose()


def test_server_elsewhere_is_believed_by_its_certificate_alone(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    context, public = certificate(tmp_path, ELSEWHERE)
    with wire(database.url, context) as far:
        assert "certificate verify failed" in complaint(monkeypatch, far.url(ELSEWHERE))
        monkeypatch.setenv("DATABASE_URL", f"{far.url(ELSEWHERE)}?sslrootcert={public}")
        engine.connect_checked().dispose()
    other, public = certificate(tmp_path, "192.0.2.1")
    with wire(database.url, other) as far:
        said = complaint(monkeypatch, f"{far.url(ELSEWHERE)}?sslrootcert={public}")
        assert f'"192.0.2.1" does not match host name "{ELSEWHERE}"' in said


def test_dead_wire_is_noticed_in_a_minute_also_with_words_on_the_way(database: Database) -> None:
    with wire(database.url) as far, engine.engine(far.url()).connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        with socket.socket(fileno=os.dup(driver.fileno())) as used:
            assert used.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000


@pytest.fixture
def far(database: Database) -> Iterator[Wire]:
    with wire(database.url) as one:
        yield one
        engine.engine(one.url()).dispose()


def test_commit_whose_answer_is_lost_is_made_again_without_a_double_row(database: Database, far: Wire) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
    lost: list[bytes] = []

    def once(words: bytes) -> bool:
        if lost or b"COMMIT" not in words:
            return False
        lost.append(words)
        return True

    far.watch = once
    crawl = Crawl("news", [], engine.engine(far.url()), patience=30)
    saved = asyncio.run(GroupCommit(crawl.engine, run=crawl.patiently).save(reading()))
    assert lost
    assert (saved.changed, saved.mentions) == (False, 2)
    assert rows(database, "SELECT count(*), max(version) FROM article_version") == [(1, 1)]
    assert rows(database, "SELECT count(*) FROM claim") == [(4,)]


def test_crawl_goes_on_where_the_wire_was_cut(
    database: Database, far: Wire, outlet: Site, tmp_path: Path, crawler: Crawler
) -> None:
    outlet.pages = {f"/{number}": article("Late goal", ["The home side won."], WHEN) for number in range(20)}
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), path, WHEN) for path in outlet.pages])
    again = threading.Timer(1.0, far.mend)

    def cut() -> None:
        far.cut()
        again.start()

    outlet.pages["/7"] = Reply("Late goal", before=cut)
    feeds: dict[str, Any] = {"outlet": {"feeds": [outlet.url("/feed")]}}
    ended = crawler.crawl(catalogue(tmp_path / "sources.toml", feeds), environment={"DATABASE_URL": far.url()})
    again.join()
    assert ended.status == 0
    assert rows(database, "SELECT state, count(*) FROM url GROUP BY 1") == [("screened_out", 20)]
    assert len(outlet.paths()) == 21
