"""Sitemaps, indexes and news sitemaps, plain and packed."""

import gzip
from datetime import UTC, datetime

import pytest

from detaincrawl.discover import DiscoveryKind
from detaincrawl.records import Refused
from tests.discover.reading import URL, read

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {SPACES}><url>
  <image:image><image:loc>https://outlet.test/p.jpg</image:loc><image:title>Photo</image:title></image:image>
  <loc>https://outlet.test/a?utm_source=sitemap</loc><lastmod>2024-12-25</lastmod>
  <news:news>
    <news:publication><news:name>Outlet</news:name><news:language>ru</news:language></news:publication>
    <news:publication_date>2024-12-24T16:05:00+03:00</news:publication_date><news:title>Моряк &amp; капитан</news:title>
  </news:news>
</url></urlset>"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_news_sitemap_gives_title_publication_change_and_language(packed: bool) -> None:
    body = NEWS.encode()
    found = read(gzip.compress(body) if packed else body, "application/octet-stream")
    (link,) = found.links
    assert found.kind is DiscoveryKind.SITEMAP
    assert (link.url, link.title, link.language) == ("https://outlet.test/a", "Моряк & капитан", "ru")
    assert link.published == datetime(2024, 12, 24, 13, 5, tzinfo=UTC)
    assert link.updated == datetime(2024, 12, 25, tzinfo=UTC)


def test_an_index_names_the_latest_changed_first_and_never_itself() -> None:
    names = [("old", "<lastmod>2020-01-01</lastmod>"), ("new", "<lastmod>2024-12-24</lastmod>"), ("unknown", "")]
    entries = "".join(
        f"<sitemap><loc>https://outlet.test/{name}.xml</loc>{changed}</sitemap>" for name, changed in names
    )
    found = read(f"<sitemapindex {SPACES}>{entries}<sitemap><loc>{URL}</loc></sitemap></sitemapindex>")
    assert found.kind is DiscoveryKind.SITEMAP_INDEX
    assert [url.rpartition("/")[2] for url in found.sitemaps] == ["new.xml", "old.xml", "unknown.xml"]


def test_a_front_page_is_no_article() -> None:
    urls = ("https://outlet.test/", "https://outlet.test", "https://outlet.test/?p=12", "https://outlet.test/a")
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    found = read(f"<urlset {SPACES}>{entries}</urlset>")
    assert [link.url for link in found.links] == ["https://outlet.test/?p=12", "https://outlet.test/a"]


def test_a_sitemap_may_be_a_plain_list() -> None:
    found = read("https://outlet.test/a\r\n\r\nhttps://outlet.test/b?utm_source=x\r\n", "text/plain")
    assert [link.url for link in found.links] == ["https://outlet.test/a", "https://outlet.test/b"]


def test_bare_ampersands_and_a_prefix_do_no_harm() -> None:
    body = '<s:urlset xmlns:s="x"><s:url><s:loc>https://outlet.test/a?x=1&id=5</s:loc></s:url></s:urlset>'
    assert [link.url for link in read(body).links] == ["https://outlet.test/a?id=5&x=1"]


def test_a_large_sitemap_is_read_by_its_own_declaration() -> None:
    entry = "<url><loc>https://outlet.test/{}</loc><n:news xmlns:n='n'><n:title>Судно {}</n:title></n:news>{}</url>"
    entries = "".join(entry.format(number, number, " " * 4000) for number in range(2_500))
    body = f'<?xml version="1.0" encoding="windows-1251"?><urlset>{entries}</urlset>'.encode("cp1251")
    assert len(body) > 8 * 2**20
    found = read(gzip.compress(body, 1))
    assert len(found.links) == 2_500
    assert found.links[-1].title == "Судно 2499"


def test_a_torn_gzip_gives_what_it_still_holds() -> None:
    entries = "".join(f"<url><loc>https://outlet.test/{number:05}</loc></url>" for number in range(20_000))
    packed = gzip.compress(f"<urlset>{entries}</urlset>".encode())
    assert 5_000 < len(read(packed[: len(packed) // 2]).links) < 20_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\x1f\x8b\x08\x00garbage garbage", "broken gzip"),
        (gzip.compress(b"", mtime=0), "empty"),
        (gzip.compress(gzip.compress(NEWS.encode())), "no feed"),
    ],
)
def test_what_cannot_be_read_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read(body)
    assert refused.value.reason == reason
