"""One story in the ways that sites mark it up: title, authors, time, language, address and text come out alike."""

import json
from datetime import UTC, datetime

import pytest

from detaincrawl.extract import extract
from detaincrawl.records import Article, Refused
from detaincrawl.vocabularies import ArticleKind
from tests.extract.pages import PROSE, SOURCE, document, page, paragraphs

TITLE = "Engineer gets nine years"
PUBLISHED = datetime(2024, 12, 24, 16, 5, tzinfo=UTC)


def script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def article(head: str = "", body: str | None = None, **more: str) -> Article:
    return extract(page(document(head, body), **more), SOURCE)


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-12-24T18:05:00+02:00",
    "author": [{"@type": "Person", "name": "Ilze Kalna"}, {"@type": "Person", "name": "Juris Berzins"}],
    "publisher": {"@type": "Organization", "name": "Baltic Courier"},
}
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "WebPage",
            "@id": "https://www.courier.test/news/1",
            "name": "Engineer gets nine years - Baltic Courier",
        },
        {
            "@type": ["Article", "Thing"],
            "headline": TITLE,
            "datePublished": "2024-12-24T16:05:00+00:00",
            "author": [{"@id": "#ik"}, {"@id": "#jb"}],
            "isPartOf": {"@id": "https://www.courier.test/news/1"},
        },
        {"@type": "Person", "@id": "#ik", "name": "Ilze Kalna"},
        {"@type": "Person", "@id": "#jb", "name": "Juris Berzins"},
    ],
}
META = """<title>Engineer gets nine years | Baltic Courier</title>
<meta property="og:title" content="Engineer gets nine years"><meta property="og:site_name" content="Baltic Courier">
<meta property="article:published_time" content="2024-12-24T18:05:00+02:00">
<meta name="author" content="By Ilze Kalna and Juris Berzins">"""
TIME = f"""<h1>{TITLE}</h1><div class="byline">By <span class="author-name">Ilze Kalna and Juris Berzins</span></div>
<time datetime="2024-12-24T18:05">24 Dec</time>{paragraphs()}"""
MICRODATA = f"""<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ilze Kalna</b></span>
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Juris Berzins</b></span>
<meta itemprop="datePublished" content="2024-12-24T18:05:00+02:00">
<div itemprop="articleBody">{paragraphs()}</div></div>"""


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(script(NEWS), None, id="JSON-LD"),
        pytest.param(script([{"@type": "BreadcrumbList"}, NEWS]), None, id="JSON-LD array"),
        pytest.param(script(GRAPH), None, id="JSON-LD @graph"),
        pytest.param(script({"@type": "WebPage", "mainEntity": NEWS}), None, id="JSON-LD nested"),
        pytest.param(
            f'<script type="application/ld+json"><!-- {json.dumps(NEWS)[:-1]},}} --></script>', None, id="bent"
        ),
        pytest.param(META, None, id="meta tags"),
        pytest.param("", TIME, id="time element and byline"),
        pytest.param("", MICRODATA, id="microdata"),
    ],
)
def test_title_authors_and_time_are_found_however_they_are_marked(head: str, body: str | None) -> None:
    found = article(head, body)
    assert (found.title, found.authors, found.published) == (TITLE, ("Ilze Kalna", "Juris Berzins"), PUBLISHED)
    assert found.text.startswith(f"{TITLE}\n\n")
    assert found.body_start == len(TITLE) + 2
    assert [part for part in PROSE if part not in found.text] == []


def test_text_is_the_title_and_the_paragraphs_joined_by_blank_lines() -> None:
    found = article(META)
    assert found.text == "\n\n".join((TITLE, *PROSE))
    assert found.text[found.body_start :] == "\n\n".join(PROSE)


def test_lists_keep_one_line_an_item() -> None:
    body = f"<h1>{TITLE}</h1>{paragraphs()}<ul><li>Nine years in <b>prison</b></li><li>A fine</li></ul>{paragraphs()}"
    assert "\n\n- Nine years in prison\n- A fine\n\n" in article(body=body).text


def test_line_breaks_part_paragraphs() -> None:
    body = f"<h1>{TITLE}</h1><div class='article-body'>{'<br><br>'.join(PROSE)}</div>"
    assert article(body=body).text == "\n\n".join((TITLE, *PROSE))


def test_a_table_that_lays_the_page_out_parts_its_paragraphs() -> None:
    table = f"<TABLE><TR><TD>HOME<BR>SPORT<TD><H1>{TITLE}</H1><B>24 Dec 2024</B>"
    old = article(body=f"{table}<P>{PROSE[0]}<BR><BR>{PROSE[1]}<P>{PROSE[2]}</TABLE>")
    assert set(PROSE) <= set(old.text.split("\n\n"))


