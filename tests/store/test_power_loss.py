import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from detaincrawl.records import Reading
from detaincrawl.store import migrate
from detaincrawl.store.embedded import Server
from detaincrawl.store.engine import engine
from detaincrawl.store.readings import GroupCommit, Saved
from tests.store.readings import add_sources, reading

ARTICLES = 120
KILLED_AT = {20, 40, 60, 80, 100}


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Server]:
    """A server that flushes its commits, as the one of a crawl does."""
    server = Server(tmp_path / "pg")
    server.start()
    made = engine(server.url())
    migrate.upgrade(made)
    with made.begin() as connection:
        add_sources(connection)
    yield server
    made.dispose()
    server.remove()


def test_a_server_killed_five_times_loses_nothing_and_halves_nothing(durable: Server) -> None:
    alive = set(KILLED_AT)

    def kill(connection: Connection, stored: Sequence[Reading], saved: Sequence[Saved]) -> None:
        """In the middle of a transaction: every other time the server, else a backend, which ends all others."""
        number = int(stored[-1].article.url.rpartition("/")[2])
        for at in sorted(at for at in alive if at <= number):
            alive.remove(at)
            backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            postmaster = (durable.data / "postmaster.pid").read_text().partition("\n")[0]
            os.kill(int(postmaster) if at % 40 else backend, signal.SIGKILL)

    async def patiently(call: Callable[[], list[Saved]]) -> list[Saved]:
        while True:
            try:
                return await asyncio.to_thread(call)
            except OperationalError:
                await asyncio.to_thread(durable.start)

    async def save_all() -> None:
        stage = GroupCommit(engine(durable.url()), after=kill, run=patiently)
        waiting: set[Awaitable[Saved]] = set()
        for number in range(ARTICLES):
            waiting.add(asyncio.create_task(stage.save(reading(f"https://gazette.test/{number}"))))
            if number % 10 == 9:
                await asyncio.gather(*waiting)
        await asyncio.gather(*waiting)

    asyncio.run(save_all())
    assert not alive
    whole = "SELECT count(DISTINCT a.id), count(DISTINCT m.id), count(c.id) FROM article a JOIN article_version v"
    whole += " ON v.article_id = a.id LEFT JOIN mention m ON m.article_id = a.id LEFT JOIN claim c ON mention_id = m.id"
    with engine(durable.url()).connect() as connection:
        assert tuple(connection.execute(text(whole)).one()) == (ARTICLES, 2 * ARTICLES, 4 * ARTICLES)
