"""The whole path: three real crawls of one loopback web, unchanged before the second, changed before the third."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.crawl.conftest import Crawler, migrated, rows
from tests.crawl.story import KEYS, Seen, change_web, open_web
from tests.web import Site, catalogue, site, sites

QUERIES = {
    "cases": "SELECT person, case_id, charges, status, sentence_months FROM case_overview ORDER BY person",
    "articles": "SELECT source, canonical_url, version FROM article ORDER BY 2",
    "versions": "SELECT source, v.version FROM article_version v JOIN article ON id = article_id ORDER BY 1, 2",
    "mentions": "SELECT source, m.version FROM mention m JOIN article a ON a.id = m.article_id ORDER BY 1, 2",
    "urls": "SELECT source, url, state, reason, attempts FROM url ORDER BY url",
    "last": "SELECT source, outcome, errors FROM source_run WHERE run_id = (SELECT max(id) FROM run)",
    "counts": "SELECT source, discovered, fetched, unchanged, screened_out, stored, relevant FROM source_run"
    " WHERE run_id = (SELECT max(id) FROM run)",
    "runs": "SELECT spider, outcome, ended_at > started_at FROM run",
}


class Story:
    """The crawls so far, and the web that they crawled."""

    def __init__(self, web: dict[str, Site], inside: Site) -> None:
        self.web = web
        self.inside = inside
        self.crawls: list[Seen] = []


@pytest.fixture(scope="module")
def story(address: Callable[[str], str], template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("story")
    with ExitStack() as stack:
        web = dict(zip(KEYS, stack.enter_context(sites(len(KEYS))), strict=True))
        inside = stack.enter_context(site("127.0.0.9"))
        database = stack.enter_context(migrated(address, template))
        found = catalogue(folder / "sources.toml", open_web(web, inside))
        crawler = Crawler(database.url, folder)
        told = Story(web, inside)
        for number in range(3):
            if number == 2:
                change_web(web)
            ended = crawler.crawl(found, settings={"LOG_LEVEL": "INFO"}, environment={"ALLOW_NETWORKS": "127.0.1.0/24"})
            asked = {key: [(one.path, one.status) for one in web[key].asked] for key in KEYS}
            told.crawls.append(Seen(ended, asked, {name: rows(database, query) for name, query in QUERIES.items()}))
            for one in web.values():
                one.asked.clear()
        yield told
        crawler.close()


@pytest.fixture(scope="module")
def first(story: Story) -> Seen:
    return story.crawls[0]


@pytest.fixture(scope="module")
def second(story: Story) -> Seen:
    return story.crawls[1]


@pytest.fixture(scope="module")
def third(story: Story) -> Seen:
    return story.crawls[2]


def by_path(seen: Seen, source: str) -> dict[str, tuple[str, str | None, int]]:
    """Path → state, reason, attempts."""
    own = [row[1:] for row in seen.rows["urls"] if row[0] == source]
    return {"/" + url.split("/", 3)[3]: (state, reason, attempts) for url, state, reason, attempts in own}


def test_articles_become_cases(first: Seen) -> None:
    assert first.ended.status == 0
    found = {person: (charges, status) for person, _, charges, status, _ in first.rows["cases"]}
    assert found == {
        "Karl Tamm": (["espionage"], "charged"),
        "Luc Morel": (["theft"], "charged"),
        "Dario Conti": (["fraud"], "charged"),
    }


def test_run_and_source_leave_their_figures(first: Seen) -> None:
    counts = {source: tuple(rest) for source, *rest in first.rows["counts"]}
    assert counts["plain"] == (2, 2, 0, 1, 1, 1)
    assert first.rows["runs"] == [("news", "finished", True)]


def test_one_article_is_one_row_however_it_was_reached(first: Seen, story: Story) -> None:
    articles = [row for row in first.rows["articles"] if row[0] == "many"]
    assert articles == [("many", story.web["many"].url("/held"), 1)]
    assert {state for state, *_ in by_path(first, "many").values()} == {"done"}


def test_sitemap_indexes_and_listings_lead_to_articles(first: Seen) -> None:
    articles = {"/2025/03/01/late-goal-at-home", "/2025/03/01/italian-held-in-cairo"}
    asked = {"/robots.txt", "/index.xml", "/map.xml", "/gone.xml", "/latest"}
    assert set(first.paths("mapped")) == articles | asked
    assert len(first.paths("mapped")) == len(articles | asked)  # also an index that names itself is asked once


def test_source_that_fails_does_not_stop_the_others_and_says_why(first: Seen) -> None:
    outcomes = {source: outcome for source, outcome, _ in first.rows["last"]}
    errors = {source: errors for source, _, errors in first.rows["last"]}
    assert {key for key, outcome in outcomes.items() if outcome == "failed"} == {
        "page", "broken", "busy", "dead", "nowhere",
    }  # fmt: skip
    assert outcomes["empty"] == "empty"
    assert outcomes["plain"] == "ok"
    assert errors["page"] == {"feed: html": 1}
    assert errors["busy"] == {"feed: status 500": 1}
    assert errors["dead"] == {"feed: robots.txt: connection refused": 1}
    assert errors["nowhere"] == {"feed: robots.txt: no such host": 1}
    assert "page: http://127.0.1." in first.ended.said
    assert "detaincrawl: 5 of 11 sources failed: page (feed: html), broken (" in first.ended.said
    assert "Traceback" not in first.ended.said


def test_article_that_fails_is_tried_again_later_and_one_that_is_gone_is_not(first: Seen) -> None:
    assert by_path(first, "failing") == {
        "/busy": ("queued", "status 503", 1),
        "/gone": ("refused", "status 404", 0),
        "/loop": ("refused", "redirect loop", 0),
        "/large": ("refused", "too large", 0),
    }


def test_nothing_inside_is_ever_asked(story: Story, first: Seen) -> None:
    assert story.inside.asked == []
    found = by_path(first, "luring")
    inward = "inward request: 127.0.0.9 is 127.0.0.9, which is not public"
    assert found["/redirect"] == found["/chain"] == ("refused", inward, 0)
    assert found["/metadata"][1] == "inward request: 169.254.169.254 is 169.254.169.254, which is not public"
    assert found["/password"] == ("refused", "inward request: credentials in the address", 0)
    assert found["/file"][0] == "queued"
    assert "/goal" not in first.paths("luring")
    stored = [url for source, url, _ in first.rows["articles"] if source == "luring"]
    assert all(url.startswith(story.web["luring"].origin) for url in stored)


def test_second_crawl_of_an_unchanged_web_asks_only_whether_the_feeds_changed(first: Seen, second: Seen) -> None:
    for outlet, feeds in {
        "plain": ["/feed"], "many": ["/feed"], "empty": ["/feed"], "mapped": ["/index.xml", "/latest", "/map.xml"],
    }.items():  # fmt: skip
        assert second.paths(outlet, 304) == feeds
        assert second.paths(outlet, 200) == []
    assert {counts[0]: counts[2] for counts in second.rows["counts"] if counts[2]} == {}
    assert second.rows["cases"] == first.rows["cases"]
    assert second.rows["articles"] == first.rows["articles"]


def test_article_that_its_feed_says_was_updated_is_fetched_again_and_alone(third: Seen) -> None:
    assert third.paths("plain") == ["/feed", "/held", "/robots.txt"]


def test_updated_article_is_a_further_version_whose_claims_replace_the_old(second: Seen, third: Seen) -> None:
    assert [row for row in third.rows["versions"] if row[0] == "plain"] == [("plain", 1), ("plain", 2)]
    assert [row for row in third.rows["mentions"] if row[0] == "plain"] == [("plain", 2)]
    before = {person: case_id for person, case_id, *_ in second.rows["cases"]}
    after = {person: rest for person, *rest in third.rows["cases"]}
    assert after["Karl Tamm"] == [before["Karl Tamm"], ["espionage"], "imprisoned", 48]


def test_sitemap_index_that_has_not_changed_still_leads_to_its_sitemaps(third: Seen) -> None:
    assert third.paths("mapped", 304) == ["/index.xml", "/latest"]
    assert "/2025/03/02/second-late-goal" in third.paths("mapped", 200)