def test_a_row_of_data_stays_one_line() -> None:
    table = "<table><tr><td>Held<br>since</td><td>May 2023</td></tr><tr><td>Term</td><td>9 years</td></tr></table>"
    assert "Held since | May 2023\n\nTerm | 9 years" in article(body=paragraphs() + table).text


def test_controls_surrogates_and_strange_spaces_are_gone() -> None:
    dirty = (
        "A\u0301 court\u00a0in\u2009the ca\u00adpital\u200b sent \x07a foreign\x00 engineer \u202eto prison&#xD800; "
        "for nine years on Tuesday, after a trial that had taken two days."
    )
    body = f"<h1>{TITLE}</h1>{paragraphs((dirty, *PROSE))}"
    text = article(body=body).text
    assert "Á court in the capital sent a foreign engineer to prison" in text
    text.encode("utf-8")
    assert not set(text) & set("\x00\x07\u202e\u00a0\u2009\u00ad\u200b")


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1b", "\x0b ", "\x0c ", "&#8;", "&#x1B;", "&#0012 ", "\ufffe"])
def test_control_character_in_every_paragraph_costs_no_text(sign: str) -> None:
    body = f"<h1>{TITLE}</h1>{paragraphs(tuple(sign + said.replace(' ', f'{sign} ', 1) for said in PROSE))}"
    assert article(body=body).text == "\n\n".join((TITLE, *PROSE))


BESIDE = [
    '<div class="related-articles"><h3>More</h3><p><a href="/2">Mayor of a port town arrested</a></p></div>',
    '<ul><li><a href="/2">Mayor of port arrested</a></li><li><a href="/3">Timber thieves held in raid</a></li></ul>',
    '<p>Read also: <a href="/2">Mayor of a port town arrested over timber</a></p>',
    '<p><a href="/2">Mayor of a port town arrested over timber, prosecutors say</a></p>',
    '<section id="comments"><p>anna: The mayor was arrested too, and that is a scandal in our town.</p></section>',
    '<figure><img src="x"><figcaption>The mayor of the port town, in May. Photo: archive</figcaption></figure>',
    '<p class="wp-caption-text">The mayor of the port town, arrested in May</p>',
    "<aside><p>The mayor of a port town was arrested over timber in May, and the case goes on.</p></aside>",
    '<div id="onetrust-banner" class="cookie-consent"><p>We use cookies. The mayor was arrested. Accept all.</p></div>',
    '<nav><a href="/2">Mayor arrested</a></nav>',
]


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_what_stands_beside_the_article_is_not_in_its_text(beside: str, place: int) -> None:
    parts = [f"<p>{sentence}</p>" for sentence in PROSE]
    found = article(body=f"<h1>{TITLE}</h1>{''.join([*parts[:place], beside, *parts[place:]])}")
    assert found.text == "\n\n".join((TITLE, *PROSE))


def test_links_inside_sentences_stay() -> None:
    linked = (
        'The <a href="/who">engineer</a> was held with <a href="/two">two others</a> at the <a href="/x">airport</a>.'
    )
    assert (
        "The engineer was held with two others at the airport."
        in article(body=f"<h1>{TITLE}</h1>{paragraphs((*PROSE, linked))}").text
    )


def test_an_article_parted_into_containers_is_taken_whole() -> None:
    part = '<div class="grid"><div class="cell">{}</div></div>'
    text = [f"{sentence} This is part {number} of the report." for number in range(6) for sentence in PROSE]
    cells = "".join(part.format("".join(f"<p>{line}</p>" for line in text[i : i + 6])) for i in range(0, 18, 6))
    found = article(body=f"<h1>{TITLE}</h1>{cells}")
    assert [line for line in text if line not in found.text] == []


def test_title_loses_the_name_of_the_site_and_section() -> None:
    for ending in (" - Baltic Courier", " | World | Baltic Courier", " :: courier.test", " — The Baltic Courier"):
        head = f'<title>{TITLE}{ending}</title><meta property="article:section" content="World">'
        assert article(head, paragraphs()).title == TITLE


def test_hyphens_and_quotation_marks_of_a_headline_stay() -> None:
    for headline in ("Nine years for engineer - lawyer to appeal", "Nine years: «a verdict written in advance»"):
        assert article(f"<title>{headline} - Baltic Courier</title>", paragraphs()).title == headline


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("By Ilze Kalna", ("Ilze Kalna",)),
        ("von Ilze Kalna und Juris Berzins", ("Ilze Kalna", "Juris Berzins")),
        ("Ilze Kalna, Juris Berzins", ("Ilze Kalna", "Juris Berzins")),
        ("ILZE KALNA; Ilze Kalna", ("ILZE KALNA",)),
        ("Ilze Kalna (ik), ilze@courier.test", ("Ilze Kalna",)),
        ("https://www.facebook.com/courier", ()),
        ("admin", ()),
        ("Автор: Ольга Петрова", ("Ольга Петрова",)),
        ("Por Ana Lima e Rui Dias", ("Ana Lima", "Rui Dias")),
    ],
)
def test_authors_are_names_alone(stated: str, names: tuple[str, ...]) -> None:
    assert article(f'<meta name="author" content="{stated}">').authors == names


