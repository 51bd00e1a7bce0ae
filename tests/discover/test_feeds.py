"""RSS, RDF, Atom and JSON Feed, well-formed and as they come."""

import json
from datetime import UTC, datetime

import pytest

from detaincrawl.discover import DiscoveryKind
from detaincrawl.records import Link, Refused
from tests.discover.reading import atom, only, read, rss

MOMENT = datetime(2024, 12, 24, 13, 5, tzinfo=UTC)
LINK = "<link>https://outlet.test/a</link>"


def test_rss_gives_link_title_summary_date_and_language() -> None:
    found = read(
        rss(
            f"<title>Sailor held in port</title>{LINK}<description>He was &lt;b&gt;held&lt;/b&gt;.</description>"
            "<pubDate>Tue, 24 Dec 2024 13:05:00 GMT</pubDate>",
            head="<title>Outlet</title><link>https://outlet.test/</link><language>en_us</language>",
        )
    )
    assert found.kind is DiscoveryKind.FEED
    assert found.links == (
        Link("https://outlet.test/a", "Sailor held in port", "He was held.", MOMENT, None, "en-US"),
    )  # fmt: skip


def test_rdf_items_stand_beside_their_channel() -> None:
    link = only(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://outlet.test/">'
        "<dc:language>fr</dc:language>"
        '<link>https://outlet.test/</link></channel><item rdf:about="https://outlet.test/about">'
        "<title>Marin détenu</title>"
        "<link>https://outlet.test/a</link><dc:date>2024-12-24T14:05:00+01:00</dc:date></item></rdf:RDF>"
    )
    assert (link.url, link.title, link.published, link.language) == (
        "https://outlet.test/a", "Marin détenu", MOMENT, "fr",
    )  # fmt: skip


def test_atom_takes_the_alternate_link_and_the_nearest_language() -> None:
    link = only(
        atom(
            '<title type="html">A &amp;lt;i&amp;gt;sailor&amp;lt;/i&amp;gt;</title><id>tag:outlet.test,2024:1</id>'
            '<link rel="self" href="https://outlet.test/self"/><link rel="enclosure" href="https://outlet.test/a.mp3"/>'
            '<link rel="alternate" type="application/pdf" href="https://outlet.test/a.pdf"/>'
            '<link rel="alternate" type="text/html" href="https://outlet.test/a"/>'
            "<published>2024-12-24T13:05:00Z</published><updated>2024-12-25T13:05:00Z</updated>",
            'xml:lang="en"',
        )
    )
    assert link.url == "https://outlet.test/a"
    assert link.title == "A sailor"
    assert (link.published, link.updated) == (MOMENT, MOMENT.replace(day=25))
    assert link.language == "en"


def test_json_feed() -> None:
    link = only(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "language": "de",
                "items": [
                    {
                        "id": "1",
                        "url": "/a",
                        "title": "Matrose\u0000 in Haft \ud800",
                        "date_published": "2024-12-24T13:05:00Z",
                    },
                    {"id": "not an address"},
                    "no item",
                ],
            }
        ),
        "application/feed+json",
    )
    assert link == Link("https://outlet.test/a", "Matrose in Haft", None, MOMENT, None, "de")


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link> \n https://outlet.test/a \n </link>", "https://outlet.test/a"),
        ("<link><![CDATA[https://outlet.test/a?x=1&y=2]]></link>", "https://outlet.test/a?x=1&y=2"),
        ("<link>https://outlet.test/a?x=1&amp;y=2</link>", "https://outlet.test/a?x=1&y=2"),
        ("<link>https://outlet.test/a?x=1&y=2&copy=3</link>", "https://outlet.test/a?copy=3&x=1&y=2"),
        ("<link>/a</link>", "https://outlet.test/a"),
        ("<link>a</link>", "https://outlet.test/rss/a"),
        ("<guid>https://outlet.test/a</guid>", "https://outlet.test/a"),
        ("<link/><guid isPermaLink='true'>https://outlet.test/a</guid>", "https://outlet.test/a"),
        ("<guid isPermaLink='false'>48211</guid><link>https://outlet.test/a</link>", "https://outlet.test/a"),
        ("<link>mailto:x@outlet.test</link><guid>https://outlet.test/a</guid>", "https://outlet.test/a"),
        ("<media:content url='https://outlet.test/p.jpg'/><link>https://outlet.test/a</link>", "https://outlet.test/a"),
        ("<source url='https://other.test/f'/><link>https://outlet.test/a</link>", "https://outlet.test/a"),
        ("<image><link>https://outlet.test/p</link></image><link>https://outlet.test/a</link>", "https://outlet.test/a"),
        ("<atom:link href='https://outlet.test/a' rel='alternate'/>", "https://outlet.test/a"),
        ("<link>https://news.test/r?id=1</link><feedburner:origLink>https://outlet.test/a</feedburner:origLink>",
         "https://outlet.test/a"),
    ],
)  # fmt: skip
def test_an_item_names_its_page_in_many_ways(item: str, url: str) -> None:
    spaces = (
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    )
    assert only(rss(item, attributes=spaces)).url == url


def test_undeclared_prefixes_are_read_all_the_same() -> None:
    link = only(
        rss(f"<media:title>Photo</media:title><title>Held</title>{LINK}<dc:date>2024-12-24T13:05:00Z</dc:date>")
    )
    assert (link.title, link.published) == ("Held", MOMENT)


