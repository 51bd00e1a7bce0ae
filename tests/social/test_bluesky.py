"""Bluesky, crawled from a loopback service that changes between the crawls."""

from datetime import UTC, datetime
from pathlib import Path

from tests.databases import Database
from tests.social.conftest import Crawler, catalogue, rows
from tests.social.fake_bluesky import Author, Bluesky, minutes
from tests.web import Site

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
HELD = "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage."
PRESS = Author("press.test", "did:plc:press")
OTHER = Author("desk.test", "did:plc:desk")

ARTICLES = (
    "SELECT canonical_url, kind, authors, language, text FROM article a JOIN article_version v"
    " ON v.article_id = a.id AND v.version = a.version ORDER BY published_at, 1"
)


def test_a_relevant_post_becomes_an_article_with_its_own_address(
    crawler: Crawler, tmp_path: Path, api: Site, database: Database
) -> None:
    service = Bluesky(api)
    sources = catalogue(tmp_path / "sources.toml", "bluesky", {"press": {"account": "press.test", "api": api.origin}})
    service.feeds["press.test"] = [
        PRESS.post("3", "The home side won.", WHEN + minutes(3)),
        PRESS.post("1", HELD, WHEN),
    ]
    ended = crawler.crawl(sources, spider="bluesky", settings={"LOG_LEVEL": "INFO"})
    assert ended.status == 0
    assert service.asked() == [{"actor": "press.test", "limit": "100", "filter": "posts_with_replies", "status": "200"}]
    ((url, kind, authors, language, text),) = rows(database, ARTICLES)
    assert (url, kind, authors, language, text) == (PRESS.page("1"), "post", ["@press.test"], "en", HELD)
    assert rows(database, "SELECT person, status, charges FROM case_overview") == [
        ("Karl Tamm", "charged", ["espionage"])
    ]
