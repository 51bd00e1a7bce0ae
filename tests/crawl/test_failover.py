"""A failover of PostgreSQL: until the standby takes over it takes no writes, and the crawl waits for that."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy.exc import OperationalError

from detaincrawl.crawl import Crawl, CrawlStopped
from detaincrawl.store import account, migrate, sync
from detaincrawl.store.embedded import Server, _make_folder
from detaincrawl.store.engine import engine
from detaincrawl.store.hold import Hold
from detaincrawl.store.models.cases import PersonBlock
from detaincrawl.store.programs import run
from tests.crawl.conftest import Crawler, rows
from tests.crawl.wire import Wire, wire
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
HELD = "Karl Tamm{}, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage."
ARTICLES = 12


@pytest.fixture
def primary(tmp_path: Path) -> Iterator[Server]:
    own = Server(tmp_path / "primary")
    own.start()
    migrate.upgrade(engine(own.url()))
    engine(own.url()).dispose()
    yield own
    own.remove()


@pytest.fixture
def standby(primary: Server, tmp_path: Path) -> Iterator[Server]:
    """Follows the primary; readable, and read-only until it is promoted."""
    rules = primary.data.parent / "pg_hba.conf"
    rules.write_text(f"{rules.read_text()}local replication all peer map=owner\n")
    with psycopg.connect(primary.url(), autocommit=True) as connection:
        connection.execute("SELECT pg_reload_conf()")
    own = Server(tmp_path / "standby")
    _make_folder(own.folder)
    account.make_private(own.data, account.owner_of(own.folder))
    copy = ("--pgdata=data", "--write-recovery-conf", "--checkpoint=fast", f"--dbname={primary.url()}")
    done = run("pg_basebackup", *copy, folder=own.data.parent)
    assert done.returncode == 0, done.stderr
    own.start()
    yield own
    own.remove()


@pytest.fixture
def far(primary: Server) -> Iterator[Wire]:
    with wire(primary.url()) as one:
        yield one


def page(number: int) -> Reply:
    return article(f"Estonian held {number}", [HELD.format("abcdefghijkl"[number])], WHEN)


def promote(server: Server) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("SELECT pg_promote()")


def test_crawl_waits_until_the_standby_takes_over_and_loses_nothing(
    primary: Server, standby: Server, far: Wire, outlet: Site, tmp_path: Path
) -> None:
    outlet.pages = {f"/{number}": page(number) for number in range(ARTICLES)}
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), path, WHEN) for path in outlet.pages])

    def fail_over() -> None:
        primary.stop()
        far.cut()
        far.target = conninfo_to_dict(standby.url())
        far.mend()

    outlet.pages["/5"] = Reply(page(5).content(), before=fail_over)
    sources = catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})
    process = Crawler(far.url(), tmp_path).start(sources)
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if "the server takes no writes, as a standby does" in line:
            break
    promote(standby)
    rest, _ = process.communicate(timeout=120)
    assert process.returncode == 0, [*said, rest]
    own = Database(standby.url(), engine(standby.url()))
    assert rows(own, "SELECT state, count(*) FROM url GROUP BY 1") == [("done", ARTICLES)]
    assert rows(own, "SELECT count(*), count(DISTINCT text) FROM article_version") == [(ARTICLES, ARTICLES)]
    own.engine.dispose()


@pytest.fixture
def read_only(database: Database) -> Iterator[str]:
    """The address of a database that takes no writes."""
    where = f"{database.url}&options={quote('-c default_transaction_read_only=on')}"
    yield where
    engine(where).dispose()


def test_sources_are_not_held_on_a_server_that_takes_no_writes(read_only: str) -> None:
    hold, other = Hold(engine(read_only)), Hold(engine(read_only))
    for _ in range(2):
        with pytest.raises(OperationalError, match="takes no writes"):
            hold.take(["one"])
    with pytest.raises(OperationalError, match="takes no writes"):
        other.claim("one", 1, (), WHEN)
    hold.close()
    other.close()


def test_rows_that_go_past_sqlalchemy_are_refused_alike(read_only: str) -> None:
    row = sync.as_json([{"block": "a block", "person_id": 1}])
    with engine(read_only).begin() as connection, pytest.raises(OperationalError, match="takes no writes"):
        sync.write(connection, {sync.table_of(PersonBlock): row})


def test_crawl_that_finds_no_server_to_write_to_ends_with_that_in_one_line(read_only: str) -> None:
    crawl = Crawl("news", [], engine(read_only), patience=0)
    with pytest.raises(CrawlStopped) as stopped:
        asyncio.run(crawl.begin())
    assert stopped.value.why.startswith("the database stays away: the server takes no writes, as a standby does")
