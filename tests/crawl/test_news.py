"""The whole path, with real crawls of a loopback web."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.crawl.conftest import Crawl
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
HELD = (
    "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2025, a court spokeswoman said.",
    "Tamm was charged with espionage. Estonia's foreign ministry asked for consular access to him.",
)
TRIED = (*HELD, "On 28 February 2025 the court sentenced Tamm to four years in prison for espionage.")
GOAL = ("The home side won by a goal in the last minute.",)


def held(paragraphs: tuple[str, ...] = HELD, canonical: str | None = None) -> Reply:
    return article("Estonian held in Minsk on spying charge", paragraphs, WHEN, canonical)


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def sources(tmp_path: Path, outlet: Site) -> Path:
    outlet.pages = {
        "/held": held(),
        "/goal": article("Late goal", GOAL, WHEN),
        "/feed": atom([Entry(outlet.url("/held"), "Held", WHEN), Entry(outlet.url("/goal"), "Goal", WHEN)]),
    }
    return catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})


def test_second_crawl_of_an_unchanged_web_asks_only_whether_the_feeds_changed(
    crawl: Crawl, sources: Path, outlet: Site, database: Database
) -> None:
    assert crawl(sources).returncode == 0
    assert sorted(outlet.paths()) == ["/feed", "/goal", "/held"]
    assert rows(database, "SELECT state, count(*) FROM url GROUP BY 1 ORDER BY 1") == [("done", 1), ("screened_out", 1)]
    assert rows(database, "SELECT person, charges, status FROM case_overview") == [
        ("Karl Tamm", ["espionage"], "charged")
    ]
    before = rows(database, "SELECT case_id FROM case_overview")
    outlet.asked.clear()

    assert crawl(sources).returncode == 0
    assert outlet.paths(304) == outlet.paths() == ["/feed"]
    assert rows(database, "SELECT case_id FROM case_overview") == before
    assert rows(
        database, "SELECT discovered, fetched, unchanged, screened_out, stored, relevant, outcome FROM source_run"
    ) == [
        (2, 2, 0, 1, 1, 1, "ok"),
        (0, 0, 1, 0, 0, 0, "ok"),
    ]
    assert rows(database, "SELECT spider, outcome, ended_at > started_at FROM run") == [("news", "finished", True)] * 2


def test_article_that_its_feed_says_was_updated_becomes_a_further_version_whose_claims_replace_the_old(
    crawl: Crawl, sources: Path, outlet: Site, database: Database
) -> None:
    assert crawl(sources).returncode == 0
    later = datetime.now(UTC) + timedelta(hours=1)
    outlet.pages["/held"] = held(TRIED)
    goal = Entry(outlet.url("/goal"), "Goal", WHEN)
    outlet.pages["/feed"] = atom([Entry(outlet.url("/held"), "Held", WHEN, updated=later), goal])
    outlet.asked.clear()

    assert crawl(sources).returncode == 0
    assert outlet.paths() == ["/feed", "/held"]
    assert rows(database, "SELECT version FROM article_version ORDER BY 1") == [(1,), (2,)]
    assert rows(database, "SELECT DISTINCT version FROM mention") == [(2,)]
    assert rows(database, "SELECT person, status, sentence_months FROM case_overview") == [
        ("Karl Tamm", "imprisoned", 48)
    ]


def test_one_article_is_one_row_however_it_was_reached(
    crawl: Crawl, tmp_path: Path, outlet: Site, database: Database
) -> None:
    outlet.pages = {
        "/short": Reply(status=302, headers={"Location": "/held?ref=short&session=1"}),
        "/held?ref=short&session=1": held(canonical=outlet.url("/held")),
        "/held": held(canonical=outlet.url("/held")),
        "/print/held": held(canonical=outlet.url("/held")),
        "/feed": atom([Entry(outlet.url(path), "Held", WHEN) for path in ("/short", "/print/held", "/held")]),
    }
    sources = catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})
    assert crawl(sources).returncode == 0
    assert rows(database, "SELECT canonical_url, version FROM article") == [(outlet.url("/held"), 1)]
    assert rows(database, "SELECT DISTINCT state FROM url") == [("done",)]


def test_sitemap_index_and_listing_lead_to_articles_and_an_unchanged_index_still_to_its_sitemaps(
    crawl: Crawl, tmp_path: Path, outlet: Site
) -> None:
    def sitemap(root: str, item: str, *paths: str) -> Reply:
        inner = "".join(f"<{item}><loc>{outlet.url(path)}</loc></{item}>" for path in paths)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return Reply(f'<{root} xmlns="{space}">{inner}</{root}>', type="application/xml", etag=True)

    outlet.pages = {
        "/index.xml": sitemap("sitemapindex", "sitemap", "/index.xml", "/map.xml", "/gone.xml"),
        "/map.xml": sitemap("urlset", "url", "/2025/03/01/goal"),
        "/2025/03/01/goal": article("Late goal", GOAL, WHEN),
        "/2025/03/01/held-in-minsk": held(),
        "/latest": Reply(
            '<main><article><h2><a href="/2025/03/01/held-in-minsk">Estonian held in Minsk on spying charge</a></h2>'
            "</article></main><nav><a href='/about'>About</a></nav>"
        ),
    }
    addresses = {"sitemaps": [outlet.url("/index.xml")], "listings": [outlet.url("/latest")]}
    sources = catalogue(tmp_path / "sources.toml", {"outlet": addresses})
    assert crawl(sources).returncode == 0
    articles = ["/2025/03/01/goal", "/2025/03/01/held-in-minsk"]
    assert sorted(outlet.paths()) == [*articles, "/gone.xml", "/index.xml", "/latest", "/map.xml"]
    outlet.asked.clear()
    outlet.pages["/map.xml"] = sitemap("urlset", "url", "/2025/03/01/goal", "/2025/03/01/other-goal")
    outlet.pages["/2025/03/01/other-goal"] = article("Second goal", GOAL, WHEN)

    assert crawl(sources).returncode == 0
    assert outlet.paths(304) == ["/index.xml"]
    assert "/2025/03/01/other-goal" in outlet.paths()


def test_source_that_fails_does_not_stop_the_others(
    crawl: Crawl, tmp_path: Path, outlet: Site, sources: Path, other: Site, database: Database
) -> None:
    other.pages = {
        "/page": Reply("<html><body><p>Welcome</p></body></html>"),
        "/broken": Reply("<rss><channel><item>", type="application/rss+xml"),
        "/busy": Reply("later", status=500),
        "/empty": atom([]),
    }
    feeds = {name: {"feeds": [other.url(f"/{name}")]} for name in ("page", "broken", "busy", "empty")}
    feeds |= {"dead": {"feeds": ["http://127.0.0.3:9/feed"]}, "outlet": {"feeds": [outlet.url("/feed")]}}
    feeds |= {"nowhere": {"feeds": ["http://nowhere.invalid/feed"]}}
    done = crawl(catalogue(tmp_path / "all.toml", feeds))
    assert done.returncode == 0
    outcomes = dict(rows(database, "SELECT source, outcome FROM source_run"))
    assert outcomes == {
        **dict.fromkeys(("page", "broken", "busy", "dead", "nowhere"), "failed"),
        "empty": "empty",
        "outlet": "ok",
    }
    errors = dict(rows(database, "SELECT source, errors FROM source_run"))
    assert errors["page"] == {"feed: html": 1}
    assert errors["busy"] == {"feed: status 500": 1}
    assert errors["dead"] == {"feed: robots.txt: connection refused": 1}
    assert errors["nowhere"] == {"feed: robots.txt: no such host": 1}
    assert "page: " in done.stderr
    assert "Traceback" not in done.stderr


def test_article_that_fails_is_tried_again_later_and_one_that_is_gone_is_not(
    crawl: Crawl, tmp_path: Path, outlet: Site, database: Database
) -> None:
    outlet.pages = {
        "/busy": Reply("later", status=503),
        "/loop": Reply(status=302, headers={"Location": "/loop2"}),
        "/loop2": Reply(status=302, headers={"Location": "/loop"}),
        "/large": Reply(b"a" * 6_000_000),
        "/feed": atom([Entry(outlet.url(f"/{path}"), path, WHEN) for path in ("busy", "gone", "loop", "large")]),
    }
    sources = catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})
    assert crawl(sources).returncode == 0
    found = {
        path.rsplit("/", 1)[1]: rest for path, *rest in rows(database, "SELECT url, state, reason, attempts FROM url")
    }
    assert found == {
        "busy": ["queued", "status 503", 1],
        "gone": ["refused", "status 404", 0],
        "loop": ["refused", "redirect loop", 0],
        "large": ["refused", "too large", 0],
    }


def test_requests_go_only_outwards(
    crawl: Crawl, tmp_path: Path, outlet: Site, inside: Site, database: Database
) -> None:
    port = inside.origin.rsplit(":", 1)[1]
    spellings = ["127.0.0.9", "2130706441", "0x7f000009", "[::ffff:127.0.0.9]", "[::1]"]
    links = [f"http://{host}:{port}/secret" for host in spellings]
    outlet.pages = {
        "/redirect": Reply(status=302, headers={"Location": inside.url("/secret")}),
        "/chain": Reply(status=301, headers={"Location": "/redirect"}),
        "/metadata": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
        "/file": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
        "/canonical": held(canonical=inside.url("/secret")),
        "/feed": atom(
            [
                Entry(outlet.url(f"/{path}"), path, WHEN)
                for path in ("redirect", "chain", "metadata", "file", "canonical")
            ]
            + [Entry(link, "inside", WHEN) for link in links]
        ),
        "/index.xml": Reply(
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>'
            + inside.url("/map.xml")
            + "</loc></sitemap></sitemapindex>",
            type="application/xml",
        ),
    }
    addresses = {"feeds": [outlet.url("/feed")], "sitemaps": [outlet.url("/index.xml")]}
    sources = catalogue(tmp_path / "sources.toml", {"outlet": addresses})
    done = crawl(sources, environment={"ALLOW_NETWORKS": "127.0.0.1/32"})
    assert done.returncode == 0
    assert inside.asked == []
    assert rows(database, "SELECT canonical_url FROM article") == [(outlet.url("/canonical"),)]
    reasons = dict(rows(database, "SELECT url, reason FROM url WHERE state = 'refused'"))
    assert reasons[outlet.url("/chain")] == "inward request: 127.0.0.9 is 127.0.0.9, which is not public"
    assert "169.254.169.254" in reasons[outlet.url("/metadata")]
    assert len(reasons) >= 3
