"""The sample web by plain HTTP, and through the steps that need no database."""

import json
import re
import socket
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from detaincrawl import discover, encoding
from detaincrawl.demo.outlets import Outlet, Publishing, SampleArticle, bundled
from detaincrawl.demo.server import HOST, PortTaken, Web, serving
from detaincrawl.demo.site import Part
from detaincrawl.extract import extract
from detaincrawl.records import Article, Page, Source

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ARTICLES = [pytest.param(o.key, a, id=f"{o.key}{a.path}") for o in bundled() for a in o.articles]


def get(url: str, headers: Mapping[str, str] | None = None) -> tuple[int, Message, bytes]:
    try:
        with urlopen(Request(url, headers=dict(headers or {})), timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def read(source: Source, url: str) -> Article:
    _, headers, body = get(url)
    return extract(Page(source.key, url, NOW, tuple(headers.items()), body), source)


def paragraphs(article: SampleArticle) -> list[str]:
    """As they are to be stored."""
    return [block.removeprefix("## ") for block in article.text.split("\n\n")]


def test_there_are_outlets_of_every_way_of_publishing(outlets: tuple[Outlet, ...]) -> None:
    assert len(outlets) >= 8
    assert {way for outlet in outlets for way in outlet.publishing} == set(Publishing)
    assert len({outlet.style for outlet in outlets}) >= 6


def test_there_are_enough_articles(outlets: tuple[Outlet, ...]) -> None:
    articles = [article for outlet in outlets for article in outlet.articles]
    assert len(articles) >= 44


def test_every_article_is_named_by_its_outlets_lists(
    outlets: tuple[Outlet, ...], web: Web, catalogue: dict[str, Source]
) -> None:
    for outlet in outlets:
        named = {url.replace("/amp/", "/") for url in _named(catalogue[outlet.key])}
        assert named >= {web.origins[outlet.key] + article.path for article in outlet.articles}, outlet.key


def _named(source: Source) -> set[str]:
    found = {link.url for url in source.listings for link in discover.listing_links(get(url)[2], url=url).links}
    asked = [*source.feeds, *source.sitemaps]
    while asked:
        url = asked.pop()
        _, headers, body = get(url)
        discovery = discover.links(body, url=url, content_type=headers["Content-Type"], now=NOW)
        asked += discovery.sitemaps
        found |= {link.url for link in discovery.links}
    return found


@pytest.mark.parametrize(("key", "article"), ARTICLES)
def test_an_article_is_extracted_as_written(
    key: str, article: SampleArticle, web: Web, catalogue: dict[str, Source]
) -> None:
    url = web.origins[key] + article.path
    extracted = read(catalogue[key], url)
    assert extracted.text.split("\n\n") == [article.title, *paragraphs(article)]
    assert extracted.published == article.published
    assert extracted.authors == article.authors
    assert extracted.canonical_url == url
    assert [embed.text for embed in extracted.embeds] == [post.text for post in article.posts]


def test_an_amp_page_is_the_same_article(web: Web, catalogue: dict[str, Source]) -> None:
    outlet = next(outlet for outlet in bundled() if outlet.amp)
    for article in outlet.articles:
        extracted = read(catalogue[outlet.key], f"{web.origins[outlet.key]}/amp{article.path}")
        assert extracted.canonical_url == web.origins[outlet.key] + article.path
        assert extracted.text.split("\n\n") == [article.title, *paragraphs(article)]


def test_a_page_with_a_wrong_header_is_decoded_by_what_it_says_itself(web: Web) -> None:
    outlet = next(outlet for outlet in bundled() if outlet.encoding == "windows-1251")
    _, headers, body = get(web.origins[outlet.key] + outlet.articles[0].path)
    assert headers["Content-Type"] == "text/html; charset=iso-8859-1"
    assert "ВОЛГА-ИНФОРМ" in encoding.decode(body, headers["Content-Type"])


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_what_is_known_is_answered_with_304(header: str, web: Web, catalogue: dict[str, Source]) -> None:
    condition = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[header]
    for source in catalogue.values():
        for url in (*source.feeds, *source.sitemaps, *source.listings):
            status, headers, _ = get(url)
            assert status == 200
            again, _, body = get(url, {condition: headers[header]})
            assert (again, body) == (304, b"")


def test_answers_are_counted_by_part_and_status(outlets: tuple[Outlet, ...]) -> None:
    with serving(outlets[:1]) as web:
        origin = web.origins[outlets[0].key]
        _, headers, _ = get(f"{origin}/rss.xml")
        get(f"{origin}/rss.xml", {"If-None-Match": headers["ETag"]})
        get(origin + outlets[0].articles[0].path)
        assert get(f"{origin}/nowhere")[0] == 404
        assert web.asked(Part.LIST) == 2
        assert web.asked(Part.LIST, 304) == 1
        assert web.asked(Part.ARTICLE) == 1


def test_two_webs_are_the_same_bytes_but_for_their_ports(outlets: tuple[Outlet, ...]) -> None:
    with serving(outlets) as one, serving(outlets) as other:
        for outlet in outlets:
            for path, document in one.sites[outlet.key].items():
                if not path.endswith(".gz"):
                    body = document.body.decode(outlet.encoding, "replace")
                    twin = other.sites[outlet.key][path].body.decode(outlet.encoding, "replace")
                    assert body.replace(one.origins[outlet.key], other.origins[outlet.key]) == twin


def test_a_taken_port_is_named_and_nothing_stays_open(outlets: tuple[Outlet, ...]) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)), serving(outlets, port - 1):
            pass
    with socket.socket() as free:
        free.bind((HOST, port - 1))


def test_invented_outlets_say_that_they_are(web: Web, outlets: tuple[Outlet, ...]) -> None:
    for outlet in outlets:
        body = web.sites[outlet.key]["/about"].body.decode(outlet.encoding)
        assert "invented outlet" in body


def test_a_graph_page_refers_to_its_authors(web: Web) -> None:
    outlet = next(outlet for outlet in bundled() if outlet.key == "nordvik-post")
    page = web.sites[outlet.key][outlet.articles[0].path].body.decode()
    found = re.search(r'class="site-graph">(.*?)</script>', page, re.S)
    assert found
    kinds = [node["@type"] for node in json.loads(found[1])["@graph"]]
    assert {"NewsArticle", "Person", "WebPage"} <= set(kinds)
