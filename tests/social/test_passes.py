"""How far one reading of a feed goes."""

from datetime import UTC, datetime, timedelta

from detaincrawl.records import Batch, Post, Source
from detaincrawl.spiders.passes import MOST_PAGES, Pass
from detaincrawl.store.posts import Cursor
from detaincrawl.vocabularies import SourceKind

NOW = datetime(2025, 3, 1, 9, tzinfo=UTC)
PRESS = Source("press", "Press", SourceKind.BLUESKY, "https://press.test/", "en", account="press.test")


def batch(*ages: int) -> Batch:
    """Posts of so many hours ago."""
    when = [NOW - timedelta(hours=age) for age in ages]
    return Batch(tuple(Post(str(at), f"https://x.test/{at:%H}", "@a", "", b"", published=at) for at in when), "older")


def reading(newest: datetime | None, most: int = 3) -> Pass:
    return Pass(PRESS, "account", Cursor(newest_id="1" if newest else None, newest_at=newest), most)


def test_new_feed_is_read_to_its_limit() -> None:
    new = reading(None)
    new.take(batch(1, 2))
    assert new.goes_on(batch(1, 2))
    new.take(batch(3, 4))
    assert not new.goes_on(batch(3, 4))
    assert [post.told_at for post in new.posts] == [NOW - timedelta(hours=age) for age in (1, 2, 3)]


def test_known_feed_is_read_to_what_is_known_whatever_the_limit() -> None:
    known = reading(NOW - timedelta(hours=5))
    for ages in ((1, 2), (3, 4)):
        known.take(batch(*ages))
        assert known.goes_on(batch(*ages))
    known.take(batch(5, 6))
    assert not known.goes_on(batch(5, 6))
    assert not known.leaves_a_gap()


def test_gap_is_told() -> None:
    behind = reading(NOW - timedelta(hours=500))
    for number in range(MOST_PAGES):
        assert not behind.leaves_a_gap()
        behind.take(batch(number))
    assert not behind.goes_on(batch(MOST_PAGES))
    assert behind.leaves_a_gap()
