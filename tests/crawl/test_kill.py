"""kill -9 at random moments: 2,000 addresses, each stored once, and the last crawl completes."""

import os
import random
import signal
import subprocess
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from detaincrawl import archive
from detaincrawl.store import pages
from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
ADDRESSES = 2_000
HELD_EVERY = 20
KILLS = 3
IN_HAND = 16


class Killer:
    """Kills the crawl when the outlet has answered so many requests."""

    def __init__(self, outlet: Site) -> None:
        self.outlet = outlet
        self.at = 10**9
        self.process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            if self.process and len(self.outlet.asked) >= self.at:
                self.at = 10**9
                os.kill(self.process.pid, signal.SIGKILL)


def name_of(number: int) -> str:
    """A letter a digit: names are letters."""
    return "Karl Tamm" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")


def fill(outlet: Site, killer: Killer) -> None:
    for number in range(ADDRESSES):
        if number % HELD_EVERY:
            page = article(f"Goal {number}", ["The home side won."], WHEN)
        else:
            name = name_of(number)
            words = (
                f"{name}, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage."
            )
            page = article(f"Estonian {name} held in Minsk", [words, "A court spokeswoman said so."], WHEN)
        outlet.pages[f"/{number}"] = Reply(page.body, before=killer)
    entries = [Entry(outlet.url(f"/{n}"), f"{n}", WHEN + timedelta(seconds=n)) for n in range(ADDRESSES)]
    outlet.pages["/feed"] = atom(entries)


def test_each_of_2000_addresses_is_stored_once_however_often_the_crawl_is_killed(
    crawler: Crawler, tmp_path: Path, outlet: Site, database: Database
) -> None:
    killer = Killer(outlet)
    fill(outlet, killer)
    sources = catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})
    draw = random.Random(5)
    for _ in range(KILLS):
        killer.at = len(outlet.asked) + draw.randrange(20, 180)
        killer.process = crawler.start(sources, settings={"LOG_LEVEL": "ERROR"})
        killer.process.communicate(timeout=120)  # no worker outlives it, and holds the other end of the pipe
        assert killer.process.returncode == -signal.SIGKILL
    assert crawler.crawl(sources).status == 0

    asked = Counter(outlet.paths())
    asked.pop("/feed")
    assert len(asked) == ADDRESSES
    assert asked.total() <= ADDRESSES + KILLS * IN_HAND
    held = ADDRESSES // HELD_EVERY
    states = rows(database, "SELECT state, count(*) FROM url GROUP BY 1 ORDER BY 1")
    assert states == [("done", held), ("screened_out", ADDRESSES - held)]
    assert rows(database, "SELECT count(*), count(DISTINCT text) FROM article_version") == [(held, held)]
    assert rows(database, "SELECT count(*) FROM mention WHERE name LIKE 'Karl Tamm%'") == [(held,)]
    assert rows(database, "SELECT count(*) FROM run WHERE ended_at IS NULL") == [(KILLS,)]
    with database.engine.connect() as connection:
        kept = pages.after(connection, 0, 10_000)
    for page in kept:
        assert page.place
        archive.read(tmp_path / "archive", page.place)  # raises Torn where a record is not whole
