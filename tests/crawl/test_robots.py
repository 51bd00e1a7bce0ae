"""robots.txt, with real crawls of a loopback web."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from detaincrawl.store.migrate import CHECKOUT
from tests.crawl.conftest import Crawl
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, tzinfo=UTC)
PRIVATE = Reply("User-agent: *\nDisallow: /private/\n", type="text/plain")


def news(outlet: Site, tmp_path: Path, *paths: str) -> Path:
    """An outlet with one feed and a few articles."""
    outlet.pages.update({path: article("Goal", ["A goal."], WHEN) for path in paths})
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), path, WHEN) for path in paths])
    return catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})


def burst(outlet: Site, middleware: str) -> list[str]:
    """What is asked for of 30 disallowed pages that are requested together."""
    outlet.pages["/robots.txt"] = PRIVATE
    subprocess.run(
        [sys.executable, "-m", "tests.crawl.burst", outlet.origin, middleware],
        cwd=CHECKOUT,
        env={**os.environ, "ALLOW_NETWORKS": "127.0.0.1"},
        check=True,
        timeout=60,
    )
    assert [one.path for one in outlet.asked].count("/robots.txt") == 1
    return outlet.paths()


def test_none_of_30_disallowed_pages_is_fetched_at_crawl_start(outlet: Site) -> None:
    assert burst(outlet, "detaincrawl.middlewares.robots.Robots") == []


def test_scrapy_s_own_middleware_still_needs_ours(outlet: Site) -> None:
    assert burst(outlet, "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware") != []


def test_forbidden_page_is_refused_for_good_and_others_are_fetched(
    crawl: Crawl, outlet: Site, tmp_path: Path, database: Database
) -> None:
    outlet.pages["/robots.txt"] = PRIVATE
    assert crawl(news(outlet, tmp_path, "/private/1", "/2")).returncode == 0
    assert outlet.paths() == ["/feed", "/2"]
    with database.engine.connect() as connection:
        reason = connection.scalar(text("SELECT reason FROM url WHERE state = 'refused'"))
    assert reason == "forbidden by robots.txt"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_nothing_is_asked_while_robots_txt_is_unavailable(
    crawl: Crawl, outlet: Site, tmp_path: Path, status: int
) -> None:
    outlet.pages["/robots.txt"] = Reply("busy", status=status)
    done = crawl(news(outlet, tmp_path, "/1", "/2"))
    assert outlet.paths() == []
    assert done.returncode == 1
    assert f"robots.txt answers {status}" in done.stderr


def test_article_is_put_off_while_its_host_s_robots_txt_is_unavailable(
    crawl: Crawl, outlet: Site, tmp_path: Path, database: Database, other: Site
) -> None:
    other.pages["/robots.txt"] = Reply("busy", status=503)
    sources = news(outlet, tmp_path)
    outlet.pages["/feed"] = atom([Entry(other.url("/1"), "One", WHEN)])
    assert crawl(sources).returncode == 0
    assert other.paths() == []
    with database.engine.connect() as connection:
        row = connection.execute(text("SELECT state, reason, attempts, next_try_at > now() FROM url")).one()
    assert tuple(row) == ("queued", "robots.txt answers 503", 0, True)


def test_missing_robots_txt_allows_everything_whatever_its_page_says(
    crawl: Crawl, outlet: Site, tmp_path: Path
) -> None:
    outlet.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /\n", status=404)
    assert crawl(news(outlet, tmp_path, "/1")).returncode == 0
    assert outlet.paths() == ["/feed", "/1"]


def test_crawl_delay_is_kept_between_requests_also_with_autothrottle(
    crawl: Crawl, outlet: Site, tmp_path: Path
) -> None:
    outlet.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 0.7\n", type="text/plain")
    sources = news(outlet, tmp_path, "/1", "/2", "/3")
    assert crawl(sources, settings={"AUTOTHROTTLE_ENABLED": "1", "AUTOTHROTTLE_START_DELAY": "0"}).returncode == 0
    times = [one.at for one in outlet.asked if one.path != "/robots.txt"]
    assert len(times) == 4
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.65


def test_host_that_asks_for_an_hour_between_requests_is_left_alone(crawl: Crawl, outlet: Site, tmp_path: Path) -> None:
    outlet.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 3600\n", type="text/plain")
    done = crawl(news(outlet, tmp_path, "/1"))
    assert outlet.paths() == []
    assert "asks for 3600 s between requests" in done.stderr