def test_the_title_of_a_picture_or_of_the_origin_is_not_the_entrys() -> None:
    entry = (
        '<source><title>Elsewhere</title><link href="https://other.test/"/><updated>2020-01-01T00:00:00Z</updated></source>'
        '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:title>Photo</media:title></media:group>'
        '<link href="https://outlet.test/a"/><title>Held</title>'
    )
    link = only(atom(entry))
    assert (link.url, link.title, link.updated) == ("https://outlet.test/a", "Held", None)


def test_xml_base_counts_from_the_outside_in() -> None:
    entry = '<link href="c"/><title>x</title>'
    body = atom(entry, 'xml:base="https://cdn.test/a/"').replace("<entry>", '<entry xml:base="b/">')
    assert only(body).url == "https://cdn.test/a/b/c"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Caf&eacute; &mdash; A &amp; B", "Café — A & B"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("<![CDATA[Trial <em>opens</em> &#8211; &quot;spy&quot;]]>", 'Trial opens – "spy"'),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("1 < 2", "1 < 2"),
        ("right\u202eleft", "rightleft"),
        ("  two\n lines ", "two lines"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("a &#xD800; b &#0; c &#9999999; d &#128512;", "a \ufffd b \ufffd c \ufffd d \U0001f600"),
        ("", None),
    ],
)
def test_a_title_is_plain_text(title: str, expected: str | None) -> None:
    escaped = title if "CDATA" in title or "&" in title else title.replace("<", "&lt;")
    assert only(rss(f"<title>{escaped}</title>{LINK}")).title == expected


def test_content_encoded_stands_in_for_a_missing_summary() -> None:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    item = f"{LINK}<content:encoded><![CDATA[<p>He was held.</p>]]></content:encoded>"
    assert only(rss(item, attributes=space)).summary == "He was held."


def test_a_bad_date_is_absent_and_the_link_stays() -> None:
    link = only(rss(f"{LINK}<pubDate>soon</pubDate>"))
    assert (link.url, link.published) == ("https://outlet.test/a", None)


def test_a_date_without_zone_is_the_sources() -> None:
    (link,) = read(rss(f"{LINK}<pubDate>2024-12-24 16:05</pubDate>"), timezone="Europe/Moscow").links
    assert link.published == MOMENT


def test_one_article_is_one_link_however_often_it_is_named() -> None:
    item = "<item><link>https://outlet.test/a?utm_source={}</link><title>{}</title></item>"
    found = read(f"<rss><channel>{item.format('x', 'first')}{item.format('y', 'second')}</channel></rss>")
    assert [link.title for link in found.links] == ["first"]


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("windows-1251", "windows-1251", "text/xml"),
        ("windows-1251", None, "text/xml; charset=windows-1251"),
        ("utf-8", "windows-1251", "text/xml"),
        ("utf-16", "utf-16", "text/xml"),
        ("utf-8-sig", None, "text/xml; charset=iso-8859-1"),
    ],
)
def test_cyrillic_is_read_whatever_is_declared(encoding: str, declared: str | None, content_type: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    body = f"{declaration}<rss><channel><item><title>Моряк задержан в порту</title>{LINK}</item></channel></rss>"
    assert only(body.encode(encoding), content_type).title == "Моряк задержан в порту"


@pytest.mark.parametrize(
    ("encoding", "title"),
    [("gbk", "加拿大人在丹东受审"), ("iso-8859-9", "İki gazeteci tutuklandı"), ("shift_jis", "日本人男性を拘束")],
)
def test_declared_encodings_are_read(encoding: str, title: str) -> None:
    body = rss(f"<title>{title}</title>{LINK}").replace("?>", f' encoding="{encoding}"?>')
    assert only(body.encode(encoding)).title == title


def test_notices_of_a_broken_server_before_and_after_the_feed_are_left_out() -> None:
    assert only(b"\n\nWarning: Undefined index in feed.php\n" + rss(LINK).encode() + b"<!-- cached -->").url.endswith(
        "/a"
    )


def test_a_torn_feed_gives_what_it_still_holds() -> None:
    body = rss(f"<title>whole</title>{LINK}").partition("</channel>")[0] + "<item><title>to"
    assert [link.title for link in read(body).links] == ["whole"]


def test_a_feed_in_capitals_and_without_ends_is_read_loosely() -> None:
    assert (
        only("<RSS><CHANNEL><ITEM><TITLE>Held</TITLE><LINK>https://outlet.test/a</LINK></ITEM></CHANNEL></RSS>").title
        == "Held"
    )


def test_an_empty_feed_is_no_mistake() -> None:
    assert read("<rss><channel><title>x</title></channel></rss>").links == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"Not found", "no feed"),
        (b"<html><body>Sign in</body></html>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html/>', "html"),
        (b"<!-- x --><!doctype html><p>", "html"),
        (b'<?xml version="1.0"?><opml><body/></opml>', "no feed"),
        (b'{"error": "not found"}', "no feed"),
        (b"[1, 2", "broken json"),
        (b"<rss><channel><item><title>no address</title></item></channel></rss>", "no links"),
        (b"<rss><item <title>&#xD800;</title>", "broken xml"),
        (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel/></rss>', "entities declared"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read(body)
    assert refused.value.reason == reason


def test_a_page_in_place_of_a_feed_tells_the_feeds_that_it_names() -> None:
    body = '<html><head><link rel="alternate" type="application/rss+xml" href="/new-feed"></head></html>'
    with pytest.raises(Refused, match=r"it names https://outlet.test/new-feed"):
        read(body, "text/html")


def test_an_external_dtd_is_not_fetched() -> None:
    body = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss-0.91.dtd">'
    assert only(body + rss(LINK).partition("?>")[2]).url == "https://outlet.test/a"
