"""Scheduled runs over a changing web on loopback with faults at random: does it all add up at the end?

``python -m benchmarks.soak [RUNS [SEED]]``: between two runs a day passes in a moment, and each outlet publishes more
articles and corrects old ones. In a run, outlets answer 503, tear answers off or are slow; every third run is killed
(kill -9) at a random request, and none of its processes may outlive it; in every third PostgreSQL is, and comes back
seconds later, the first time after a minute. The last runs are left in peace. 1 where a total is not exact or the
crawl's memory grows from run to run.
"""

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from detaincrawl import archive
from detaincrawl.store import migrate, pages
from detaincrawl.store.embedded import Server
from detaincrawl.store.engine import engine
from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue, sites

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
OUTLETS = 4
NEW = 15
"""Articles that an outlet publishes between two runs."""
HELD_EVERY = 3
CORRECTED = 3
FAULTS = 2
"""Of one address; after five it would rightly be given up."""
PEACEFUL = 3
"""Runs at the end without faults: what was put off is fetched."""
AWAY, LONG = 2.0, 60.0
"""Seconds without PostgreSQL; the first time is the long one."""
ORPHANED = 30.0
"""Seconds that workers of a killed crawl may take to end."""
GROWTH = 1.15
"""Of the memory of the second half of the runs over that of the first."""


