"""robots.txt, in one real crawl of a loopback web, and in bursts of requests."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tests.crawl.conftest import Crawler, burst, migrated, rows
from tests.web import Entry, Reply, Site, article, atom, catalogue, sites

WHEN = datetime(2025, 3, 1, tzinfo=UTC)
PRIVATE = Reply("User-agent: *\nDisallow: /private/\n", type="text/plain")
ROBOTS = {
    "private": PRIVATE,
    "broken": Reply("oops", status=500),
    "busy": Reply("later", status=503),
    "strict": Reply("slower", status=429),
    "missing": Reply("User-agent: *\nDisallow: /\n", status=404),
    "paced": Reply("User-agent: *\nCrawl-delay: 0.7\n", type="text/plain"),
    "sleepy": Reply("User-agent: *\nCrawl-delay: 3600\n", type="text/plain"),
}


def news(outlet: Site, *paths: str) -> None:
    """A feed and a few articles."""
    outlet.pages |= {path: article("Goal", ["A goal."], WHEN) for path in paths}
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), path, WHEN) for path in paths])


@pytest.fixture(scope="module")
def crawled(
    address: Callable[[str], str], template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """One crawl of outlets with different robots.txt, each a host of its own; AutoThrottle is on."""
    folder = tmp_path_factory.mktemp("robots")
    with sites(len(ROBOTS) + 1) as found, migrated(address, template) as database:
        outlets = dict(zip([*ROBOTS, "linking"], found, strict=True))
        for key, outlet in outlets.items():
            news(outlet, "/1", "/2", "/private/3")
            if key in ROBOTS:
                outlet.pages["/robots.txt"] = ROBOTS[key]
        outlets["linking"].pages["/feed"] = atom([Entry(outlets["busy"].url("/elsewhere"), "One", WHEN)])
        feeds = {key: {"feeds": [outlet.url("/feed")]} for key, outlet in outlets.items()}
        crawler = Crawler(database.url, folder)
        settings = {"AUTOTHROTTLE_ENABLED": "1", "AUTOTHROTTLE_START_DELAY": "0", "LOG_LEVEL": "INFO"}
        ended = crawler.crawl(catalogue(folder / "sources.toml", feeds), settings=settings)
        yield SimpleNamespace(ended=ended, database=database, **outlets)
        crawler.close()


def test_forbidden_page_is_refused_for_good_and_others_are_fetched(crawled: SimpleNamespace) -> None:
    assert crawled.ended.status == 0
    assert sorted(crawled.private.paths()) == ["/1", "/2", "/feed"]
    refused = rows(crawled.database, "SELECT url, reason FROM url WHERE state = 'refused'")
    assert refused == [(crawled.private.url("/private/3"), "forbidden by robots.txt")]


@pytest.mark.parametrize(("key", "status"), [("broken", 500), ("busy", 503), ("strict", 429)])
def test_nothing_is_asked_while_robots_txt_is_unavailable(crawled: SimpleNamespace, key: str, status: int) -> None:
    assert getattr(crawled, key).paths() == []
    assert f"{key}: {getattr(crawled, key).url('/feed')}: robots.txt answers {status}" in crawled.ended.said


def test_article_is_put_off_while_its_host_s_robots_txt_is_unavailable(crawled: SimpleNamespace) -> None:
    query = "SELECT state, reason, attempts, next_try_at > now() FROM url WHERE source = 'linking'"
    assert rows(crawled.database, query) == [("queued", "robots.txt answers 503", 0, True)]


def test_missing_robots_txt_allows_everything_whatever_its_page_says(crawled: SimpleNamespace) -> None:
    assert sorted(crawled.missing.paths()) == ["/1", "/2", "/feed", "/private/3"]


def test_crawl_delay_is_kept_between_requests_also_with_autothrottle(crawled: SimpleNamespace) -> None:
    times = [one.at for one in crawled.paced.asked if one.path != "/robots.txt"]
    assert len(times) == 4
    assert times[-1] - times[0] > 1.4, "of 2.1: the first may be seen late"


def test_host_that_asks_for_an_hour_between_requests_is_left_alone(crawled: SimpleNamespace) -> None:
    assert crawled.sleepy.paths() == []
    assert "robots.txt asks for 3600 s between requests" in crawled.ended.said


def test_robots_txt_is_asked_for_once_a_host(crawled: SimpleNamespace) -> None:
    for key in ROBOTS:
        assert [one.path for one in getattr(crawled, key).asked].count("/robots.txt") == 1


def disallowed(outlet: Site, middleware: str) -> list[str]:
    """What is asked for of 30 disallowed pages that are requested together."""
    outlet.pages["/robots.txt"] = PRIVATE
    burst(outlet, "detaincrawl.middlewares.outward.OutwardOnly", middleware)
    assert [one.path for one in outlet.asked].count("/robots.txt") == 1
    return outlet.paths()


def test_none_of_30_disallowed_pages_is_fetched_at_crawl_start(outlet: Site) -> None:
    assert disallowed(outlet, "detaincrawl.middlewares.robots.Robots") == []


def test_scrapy_s_own_middleware_still_needs_ours(outlet: Site) -> None:
    assert disallowed(outlet, "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware") != []
