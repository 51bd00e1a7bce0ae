"""Bluesky, crawled from a loopback service that changes between the crawls, and the news that its posts link to."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from detaincrawl.commands import main
from tests.crawl.conftest import migrated
from tests.databases import Database
from tests.social.conftest import Crawler, Ended, catalogue, rows
from tests.social.fake_bluesky import Author, Bluesky, link, minutes, quoting, repost
from tests.web import Reply, Site, article, site

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
PRESS = Author("press.test", "did:plc:press")
DESK = Author("desk.test", "did:plc:desk")
STRANGER = Author("anna.test", "did:plc:anna")

HELD = "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage."
OPENED = "Luc Morel, a French citizen, was detained in Tehran on 20 February 2025. 1/2 #FreeLucMorel 🇫🇷"
CLOSED = "Morel was charged with theft, the French foreign ministry said. 2/2"
GREW = "On 28 February 2025 a court in Tehran sentenced Luc Morel to four years in prison for theft."
PASSED_ON = "Dario Conti, an Italian citizen, was detained in Cairo on 21 February 2025 and charged with fraud."
QUOTED = "Eva Lind, a Swedish citizen, was detained in Ankara on 22 February 2025."
LINKING = "Jan Novak, a Czech citizen, was detained in Caracas on 23 February 2025: 127.0.0.2/cz…"
ARABIC = "اعتقلت السلطات في طهران المواطن الفرنسي لوك موريل بتهمة التجسس"
STORY = ("Jan Novak, a Czech citizen, was detained in Caracas on 23 February 2025 and charged with terrorism.",)
FILL = 130

QUERIES = {
    "articles": "SELECT canonical_url, v.text, a.source, authors, carried_by IS NOT NULL, a.version FROM article a"
    " JOIN article_version v ON v.article_id = a.id AND v.version = a.version",
    "cases": "SELECT person, status, sentence_months, sources, articles FROM case_overview",
    "posts": "SELECT url, state, gone_at IS NOT NULL, reposted FROM post JOIN url ON id = url_id",
    "feeds": "SELECT source, feed, newest_id FROM post_feed",
    "last": "SELECT source, discovered, stored, unchanged, outcome FROM source_run"
    " WHERE run_id = (SELECT max(id) FROM run)",
    "citations": "SELECT person, field, value, url, gone_at IS NOT NULL, quote FROM case_citations",
    "overview": "SELECT canonical_url, gone_at IS NOT NULL, led_by, source, article_id, kind FROM article_overview",
}


class Seen:
    """One crawl: what it said, what the service was asked for it, what the database then held."""

    def __init__(self, ended: Ended, service: Bluesky, database: Database) -> None:
        self.ended = ended
        self.asked = service.asked()
        self.rows: dict[str, list[tuple[Any, ...]]] = {name: rows(database, query) for name, query in QUERIES.items()}
        service.site.asked.clear()

    def articles(self) -> dict[str, tuple[Any, ...]]:
        return {row[0]: row[1:] for row in self.rows["articles"]}

    def gone(self) -> set[str]:
        return {url for url, _, gone, _ in self.rows["posts"] if gone}


def first_feeds(service: Bluesky, news: Site) -> None:
    opened = PRESS.post("opened", OPENED, WHEN + minutes(20))
    linked = link(LINKING, "127.0.0.2/cz…", news.url("/czech"))
    quoted = STRANGER.post("quoted", QUOTED, WHEN - minutes(500))
    items = [
        PRESS.post("empty", "", WHEN + minutes(60)),
        PRESS.post("answer", HELD, WHEN + minutes(55), reply=STRANGER.post("s", "Who?", WHEN)),
        repost(DESK.post("passed", PASSED_ON, WHEN + minutes(5)), PRESS, WHEN + minutes(50)),
        PRESS.post("quotes", "Read this", WHEN + minutes(45), embed=quoting(quoted)),
        PRESS.post("arabic", ARABIC, WHEN + minutes(40), langs=["ar"]),
        PRESS.post("linking", LINKING, WHEN + minutes(35), facets=[linked]),
        PRESS.post("closed", CLOSED, WHEN + minutes(25), reply=opened),
        opened,
        PRESS.post("held", HELD, WHEN),
    ]
    older = [PRESS.post(f"goal{n}", f"The home side won game {n}.", WHEN - minutes(n + 1)) for n in range(FILL)]
    service.feeds = {"press.test": [*items, *older], "desk.test": [DESK.post("passed", PASSED_ON, WHEN + minutes(5))]}
    news.pages = {"/czech": article("Czech held in Caracas", STORY, WHEN)}


def change_feeds(service: Bluesky) -> None:
    """A thread grows, a post is deleted, one is edited; and the service is busy for a moment."""
    feed = service.feeds["press.test"]
    opened = next(item for item in feed if item["post"]["uri"].endswith("/opened"))
    service.feeds["press.test"] = [
        PRESS.post("grew", GREW, WHEN + minutes(70), reply=opened),
        *(item for item in feed if not item["post"]["uri"].endswith(("/held", "/linking"))),
    ]
    edited = PRESS.post("linking", LINKING.replace("detained", "arrested"), WHEN + minutes(35))
    service.feeds["press.test"].insert(6, edited)
    reset = str(int((datetime.now(UTC) + timedelta(seconds=1)).timestamp()))
    busy = {"RateLimit-Limit": "3000", "RateLimit-Remaining": "0", "RateLimit-Reset": reset, "Retry-After": "1"}
    service.refuse = [Reply('{"error":"RateLimitExceeded"}', status=429, type="application/json", headers=busy)]


class Story:
    """Four crawls: first, unchanged, changed, the news that posts led to; and all of it read again."""

    def __init__(self, crawls: list[Seen], news: Site) -> None:
        self.first, self.second, self.third, self.news_crawl, self.again = crawls
        self.news = news


@pytest.fixture(scope="module")
def story(address: Callable[[str], str], template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("bluesky")
    with ExitStack() as stack:
        service, news = Bluesky(stack.enter_context(site())), stack.enter_context(site("127.0.0.2"))
        database = stack.enter_context(migrated(address, template))
        first_feeds(service, news)
        accounts = {name: {"account": f"{name}.test", "api": service.site.origin} for name in ("press", "desk")}
        found = catalogue(folder / "sources.toml", "bluesky", accounts)
        crawler = Crawler(database.url, folder)
        stack.callback(crawler.close)
        crawls = []
        for number, spider in enumerate(("bluesky", "bluesky", "bluesky", "news")):
            if number == 2:
                change_feeds(service)
            ended = crawler.crawl(found, spider=spider, environment={"BACKFILL": "120"})
            crawls.append(Seen(ended, service, database))
        environment = {"SOURCES": str(found), "ARCHIVE_DIR": str(crawler.archive)}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            again = CliRunner().invoke(main, ["reprocess"])
        crawls.append(Seen(Ended(again.exit_code, again.stdout), service, database))
        yield Story(crawls, news)


def test_back_fill_pages_to_its_limit_and_no_further(story: Story) -> None:
    press = [asked for asked in story.first.asked if asked["actor"] == "press.test"]
    assert [asked["limit"] for asked in press] == ["100", "20"]
    assert "cursor" in press[1]
    assert story.first.ended.status == 0
    assert len(story.first.rows["posts"]) == 119  # the answer to somebody else is none of ours


def test_post_becomes_an_article_with_its_own_address(story: Story) -> None:
    found = story.first.articles()
    text, source, authors, carried, _ = found[PRESS.page("held")]
    assert (text, source, authors, carried) == (HELD, "press", ["@press.test"], False)
    assert found[PRESS.page("arabic")][0] == ARABIC
    assert PRESS.page("answer") not in found
    assert ("Karl Tamm", "charged", None, 1, 1) in story.first.rows["cases"]


def test_unchanged_feed_costs_one_request_and_no_row(story: Story) -> None:
    assert [asked["actor"] for asked in story.second.asked] == ["press.test", "desk.test"]
    for name in ("articles", "cases", "posts", "feeds", "citations"):
        assert sorted(map(str, story.second.rows[name])) == sorted(map(str, story.first.rows[name]))
    assert {row[1:3] for row in story.second.rows["last"]} == {(0, 0)}


def test_repost_is_its_original_and_counts_once(story: Story) -> None:
    found = story.first.articles()
    assert found[DESK.page("passed")][2] == ["@desk.test"]
    assert ("Dario Conti", "charged", None, 1, 1) in story.first.rows["cases"]
    assert [row for row in story.first.rows["posts"] if row[0] == DESK.page("passed")] == [
        (DESK.page("passed"), "done", False, False)
    ]


def test_quoted_post_is_carried_by_the_one_that_quotes_it(story: Story) -> None:
    text, _, authors, carried, _ = story.first.articles()[STRANGER.page("quoted")]
    assert (text, authors, carried) == (QUOTED, ["@anna.test"], True)


def test_thread_is_one_text_with_quotes_into_each_post(story: Story) -> None:
    assert story.first.articles()[PRESS.page("opened")][0] == f"{OPENED}\n\n{CLOSED}"
    assert PRESS.page("closed") not in story.first.articles()
    quotes = {(field, url) for person, field, _, url, *_ in story.first.rows["citations"] if person == "Luc Morel"}
    assert ("nationality", PRESS.page("opened")) in quotes
    assert ("charge", PRESS.page("closed")) in quotes


def test_thread_that_grew_within_the_hour_is_a_new_version(story: Story) -> None:
    text, *_, version = story.third.articles()[PRESS.page("opened")]
    assert (text, version) == (f"{OPENED}\n\n{CLOSED}\n\n{GREW}", 2)
    assert ("Luc Morel", "imprisoned", 48, 1, 1) in story.third.rows["cases"]


def test_deleted_post_is_marked_and_its_claims_stay(story: Story) -> None:
    assert story.second.gone() == set()
    assert story.third.gone() == {PRESS.page("held")}
    assert ("Karl Tamm", "charged", None, 1, 1) in story.third.rows["cases"]
    marked = {gone for person, *_, gone, _ in story.third.rows["citations"] if person == "Karl Tamm"}
    assert marked == {True}
    assert (PRESS.page("held"), True) in {row[:2] for row in story.third.rows["overview"]}


def test_edit_is_a_version(story: Story) -> None:
    text, *_, version = story.third.articles()[PRESS.page("linking")]
    assert (text, version) == (LINKING.replace("detained", "arrested"), 2)


def test_host_that_refused_is_asked_again_when_it_said(story: Story) -> None:
    statuses = [asked["status"] for asked in story.third.asked]
    assert statuses == ["429", "200", "200"]
    assert story.third.ended.status == 0


def test_link_of_a_relevant_post_is_fetched_by_the_news_crawl_and_tied_to_it(story: Story) -> None:
    assert story.news_crawl.ended.status == 0
    overview = {row[0]: row[1:] for row in story.news_crawl.rows["overview"]}
    gone, led_by, source, _, kind = overview[story.news.url("/czech")]
    assert (gone, source, kind) == (False, "127.0.0.2", "article")
    assert led_by == [overview[PRESS.page("linking")][3]]
    assert [one.path for one in story.news.asked] == ["/robots.txt", "/czech"]
    assert ("Jan Novak", "charged", None, 2, 2) in story.news_crawl.rows["cases"]


def test_posts_are_read_again_from_the_archive(story: Story) -> None:
    assert story.again.ended.status == 0
    assert story.again.ended.said.endswith(" the same\n")
    assert "changed" not in story.again.ended.said
    for name, found in story.again.rows.items():
        assert sorted(map(str, found)) == sorted(map(str, story.news_crawl.rows[name])), name
