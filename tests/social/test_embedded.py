"""A post that a news page carries and that its account's feed tells is one article, whoever comes first."""

from datetime import UTC, datetime
from pathlib import Path

from tests.crawl.conftest import rows
from tests.databases import Database
from tests.social import conftest
from tests.social.conftest import Crawler
from tests.social.fake_bluesky import Author, Bluesky
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2024, 12, 24, 16, 5, tzinfo=UTC)
DESK = Author("desk.test", "did:plc:desk")
TITLE = "US citizen gets 15 years for espionage in Moscow"
PROSE = (
    "A court in Moscow sentenced Evan Baltz, a US citizen, to 15 years in prison for espionage on Tuesday.",
    "Baltz had been sentenced to four years in prison for bribery in 2022, and the terms were joined into one.",
    "His lawyer said that the verdict would be appealed, and that his family had not been let into the court.",
)
POST = "Evan Baltz, a US citizen held in Moscow, is already serving 3.5 years for bribery."
EMBED = f"""<blockquote class="bluesky-embed" data-bluesky-uri="{DESK.uri("3le2t5auks222")}">
<p lang="en">{POST}</p>&mdash; Desk (<a href="https://bsky.app/profile/{DESK.did}">@desk.test</a>)
<a href="{DESK.page("3le2t5auks222")}?ref_src=embed">December 24, 2024 at 6:05 PM</a></blockquote>"""
ARTICLES = (
    "SELECT a.canonical_url, a.kind, c.canonical_url, v.published_at, a.version FROM article a"
    " JOIN article_version v ON v.article_id = a.id AND v.version = a.version"
    " LEFT JOIN article c ON c.id = a.carried_by ORDER BY a.kind"
)


def test_an_embedded_post_is_one_article_with_the_same_post_of_its_account(
    crawler: Crawler, tmp_path: Path, api: Site, other: Site, database: Database
) -> None:
    page = article(TITLE, PROSE, WHEN)
    body = page.content().decode().replace(f"<p>{PROSE[2]}", f"{EMBED}<p>{PROSE[2]}")
    other.pages["/feed"] = atom([Entry(other.url("/1"), TITLE, WHEN)])
    other.pages["/1"] = Reply(body)
    news = catalogue(tmp_path / "news.toml", {"courier": {"feeds": [other.url("/feed")]}})
    assert crawler.crawl(news).status == 0
    url, post = other.url("/1"), DESK.page("3le2t5auks222")
    assert rows(database, ARTICLES) == [(url, "article", None, WHEN, 1), (post, "post", url, WHEN, 1)]
    (text,) = rows(database, "SELECT text FROM article_version JOIN article ON id = article_id WHERE kind = 'article'")
    assert "3.5 years" not in text[0]
    terms = "SELECT value FROM claim WHERE field IN ('sentence', 'term')"
    assert {"42", "48", "180"} <= {value for (value,) in rows(database, terms)}

    Bluesky(api).feeds["desk.test"] = [DESK.post("3le2t5auks222", POST, WHEN)]
    entry = {"desk": {"account": "desk.test", "api": api.origin}}
    crawler.crawl(conftest.catalogue(tmp_path / "social.toml", "bluesky", entry), spider="bluesky")
    assert rows(database, ARTICLES) == [(url, "article", None, WHEN, 1), (post, "post", None, WHEN, 1)]
    assert rows(database, "SELECT person, articles FROM case_overview") == [("Evan Baltz", 2)]
