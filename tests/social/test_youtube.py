"""YouTube, crawled from a loopback feed through spells in which it fails."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from tests.crawl.conftest import Ended, migrated
from tests.databases import Database
from tests.social.conftest import Crawler, catalogue, rows
from tests.social.fake_youtube import BROKEN, CHANNEL, GONE, START, Channel, Video
from tests.web import Reply, site

HELD = "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2024 and charged with espionage."
FEED = f"/feeds/videos.xml?channel_id={CHANNEL}"


class Told:
    """A channel, and three crawls of it: as it is, in a spell, and after an edit and a deletion."""

    def __init__(self, crawl: Callable[[], Ended], database: Database, pages: dict[str, Reply | Callable[[], Reply]]):
        channel = Channel([Video(f"AbCdEfGhI{number:02}", f"Weather {number}", at=START + timedelta(hours=number))
                           for number in range(20, 1, -1)])  # fmt: skip
        channel.videos.insert(0, Video("dQw4w9WgXcQ", "Held in Minsk", HELD, START + timedelta(hours=21)))
        self.database = database
        pages[FEED] = channel.reply
        self.first = crawl()
        self.known = rows(database, "SELECT post_id FROM post ORDER BY told_at DESC")
        pages[FEED] = GONE
        self.spells = [crawl()]
        self.in_spell = rows(database, "SELECT errors FROM source_run ORDER BY run_id DESC LIMIT 1")
        pages[FEED] = channel.reply
        channel.videos[0] = Video(
            "dQw4w9WgXcQ", "Held in Minsk", f"{HELD} UPDATE: released.", START + timedelta(hours=21)
        )
        del channel.videos[5]
        self.last = crawl()


@pytest.fixture(scope="module")
def told(address: Callable[[str], str], template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("youtube")
    with ExitStack() as stack:
        api = stack.enter_context(site())
        database = stack.enter_context(migrated(address, template))
        sources = catalogue(folder / "sources.toml", "youtube", {"tv": {"account": CHANNEL, "api": api.origin}})
        crawler = Crawler(database.url, folder)
        stack.callback(crawler.close)
        yield Told(lambda: crawler.crawl(sources, spider="youtube"), database, api.pages)


def test_the_feed_of_a_channel_becomes_articles(told: Told) -> None:
    assert told.first.status == 0
    assert len(told.known) == 15
    assert told.known[0] == ("dQw4w9WgXcQ",)
    query = "SELECT canonical_url, kind, text FROM article JOIN article_version v ON id = article_id AND v.version = 1"
    assert rows(told.database, query) == [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "post", f"Held in Minsk\n\n{HELD}")
    ]


def test_a_spell_is_a_fault_of_the_run_and_takes_nothing_away(told: Told) -> None:
    assert told.in_spell == [({"feed: status 404": 1},)]
    assert BROKEN.status == 500
    assert rows(told.database, "SELECT count(*) FROM post WHERE gone_at < (SELECT max(started_at) FROM run)") == [(0,)]


def test_a_described_change_is_a_version_and_a_missing_video_is_gone(told: Told) -> None:
    assert rows(told.database, "SELECT version FROM article") == [(2,)]
    assert rows(told.database, "SELECT post_id FROM post WHERE gone_at IS NOT NULL") == [("AbCdEfGhI16",)]
