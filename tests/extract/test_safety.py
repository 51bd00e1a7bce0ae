"""Hostile pages: any bytes become an Article or a refusal, within the time and memory of a worker."""

import asyncio
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.extract import extract, posts
from detaincrawl.records import Article, Page, Refused
from detaincrawl.workers import Extraction
from tests.extract.pages import FETCHED, SOURCE, document, page, paragraphs
from tests.fuzzing import fuzzed

TAGS = [
    "p",
    "div",
    "b",
    "a",
    "li",
    "ul",
    "h1",
    "br",
    "table",
    "td",
    "blockquote",
    "article",
    "time",
    "script",
    "meta",
    "q",
]
ATTRIBUTES = [
    "", ' class="twitter-tweet"', ' class="author"', ' href="http://["', ' datetime="2024-12-24T99:99"',
    ' id="comments"', ' itemprop="author"', ' itemscope itemtype="https://schema.org/NewsArticle"', ' rel="author"',
    ' property="og:title" content="&#0;"', ' type="application/ld+json"', ' data-telegram-post="a/1"', ' lang="xx"',
    ' src="https://t.me/a/1"',
]  # fmt: skip
WORDS = [
    "court ",
    "\x00",
    "\ud800",
    "‮",
    "24.12.2024 ",
    '{"@type":"Article","author":[[{"@id":{}}]]}',
    "&#xD800;",
    "<",
    "é",
    "@a",
]
PIECES = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from([*WORDS, "&#12;", "&#x1b", "\x0c", "\uffff"]),
    st.text(max_size=20),
)


def check(article: Article) -> None:
    """What every article promises to those who count quotes in it."""
    for one in (article, *posts(article)):
        assert one.text.strip()
        assert unicodedata.is_normalized("NFC", one.text)
        one.text.encode("utf-8")
        assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in one.text if sign != "\n")
        assert "\n\n\n" not in one.text
        assert all(line == line.strip() and "  " not in line for line in one.text.split("\n"))
        assert one.published is None or one.published.tzinfo is not None
        assert one.language
        assert all(one.authors)
    if article.title is not None:
        assert article.text.startswith(f"{article.title}\n\n")
        assert article.body_start == len(article.title) + 2
    else:
        assert article.body_start == 0
    assert article.body_start < len(article.text)
    assert article.published is None or article.published.timestamp() <= FETCHED.timestamp() + 600


@fuzzed(150)
@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_any_markup_becomes_an_article_or_a_refusal(inner: str, framed: bool) -> None:
    markup = document("", f"{inner}{paragraphs()}{inner}") if framed else inner
    read(page(markup.encode("utf-8", "surrogatepass")))


@fuzzed(100)
@given(
    st.binary(max_size=400), st.sampled_from(["text/html", "text/html; charset=utf-16", "", "text/html; charset=\x00"])
)
def test_any_bytes_become_an_article_or_a_refusal(body: bytes, content_type: str) -> None:
    read(page(body, content_type=content_type))
    read(page(b"<html><body><p>" + body + paragraphs().encode(), content_type=content_type))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "author", "name", "headline", "datePublished"]), inner
        )
    ),
    max_leaves=12,
)


@fuzzed(100)
@given(JSON, st.sampled_from(["NewsArticle", "SocialMediaPosting", ["Article"], None, {"a": 1}]))
def test_any_json_ld_becomes_an_article_or_a_refusal(value: object, kind: object) -> None:
    keys = (
        "headline",
        "author",
        "publisher",
        "datePublished",
        "dateModified",
        "articleSection",
        "mainEntityOfPage",
        "url",
    )
    node = {"@type": kind, "articleBody": value, "inLanguage": value, **dict.fromkeys(keys, value)}
    read(page(document(f'<script type="application/ld+json">{json.dumps(node)}</script>')))


def read(fetched: Page) -> None:
    try:
        article = extract(fetched, SOURCE)
    except Refused:
        return
    check(article)


CRAFTED = {
    "many bold words": "<p><b>a</b> word</p>" * 25_000,
    "unclosed tags": "<div><p><b>" * 80 + "word " * 20_000,
    "lists in lists": "<ul><li><a href=x>" * 60 + "word " * 20_000,
    "one endless word": "<p>" + "a" * 6_000_000,
    "braces in JSON-LD": '<script type="application/ld+json">' + "[" * 900_000 + "</script>" + paragraphs(),
    "quotes in JSON-LD": '<script type="application/ld+json">{"@type":"Article",'
    + '"headline":"' * 60_000
    + "</script>",
    "thousands of attributes": "<p " + "".join(f"a{number}=1 " for number in range(8_000)) + ">" + paragraphs(),
    "spaces": "<p>" + " \t" * 2_000_000 + "x</p>" + paragraphs(),
    "separators in a title": f"<title>{' - a' * 100_000}</title>{paragraphs()}",
    "commas in an author": f'<meta name="author" content="{"by, " * 100_000}">{paragraphs()}',
    "signs of addresses in an author": f'<meta name="author" content="{"a@aaaa" * 100_000}">{paragraphs()}',
    "spaces in an author": f'<meta name="author" content="a{"&nbsp; " * 100_000}b">{paragraphs()}',
    "open tags in a title": f'<meta property="og:title" content="{"&lt;a" * 100_000}">{paragraphs()}',
    "dashes in a tweet": f'<blockquote class="twitter-tweet">{"— a " * 100_000}</blockquote>{paragraphs()}',
    "tweets": '<blockquote class="twitter-tweet"><p>a</p>' * 200 + paragraphs(),
    "entities": "<p>" + "&amp;" * 800_000 + paragraphs(),
    "headings": "<h1>a</h1>" * 5_000 + paragraphs(),
    "dates": "<p>1 May 2024, 1 May 202</p>" * 3_000,
    "bylines": '<span class="author">' * 200 + '<i class="author">a</i>' * 10_000 + paragraphs(),
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, str]:
    """Reason or "article" for every crafted page, all given to one pool at once."""

    async def one(pool: Extraction, body: str) -> str:
        try:
            check(await pool.extract(page(document("", body)), SOURCE))
        except Refused as refused:
            return refused.reason
        return "article"

    async def every() -> dict[str, str]:
        async with Extraction(2, seconds=1.5) as pool:
            found = await asyncio.gather(*(one(pool, body) for body in CRAFTED.values()))
            assert await one(pool, paragraphs()) == "article"
        return dict(zip(CRAFTED, found, strict=True))

    return asyncio.run(every())


@pytest.mark.parametrize("name", CRAFTED)
def test_crafted_page_ends_within_its_time(outcomes: dict[str, str], name: str) -> None:
    within = (
        {"article"}
        if "author" in name
        else {"article", "no text", "timeout", "too much memory", "too much text", "nested too deep"}
    )
    assert outcomes[name] in within
