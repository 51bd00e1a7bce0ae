"""What the screen lets through, what it puts aside, and that hostile markup cannot hold it up."""

import hashlib
import json
import time
import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl import screen
from detaincrawl.records import Link, Page, Source
from detaincrawl.screen.words import KEY, UNSPACED, lexicon
from detaincrawl.vocabularies import SourceKind, SourceType

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WORDS = "055cf776"
"""First digits of the digest of lexicon/screen.toml at VERSION."""


def judge(
    body: str, language: str = "en", path: str = "/news/1", kind: SourceKind = SourceKind.NEWS
) -> screen.Screening:
    page = Page(
        "courier", f"https://courier.test{path}", NOW, (("Content-Type", "text/html; charset=utf-8"),), body.encode()
    )
    return screen.screen(page, Source("courier", "Courier", kind, "https://courier.test", language))


def article(title: str, *paragraphs: str, head: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{text}</body></html>"


PIECES = [
    b"<html lang=", b"<meta content='", b"<title>", b"</title>", b"<body>", b"<p>", b"</p>", b"<script", b"</script>",
    b"application/ld+json", b'{"headline": "\\u12', b'"datePublished":"2026-', b"<style", b"&#x", b"&amp", b"\xff\xfe",
    b"[[[", b'{"a":', b"\0",
]  # fmt: skip

HELD_ABROAD = [
    ("en", "Welsh hiker held in Kyrgyz jail over drone", "The Briton was arrested near the border."),
    ("en", "She went for the food", "Officers took the Canadian from her hotel. Her family says she is in custody."),
    ("ru", "Суд арестовал туриста из Швеции", "Гражданина Швеции задержали в аэропорту."),
    ("uk", "У Мінську засудили журналіста", "Громадянина України утримують у колонії вже рік."),
    ("be", "Швейцарца асудзілі ў Гомелі", "Замежнік знаходзіцца ў калоніі, прысуд ужо ўступіў у сілу."),
    ("de", "Gericht in Minsk verurteilt Deutschen", "Der Mann sitzt seit Mai in Untersuchungshaft."),
    ("fr", "Une touriste belge incarcérée à Bakou", "La ressortissante belge a été arrêtée mardi."),
    ("es", "Detienen a un biólogo chileno en Manila", "El ciudadano chileno sigue en prisión preventiva."),
    ("pt", "Brasileira é presa na Tailândia", "A cidadã brasileira foi detida no aeroporto com drogas."),
    ("it", "Studente italiano in carcere al Cairo", "Il giovane è stato arrestato in aeroporto."),
    ("nl", "Nederlander al maanden vast in Iran", "De man is opgepakt op verdenking van spionage."),
    ("pl", "Polak skazany w Mińsku", "Obywatel Polski przebywa w kolonii karnej, wyrok za szpiegostwo."),
    ("sv", "Svensk medborgare gripen i Turkiet", "Mannen sitter häktad, misstänkt för spioneri."),
    ("tr", "Alman gazeteci tutuklandı", "Mahkeme, casusluk suçlamasıyla cezaevine gönderdi."),
    ("ar", "السجن خمس سنوات لمواطن نرويجي", "وكان الرجل قد اعتقل في المطار بتهمة التجسس، بحسب سفارة بلاده."),
    ("fa", "بازداشت شهروند نروژی در فرودگاه", "او به اتهام جاسوسی در زندان است و سفارت بی‌خبر است."),
    ("he", "תיירת איטלקייה נעצרה בדובאי", "האזרחית הזרה כלואה מאז יום שני, מסר הקונסול."),
    ("zh", "一名挪威籍男子在边境被拘留", "检方指控其从事间谍活动，大使馆尚未获准探视。"),
    ("ja", "ノルウェー人男性を拘束", "外国人の男性はスパイ容疑で逮捕され、大使館が確認した。"),
    ("ko", "노르웨이 국적 남성 구속", "외국인 남성은 간첩 혐의로 체포돼 수감 중이라고 대사관이 밝혔다."),
    ("id", "WNA Norwegia ditahan di Bali", "Pria asing itu ditangkap di bandara dan terancam hukuman mati."),
    ("vi", "Bắt giữ du khách Na Uy", "Công dân nước ngoài bị tạm giam vì cáo buộc gián điệp."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "paragraph"), HELD_ABROAD)
def test_a_report_on_somebody_held_abroad_passes(language: str, title: str, paragraph: str) -> None:
    assert judge(article(title, paragraph), language).keep


@pytest.mark.parametrize(("language", "title", "paragraph"), HELD_ABROAD)
def test_it_passes_as_a_post_too(language: str, title: str, paragraph: str) -> None:
    post = json.dumps({"id": "1", "content": f"<p>{title}. {paragraph}</p>", "tags": []})
    assert judge(post, language, kind=SourceKind.MASTODON).keep


def test_it_passes_where_the_source_names_a_language_without_words() -> None:
    assert judge(article("Gericht in Minsk verurteilt Deutschen", "Er ist in Haft."), "sw").keep


OTHER_NEWS = [
    ("Rovers sign Danish keeper", "The keeper has agreed a deal until June.", "/sport/1", "section"),
    ("Ten soups for cold days", "Peel the carrots and boil them.", "/news/soups", "no custody"),
    ("Markets rise in Tokyo", "Shares in Japanese makers of chips gained.", "/business/1", "section"),
    ("Treasurer of club jailed", "She was sentenced to 30 months in prison.", "/n/1", "nobody foreign"),
    ("New bridge opens", "The mayor cut the ribbon. Traffic starts on Monday.", "/news/bridge", "no custody"),
    ("", "", "/", "no custody"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "paragraph", "path", "reason"), OTHER_NEWS)
def test_other_news_falls_out_and_says_why(title: str, paragraph: str, path: str, reason: str) -> None:
    found = judge(article(title, paragraph * 5), path=path)
    assert (found.keep, found.reason) == (False, reason)


def test_a_headline_on_custody_outweighs_the_section() -> None:
    assert judge(article("Briton arrested in Doha before the match", "…"), path="/sport/football/1").keep


def test_words_in_scripts_and_menus_do_not_count() -> None:
    script = "<script>var teasers = '<p>American jailed for spying in Russia, prison term of 15 years</p>'</script>"
    menu = "<ul><li><a href=/x>American jailed in Russia for espionage</a></li></ul>"
    text = [f"The baker opens her shop at six, number {n} in the row of old houses by the canal." for n in range(9)]
    assert not judge(article("A baker's day", *text, head=script) + menu).keep


def test_the_feed_counts_as_much_as_the_page() -> None:
    link = Link("https://courier.test/1", title="Canadian detained in Beijing")
    page = Page("courier", link.url, NOW, (), b"<html><title>Story</title></html>", link)
    found = screen.screen(page, Source("courier", "C", SourceKind.NEWS, "https://courier.test", "en"))
    assert (found.keep, found.reason) == (True, "headline")


def test_a_legacy_encoding_is_read() -> None:
    body = article("Суд арестовал туриста из Швеции", "Его задержали.").encode("cp1251")
    page = Page("c", "https://courier.test/1", NOW, (("content-type", "text/html; charset=windows-1251"),), body)
    assert screen.screen(page, Source("c", "C", SourceKind.NEWS, "https://courier.test", "ru")).keep


def test_what_is_put_aside_keeps_title_and_date() -> None:
    head = (
        '<meta property="article:published_time" content="2026-02-28T10:00:00+03:00">'
        '<meta property="og:title" content="A &amp; B">'
    )
    found = judge(article("ignored", "Soup.", head=head))
    assert (found.keep, found.title) == (False, "A & B")
    assert found.published == datetime.fromisoformat("2026-02-28T10:00:00+03:00")


@pytest.mark.parametrize("said", ["2026-02-28", "yesterday", "2026-02-28T10:00:00", ""])
def test_a_date_without_zone_or_sense_is_none(said: str) -> None:
    assert judge(article("Soup", head=f'<meta property="article:published_time" content="{said}">')).published is None


def test_json_ld_gives_headline_and_text() -> None:
    linked = {
        "@type": "NewsArticle",
        "headline": "In the “cell”",
        "articleBody": "The jailed Dutch nurse was sentenced. " * 40,
    }
    found = judge(article("x", head=f'<script type="application/ld+json">{json.dumps(linked)}</script>'))
    assert found.keep


HOSTILE = {
    "open paragraphs": "<p" * 500_000,
    "open tags": "<" * 1_000_000,
    "open scripts": "<script>" * 100_000,
    "open meta": '<meta content="' * 60_000,
    "quotes": "<meta " + "\"'" * 400_000,
    "spaces": "<title" + " " * 1_000_000,
    "linked": '<script type="application/ld+json">' * 20_000 + '"headline":"' + "\\" * 500_000,
    "facts": "application/ld+json" + '"headline" : [' * 60_000,
    "nested json": "[" * 500_000,
    "entities": "<p>" + "&" * 800_000,
    "paragraphs": "<p>jailed american " * 60_000,
    "divs": "<div>" * 200_000 + "arrest",
}


@pytest.mark.parametrize("kind", [SourceKind.NEWS, SourceKind.BLUESKY])
@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_cannot_hold_it_up(markup: str, kind: SourceKind) -> None:
    began = time.thread_time()
    judge(markup, kind=kind)
    assert time.thread_time() - began < 2


def test_whoever_changes_the_words_raises_the_version() -> None:
    listed = (files("detaincrawl") / "lexicon/screen.toml").read_bytes()
    found = hashlib.sha256(json.dumps(tomllib.loads(listed.decode()), sort_keys=True).encode()).hexdigest()[:8]
    assert (screen.VERSION, found) == (1, WORDS), "the words changed: raise VERSION and write their digest here"


@pytest.mark.parametrize("language", lexicon())
def test_the_words_of_a_language_are_complete_and_said_once(language: str) -> None:
    table = lexicon()[language]
    assert set(table) == {"strong", "weak", "foreign", "aside"}
    for entries in table.values():
        assert len(entries) == len(set(entries))
        assert language in UNSPACED or all(len(entry) > KEY for entry in entries)
    assert not set(table["strong"]) & set(table["weak"])


@given(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(SourceKind))
def test_no_page_makes_it_fail(noise: bytes, pieces: list[bytes], kind: SourceKind) -> None:
    page = Page("c", "https://courier.test/1", NOW, (("Content-Type", "text/html"),), noise.join(pieces))
    screen.screen(page, Source("c", "C", kind, "https://courier.test", "en"))


def post(words: str, type: SourceType = SourceType.OTHER) -> screen.Screening:
    page = Page("account", "https://social.test/1", NOW, body=json.dumps({"text": words}).encode())
    source = Source("account", "Account", SourceKind.BLUESKY, "https://social.test", "en", type=type)
    return screen.screen(page, source)


def test_hashtags_are_words() -> None:
    assert post("1,000 days. #FrenchHostage #DetainedInIran").keep
    assert not post("1,000 days. #FrenchCuisine #AtHomeInIran").keep


@pytest.mark.parametrize("words", ["BREAKING: KARL TAMM SENTENCED TO 4 YRS", "Day 100. Karl is still in prison."])
def test_campaigns_need_not_say_that_somebody_is_a_foreigner(words: str) -> None:
    assert post(words, SourceType.CAMPAIGN).keep
    assert not post(words, SourceType.NEWSPAPER).keep
