"""Pages of t.me/s: posts out of markup, and what stands where posts were asked for."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.posts.telegram import batch, post
from detaincrawl.records import Post, PostRef, Refused, Repost
from tests.fuzzing import fuzzed
from tests.social.damage import damaged
from tests.social.fake_telegram import START, Channel, Message, card, series
from tests.web import Reply

NINE = "A Moscow court gave a US citizen nine years for <b>espionage</b>."


def only(message: Message) -> Post:
    (found,) = read(message)
    return found


def read(*messages: Message) -> tuple[Post, ...]:
    return batch(Channel("CourtPress", list(messages)).reply().content()).posts


def test_a_post_has_number_address_channel_time_and_words() -> None:
    found = only(Message(123, NINE, views="12.5M"))
    assert (found.id, found.url) == ("courtpress/123", "https://t.me/courtpress/123")
    assert (found.author, found.name) == ("@courtpress", "Court Press")
    assert found.published == START
    assert found.text == "A Moscow court gave a US citizen nine years for espionage."


def test_lines_emoji_mentions_and_hashtags_stay_as_printed() -> None:
    words = (
        '<tg-emoji emoji-id="5"><i class="emoji" style="background-image:url(\'//telegram.test/1.png\')">'
        '<b>🇺🇸</b></i></tg-emoji> <b>Nine years</b> &amp; a fine<br/><br/>By <a href="https://t.me/embassy">@embassy</a>'
        '<br/><a href="?q=%23FreeJaneDoe">#FreeJaneDoe</a>'
    )
    found = only(Message(1, words))
    assert found.text == "🇺🇸 Nine years & a fine\n\nBy @embassy\n#FreeJaneDoe"
    assert found.links == ()


def test_right_to_left_words_are_kept_without_marks_of_direction() -> None:
    assert only(Message(1, "\u200fدادگاه تهران\u200f او را به <b>پنج سال</b> محکوم کرد")).text == (
        "دادگاه تهران او را به پنج سال محکوم کرد"
    )


def test_links_are_whole_and_the_previews_words_are_not_the_posts() -> None:
    words = (
        'Read <a href="https://courier.test/news?a=1&amp;amp;b=2" target="_blank" rel="noopener" onclick="return'
        " confirm('Open this link?');\">here</a>."
    )
    found = only(Message(1, words, preview=("https://courier.test/other", "Spy trial opens")))
    assert found.text == "Read here."
    assert found.links == ("https://courier.test/news?a=1&b=2", "https://courier.test/other")


def test_a_quoted_reply_is_pointed_at_and_not_read() -> None:
    found = only(Message(2, NINE, reply=("https://t.me/CourtPress/1", "The trial began behind closed doors.")))
    assert found.text.startswith("A Moscow court gave")
    assert "closed doors" not in found.text
    assert found.reply_to == PostRef("courtpress/1")


def test_an_album_is_one_post_with_its_caption() -> None:
    after, album, before = read(Message(1, "Before."), Message(2, NINE, album=4), Message(6, "After."))
    assert [before.id, album.id, after.id] == ["courtpress/1", "courtpress/2", "courtpress/6"]


def test_a_forward_is_the_original() -> None:
    found = only(Message(9, NINE, forwarded=("Embassy", "https://t.me/EmbassyPress/77")))
    assert (found.id, found.url, found.author) == ("embassypress/77", "https://t.me/embassypress/77", "@embassypress")
    assert (found.name, found.published) == ("Embassy", None)
    assert found.reposted == Repost("courtpress/9", START)
    assert found.feed_id == "courtpress/9"


@pytest.mark.parametrize("origin", [("Hidden User", None), ("Some Person", "https://t.me/some_person")])
def test_a_forward_whose_original_is_not_told_is_the_channels_own(origin: tuple[str, str | None]) -> None:
    found = only(Message(9, NINE, forwarded=origin))
    assert (found.id, found.author, found.published, found.reposted) == ("courtpress/9", "@courtpress", START, None)


def test_service_messages_and_posts_without_words_are_no_posts() -> None:
    found = read(
        Message(1, "Court Press pinned a photo", service=True), Message(2), Message(3, "<br/> "), Message(4, NINE)
    )
    assert [one.id for one in found] == ["courtpress/4"]


def test_the_mark_of_an_edit_is_neither_words_nor_time() -> None:
    found = only(Message(1, NINE, edited=True))
    assert (found.published, found.edited) == (START, None)
    assert "edited" not in found.text


def test_what_is_kept_of_a_post_gives_the_same_post() -> None:
    for one in read(
        Message(1, NINE, preview=("https://courier.test/other", "Spy trial")),
        Message(2, "دادگاه <br/>#آزادی", edited=True),
        Message(3, NINE, forwarded=("Embassy", "https://t.me/EmbassyPress/77"), album=3),
    ):
        assert post(one.raw) == one


def test_pages_lead_to_older_ones_until_there_is_none() -> None:
    channel = series("courtpress", [f"Report {number}." for number in range(1, 46)])
    pages = []
    older: str | None = None
    while True:
        answer = batch(channel.reply(int(older) if older else None).content())
        pages.append([one.id.partition("/")[2] for one in answer.posts])
        older = answer.older
        if older is None:
            assert answer.ends
            break
    assert [(page[0], page[-1]) for page in pages] == [("45", "26"), ("25", "6"), ("5", "1")]


def test_a_channel_without_posts_is_no_refusal() -> None:
    assert batch(Channel("courtpress", []).reply().content()).posts == ()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (card("Telegram: Contact @nobody_here", ""), "no such account"),
        (card("Telegram: View @chat", "2 835 members, 120 online"), "a group"),
        (card("Telegram: View @closed", "48 201 subscribers"), "preview closed"),
        (b"<html><title>Just a moment...</title><script>challenge()</script></html>", "no page of posts"),
        (b"", "not HTML"),
        (b'{"ok": false}', "not HTML"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_by_what_the_page_holds(answer: Reply | bytes, reason: str) -> None:
    body = answer if isinstance(answer, bytes) else answer.content()
    with pytest.raises(Refused) as refused:
        batch(body)
    assert refused.value.reason == reason


@fuzzed(200)
@given(damaged(Channel("court", [Message(1, NINE), Message(2, NINE, album=3)]).reply().content()))
def test_damaged_pages_are_posts_or_a_refusal(body: bytes) -> None:
    try:
        found = batch(body)
    except Refused:
        return
    for one in found.posts:
        assert one.text.strip()
        assert one.published is None or one.published.tzinfo is not None
        assert post(one.raw).text == one.text


@fuzzed(100)
@given(st.text(max_size=200))
def test_any_words_of_a_post_come_back_as_text(words: str) -> None:
    for one in read(Message(1, escape(words))):
        assert one.text == one.text.strip()
