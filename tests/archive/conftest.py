"""Pages to keep, in own words."""

from datetime import UTC, datetime

import pytest

from detaincrawl.records import Page

FETCHED = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def page(number: int = 0, body: bytes = b"", headers: tuple[tuple[str, str], ...] = ()) -> Page:
    text = body or f"<html><p>Report {number} on a trial of a foreign national</p></html>".encode() * 50
    return Page("courier", f"https://courier.test/{number}", FETCHED, headers, text)


@pytest.fixture
def one_page() -> Page:
    return page()
