"""Mastodon: what its statuses say, and crawls of an instance on loopback."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from detaincrawl.posts import mastodon
from detaincrawl.records import Post, PostRef, Refused, Repost
from tests.databases import Database
from tests.social.conftest import Crawler, catalogue, rows
from tests.social.fake_mastodon import Instance, account, status
from tests.web import Site

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
HELD = "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage."
TRIED = "Tamm was sentenced to four years in prison on 28 February 2025, the court said."
TAGGED = "Dario Conti, an Italian citizen, was detained in Cairo on 21 February 2025. #FreeConti"
PRESS = account("press", "110")
DESK = account("desk", "220", "desk.test", remote=True)
STATUSES, TAG = "/api/v1/accounts/110/statuses", "/api/v1/timelines/tag/FreeConti"
MARKED = (
    '<p>Held: <span class="h-card"><a href="https://desk.test/@desk" class="u-url mention">@<span>desk</span></a>'
    '</span> says<br>so <a href="https://i.test/tags/FreeTamm" class="mention hashtag" rel="tag">#<span>FreeTamm'
    '</span></a></p><p><a href="https://news.test/2025/03/01/held"><span class="invisible">https://</span>'
    '<span class="ellipsis">news.test/2025</span><span class="invisible">/03/01/held</span></a></p>'
)


def only(item: dict[str, object]) -> Post:
    (found,) = mastodon.batch(json.dumps([item]).encode()).posts
    assert mastodon.post(found.raw) == found
    return found


def test_text_is_what_a_reader_sees_and_links_are_whole() -> None:
    post = only(status(7, PRESS, MARKED, WHEN, language="pt-BR", spoiler_text="Prison"))
    assert post.text == "Prison\n\nHeld: @desk says\nso #FreeTamm\n\nhttps://news.test/2025/03/01/held"
    assert post.links == ("https://news.test/2025/03/01/held",)
    assert (post.author, post.language, post.published) == ("@press@instance.test", "pt", WHEN)
    assert post.url == "https://instance.test/@press/7"


def test_boost_is_the_original() -> None:
    original = status(5, DESK, HELD, WHEN)
    post = only(status(9, PRESS, "", WHEN + timedelta(hours=1), reblog=original, url=None))
    assert (post.id, post.author, post.published) == ("5", "@desk@desk.test", WHEN)
    assert post.reposted == Repost("9", WHEN + timedelta(hours=1))


def test_answers_name_whom_they_answer() -> None:
    mine = status(8, PRESS, TRIED, WHEN, in_reply_to_id="7", in_reply_to_account_id="110")
    assert only(mine).reply_to == PostRef("7", "@press@instance.test")
    other = {**mine, "in_reply_to_account_id": "220", "mentions": [{"id": "220", "acct": "desk@desk.test"}]}
    assert only(other).reply_to == PostRef("7", "@desk@desk.test")


def test_quoted_status_is_told_apart_from_the_text() -> None:
    marked = f'<p class="quote-inline">RE: <a href="https://desk.test/@desk/5">desk</a></p><p>{TRIED}</p>'
    quote = {"state": "accepted", "quoted_status": status(5, DESK, HELD, WHEN)}
    post = only(status(8, PRESS, marked, WHEN, quote=quote))
    assert post.text == TRIED
    assert post.quoted
    assert (post.quoted.text, post.quoted.url) == (HELD, "https://desk.test/@desk/5")


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_what_is_not_public_is_left_out(visibility: str) -> None:
    assert mastodon.batch(json.dumps([status(1, PRESS, HELD, WHEN, visibility=visibility)]).encode()).posts == ()


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"error":"x"}', b"[" * 9999, b'[{"visibility":"public"}]'])
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        mastodon.batch(body)


def test_crawl_asks_upwards_from_what_is_known_and_looks_again_at_what_matters(
    crawler: Crawler, tmp_path: Path, api: Site, database: Database
) -> None:
    when = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    instance = Instance(api, accounts={"press@instance.test": PRESS}, most=3)
    told = [status(100 + n, PRESS, f"The home side won game {n}.", when + timedelta(minutes=n)) for n in range(8)]
    instance.timelines = {STATUSES: [status(200, PRESS, HELD, when + timedelta(minutes=30)), *told[::-1]]}
    instance.timelines[TAG] = [status(150, DESK, TAGGED, when)]
    entry = {"account": "@press@instance.test", "tags": ["FreeConti", "closed"], "api": api.origin}
    sources = catalogue(tmp_path / "sources.toml", "mastodon", {"press": entry})
    assert crawler.crawl(sources, spider="mastodon", environment={"BACKFILL": "5"}).status == 0
    asked = [(path, query) for path, query in instance.asked() if path == STATUSES]
    assert [query.get("max_id") for _, query in asked] == [None, "106"]
    assert {query["exclude_replies"] for _, query in asked} == {"true"}
    assert rows(database, "SELECT count(*) FROM post WHERE feed = 'account'") == [(5,)]
    assert rows(database, "SELECT errors FROM source_run") == [({"feed: status 401": 1},)]

    api.asked.clear()
    grew = [status(200 + n, PRESS, f"Goal {n}", when + timedelta(minutes=40 + n)) for n in range(1, 5)]
    answer = {"in_reply_to_id": "200", "in_reply_to_account_id": "110"}
    thread = status(205, PRESS, TRIED, when + timedelta(minutes=50), **answer)
    instance.timelines[STATUSES] = [thread, *grew[::-1], *instance.timelines[STATUSES]]
    assert crawler.crawl(sources, spider="mastodon").status == 0
    since = [query["min_id"] for path, query in instance.asked() if path == STATUSES]
    assert since == ["200", "203", "205"]
    assert instance.asked()[0][0] != "/api/v1/accounts/lookup"
    assert rows(database, "SELECT feed, newest_id FROM post_feed ORDER BY 1") == [
        ("#FreeConti", "150"),
        ("account", "205"),
    ]
    found = rows(database, "SELECT person, status, sentence_months FROM case_overview ORDER BY 1")
    assert found == [("Dario Conti", "detained", None), ("Karl Tamm", "imprisoned", 48)]
    texts = rows(database, "SELECT text FROM article_version JOIN article ON id = article_id WHERE source = 'press'")
    assert (f"{HELD}\n\n{TRIED}",) in texts

    api.asked.clear()
    edited = status(
        200, PRESS, HELD.replace("espionage", "treason"), when + timedelta(minutes=30), edited_at="2026-01-01"
    )
    instance.timelines[STATUSES] = [edited if one["id"] == "200" else one for one in instance.timelines[STATUSES][1:]]
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE post SET seen_at = seen_at - interval '2 days'"))
    assert crawler.crawl(sources, spider="mastodon").status == 0
    looks = [path for path, _ in instance.asked() if path.startswith("/api/v1/statuses/")]
    assert sorted(looks) == ["/api/v1/statuses/200", "/api/v1/statuses/205"]
    gone = rows(
        database, "SELECT url, gone_at IS NOT NULL FROM post JOIN url ON id = url_id WHERE post_id IN ('200', '205')"
    )
    assert sorted(gone) == [("https://instance.test/@press/200", False), ("https://instance.test/@press/205", True)]
    versions = rows(
        database,
        "SELECT v.text FROM article a JOIN article_version v ON v.article_id = a.id AND"
        " v.version = a.version WHERE source = 'press' AND v.version > 1",
    )
    assert versions == [(f"{HELD.replace('espionage', 'treason')}\n\n{TRIED}",)]
