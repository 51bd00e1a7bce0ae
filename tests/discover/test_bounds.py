"""Hostile bodies: bounded time and memory, Refused or read, and nothing else."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.discover import Discovery, listing_links
from detaincrawl.records import Refused
from tests.discover.reading import NOW, URL, atom, read, rss
from tests.discover.test_sitemaps import NEWS
from tests.fuzzing import fuzzed

MEGABYTE = 2**20
PAGE = (Path(__file__).parent / "pages" / "harbour-post.html").read_bytes()


def ten_million_links() -> bytes:
    """A gzip of many members, which is as good as one of one."""
    links = gzip.compress(b"<url><loc>https://a.test/</loc></url>" * 10_000, 1)
    return gzip.compress(b"<urlset>") + links * 1_000


def gigabyte_of_space() -> bytes:
    return gzip.compress(b"<urlset>") + gzip.compress(b" " * MEGABYTE, 1) * 1_024


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]>{rss("<title>&l9;</title>")}'.encode()


def hidden_laughs() -> bytes:
    """The DTD lies beyond what is searched for one."""
    return billion_laughs().replace(b"<!ENTITY l0", b" " * 100_000 + b"<!ENTITY l0")


BOMBS: list[tuple[Callable[[], bytes], str | None]] = [
    (ten_million_links, "too many links"),
    (gigabyte_of_space, "too large"),
    (billion_laughs, "entities declared"),
    (hidden_laughs, "no feed"),
    (lambda: b"<rss>" + b"<a>" * 1_000_000, None),
    (lambda: b"<rss>" + b"<a/>" * 2_000_000, "too many elements"),
    (lambda: b"<rss><item>" + b"<a/>" * 2_000_000, "too many elements"),
    (lambda: b"<rss><item " + b"".join(b'a%d="" ' % n for n in range(300_000)) + b"/></rss>", "too large"),
    (lambda: b"<rss><item><link>" + b"&" * MEGABYTE + b"</link></item></rss>", "no links"),
    (lambda: b"<rss><item><title>" + b"&#" * 100_000, "no links"),
    (lambda: b"<rss><item>" + b"<a b='<" * 30_000, "no links"),
    (lambda: b"[" * 4_000_000, "broken json"),
    (lambda: b'{"items": ' + b"[" * 4_000_000, "broken json"),
    (lambda: b'{"items": [' + b"1," * 3 * MEGABYTE + b"1]}", "too large"),
    (lambda: b'{"items": [' + b"9" * 10_000 + b"]}", "broken json"),
    (lambda: b"<!-- " * MEGABYTE, "no feed"),
    (lambda: b"<!DOCTYPE a [" * 400_000, "no feed"),
    (lambda: b"\x1f\x8b" * MEGABYTE, "broken gzip"),
    (lambda: b"<?xml" * MEGABYTE, "no feed"),
]


PAGES = [
    b"<div>" * 700_000,
    b"<a href=x>" * 400_000,
    b"<a href=x><h1>" * 200_000,
    b"<li>" * MEGABYTE,
    b"<div class='" + b"a-" * MEGABYTE,
    (b"<i class='" + b"a-" * 240 + b"'>") * 8_000,
    b"<a href='" + b"/" * MEGABYTE + b"'>",
]


def outcome(reading: Callable[[], Discovery]) -> str | None:
    """The reason of a refusal; None: it was read."""
    try:
        found = reading()
    except Refused as refused:
        return refused.reason
    assert all(len(link.title or "") <= 500 for link in found.links)
    return None


def explode() -> None:
    """Reads every bomb in this process, and prints the outcomes and the most memory that it had, in MB."""
    feeds = [outcome(lambda bomb=bomb: read(bomb())) for bomb, _ in BOMBS]  # type: ignore[misc]
    pages = [outcome(lambda page=page: listing_links(page, url=URL)) for page in PAGES]  # type: ignore[misc]
    # Not getrusage: what it calls the peak starts with that of the process that started this one.
    status = Path("/proc/self/status").read_text()
    most = int(status.split("VmHWM:")[1].split()[0]) // 1024
    print(json.dumps({"feeds": feeds, "pages": pages, "megabytes": most}))


def test_bombs_are_refused_within_300_megabytes() -> None:
    code = "from tests.discover.test_bounds import explode; explode()"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=180, check=True)
    found = json.loads(asked.stdout)
    assert found["feeds"] == [reason for _, reason in BOMBS]
    assert set(found["pages"]) == {None, "too many elements"}
    assert found["megabytes"] < 300


OUTSIDE = '<!DOCTYPE rss [<!ENTITY lol SYSTEM "file:///etc/hostname">]>' + rss("<title>&lol;</title>")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-7", "utf-8-sig"])
@pytest.mark.parametrize("declared", [False, True])
@pytest.mark.parametrize("bomb", [billion_laughs().decode(), OUTSIDE])
def test_entities_are_found_in_whatever_encoding(bomb: str, declared: bool, encoding: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{encoding}"?>' if declared else ""
    with pytest.raises(Refused, match="entities declared"):
        read((prolog + bomb).encode(encoding), f"text/xml; charset={encoding}")


SEEDS = [
    rss("<title>x</title><link>https://a.test/</link><pubDate>Tue, 24 Dec 2024 13:05:00 GMT</pubDate>").encode(),
    atom('<link href="https://a.test/"/><updated>2024-12-24T13:05:00Z</updated>').encode(),
    NEWS.encode(),
    b"<sitemapindex><sitemap><loc>https://a.test/</loc></sitemap></sitemapindex>",
    b'{"items": [{"url": "https://a.test/", "date_published": "2024-12-24T13:05:00Z"}]}',
    b"https://a.test/\nhttps://b.test/",
    PAGE[:3000],
]


@st.composite
def torn(draw: st.DrawFn) -> bytes:
    """A real body with something foreign in it."""
    seed = draw(st.sampled_from(SEEDS))
    start, end = sorted((draw(st.integers(0, len(seed))), draw(st.integers(0, len(seed)))))
    return seed[:start] + draw(st.binary(max_size=40)) + seed[end:]


BODIES = (
    st.binary(max_size=300) | torn() | st.text(max_size=300).map(lambda text: text.encode("utf-16", "surrogatepass"))
)
TYPES = st.none() | st.sampled_from(
    ["text/xml; charset=gbk", "text/html; charset=utf-16", "x", "text/xml;charset=\x00"]
)


@fuzzed(150)
@given(BODIES, TYPES)
def test_any_bytes_are_a_discovery_or_refused(body: bytes, content_type: str | None) -> None:
    try:
        found = read(body, content_type)
    except Refused:
        return
    assert isinstance(found, Discovery)
    for link in found.links:
        assert link.url.startswith(("http://", "https://"))
        assert link.published is None or link.published.utcoffset() is not None
        (link.title or "").encode()


@fuzzed(150)
@given(BODIES, TYPES)
def test_any_bytes_are_a_listing_or_refused(body: bytes, content_type: str | None) -> None:
    try:
        assert isinstance(listing_links(body, url=URL, content_type=content_type, now=NOW), Discovery)
    except Refused:
        return
