"""Articles told from navigation on pages that list them."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from detaincrawl.discover import DiscoveryKind, listing_links
from detaincrawl.records import Refused

WORLD = "https://www.harbour-post.test/world/"
PAGE = (Path(__file__).parent / "pages" / "harbour-post.html").read_bytes()
NOW = datetime(2025, 1, 1, tzinfo=UTC)


def paths(body: bytes | str, url: str = WORLD, content_type: str | None = "text/html") -> list[str]:
    encoded = body.encode() if isinstance(body, str) else body
    found = listing_links(encoded, url=url, content_type=content_type)
    return [link.url.partition("://")[2].partition("/")[2] for link in found.links]


def test_a_section_page_gives_its_articles_and_nothing_else() -> None:
    assert paths(PAGE) == [
        "2024/12/24/dutch-sailor-jailed-over-port-photographs/",
        "world/two-teachers-freed-after-embassy-appeal-48213.html",
        "news/article?id=77120",
        "%D8%AE%D8%A8%D8%B1/%D8%A8%D8%AD%D8%A7%D8%B1-%D9%85%D8%AD%D8%AA%D8%AC%D8%B2-%D9%81%D9%8A-"
        "%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1",
        "2024/12/22/consul-visits-detained-engineer-in-remand-prison",
        "2024/12/21/weather-storm-closes-the-harbour-for-two-days",
    ]


def test_a_teaser_gives_headline_and_date() -> None:
    found = listing_links(PAGE, url=WORLD, now=NOW)
    assert found.kind is DiscoveryKind.LISTING
    assert found.links[0].title == "Dutch sailor jailed for six years over port photographs"
    assert found.links[0].published == datetime(2024, 12, 24, 13, 5, tzinfo=timezone(timedelta(hours=1)))
    assert found.links[1].title == "Two teachers freed after embassy appeal"
    assert found.links[1].published == datetime(2024, 12, 23, tzinfo=UTC)
    assert found.links[2].published is None


@pytest.mark.parametrize(
    ("href", "text", "is_article"),
    [
        (
            "/politik/matrose-in-hafen-festgenommen-a-1200481.html",
            "Matrose im Hafen festgenommen, Botschaft prüft",
            True,
        ),
        ("/news/world-europe-66012345", "Sailor held in port of Varna", True),
        ("/a/sailor-held/71157645", "Sailor held in port of Varna", True),
        ("/mundo/noticia/2024/12/24/marinheiro-preso.ghtml", "Marinheiro preso no porto", True),
        ("/?p=4821", "A sailor is held in the port of Varna", True),
        ("/n1/2024/1224/c1008-40388812.html", "荷兰海员因拍摄港口被判六年", True),
        ("/articles/1f0e8c3a-1111-2222-3333-444455556666", "Trial of an engineer opens", True),
        ("/world/europe", "Europe", False),
        ("/tags/foreign-nationals-in-custody", "Foreign nationals in custody abroad", False),
        ("/autoren/ann-lindqvist/matrose-in-hafen-festgenommen", "Matrose im Hafen festgenommen", True),
        ("/author/ann-marie-lindqvist-larsson", "Ann-Marie Lindqvist Larsson", False),
        ("/2024/12/24/", "24 December", False),
        ("/search?q=sailor-held-in-port", "Everything on the sailor held in port", False),
        ("/world/?page=2", "More stories from around the world", False),
        ("/login?next=/2024/12/24/a-long-story-of-a-sailor", "Log in to read this long story", False),
        ("/", "The Harbour Post, the newspaper of the port", False),
        ("#top", "Back to the top of this page", False),
        ("", "An empty link to this page itself", False),
    ],
)
def test_an_address_and_its_words_tell_an_article(href: str, text: str, is_article: bool) -> None:
    page = f"<html><body><main><div><a href='{href}'>{text}</a></div></main></body></html>"
    assert bool(paths(page)) is is_article


@pytest.mark.parametrize(
    ("around", "is_article"),
    [
        ("<nav>{}</nav>", False),
        ("<div role=navigation>{}</div>", False),
        ("<footer>{}</footer>", False),
        ("<header>{}</header>", False),
        ("<div class='c-related menu__list'>{}</div>", False),
        ("<div id=breadcrumbs>{}</div>", False),
        ("<article><header>{}</header></article>", True),
        ("<article class='tag-prison category-world menu-order-1'>{}</article>", True),
        ("<section class='top-stories'>{}</section>", True),
        ("<div class=no-menu>{}</div>", True),
    ],
)
def test_what_stands_around_a_link_tells_navigation(around: str, is_article: bool) -> None:
    link = "<a href='/courts/sailor-held-over-photographs'>Sailor held over photographs of the port</a>"
    assert bool(paths(f"<html><body>{around.format(link)}</body></html>")) is is_article


HEADLINES = {
    "windows-1251": [
        "Голландского моряка приговорили к шести годам",
        "Двух учителей освободили после просьбы посольства",
    ],
    "gbk": [
        "荷兰海员因在港口拍照被判处六年有期徒刑",
        "两名外籍教师在大使馆交涉后获释回国",
        "法院开庭审理外国工程师间谍案",
    ],
    "iso-8859-9": ["Hollandalı denizciye altı yıl hapis cezası", "Büyükelçiliğin çağrısı üzerine iki öğretmen serbest"],
}


@pytest.mark.parametrize("encoding", HEADLINES)
def test_headlines_are_read_in_the_pages_encoding(encoding: str) -> None:
    headlines = HEADLINES[encoding]
    links = "".join(f"<h2><a href=/2024/12/24/4812{number}>{text}</a></h2>" for number, text in enumerate(headlines))
    page = f"<html><head><meta charset={encoding}></head><body>{links}</body></html>"
    assert [link.title for link in listing_links(page.encode(encoding), url=WORLD).links] == headlines


def test_a_headline_keeps_its_signs_and_spaces() -> None:
    page = "<a href=/2024/12/24/x><span>Courts</span><b>S</b>ailor&#39;s &amp; cook&rsquo;s<br>trial<p>It opens</p></a>"
    assert listing_links(page.encode(), url=WORLD).links[0].title == "Courts Sailor's & cook’s trial It opens"


def test_subdomains_of_a_public_suffix_are_one_site() -> None:
    page = (
        "<h2><a href='https://news.outlet.co.uk/2024/12/24/sailor-held-in-port'>Sailor held in port of Varna</a></h2>"
    )
    assert len(paths(page, "https://www.outlet.co.uk/world")) == 1
    assert not paths(page, "https://www.other.co.uk/world")


def test_a_page_without_articles_is_an_empty_listing() -> None:
    assert listing_links(b"<html><p>Nothing today</p></html>", url=WORLD).links == ()


@pytest.mark.parametrize(("body", "reason"), [(b" ", "empty"), (b"<a>" * 1_500_000, "too large")])
def test_what_cannot_be_read_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        listing_links(body, url=WORLD)
    assert refused.value.reason == reason
