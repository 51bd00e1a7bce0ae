"""One address for one post, however embed code, links, feeds and APIs write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.discover import post_url

DID = "did:plc:z72i7hdynmk6r22z27h6tvur"

SAME = {
    "https://x.com/i/status/1871234567890123456": [
        "https://twitter.com/balticcourier/status/1871234567890123456?ref_src=twsrc%5Etfw",
        "http://www.twitter.com/balticcourier/statuses/1871234567890123456",
        "https://mobile.twitter.com/renamed_courier/status/1871234567890123456/photo/1",
        "https://x.com/i/web/status/1871234567890123456",
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&frame=false&id=1871234567890123456&lang=en",
    ],
    f"https://bsky.app/profile/{DID}/post/3lbxyz2kq2c2a": [
        f"at://{DID}/app.bsky.feed.post/3lbxyz2kq2c2a",
        f"https://bsky.app/profile/{DID}/post/3lbxyz2kq2c2a?ref_src=embed",
        f"https://embed.bsky.app/embed/{DID}/app.bsky.feed.post/3lbxyz2kq2c2a?id=0123",
    ],
    "https://bsky.app/profile/family.example/post/3lbxyz2kq2c2a": [
        "https://bsky.app/profile/Family.Example/post/3lbxyz2kq2c2a"
    ],
    "https://t.me/courtpress/123": [
        "https://t.me/CourtPress/123?embed=1&mode=tme",
        "https://t.me/s/courtpress/123",
        "http://telegram.me/courtpress/123?single",
        "https://telegram.dog/courtpress/123/",
    ],
    "https://www.instagram.com/p/DEmEDIfTvHk/": [
        "https://www.instagram.com/reel/DEmEDIfTvHk/?utm_source=ig_embed&utm_campaign=loading",
        "https://instagram.com/family.of.v/p/DEmEDIfTvHk",
        "https://www.instagram.com/p/DEmEDIfTvHk/embed/captioned/?cr=1",
        "https://instagr.am/tv/DEmEDIfTvHk/",
    ],
    "https://www.reddit.com/comments/1abcde/": [
        "https://www.reddit.com/r/worldnews/comments/1abcde/engineer_gets_nine_years/",
        "https://old.reddit.com/r/worldnews/comments/1abcde/engineer_gets_nine_years/kx12/?context=3",
        "https://www.reddit.com/user/some_one/comments/1abcde/words/",
    ],
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": [
        "https://youtu.be/dQw4w9WgXcQ?si=abc",
        "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=4s",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
    ],
    "https://social.test/@family/112233445566": [
        "https://social.test/@family/112233445566/embed",
        "https://social.test/users/family/statuses/112233445566",
        "https://social.test/deck/@family/112233445566",
    ],
    "https://127.0.0.1:8080/@family/112233445566": ["http://127.0.0.1:8080/web/@family/112233445566"],
}
NO_POST = [
    "https://x.com/balticcourier",
    "https://t.me/c/1234567890/55",
    "https://t.me/+AbCdEf",
    "https://t.me/s/courtpress",
    "https://www.instagram.com/family.of.v/",
    "https://www.youtube.com/@BBCNews",
    "https://www.reddit.com/r/worldnews/",
    "https://www.courier.test/news/2024/12/24/123456",
    "https://medium.test/@writer/story-1234567",
    "ftp://x.com/a/status/1",
    "https://[",
    "https://x.com:99999/a/status/1",
    "",
]


@pytest.mark.parametrize(("address", "written"), [(one, url) for one, urls in SAME.items() for url in (one, *urls)])
def test_every_spelling_of_a_posts_address_is_one(address: str, written: str) -> None:
    assert post_url(written) == address


@pytest.mark.parametrize("url", NO_POST)
def test_what_is_no_public_post_has_no_such_address(url: str) -> None:
    assert post_url(url) is None


@given(st.one_of(st.text(max_size=60), st.sampled_from(["https://x.com/", "https://t.me/", "at://"]).flatmap(
    lambda head: st.text(max_size=60).map(head.__add__))))  # fmt: skip
def test_any_words_are_an_address_that_stays_itself_or_none(words: str) -> None:
    found = post_url(words)
    assert found is None or post_url(found) == found