def test_the_site_is_author_only_where_nobody_else_is() -> None:
    site = script({**NEWS, "author": {"@type": "Organization", "name": "Baltic Courier"}})
    assert article(site).authors == ("Baltic Courier",)
    assert article(site + '<meta name="author" content="Ilze Kalna">').authors == ("Ilze Kalna",)


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://www.courier.test/news/engineer", "https://www.courier.test/news/engineer"),
        ("/news/engineer#top", "https://www.courier.test/news/engineer"),
        ("https://courier.test/news/engineer", "https://courier.test/news/engineer"),
        ("https://other.test/news/engineer", "https://www.courier.test/amp/1"),
        ("https://www.courier.test/", "https://www.courier.test/amp/1"),
        ("http://127.0.0.1/admin", "https://www.courier.test/amp/1"),
        ("javascript:alert(1)", "https://www.courier.test/amp/1"),
        ("https://user:secret@www.courier.test/x", "https://www.courier.test/amp/1"),
        ("http://[", "https://www.courier.test/amp/1"),
    ],
)
def test_canonical_address_stays_within_the_site(link: str, canonical: str) -> None:
    found = article(f'<link rel="canonical" href="{link}">', url="https://www.courier.test/amp/1")
    assert found.canonical_url == canonical


def test_amp_page_reads_like_its_article() -> None:
    head = f'<link rel="canonical" href="https://www.courier.test/news/1">{script(NEWS)}'
    body = f"<h1>{TITLE}</h1><amp-img src=x></amp-img>{paragraphs()}<amp-ad></amp-ad>"
    markup = document(head, body).replace("<html ", "<html amp ")
    found = extract(page(markup, url="https://amp.courier.test/news/1"), SOURCE)
    assert (found.title, found.canonical_url) == (TITLE, "https://www.courier.test/news/1")
    assert found.text == "\n\n".join((TITLE, *PROSE))


RUSSIAN = (
    "Суд в столице приговорил иностранного инженера к девяти годам лишения свободы после двух дней процесса.",
    "Адвокат заявил, что приговор будет обжалован, а родственников осуждённого в зал заседаний не пустили.",
)
ARABIC = (
    "حكمت محكمة في العاصمة على مهندس أجنبي بالسجن تسع سنوات يوم الثلاثاء بعد محاكمة استمرت يومين.",
    "وقال محاميه إنه سيستأنف الحكم وإن العائلة لم يسمح لها بدخول قاعة المحكمة أثناء الجلسة.",
)


def test_windows_1251_page_is_read() -> None:
    body = document("", f"<h1>Инженер осуждён</h1>{paragraphs(RUSSIAN)}", lang="ru").encode("cp1251")
    found = extract(page(body, content_type="text/html; charset=windows-1251"), SOURCE)
    assert (found.text, found.language) == ("\n\n".join(("Инженер осуждён", *RUSSIAN)), "ru")


def test_right_to_left_page_is_read_in_reading_order() -> None:
    body = document("", f"<h1>السجن لمهندس</h1>{paragraphs(ARABIC)}", lang="ar").replace("<html", '<html dir="rtl"')
    found = extract(page(body), SOURCE)
    assert (found.text, found.language) == ("\n\n".join(("السجن لمهندس", *ARABIC)), "ar")


def test_language_is_that_of_the_words_and_not_of_a_wrong_declaration() -> None:
    body = document("", f"<h1>Инженер осуждён</h1>{paragraphs(RUSSIAN)}", lang="en")
    assert extract(page(body), SOURCE).language == "ru"


def test_a_page_of_a_post_has_no_title() -> None:
    post = {
        "@type": "SocialMediaPosting",
        "headline": "Campaign on X",
        "articleBody": "He got nine years today. #FreeHim",
        "datePublished": "2024-12-24T16:05:00Z",
    }
    found = article(script(post))
    assert (found.kind, found.title, found.text, found.body_start) == (
        ArticleKind.POST,
        None,
        "He got nine years today. #FreeHim",
        0,
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not HTML"),
        (b"%PDF-1.7 nothing", "not HTML"),
        (b"<html></html>", "no text"),
        (b"<html><body><script>var x = 1</script></body></html>", "no text"),
        (b"<div>" * 1000 + b"deep", "nested too deep"),
        (b"<p>" + b"a" * 9_000_000, "too large"),
    ],
)
def test_pages_of_no_use_are_refused_with_a_reason(body: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        extract(page(body), SOURCE)
    assert refused.value.reason == reason
