"""X: what its posts say, crawls of a service on loopback, and where its token goes."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from sqlalchemy import text

from detaincrawl.posts import x
from detaincrawl.posts.platform import Asked
from detaincrawl.records import Post, PostRef, Refused, Repost, Source
from detaincrawl.scrapy_commands.crawl import check
from detaincrawl.vocabularies import SourceKind
from tests.databases import Database
from tests.social.conftest import Crawler, catalogue, rows
from tests.social.fake_x import X, answer, tweet
from tests.web import Site

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
HELD = "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage."
CONTI = "Dario Conti, an Italian citizen, was detained in Cairo on 21 February 2025 and charged with fraud."
TOKEN = "bearer-word-of-x"


def only(item: dict[str, object], *known: dict[str, object]) -> Post:
    (found,) = x.batch(json.dumps(answer([item], [*known])).encode()).posts
    assert x.post(found.raw) == found
    return found


def test_post_has_its_page_and_whole_links() -> None:
    urls = [{"url": "https://t.co/a", "expanded_url": "https://news.test/held"},
            {"url": "https://t.co/b", "expanded_url": "https://x.com/press/status/7/photo/1"}]  # fmt: skip
    post = only(tweet(7, "Held &amp; charged #FreeTamm https://t.co/a", WHEN, entities={"urls": urls}))
    assert (post.url, post.author, post.published) == ("https://x.com/i/status/7", "@press", WHEN)
    assert (post.text, post.links) == ("Held & charged #FreeTamm https://t.co/a", ("https://news.test/held",))


def test_long_post_is_whole() -> None:
    assert only(tweet(7, "Karl Tamm, an Est…", WHEN, note_tweet={"text": HELD})).text == HELD


def test_retweet_is_the_original_uncut() -> None:
    about = [{"type": "retweeted", "id": "5"}]
    later = WHEN + timedelta(hours=1)
    post = only(tweet(9, f"RT @desk: {HELD[:30]}…", later, referenced_tweets=about), tweet(5, HELD, WHEN, "2"))
    assert (post.id, post.author, post.text, post.published) == ("5", "@desk", HELD, WHEN)
    assert post.reposted == Repost("9", later)


def test_quoted_and_answered_posts_are_told() -> None:
    about = [{"type": "quoted", "id": "5"}, {"type": "replied_to", "id": "6"}]
    post = only(tweet(9, "This", WHEN, referenced_tweets=about, in_reply_to_user_id="1"), tweet(5, HELD, WHEN, "2"))
    assert post.quoted
    assert (post.quoted.author, post.quoted.text) == ("@desk", HELD)
    assert post.reply_to == PostRef("6", "@press")


def test_editions_of_a_post_have_one_address() -> None:
    post = only(tweet(1000, HELD, WHEN, edit_history_tweet_ids=["998", "1000", "999"]))
    assert (post.id, post.url) == ("1000", "https://x.com/i/status/998")


def test_deleted_post_is_told_from_an_answer_that_is_none() -> None:
    missing = [{"type": "https://api.x.com/2/problems/resource-not-found", "detail": "Could not find tweet"}]
    with pytest.raises(Refused, match="gone"):
        x.post(json.dumps({"errors": missing}).encode())
    with pytest.raises(Refused, match="no post"):
        x.post(json.dumps({"errors": [{"type": "https://api.x.com/2/problems/not-authorized-for-resource"}]}).encode())


@pytest.mark.parametrize(("lang", "language"), [("und", None), ("qme", None), ("iw", "he"), ("zh-TW", "zh")])
def test_language_is_a_tag_of_bcp_47(lang: str, language: str | None) -> None:
    assert only(tweet(7, HELD, WHEN, lang=lang)).language == language


@pytest.mark.parametrize("body", [b"", b"{}", b'{"title":"Unauthorized"}', b'{"data":[{}],"meta":{}}'])
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        x.batch(body)


@pytest.mark.parametrize(("feed", "days", "since"), [("#a", 3, True), ("#a", 8, False), ("account", 8, True)])
def test_search_is_not_given_an_id_that_it_would_refuse(feed: str, days: int, since: bool) -> None:
    press = Source("press", "Press", SourceKind.X, "https://press.test/", "en", account="press")
    asked = Asked(press, feed, 10, account_id="1", since="200", behind=timedelta(days=days))
    assert ("since_id=200" in x.address(asked)) is since


def test_without_a_token_the_error_says_how(crawler: Crawler, tmp_path: Path, api: Site) -> None:
    sources = catalogue(tmp_path / "sources.toml", "x", {"press": {"account": "press", "api": api.origin}})
    ended = crawler.crawl(sources, spider="x", environment={"X_BEARER_TOKEN": ""})
    assert ended.status == 2
    (line,) = ended.said.splitlines()
    assert "X_BEARER_TOKEN is not set" in line
    assert api.asked == []


def test_token_is_not_sent_in_the_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_BEARER_TOKEN", TOKEN)
    entry = {"account": "press", "api": "http://api.test"}
    sources = catalogue(tmp_path / "sources.toml", "x", {"press": entry})
    with pytest.raises(ValueError, match="X_BEARER_TOKEN is not sent over plain http"):
        check("x", {}, Settings({"SOURCES": str(sources), "ALLOW_NETWORKS": ""}))


def test_crawl_pays_for_each_post_once_and_its_token_stays_in_its_header(
    crawler: Crawler, tmp_path: Path, api: Site, database: Database
) -> None:
    service = X(api, TOKEN, most=5)
    when = datetime.now(UTC) - timedelta(days=1)
    told = [tweet(100 + n, f"The home side won game {n}.", when + timedelta(minutes=n)) for n in range(9)]
    told.append(tweet(109, CONTI, when + timedelta(minutes=9)))
    service.posts = {"1": [tweet(200, HELD, when + timedelta(minutes=30)), *told[::-1]]}
    service.posts["#FreeTamm -is:retweet"] = [
        tweet(300, f"#FreeTamm {HELD}", datetime.now(UTC) - timedelta(hours=1), "2")
    ]
    entry = {"account": "press", "tags": ["FreeTamm"], "api": api.origin}
    accounts: dict[str, dict[str, Any]] = {"press": entry, "gone": {"account": "gone", "api": api.origin}}
    sources = catalogue(tmp_path / "sources.toml", "x", accounts)
    given = {"X_BEARER_TOKEN": TOKEN, "BACKFILL": "8"}
    first = crawler.crawl(sources, spider="x", environment=given, settings={"LOG_LEVEL": "DEBUG"})
    assert first.status == 0
    posts = [query for path, query in service.asked() if path == "/2/users/1/tweets"]
    assert [(query["max_results"], query.get("pagination_token")) for query in posts] == [("8", None), ("5", "5")]
    assert service.unauthorized() == []
    assert rows(database, "SELECT feed, newest_id FROM post_feed WHERE source = 'press' ORDER BY 1") == [
        ("#FreeTamm", "300"),
        ("account", "200"),
    ]

    api.asked.clear()
    service.limited = True
    edited = HELD.replace("espionage", "treason")
    service.posts["1"][:2] = [tweet(201, edited, when + timedelta(minutes=40), edit_history_tweet_ids=["200", "201"])]
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE post SET seen_at = seen_at - interval '2 days'"))
    second = crawler.crawl(sources, "-a", "source=press", spider="x", environment=given)
    assert second.status == 0
    assert [query.get("since_id") for _, query in service.asked()] == ["200", "300"]
    assert service.reset
    assert api.asked[1].wall >= service.reset
    query = (
        "SELECT a.canonical_url, v.text FROM article a JOIN article_version v ON v.article_id = a.id AND v.version = 2"
    )
    assert rows(database, query) == [("https://x.com/i/status/200", edited)]

    api.asked.clear()
    given["LOOK_AGAIN_PAID"] = "1"
    third = crawler.crawl(sources, "-a", "source=press", spider="x", environment=given)
    looks = [path for path in api.paths() if path.startswith("/2/tweets/") and "search" not in path]
    assert [path.partition("?")[0] for path in looks] == ["/2/tweets/109"]
    gone = "SELECT url FROM post JOIN url ON id = url_id WHERE gone_at IS NOT NULL"
    assert rows(database, gone) == [("https://x.com/i/status/109",)]
    assert "Conti" in str(rows(database, "SELECT person FROM case_overview"))

    assert TOKEN not in first.said + second.said + third.said
    for segment in (tmp_path / "archive").glob("*.gz"):
        assert TOKEN.encode() not in gzip.decompress(segment.read_bytes())
    for (table,) in rows(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        assert TOKEN not in str(rows(database, f'SELECT t::text FROM "{table}" t'))
