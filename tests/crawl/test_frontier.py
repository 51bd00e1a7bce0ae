"""The frontier's steps, on a real PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select, text

from detaincrawl.records import Article, Link, Page, Source
from detaincrawl.screen import Screening
from detaincrawl.store import feeds, frontier, runs
from detaincrawl.store.hold import Hold
from detaincrawl.store.models.crawl import Url
from detaincrawl.vocabularies import ArticleKind, SourceKind
from tests.databases import Database

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOURCES = [Source(key, key.title(), SourceKind.NEWS, f"https://{key}.test/", "en") for key in ("alpha", "beta")]


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.engine.begin() as connection:
        runs.save_sources(connection, SOURCES)
        yield connection


def links(*paths: str, updated: datetime | None = None) -> list[Link]:
    return [Link(f"https://alpha.test/{path}", title=path, published=NOW - HOUR, updated=updated) for path in paths]


def claimed(connection: Connection, now: datetime = NOW, most: int = 100) -> list[frontier.Queued]:
    return frontier.claim(connection, "alpha", most, (), now)


def state(connection: Connection, url: str = "https://alpha.test/a") -> dict[str, object]:
    return dict(connection.execute(select(Url.__table__).where(Url.url == url)).mappings().one())


def finish(connection: Connection, queued: frontier.Queued, now: datetime) -> None:
    page = connection.execute(
        text(
            "INSERT INTO page (url_id, source, url, fetched_at, segment, byte_offset, byte_length, sha256)"
            " VALUES (:id, 'alpha', :url, :now, 's', 0, 1, 'd') RETURNING id"
        ),
        {"id": queued.id, "url": queued.url, "now": now},
    ).scalar_one()
    article = Article(
        "alpha", ArticleKind.ARTICLE, queued.url, queued.url + "-canonical", "t", "t", fetched_at=now, page_id=page
    )
    frontier.done(connection, [article])


def test_link_is_queued_once_however_often_it_is_named(connection: Connection) -> None:
    assert frontier.discover(connection, "alpha", links("a", "b", "a"), NOW) == 2
    assert frontier.discover(connection, "beta", links("b", "c"), NOW) == 1
    assert sorted(queued.link.title or "" for queued in claimed(connection)) == ["a", "b"]


def test_newest_publication_comes_first(connection: Connection) -> None:
    old, new = (Link(f"https://alpha.test/{days}", published=NOW - timedelta(days=days)) for days in (9, 1))
    frontier.discover(connection, "alpha", [old, new], NOW)
    assert [queued.url for queued in claimed(connection)] == [new.url, old.url]


def test_what_is_in_hand_is_not_claimed_again(connection: Connection) -> None:
    frontier.discover(connection, "alpha", links("a", "b"), NOW)
    first = claimed(connection, most=1)[0]
    assert first.id not in {q.id for q in frontier.claim(connection, "alpha", 10, {first.id}, NOW)}


def test_done_article_is_not_fetched_again_unless_updated_since(connection: Connection) -> None:
    frontier.discover(connection, "alpha", links("a", updated=NOW - HOUR), NOW)
    finish(connection, claimed(connection)[0], NOW)
    assert state(connection)["state"] == "done"
    assert frontier.discover(connection, "alpha", links("a", updated=NOW - HOUR), NOW + HOUR) == 0
    assert frontier.discover(connection, "alpha", links("a", updated=NOW + HOUR), NOW + HOUR) == 1
    assert [queued.link.updated for queued in claimed(connection, NOW + 2 * HOUR)] == [NOW + HOUR]


def test_stamp_in_the_future_asks_for_one_fetch_only(connection: Connection) -> None:
    stamped = links("a", updated=NOW + 1000 * HOUR)
    frontier.discover(connection, "alpha", stamped, NOW)
    finish(connection, claimed(connection)[0], NOW)
    assert frontier.discover(connection, "alpha", stamped, NOW + HOUR) == 0


def test_canonical_address_of_a_stored_article_needs_no_fetch(connection: Connection) -> None:
    frontier.discover(connection, "alpha", links("a", "a-canonical"), NOW)
    finish(connection, next(q for q in claimed(connection) if q.url.endswith("/a")), NOW)
    assert claimed(connection) == []
    assert state(connection, "https://alpha.test/a-canonical")["state"] == "done"


def test_failure_is_tried_again_later_each_time_and_then_no_more(connection: Connection) -> None:
    frontier.discover(connection, "alpha", links("a"), NOW)
    now, waits = NOW, []
    while due := claimed(connection, now):
        frontier.failed(connection, due[0].id, "timeout", now)
        waits.append((state(connection)["next_try_at"] - now) / HOUR)  # type: ignore[operator]
        assert claimed(connection, now) == []
        now += timedelta(days=2)
    assert waits == [0.5, 1, 2, 4, 8]
    assert (state(connection)["state"], state(connection)["reason"]) == ("failed", "timeout")


def test_page_put_off_waits_without_counting_as_a_failure(connection: Connection) -> None:
    frontier.discover(connection, "alpha", links("a"), NOW)
    frontier.put_off(connection, claimed(connection)[0].id, "robots.txt answers 503", NOW + HOUR)
    assert claimed(connection) == []
    assert state(connection)["attempts"] == 0
    assert len(claimed(connection, NOW + HOUR)) == 1


def test_refused_page_is_asked_again_when_it_changes_but_a_forbidden_one_is_not(connection: Connection) -> None:
    frontier.discover(connection, "alpha", links("a", "b"), NOW)
    by_title = {queued.link.title: queued for queued in claimed(connection)}
    frontier.refused(connection, by_title["a"].id, "no text", NOW)
    frontier.refused(connection, by_title["b"].id, "forbidden by robots.txt", None)
    assert frontier.discover(connection, "alpha", links("a", "b", updated=NOW + HOUR), NOW + HOUR) == 1
    assert [queued.link.title for queued in claimed(connection, NOW + HOUR)] == ["a"]


def test_page_screened_out_keeps_title_date_digest_and_version(connection: Connection) -> None:
    frontier.discover(connection, "alpha", [Link("https://alpha.test/a")], NOW)
    page = Page("alpha", "https://alpha.test/a", NOW, body=b"abc", url_id=claimed(connection)[0].id)
    frontier.screened_out(connection, page, Screening(False, "no custody", "Goal\x00 drought", NOW - HOUR), 7)
    row = state(connection)
    assert row["state"] == "screened_out"
    assert (row["title"], row["published_at"], row["screen_version"]) == ("Goal drought", NOW - HOUR, 7)
    assert row["sha256"] == feeds.digest(b"abc")
    assert claimed(connection) == []


def test_title_that_no_database_holds_does_not_lose_its_neighbours(connection: Connection) -> None:
    bad = Link("https://alpha.test/bad", title="a\x00b\ud800c")
    assert frontier.discover(connection, "alpha", [bad, *links("a")], NOW) == 2
    assert state(connection, bad.url)["title"] == "ab?c"


def test_50_000_links_are_queued_in_seconds(connection: Connection) -> None:
    many = [Link(f"https://alpha.test/{number}", title="t", published=NOW) for number in range(50_000)]
    assert frontier.discover(connection, "alpha", many, NOW) == 50_000
    assert len(claimed(connection, most=16)) == 16


def test_source_is_held_by_one_session_at_a_time(database: Database) -> None:
    first, second = Hold(database.engine), Hold(database.engine)
    assert first.take(["alpha", "beta"]) == {"alpha", "beta"}
    assert second.take(["alpha", "beta"]) == set()
    first.close()
    assert second.take(["alpha"]) == {"alpha"}
    second.close()


def test_lost_session_is_noticed_by_the_next_claim_and_locks_again_what_is_still_free(database: Database) -> None:
    with database.engine.begin() as connection:
        runs.save_sources(connection, SOURCES)
    hold, other = Hold(database.engine), Hold(database.engine)
    hold.take(["alpha", "beta"])
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks"
                " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
        )
    other.take(["beta"])
    with pytest.raises(Exception, match="terminat"):
        hold.claim("alpha", 1, (), NOW)
    assert hold.regain() == {"beta"}
    assert hold.claim("alpha", 1, (), NOW) == []
    hold.close()
    other.close()


def test_index_that_has_not_changed_still_names_its_sitemaps_longest_unasked_first(connection: Connection) -> None:
    index = feeds.Answer("https://alpha.test/index.xml", "alpha", "d1", NOW)
    children = [f"https://alpha.test/{name}.xml" for name in "abc"]
    feeds.save_answer(connection, index, [*children, index.url])
    feeds.save_answer(connection, feeds.Answer(children[0], "alpha", "d2", NOW), [])
    assert feeds.unchanged(connection, index.url, NOW) == (children[1], children[2], children[0])


def test_feed_never_read_to_the_end_is_asked_without_conditions(connection: Connection) -> None:
    feeds.save_answer(connection, feeds.Answer("https://alpha.test/i", "alpha", "d", NOW), ["https://alpha.test/s"])
    assert feeds.last_answer(connection, "https://alpha.test/s") is None
    assert feeds.last_answer(connection, "https://alpha.test/i") == feeds.Answer(
        "https://alpha.test/i", "alpha", "d", NOW
    )
