"""Published times: what is printed, in which language and zone, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from detaincrawl.extract import extract
from detaincrawl.extract.moments import moment
from detaincrawl.records import Link
from tests.extract.pages import FETCHED, SOURCE, document, page, paragraphs

RIGA = ZoneInfo("Europe/Riga")
EVENING = datetime(2024, 12, 24, 18, 5, tzinfo=RIGA)
MIDNIGHT = datetime(2024, 12, 24, tzinfo=RIGA)


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("2024-12-24T18:05:00+02:00", None, EVENING),
        ("2024-12-24T18:05:00+0200", None, EVENING),
        ("2024-12-24T16:05:00Z", None, EVENING),
        ("2024-12-24T16:05:00.000Z", None, EVENING),
        ("2024-12-24 16:05 UTC", None, EVENING),
        ("2024-12-24T18:05", None, EVENING),
        ("2024-12-24T18:05:00+02:00[Europe/Riga]", None, EVENING),
        ("20241224T180500+0200", None, EVENING),
        ("2024/12/24 18:05", None, EVENING),
        ("24.12.2024, 18:05", None, EVENING),
        ("24.12.24 | 18:05 Uhr", None, EVENING),
        ("2024-12-24", None, MIDNIGHT),
        ("Tue, 24 Dec 2024 18:05:00 +0200", None, EVENING),
        ("Tue Dec 24 2024 18:05:00 GMT+0200 (EET)", None, EVENING),
        ("1735056300", None, EVENING),
        ("1735056300000", None, EVENING),
        ("2024-12-24 19:05 MSK", None, EVENING),
        ("December 24, 2024 6:05 pm", "en", EVENING),
        ("24 декабря 2024, 18:05", "ru", EVENING),
        ("24 décembre 2024 à 18h05", "fr", EVENING),
        ("24 de diciembre de 2024", "es", MIDNIGHT),
        ("24. Dezember 2024", "de", MIDNIGHT),
        ("24 Aralık 2024", "tr", MIDNIGHT),
        ("24 грудня 2024, 18:05", "uk", EVENING),
        ("2024年12月24日 18:05", "zh", EVENING),
        ("24 ديسمبر 2024", "ar", MIDNIGHT),
        ("24 grudnia 2024", "pl", MIDNIGHT),
        ("December 2024", "en", None),
        ("yesterday", "en", None),
        ("2024-13-45", None, None),
        ("9999999999999999", None, None),
        ("", None, None),
        ("24 December 2024", "xx", None),
    ],
)
def test_dates_as_sites_write_them(words: str, language: str | None, expected: datetime | None) -> None:
    found = moment(words, RIGA, language)
    assert (found.value if found else None) == expected


def published(head: str = "", body: str | None = None) -> datetime | None:
    return extract(page(document(head, body)), SOURCE).published


def tag(value: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{value}">'


def test_local_time_takes_the_zone_of_the_source() -> None:
    assert published(tag("2024-12-24T18:05")) == EVENING


def test_stated_zone_is_kept() -> None:
    found = published(tag("2024-12-24T11:05:00-05:00"))
    assert found is not None
    assert found.isoformat() == "2024-12-24T11:05:00-05:00"


def test_a_date_later_than_the_fetch_is_refused() -> None:
    assert published(tag("2025-03-01T10:00:00Z")) is None
    assert published(tag("2025-03-01T10:00:00Z") + tag("2024-12-24T16:05:00Z", "pubdate")) == EVENING


def test_local_time_ahead_of_the_fetch_was_meant_in_a_zone_further_east() -> None:
    fetched = datetime(2024, 12, 24, 14, 6, tzinfo=UTC)
    late = replace(page(document(tag("2024-12-24T18:05"))), fetched_at=fetched)
    found = extract(late, SOURCE).published
    assert found is not None
    assert (found.isoformat(), found <= fetched) == ("2024-12-24T18:05:00+04:00", True)


def test_a_day_is_made_finer_by_a_time_of_the_same_day() -> None:
    assert published(tag("2024-12-24") + tag("2024-12-24T16:05:00Z", "pubdate")) == EVENING
    assert published(tag("2024-12-24") + tag("2024-12-23T16:05:00Z", "pubdate")) == MIDNIGHT


@pytest.mark.parametrize(
    "name", ["article:published:time", "DC.date.issued", "http://ogp.me/ns/article#published_time"]
)
def test_names_of_meta_tags_are_read_without_punctuation(name: str) -> None:
    assert published(tag("2024-12-24T16:05:00Z", name)) == EVENING


def test_feed_dates_a_page_that_does_not() -> None:
    link = Link("https://www.courier.test/news/1", published=EVENING)
    assert extract(replace(page(document()), link=link), SOURCE).published == EVENING


@pytest.mark.parametrize(
    "line",
    [
        '<div class="meta">Published: <b>24 December 2024, 18:05</b></div>',
        "<p>24.12.2024 | 18:05</p>",
        "<ul><li><b>Date</b> December 24, 2024 6:05 pm</li></ul>",
    ],
)
def test_printed_date_is_the_last_resort(line: str) -> None:
    today = "<div>Wednesday, 25 December 2024</div>"
    assert published("", f"{today}<h1>Engineer gets nine years</h1>{line}{paragraphs()}") == EVENING


def test_a_date_in_a_sentence_is_no_date_of_publication() -> None:
    story = (
        "He was arrested on 3 March 2023 at the airport, and his family heard of it only on 5 March 2023 from friends."
    )
    assert published("", f"<h1>Engineer gets nine years</h1>{paragraphs((story,))}") is None


def test_modified_is_neither_before_publication_nor_after_the_fetch() -> None:
    first = tag("2024-12-24T16:05:00Z")
    for value, kept in (
        ("2024-12-24T17:00:00Z", True),
        ("2024-12-20T17:00:00Z", False),
        ("2024-12-26T00:00:00Z", False),
    ):
        found = extract(page(document(first + tag(value, "article:modified_time"))), SOURCE)
        assert (found.modified is not None) is kept
        assert found.modified is None or found.modified <= FETCHED
