"""YouTube's feed: videos with their descriptions, and what is no feed."""

from datetime import timedelta

import pytest
from hypothesis import given

from detaincrawl.posts.youtube import batch, post
from detaincrawl.records import Post, Refused
from tests.fuzzing import fuzzed
from tests.social.damage import damaged
from tests.social.fake_youtube import GONE, START, Channel, Video

SPY = Video("dQw4w9WgXcQ", "Engineer gets nine years")


def read(*videos: Video) -> tuple[Post, ...]:
    return batch(Channel(list(videos)).reply().content()).posts


def test_a_video_is_its_title_and_its_description() -> None:
    (found,) = read(Video("dQw4w9WgXcQ", "Engineer gets nine years", "A court in Moscow.\n\n#FreeJaneDoe & more"))
    assert (found.id, found.url) == ("dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    assert found.text == "Engineer gets nine years\n\nA court in Moscow.\n\n#FreeJaneDoe & more"
    assert (found.author, found.name, found.published) == ("Courier TV", "Courier TV", START)


def test_a_short_has_the_address_of_a_video_and_no_description_is_none() -> None:
    (found,) = read(Video("dQw4w9WgXcQ", "Nine years", short=True))
    assert (found.url, found.text) == ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "Nine years")


def test_links_of_the_description_are_whole() -> None:
    described = "More: https://courier.test/a?b=1&c=2.\n(https://courier.test/x)\nhttps://courier.test/a?b=1&c=2"
    (found,) = read(Video("dQw4w9WgXcQ", "Nine years", described))
    assert found.links == ("https://courier.test/a?b=1&c=2", "https://courier.test/x")


def test_views_and_their_time_change_nothing_of_a_post() -> None:
    (before,) = read(SPY)
    (after,) = read(Video(SPY.number, SPY.title, updated=START + timedelta(days=2), views=13_000_000))
    assert (before.text, before.published, before.edited) == (after.text, after.published, after.edited)
    assert before.edited is None


def test_there_are_the_fifteen_newest_and_no_older_page() -> None:
    videos = [Video(f"AbCdEfGhI{number:02}", f"Report {number}") for number in range(30, 0, -1)]
    found = batch(Channel(videos).reply().content())
    assert [one.text for one in found.posts] == [f"Report {number}" for number in range(30, 15, -1)]
    assert found.older is None


def test_what_is_kept_of_a_post_gives_the_same_post() -> None:
    for one in read(SPY, Video("AbCdEfGhIjK", "دادگاه <تهران>", "پنج سال\n&amp; more ]]>")):
        assert post(one.raw) == one


def test_a_channel_without_videos_is_no_refusal() -> None:
    assert read() == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (GONE.content(), "no feed"),
        (b"", "empty"),
        (b"<rss><channel><item/></channel></rss>", "no feed"),
        (b'<!DOCTYPE feed [<!ENTITY a "a">]><feed><entry>&a;</entry></feed>', "entities declared"),
        (b"<feed><entry><title>no video</title></entry></feed>", "no readable posts"),
    ],
)
def test_what_is_no_feed_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        batch(body)
    assert refused.value.reason == reason


@fuzzed(200)
@given(damaged(Channel([SPY, Video("AbCdEfGhIjK", "Title", "Words")]).reply().content()))
def test_damaged_feeds_are_posts_or_a_refusal(body: bytes) -> None:
    try:
        found = batch(body)
    except Refused:
        return
    for one in found.posts:
        assert one.text.strip()
        assert post(one.raw).text == one.text
