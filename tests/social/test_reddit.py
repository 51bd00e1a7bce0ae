"""Reddit, crawled from a loopback that lets one request through and asks the next to wait."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy.settings import Settings

from detaincrawl.scrapy_commands.crawl import check
from detaincrawl.spiders.reddit import RedditSpider
from tests.databases import Database
from tests.social.conftest import Crawler, catalogue, rows
from tests.social.fake_reddit import START, Submission, feed, too_many
from tests.web import Reply, Site

HELD = "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2024 and charged with espionage."
TOKEN = "bearer-word-of-reddit"


class Reddit:
    """``posts``: the newest first."""

    def __init__(self, site: Site) -> None:
        self.posts = [
            Submission(f"t3_1abc{n:02}", f"Weather {n}", at=START + timedelta(hours=n)) for n in range(40, 0, -1)
        ]
        self.refuse = [too_many(1)]
        site.answer = self.answer

    def answer(self, path: str) -> Reply:
        if self.refuse:
            return self.refuse.pop()
        asked = parse_qs(urlsplit(path).query)
        word, after = asked.get("q", [""])[0], asked.get("after", [""])[0]
        found = [one for one in self.posts if word in one.title + one.body]
        start = next((place + 1 for place, one in enumerate(found) if one.number == after), 0)
        return feed(found[start : start + 25])


def test_without_a_token_reddit_is_off_and_the_error_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDDIT_BEARER_TOKEN", raising=False)
    sources = catalogue(tmp_path / "sources.toml", "reddit", {"r": {"account": "detained"}})
    with pytest.raises(ValueError, match="REDDIT_BEARER_TOKEN is not set: reddit is read with a bearer token"):
        check("reddit", {}, Settings({"SOURCES": str(sources), "ALLOW_NETWORKS": ""}))


def test_a_minute_passes_between_requests() -> None:
    assert (RedditSpider.custom_settings or {})["DOWNLOAD_DELAY"] == 60


def test_subreddits_and_words_are_read_once(crawler: Crawler, tmp_path: Path, api: Site, database: Database) -> None:
    reddit = Reddit(api)
    body = f"<p>{HELD}</p><p>[source](https://courier.test/1) #FreeKarlTamm</p>"
    reddit.posts.insert(0, Submission("t3_1zzzz", "My uncle", body, at=START + timedelta(hours=41)))
    entry = {"account": "detained", "tags": ["FreeKarlTamm"], "api": api.origin}
    sources = catalogue(tmp_path / "sources.toml", "reddit", {"r": entry})
    token, limit = {"REDDIT_BEARER_TOKEN": TOKEN}, {"BACKFILL": "30"}
    assert crawler.crawl(sources, spider="reddit", environment=token, settings=limit).status == 0
    refused, *answered = api.paths()
    assert refused in answered
    assert set(answered) == {
        "/r/detained/new/.rss?limit=30",
        "/r/detained/new/.rss?limit=5&after=t3_1abc17",
        "/search.rss?q=FreeKarlTamm&sort=new&limit=30",
        "/search.rss?q=FreeKarlTamm&sort=new&limit=29&after=t3_1zzzz",
    }
    assert len(answered) == 4
    agents = {one.headers["User-Agent"].partition("/")[0] for one in api.asked}
    assert agents == {"detaincrawl"}
    query = "SELECT canonical_url, authors, text FROM article JOIN article_version ON id = article_id"
    text = f"My uncle\n\n{HELD}\n\n[source](https://courier.test/1) #FreeKarlTamm"
    assert rows(database, query) == [("https://www.reddit.com/comments/1zzzz/", ["u/some_one"], text)]
    api.asked.clear()
    crawler.crawl(sources, spider="reddit", environment=token, settings=limit)
    assert len(api.paths()) == 2
    assert rows(database, "SELECT stored FROM source_run ORDER BY run_id DESC LIMIT 1") == [(0,)]
