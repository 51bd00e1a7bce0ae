"""Posts inside pages: each platform's embed code, with handle, address and time, and none of it in the text."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from detaincrawl.extract import extract, posts
from detaincrawl.records import Article, Embed
from detaincrawl.vocabularies import ArticleKind
from tests.extract.pages import PROSE, SOURCE, document, page, paragraphs

TITLE = "Engineer gets nine years"
TWEET = """<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">He got 3.5 years, not four.
<a href="https://twitter.com/hashtag/FreeHim?src=hash">#FreeHim</a> <a href="https://t.co/x">pic.twitter.com/x</a></p>
&mdash; Baltic Courier (@balticcourier) <a href="https://twitter.com/balticcourier/status/{status}?ref_src=tw">{date}</a>
</blockquote><script async src="https://platform.twitter.com/widgets.js"></script>"""
BLUESKY = """<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3k">
<p lang="en">The court was closed to his family.<br><br>We were outside.</p>
&mdash; Family of V. (<a href="https://bsky.app/profile/did:plc:abc?ref_src=embed">@family.example</a>)
<a href="https://bsky.app/profile/did:plc:abc/post/3k?ref_src=embed">December 24, 2024 at 6:05 PM</a></blockquote>"""
INSTAGRAM = """<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/AbC/?utm_source=x">
<div><a href="https://www.instagram.com/p/AbC/?utm_source=x">View this post on Instagram</a></div>
<p><a href="https://www.instagram.com/p/AbC/">Nine years. We will appeal.</a></p>
<p>A post shared by <a href="https://www.instagram.com/family/">Family</a> (@family.of.v) on
<time datetime="2024-12-24T16:05:00+00:00">Dec 24, 2024 at 8:05am PST</time></p></blockquote>"""
TELEGRAM_SCRIPT = (
    '<script async src="https://telegram.org/js/widget.js?22" data-telegram-post="courtpress/123"></script>'
)
TELEGRAM_FRAME = '<iframe src="https://t.me/courtpress/123?embed=1"></iframe>'
MASTODON = '<iframe src="https://social.test/@family/112233/embed" class="mastodon-embed"></iframe>'


def carrying(embed: str) -> Article:
    body = f"<h1>{TITLE}</h1>{paragraphs(PROSE[:2])}{embed}{paragraphs(PROSE[2:])}"
    return extract(page(document("", body)), SOURCE)


def only(embed: str) -> Embed:
    article = carrying(embed)
    assert article.text == "\n\n".join((TITLE, *PROSE))
    assert len(article.embeds) == 1
    return article.embeds[0]


def test_tweet_has_text_handle_address_and_day() -> None:
    found = only(TWEET.format(status="1", date="December 24, 2024"))
    assert (found.platform, found.author) == ("x", "@balticcourier")
    assert found.text == "He got 3.5 years, not four. #FreeHim pic.twitter.com/x"
    assert found.url == "https://x.com/i/status/1"
    assert found.published == datetime(2024, 12, 24, tzinfo=ZoneInfo("Europe/Riga"))


def test_status_number_gives_the_time_where_it_agrees_with_the_printed_day() -> None:
    instant = datetime(2024, 12, 24, 16, 5, tzinfo=UTC)
    status = (int(instant.timestamp() * 1000) - 1_288_834_974_657) << 22
    assert only(TWEET.format(status=status, date="December 24, 2024")).published == instant
    other = only(TWEET.format(status=status, date="March 3, 2023")).published
    assert other is not None
    assert other.date().isoformat() == "2023-03-03"


def test_date_of_a_tweet_is_read_in_the_language_of_the_page() -> None:
    russian = TWEET.format(status="1", date="24 декабря 2024 г.")
    body = document("", f"<h1>{TITLE}</h1>{paragraphs()}{russian}", lang="ru")
    found = extract(page(body), SOURCE).embeds[0].published
    assert found is not None
    assert found.date().isoformat() == "2024-12-24"


def test_bluesky_post() -> None:
    found = only(BLUESKY)
    assert (found.platform, found.author) == ("bluesky", "@family.example")
    assert found.text == "The court was closed to his family.\n\nWe were outside."
    assert found.url == "https://bsky.app/profile/did:plc:abc/post/3k"
    assert found.published == datetime(2024, 12, 24, 18, 5, tzinfo=ZoneInfo("Europe/Riga"))


def test_instagram_post_without_the_frame_around_it() -> None:
    found = only(INSTAGRAM)
    assert (found.platform, found.author, found.text) == ("instagram", "@family.of.v", "Nine years. We will appeal.")
    assert found.url == "https://www.instagram.com/p/AbC/"
    assert found.published == datetime(2024, 12, 24, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("embed", "platform", "url", "author"),
    [
        (TELEGRAM_SCRIPT, "telegram", "https://t.me/courtpress/123", "@courtpress"),
        (TELEGRAM_FRAME, "telegram", "https://t.me/courtpress/123", "@courtpress"),
        (MASTODON, "mastodon", "https://social.test/@family/112233", "@family@social.test"),
        ('<amp-twitter data-tweetid="12345"></amp-twitter>', "x", "https://x.com/i/status/12345", None),
    ],
)
def test_posts_that_load_later_have_an_address_and_no_text(
    embed: str, platform: str, url: str, author: str | None
) -> None:
    found = only(embed)
    assert (found.platform, found.url, found.author, found.text) == (platform, url, author, "")


STATUS = "https://x.com/i/status/1871587889771446272"
BROKEN_BY_THE_EDITOR = """<blockquote class="twitter-tweet"><p>They call him a spy.<br>He sold <em>bicycles</em>.</p>
<p>— Family of V. — official (@family_of_v) <a href="https://twitter.com/family_of_v/status/1871587889771446272">
24 décembre 2024</a></p></blockquote>"""
WITHOUT_PARAGRAPH = """<blockquote class="twitter-tweet">
He sold bicycles. &mdash; Family of V. (no spies) (@family_of_v)
<a href="//x.com/family_of_v/status/1871587889771446272">December 24, 2024</a></blockquote>"""
SIGNED_IN_THE_LINK = """<blockquote class="bluesky-embed" data-bluesky-cid="bafy"
data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3le2t5auks222">
<p lang="en">He sold bicycles.<br><br><a href="https://bsky.app/profile/did:plc:abc/post/3le2t5auks222">
[image or embed]</a></p>&mdash; <a href="https://bsky.app/profile/did:plc:abc">Family of V. (@family.example)</a>
<a href="https://bsky.app/profile/did:plc:abc/post/3le2t5auks222">2024年12月25日 01:05</a></blockquote>"""


@pytest.mark.parametrize(
    ("embed", "text", "author", "url"),
    [
        (BROKEN_BY_THE_EDITOR, "They call him a spy.\nHe sold bicycles.", "@family_of_v", STATUS),
        (WITHOUT_PARAGRAPH, "He sold bicycles.", "@family_of_v", STATUS),
        (
            SIGNED_IN_THE_LINK,
            "He sold bicycles.",
            "@family.example",
            "https://bsky.app/profile/did:plc:abc/post/3le2t5auks222",
        ),
    ],
)
def test_words_around_a_post_are_not_its_words(embed: str, text: str, author: str, url: str) -> None:
    found = only(embed)
    assert (found.text, found.author, found.url) == (text, author, url)
    assert found.published is not None
    assert found.published.date().isoformat() == "2024-12-24"


def test_an_embed_names_its_language() -> None:
    assert only(TWEET.format(status="1", date="December 24, 2024")).language == "en"
    hebrew = (
        '<blockquote class="twitter-tweet"><p lang="he" dir="rtl">הוא חף מפשע</p>&mdash; משפחה (@family)</blockquote>'
    )
    assert [post.language for post in posts(carrying(hebrew))] == ["he"]


INSTAGRAM_LATER = """<blockquote class="instagram-media" data-instgrm-captioned
data-instgrm-permalink="https://www.instagram.com/reel/AbCdEfG/?utm_source=ig_embed" data-instgrm-version="14"><div>
<a href="https://www.instagram.com/reel/AbCdEfG/"><div></div><div>Sieh dir diesen Beitrag auf Instagram an</div></a>
<p><a href="https://www.instagram.com/reel/AbCdEfG/">Ein Beitrag geteilt von Familie (@family.of.v)</a></p>
</div></blockquote>"""
MASTODON_LATER = """<blockquote class="mastodon-embed" data-embed-url="https://social.test/@family/112233445566/embed">
<a href="https://social.test/@family/112233445566"><svg></svg><div>Post by @family@social.test</div><div>View on
Mastodon</div></a></blockquote>"""
RENDERED = """<div class="twitter-tweet twitter-tweet-rendered"><iframe data-tweet-id="1871587889771446272"
src="https://platform.twitter.com/embed/Tweet.html?id=1871587889771446272"></iframe></div>"""


@pytest.mark.parametrize(
    ("embed", "platform", "url", "author"),
    [
        (INSTAGRAM_LATER, "instagram", "https://www.instagram.com/p/AbCdEfG/", "@family.of.v"),
        (MASTODON_LATER, "mastodon", "https://social.test/@family/112233445566", "@family@social.test"),
        (RENDERED, "x", STATUS, None),
        (
            '<iframe src="https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3lbx?id=1"></iframe>',
            "bluesky",
            "https://bsky.app/profile/did:plc:abc/post/3lbx",
            None,
        ),
        ('<iframe data-src="//t.me/CourtPress/123?embed=1"></iframe>', "telegram", "https://t.me/courtpress/123", None),
        ("<p>https://twitter.com/family_of_v/status/1871587889771446272?s=20</p>", "x", STATUS, "@family_of_v"),
        (
            '<figure><div class="wp-block-embed__wrapper">https://t.me/courtpress/123</div></figure>',
            "telegram",
            "https://t.me/courtpress/123",
            "@courtpress",
        ),
    ],
)
def test_embed_code_without_words_leaves_none_in_the_text(
    embed: str, platform: str, url: str, author: str | None
) -> None:
    found = only(embed)
    assert (found.platform, found.url, found.text) == (platform, url, "")
    assert author is None or found.author == author


def test_an_address_in_a_sentence_is_no_embed() -> None:
    article = carrying("<p>The court's own channel, https://t.me/courtpress/123, said nothing of it on Tuesday.</p>")
    assert "https://t.me/courtpress/123" in article.text
    assert article.embeds == ()


def test_posts_are_articles_that_know_what_carries_them() -> None:
    article = carrying(TWEET.format(status="1", date="December 24, 2024") + BLUESKY + TELEGRAM_FRAME)
    first, second = posts(article)
    assert (first.kind, first.title, first.body_start, first.authors) == (
        ArticleKind.POST,
        None,
        0,
        ("@balticcourier",),
    )
    assert first.canonical_url == "https://x.com/i/status/1"
    assert (first.carried_by, first.source, first.language) == (article.canonical_url, "courier", "en")
    assert "3.5 years" in first.text
    assert second.text.startswith("The court was closed")


def test_a_post_without_an_address_is_numbered_within_its_article() -> None:
    article = carrying('<blockquote class="twitter-tweet"><p>He got 3.5 years.</p></blockquote>')
    assert [post.url for post in posts(article)] == ["https://www.courier.test/news/1#post-1"]


def test_an_ordinary_quotation_stays_in_the_text() -> None:
    quote = "<blockquote><p>He is innocent, and the whole town knows that he never saw a secret.</p></blockquote>"
    article = carrying(quote)
    assert "He is innocent, and the whole town knows" in article.text
    assert article.embeds == ()


@pytest.mark.parametrize("sign", ["\x0c", "&#12;", "&#x0C;", "&#8", "&#27;", "&#65534;", "\uffff"])
def test_a_sign_that_no_tree_holds_beside_a_post_is_no_error(sign: str) -> None:
    post = f'<blockquote class="twitter-tweet"><p>a{sign}b</p></blockquote>{sign}'
    assert PROSE[0] in extract(page(document("", f"<div>{post}</div>{paragraphs()}")), SOURCE).text
