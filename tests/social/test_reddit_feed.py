"""Reddit's feeds: the title and the writer's own words, none of what the feed says around them."""

from datetime import timedelta

import pytest
from hypothesis import given

from detaincrawl.posts.platform import ACCOUNT, Asked
from detaincrawl.posts.reddit import address, batch, post
from detaincrawl.records import Post, Refused, Source
from detaincrawl.vocabularies import SourceKind
from tests.fuzzing import fuzzed
from tests.social.damage import damaged
from tests.social.fake_reddit import START, Submission, blocked, feed

SUBREDDIT = Source("r", "r/detained", SourceKind.REDDIT, "https://www.reddit.com/r/detained/", "en", account="detained")


def read(*submissions: Submission) -> tuple[Post, ...]:
    return batch(feed(submissions).content()).posts


def test_a_post_is_its_title_and_the_writers_words() -> None:
    body = "<p>My cousin <strong>Jane Doe</strong> was arrested.</p>\n\n<p>Nine years &amp; a fine.</p>"
    (found,) = read(Submission("t3_1abcde", "Held in Baku", body))
    assert (found.id, found.url) == ("t3_1abcde", "https://www.reddit.com/comments/1abcde/")
    assert found.text == "Held in Baku\n\nMy cousin Jane Doe was arrested.\n\nNine years & a fine."
    assert (found.author, found.published, found.edited) == ("u/some_one", START, None)


def test_a_link_is_followed_and_said_in_no_word() -> None:
    (found,) = read(
        Submission("t3_1abcde", "Court jails engineer", link="https://courier.test/news?a=1&b=2", thumbnail=True)
    )
    assert (found.text, found.links) == ("Court jails engineer", ("https://courier.test/news?a=1&b=2",))


def test_reddits_own_pictures_and_pages_are_no_links() -> None:
    body = '<p><a href="/r/other">r/other</a> <a href="https://www.reddit.com/r/a/">a</a> <a href="https://courier.test/x">x</a></p>'
    (found,) = read(Submission("t3_1abcde", "Look", body, link="https://i.redd.it/x.png"))
    assert found.links == ("https://courier.test/x",)


@pytest.mark.parametrize("body", ["<p>[removed]</p>", "<p>[deleted]</p>"])
def test_words_taken_out_are_none(body: str) -> None:
    (found,) = read(Submission("t3_1abcde", "Held in Baku", body, author=None))
    assert (found.text, found.author) == ("Held in Baku", "[deleted]")


def test_an_edit_has_its_time() -> None:
    later = START + timedelta(hours=1)
    (found,) = read(Submission("t3_1abcde", "Held in Baku", "<p>Update: released.</p>", edited=later))
    assert found.edited == later


def test_comments_and_subreddits_of_a_search_are_no_posts() -> None:
    found = read(
        Submission("t1_kx12", "/u/x on Held in Baku"), Submission("t5_2qh", "r/detained"), Submission("t3_1abc", "A")
    )
    assert [one.id for one in found] == ["t3_1abc"]


def test_the_last_post_leads_on_and_an_empty_page_ends() -> None:
    assert batch(feed([Submission("t3_1abd", "B"), Submission("t3_1abc", "A")]).content()).older == "t3_1abc"
    assert batch(feed([]).content()).older is None


def test_subreddits_and_words_are_asked_newest_first() -> None:
    assert address(Asked(SUBREDDIT, ACCOUNT, 500)) == "https://www.reddit.com/r/detained/new/.rss?limit=100"
    after = address(Asked(SUBREDDIT, "#FreeJaneDoe", 20, older="t3_1abc"))
    assert after == "https://www.reddit.com/search.rss?q=FreeJaneDoe&sort=new&limit=20&after=t3_1abc"


def test_what_is_kept_of_a_post_gives_the_same_post() -> None:
    for one in read(
        Submission("t3_1abc", "Held", "<p>My &lt;cousin&gt;</p>", thumbnail=True),
        Submission("t3_1abd", "زندانی", link="https://courier.test/"),
    ):
        assert post(one.raw) == one


@pytest.mark.parametrize("body", [blocked().content(), b"Too Many Requests", b'{"error": 403}'])
def test_the_page_that_blocks_is_no_feed(body: bytes) -> None:
    with pytest.raises(Refused, match="no feed"):
        batch(body)


@fuzzed(200)
@given(damaged(feed([Submission("t3_1abc", "Held", "<p>Words</p>", thumbnail=True)]).content()))
def test_damaged_feeds_are_posts_or_a_refusal(body: bytes) -> None:
    try:
        found = batch(body)
    except Refused:
        return
    for one in found.posts:
        assert one.text.strip()
        assert post(one.raw).text == one.text