@dataclass
class Web:
    """What the outlets publish, and what goes wrong in the run that is on."""

    outlets: list[Site]
    draw: random.Random
    corrections: dict[str, int] = field(default_factory=dict)
    published: dict[Site, list[Entry]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    suffered: Counter[str] = field(default_factory=Counter)
    peaceful: bool = False
    strike: threading.Timer | None = None
    at: int = 10**9
    """Answers until the strike."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self) -> None:
        """The next day: new articles, and corrections of old ones."""
        for outlet in self.outlets:
            entries = self.published.setdefault(outlet, [])
            for place in self.draw.sample(range(len(entries)), min(CORRECTED, len(entries))):
                old = entries[place]
                self.corrections[old.url] += 1
                entries[place] = Entry(old.url, old.title, old.published, datetime.now(UTC))
            for _ in range(NEW):
                self._add(outlet, entries)
            outlet.pages["/feed"] = atom(entries)

    def page(self, outlet: Site, number: int) -> Reply:
        """One answer, as the run's weather has it."""
        url = outlet.url(f"/{number}")
        with self.lock:
            self.at -= 1
            if self.at == 0 and self.strike:
                self.strike.start()
            drawn = self.draw.random()
            if drawn < 0.15 and not self.peaceful and self.suffered[url] < FAULTS:
                self.suffered[url] += 1
                return self._fault(drawn, url)
        return article_of(url, number, self.corrections[url])

    def _add(self, outlet: Site, entries: list[Entry]) -> None:
        number = len(entries)
        url = outlet.url(f"/{number}")
        self.corrections[url] = 0
        outlet.pages[f"/{number}"] = lambda: self.page(outlet, number)
        entries.append(Entry(url, f"{number}", WHEN + timedelta(minutes=number)))

    def _fault(self, drawn: float, url: str) -> Reply:
        kind = "answered 503" if drawn < 0.07 else "torn off" if drawn < 0.11 else "slow"
        self.faults[kind] += 1
        if kind == "answered 503":
            return Reply("later", status=503)
        if kind == "torn off":
            return Reply("<html><body>", headers={"Content-Length": "5000", "Connection": "close"})
        whole = article_of(url, int(url.rpartition("/")[2]), self.corrections[url])
        return Reply(whole.body, before=lambda: time.sleep(1))


def name_of(url: str) -> str:
    """A name of its own for every address."""
    digits = "".join(sign for sign in url if sign.isdigit())
    return "Karl Tamm" + "".join(chr(ord("a") + int(digit)) for digit in digits)


def article_of(url: str, number: int, correction: int) -> Reply:
    """One in three tells of somebody held; each correction is another text."""
    if number % HELD_EVERY:
        return article(f"Goal {number}", [f"The home side won {correction} times."], WHEN)
    name = name_of(url)
    words = f"{name}, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage."
    return article(f"Estonian {name} held in Minsk", [words, f"This is edition {correction} of the report."], WHEN)


def run(crawler: Crawler, sources: Path, web: Web, server: Server, number: int) -> int:
    """One scheduled run; the most memory of its main process, in MiB."""
    process = crawler.start(sources, settings={"LOG_LEVEL": "CRITICAL"})
    fault = None if web.peaceful else ("kill", "database", None)[number % 3]
    away = AWAY if web.faults["PostgreSQL killed"] else LONG
    strike = {"kill": lambda: os.kill(process.pid, signal.SIGKILL), "database": lambda: killed(server, away)}.get(
        fault or ""
    )
    web.strike, web.at = (threading.Timer(0, strike), web.draw.randrange(5, NEW * OUTLETS)) if strike else (None, 10**9)
    most = memory(process)
    if web.strike and web.strike.ident:
        web.strike.join()
        web.faults["crawl killed" if fault == "kill" else "PostgreSQL killed"] += 1
    said, _ = process.communicate(timeout=ORPHANED)  # its workers hold the other end of the pipe
    status = process.returncode
    if status not in (0, -signal.SIGKILL) or "Traceback" in said:
        raise SystemExit(f"run {number} ended with {status}: {said}")
    return most


def killed(server: Server, away: float) -> None:
    """kill -9 of the whole server, and its return after some seconds."""
    os.kill(int((server.data / "postmaster.pid").read_text().partition("\n")[0]), signal.SIGKILL)
    time.sleep(away)
    server.start()


def memory(process: "subprocess.Popen[str]") -> int:
    """Looks until the process has ended."""
    most = 0
    while process.poll() is None:
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                most = max(most, int(line.split()[1]) // 1024)
        time.sleep(0.1)
    return most


def mistakes(database: Database, web: Web, folder: Path) -> list[str]:
    """Every total that is not what the outlets published."""
    urls = list(web.corrections)
    held = {url: edition for url, edition in web.corrections.items() if not int(url.rpartition("/")[2]) % HELD_EVERY}
    current = """SELECT a.canonical_url, v.text FROM article a
                 JOIN article_version v ON v.article_id = a.id AND v.version = a.version"""
    expected = {
        "SELECT count(*), count(DISTINCT url) FROM url": (len(urls), len(urls)),
        "SELECT count(*) FROM url WHERE state = 'done'": (len(held),),
        "SELECT count(*) FROM url WHERE state = 'screened_out'": (len(urls) - len(held),),
        "SELECT count(*), count(DISTINCT canonical_url) FROM article": (len(held), len(held)),
        "SELECT count(*), count(DISTINCT name) FROM mention": (len(held), len(held)),
    }
    found = [f"{query}: {rows(database, query)[0]}, not {right}" for query, right in expected.items()
             if rows(database, query)[0] != right]  # fmt: skip
    for url, said in rows(database, current):
        if f"edition {held.get(url)} " not in said:
            found.append(f"{url} is not stored in its last edition {held.get(url)}")
    with database.engine.connect() as connection:
        for page in pages.after(connection, 0, 100_000):
            assert page.place
            archive.read(folder, page.place)  # raises Torn
    return found


def soak(runs: int, seed: int, folder: Path) -> int:
    """Prints the figures; 1 where they are wrong."""
    server = Server(folder / "pg")
    server.start()
    database = Database(server.url(), engine(server.url()))
    migrate.upgrade(database.engine)
    crawler = Crawler(database.url, folder)
    try:
        with sites(OUTLETS) as outlets:
            web = Web(outlets, random.Random(seed))
            feeds = {f"outlet{number}": {"feeds": [one.url("/feed")]} for number, one in enumerate(outlets)}
            sources = catalogue(folder / "sources.toml", {**feeds})
            most = [_day(crawler, sources, web, server, number, number >= runs - PEACEFUL) for number in range(runs)]
            wrong = mistakes(database, web, crawler.archive)
    finally:
        crawler.close()
        database.engine.dispose()
        server.remove()
    return _told(web, runs, most, wrong)


def _day(crawler: Crawler, sources: Path, web: Web, server: Server, number: int, peaceful: bool) -> int:
    web.peaceful = peaceful
    if not peaceful:
        web.publish()
    most = run(crawler, sources, web, server, number)
    with engine(server.url()).begin() as connection:
        connection.execute(text("UPDATE url SET next_try_at = next_try_at - interval '1 day' WHERE state = 'queued'"))
    return most


def _told(web: Web, runs: int, most: list[int], wrong: list[str]) -> int:
    asked = sum(len(outlet.paths()) for outlet in web.outlets)
    faults = ", ".join(f"{count} {kind}" for kind, count in sorted(web.faults.items()))
    half = len(most) // 2
    first, second = statistics.median(most[:half]), statistics.median(most[half:])
    print(
        f"{runs} runs, {len(web.corrections)} addresses, {sum(web.corrections.values())} corrections, {asked} answers"
    )
    print(f"faults: {faults}")
    print(
        f"main process: {first:.0f} MiB in the first half of the runs, {second:.0f} MiB in the second, {max(most)} most"
    )
    print(
        "\n".join(wrong) or "every address settled once, every held person once, every last edition, every record whole"
    )
    return 1 if wrong or second > first * GROWTH else 0


if __name__ == "__main__":
    began = time.monotonic()
    arguments = [int(given) for given in sys.argv[1:3]]
    runs, seed = [*arguments, *(8, 1)[len(arguments) :]]
    with tempfile.TemporaryDirectory() as place:
        status = soak(runs, seed, Path(place))
    print(f"{time.monotonic() - began:.0f} s")
    sys.exit(status)
