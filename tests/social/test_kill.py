"""kill -9 amid accounts: nothing is lost, nothing is stored twice, and no cursor runs ahead of what is stored."""

import os
import signal
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from detaincrawl import archive
from detaincrawl.store import pages
from tests.databases import Database
from tests.social.conftest import Crawler, catalogue, rows
from tests.social.fake_bluesky import Author, Bluesky, minutes
from tests.web import Reply, Site

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
ACCOUNTS, POSTS, HELD_EVERY = 4, 40, 4
AHEAD = """
SELECT count(*) FROM post_feed f JOIN post p USING (source, feed) JOIN url u ON u.id = p.url_id
WHERE p.told_at <= f.newest_at AND u.state = 'queued'"""


class Killed(Bluesky):
    """Kills the crawl before its answer number ``at``."""

    at = 0
    process: "subprocess.Popen[str] | None" = None

    def answer(self, path: str) -> Reply:
        self.at -= 1
        if self.process and not self.at:
            os.kill(self.process.pid, signal.SIGKILL)
        return super().answer(path)


def name_of(author: int, number: int) -> str:
    """A letter a digit: names are letters."""
    return "Karl Tamm" + "".join(chr(ord("a") + int(digit)) for digit in f"{author}{number:02}")


def told(number: int) -> list[dict[str, object]]:
    author = Author(f"press{number}.test", f"did:plc:press{number}")
    found = []
    for post in reversed(range(POSTS)):
        words = "The home side won."
        if post % HELD_EVERY == 0:
            words = f"{name_of(number, post)}, an Estonian citizen, was detained in Minsk and charged with espionage."
        found.append(author.post(str(post), words, WHEN + minutes(post)))
    return found


def test_a_crawl_killed_amid_its_accounts_loses_nothing(
    crawler: Crawler, tmp_path: Path, api: Site, database: Database
) -> None:
    service = Killed(api, {f"press{number}.test": told(number) for number in range(ACCOUNTS)})
    accounts = {f"press{number}": {"account": f"press{number}.test", "api": api.origin} for number in range(ACCOUNTS)}
    sources = catalogue(tmp_path / "sources.toml", "bluesky", accounts)
    service.at = ACCOUNTS
    service.process = crawler.start(sources, spider="bluesky", settings={"LOG_LEVEL": "ERROR"})
    assert service.process.wait(120) == -signal.SIGKILL
    assert rows(database, AHEAD) == [(0,)]
    service.process = None
    assert crawler.crawl(sources, spider="bluesky").status == 0

    held = ACCOUNTS * POSTS // HELD_EVERY
    states = rows(database, "SELECT state, count(*) FROM url GROUP BY 1 ORDER BY 1")
    assert states == [("done", held), ("screened_out", ACCOUNTS * POSTS - held)]
    assert rows(database, "SELECT count(*), count(DISTINCT text) FROM article_version") == [(held, held)]
    assert rows(database, "SELECT count(*) FROM mention WHERE name LIKE 'Karl Tamm%'") == [(held,)]
    assert rows(database, "SELECT count(DISTINCT newest_id) FROM post_feed") == [(ACCOUNTS,)]
    with database.engine.connect() as connection:
        kept = pages.after(connection, 0, 10_000)
    for page in kept:
        assert page.place
        archive.read(tmp_path / "archive", page.place)  # raises Torn where a record is not whole
