"""Dates as feeds print them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.discover.dates import moment
from tests.fuzzing import fuzzed

NOW = datetime(2025, 1, 1, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")

PRINTED = [
    ("Tue, 24 Dec 2024 13:05:00 +0300", "2024-12-24T13:05:00+03:00"),
    ("Tue, 24 Dec 2024 13:05:00 GMT", "2024-12-24T13:05:00+00:00"),
    ("Tue, 24 Dec 2024 13:05 EST", "2024-12-24T13:05:00-05:00"),
    ("24 Dec 2024 13:05:00 MSK", "2024-12-24T13:05:00+03:00"),
    ("24 Dec 2024 13:05:00 IST", "2024-12-24T13:05:00+05:30"),
    ("Tue, 24 December 2024 13:05:00 Z", "2024-12-24T13:05:00+00:00"),
    ("Вт, 24 дек 2024 13:05:00 +0300", "2024-12-24T13:05:00+03:00"),
    ("mar., 24 déc. 2024 13:05:00 +0100", "2024-12-24T13:05:00+01:00"),
    ("Sal, 24 Ara 2024 13:05:00 +0300", "2024-12-24T13:05:00+03:00"),
    ("24-Dec-24 13:05", "2024-12-24T13:05:00+03:00"),
    ("24 Dec 2024", "2024-12-24T00:00:00+03:00"),
    ("2024-12-24", "2024-12-24T00:00:00+03:00"),
    ("2024-12", "2024-12-01T00:00:00+03:00"),
    ("20241224T130500Z", "2024-12-24T13:05:00+00:00"),
    ("2024-12-24T13:05:00.123+03:00", "2024-12-24T13:05:00+03:00"),
    ("2024-12-24T13:05:00 +0300", "2024-12-24T13:05:00+03:00"),
    ("2024-12-24 13:05:00", "2024-12-24T13:05:00+03:00"),
    ("2024-12-24T13:05:00-03:30", "2024-12-24T13:05:00-03:30"),
    ("2024/12/24 13:05", "2024-12-24T13:05:00+03:00"),
    ("12/24/2024 3:04:05 PM", "2024-12-24T15:04:05+03:00"),
    ("12/24/2024 12:04:05 AM", "2024-12-24T00:04:05+03:00"),
    ("24.12.2024, 13:05", "2024-12-24T13:05:00+03:00"),
    ("1735000000", "2024-12-24T00:26:40+00:00"),
    ("1735000000000", "2024-12-24T00:26:40+00:00"),
    ("Wed, 01 Jan 2025 11:00:00 GMT", "2025-01-01T11:00:00+00:00"),
]
ABSENT = [
    "", "yesterday", "24", "2024", "2024-13-45", "2024-12-24T24:61:00Z", "Tue, 24 Dec 2024 25:61:00 GMT",
    "0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "2031-01-01",
    "9999-12-31T23:59:59-14:00",
    "24/12/2024 13:05", "99999999999999999999",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), PRINTED)
def test_a_printed_date_is_a_moment(printed: str, expected: str) -> None:
    found = moment(printed, now=NOW, zone=MOSCOW)
    assert found is not None
    assert found.isoformat(timespec="seconds") == expected


@pytest.mark.parametrize("printed", ABSENT)
def test_what_is_no_date_or_cannot_be_one_is_absent(printed: str) -> None:
    assert moment(printed, now=NOW, zone=MOSCOW) is None


@fuzzed(100)
@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{1,4} \d{1,2}:\d\d(:\d\d)? [+A-Z]\w{0,4}"))
def test_any_text_is_an_aware_moment_or_absent(printed: str) -> None:
    found = moment(printed, now=NOW)
    assert found is None or found.utcoffset() is not None
