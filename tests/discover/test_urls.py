"""One article, one address."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detaincrawl.discover import urls
from detaincrawl.discover.urls import LONGEST, canonical, joined
from detaincrawl.records import Refused
from tests.fuzzing import fuzzed

SPELLINGS = [
    # host, scheme, port, credentials
    ("HTTPS://WWW.Outlet.TEST:443/a", "https://www.outlet.test/a"),
    ("http://outlet.test:80", "http://outlet.test/"),
    ("http://outlet.test:8080/a", "http://outlet.test:8080/a"),
    ("https://outlet.test./a", "https://outlet.test/a"),
    ("https://bücher.test/ä", "https://xn--bcher-kva.test/%C3%A4"),
    ("https://me:secret@outlet.test/a", "https://outlet.test/a"),
    ("http://[::1]:80/a", "http://[::1]/a"),
    ("https://outlet.test\\@evil.test/a", "https://outlet.test/@evil.test/a"),
    # path
    ("https://outlet.test/a/../b/./c//d", "https://outlet.test/b/c/d"),
    ("https://outlet.test/../../a", "https://outlet.test/a"),
    ("https://outlet.test/a/", "https://outlet.test/a/"),
    ("https://outlet.test/%7eann/%d8%a7", "https://outlet.test/~ann/%D8%A7"),
    ("https://outlet.test/a;jsessionid=0F3A", "https://outlet.test/a"),
    ("https://outlet.test/news;art1,27", "https://outlet.test/news;art1,27"),
    ("https://archive.test/web/2020/https://outlet.test/a", "https://archive.test/web/2020/https://outlet.test/a"),
    # fragment, space, markup
    ("https://outlet.test/a#comments", "https://outlet.test/a"),
    (" https://outlet.test/\n a\u200b ", "https://outlet.test/a"),
    ("https://outlet.test/a?x=1&amp;y=2", "https://outlet.test/a?x=1&y=2"),
    ("<![CDATA[https://outlet.test/a]]>", "https://outlet.test/a"),
    # tracking
    ("https://outlet.test/a?utm_source=rss&utm_medium=x", "https://outlet.test/a"),
    ("https://outlet.test/a?fbclid=1&id=7&CMP=share", "https://outlet.test/a?id=7"),
    ("https://outlet.test/a?maca=en-rss-en-all-1573-xml-mrss", "https://outlet.test/a"),
    ("https://outlet.test/a?at_medium=RSS&at_campaign=KARANGA", "https://outlet.test/a"),
    ("https://outlet.test/a?from=rss&source=newsletter&ref=home", "https://outlet.test/a"),
    ("https://outlet.test/a?", "https://outlet.test/a"),
    # parameters that name the article
    ("https://outlet.test/a?b=2&a=1", "https://outlet.test/a?a=1&b=2"),
    ("https://outlet.test/story.php?sid=48211", "https://outlet.test/story.php?sid=48211"),
    ("https://outlet.test/?p=123", "https://outlet.test/?p=123"),
    ("https://outlet.test/art?20241224", "https://outlet.test/art?20241224"),
    ("https://outlet.test/a?q=", "https://outlet.test/a?q="),
    # AMP
    ("https://outlet.test/2024/12/24/a/amp/", "https://outlet.test/2024/12/24/a/"),
    ("https://outlet.test/2024/12/24/a/amp", "https://outlet.test/2024/12/24/a"),
    ("https://outlet.test/a.amp.html", "https://outlet.test/a.html"),
    ("https://outlet.test/a?amp", "https://outlet.test/a"),
    ("https://outlet.test/a?outputType=amp", "https://outlet.test/a"),
    ("https://www.google.com/amp/s/www.outlet.test/a/amp/", "https://www.outlet.test/a/"),
    ("https://www-outlet-test.cdn.ampproject.org/c/s/www.outlet.test/a", "https://www.outlet.test/a"),
    ("https://outlet.test/amp", "https://outlet.test/amp"),
    ("https://outlet.test/boxing/champion", "https://outlet.test/boxing/champion"),
    # Google Alerts
    ("https://www.google.com/url?rct=j&url=https://outlet.test/a%3Fid%3D4&ct=ga", "https://outlet.test/a?id=4"),
]


@pytest.mark.parametrize(("printed", "expected"), SPELLINGS)
def test_spelling(printed: str, expected: str) -> None:
    assert canonical(printed) == expected


@pytest.mark.parametrize(
    "printed",
    ["", "outlet.test/a", "mailto:ann@outlet.test", "javascript:void(0)", "ftp://outlet.test/", "https://", "https:///a",
     "http://[::1", "https://outlet.test:99999/", "data:text/html,x",
     "https://outlet.test/" + "a" * LONGEST],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(printed: str) -> None:
    with pytest.raises(Refused, match="bad address"):
        canonical(printed)


def test_a_relative_link_counts_from_its_page() -> None:
    assert joined("https://outlet.test/a/b", "../c?id=1#x") == "https://outlet.test/c?id=1"
    assert joined("https://outlet.test/a/b", "//cdn.test/c") == "https://cdn.test/c"
    assert joined("https://outlet.test/a/b", "") == "https://outlet.test/a/b"


ADDRESSES = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.from_regex(r"[a-z0-9-]{1,8}(\.[a-z0-9-]{1,8}){1,2}", fullmatch=True),
    st.lists(
        st.sampled_from(["/amp", "/a.b", "/..", "/.", "/", "/%7e", "/é", "/a-1", "/x.amp.html", "/google.com/amp/s/"])
    ).map("".join),
    st.sampled_from(["", "?a=1", "?utm_x=1", "?b&a", "?url=https://x.test/", "?%75tm_source=1", "#f"]),
)


@fuzzed(100)
@given(ADDRESSES | st.text())
@example("https://www.google.com/amp/s/www.google.com/amp/s/a.test/")
def test_canonical_again_changes_nothing(printed: str) -> None:
    try:
        once = canonical(printed)
    except Refused:
        return
    assert canonical(once) == once
    assert once.isascii()


@fuzzed(100)
@given(ADDRESSES)
def test_the_short_way_gives_what_the_long_way_gives(printed: str) -> None:
    if urls._PLAIN.fullmatch(printed) and printed.count("/") > 2:
        assert urls._settled(printed) == printed
