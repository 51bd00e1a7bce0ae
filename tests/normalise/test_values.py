"""Printed → value, a table for each normaliser."""

from datetime import date

import pytest

from detaincrawl.normalise.charges import charge
from detaincrawl.normalise.countries import country
from detaincrawl.normalise.dates import dated
from detaincrawl.normalise.fines import fine, outlet_state
from detaincrawl.normalise.further import age, occupation, printed
from detaincrawl.normalise.names import name
from detaincrawl.normalise.numbers import number
from detaincrawl.normalise.terms import term

FRIDAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("15 years", "180"),
        ("3 1/2 years", "42"),
        ("three and a half years", "42"),
        ("a year and a half", "18"),
        ("12-year", "144"),
        ("two years and three months", "27"),
        ("18 months", "18"),
        ("15 days", "0.5"),
        ("two weeks", "0.5"),
        ("six months and 10 days", "6"),
        ("life in prison", "life"),
        ("to death", "death"),
        ("a fine", None),
        ("8333 years", "99996"),
        ("a million years", None),
    ],
)
def test_terms_are_months(words: str, expected: str | None) -> None:
    found = term(words)
    assert (found and found.value) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", "2024-05-06"),
        ("on Friday", "2024-05-10"),
        ("yesterday", "2024-05-09"),
        ("in March", "2024-03"),
        ("in August", "2023-08"),
        ("last month", "2024-04"),
        ("in 2020", "2020"),
        ("on 3 May", "2024-05-03"),
        ("May 3, 2023", "2023-05-03"),
        ("December 24", "2023-12-24"),
        ("last year", "2023"),
    ],
)
def test_dates_count_from_publication(words: str, expected: str) -> None:
    found = dated(words, FRIDAY)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "last month", "in March"])
def test_relative_dates_without_publication_have_no_value(words: str) -> None:
    assert dated(words, None) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("34", "34"),
        ("34-year-old", "34"),
        ("thirty-four", "34"),
        ("thirty-four-year-old", "34"),
        ("340", None),
        ("old", None),
    ],
)
def test_ages_are_figures(words: str, expected: str | None) -> None:
    assert age(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Businessman", "businessman"), ("former Marine", "former Marine"), ("PhD student", "PhD student"), (" ", None)],
)
def test_occupations_are_in_small_letters(words: str, expected: str | None) -> None:
    assert occupation(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Evin\n prison's", "Evin prison"), ("“Jena, Louisiana”,", "Jena, Louisiana"), ("…", None)],
)
def test_places_are_on_one_line_without_marks(words: str, expected: str | None) -> None:
    assert printed(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14,116,805", 14116805),
        ("1.5", 1.5),
        ("10 thousand", 10_000),
        ("2 million", 2_000_000),
        ("half a million", 500_000),
        ("3 lakh", 300_000),
        ("twenty-five", 25),
        ("nonsense", None),
    ],
)
def test_numbers_as_printed(words: str, expected: float | None) -> None:
    found = number(words)
    assert (None if found is None else float(found)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("British", "GB"),
        ("U.S.", "US"),
        ("Moscow", "RU"),
        ("Saudi Arabia", "SA"),
        ("SA", "SA"),
        ("Kosovo", "XK"),
        ("Hong Kong", "HK"),
        ("Atlantis", None),
    ],
)
def test_words_for_countries_are_codes(words: str, expected: str | None) -> None:
    assert country(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("espionage", "espionage"), ("drug smuggling", "drug_trafficking"), ("gardening", None)]
)
def test_words_for_offences_are_codes(words: str, expected: str | None) -> None:
    assert charge(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("Karl  Weber’s", "Karl Weber"), ("“Jian G.”", "Jian G."), ("—", None)]
)
def test_names_are_without_marks(words: str, expected: str | None) -> None:
    assert name(words) == expected


@pytest.mark.parametrize(
    ("words", "holder", "expected"),
    [
        ("about $140,500", None, "140500 USD"),
        ("14,116,805 rubles", "RU", "14116805 RUB"),
        ("€1.5 million", None, "1500000 EUR"),
        ("10,000 dirhams", "AE", "10000 AED"),
        ("$12,345.67", None, "12345.67 USD"),
        ("$999,999.99", None, "999999.99 USD"),
        (f"${'9' * 16}", None, f"{'9' * 16} USD"),
        (f"${'9' * 17}", None, None),
        ("a fine", None, None),
    ],
)
def test_fines_are_amount_and_currency(words: str, holder: str | None, expected: str | None) -> None:
    assert fine(words, holder) == expected


@pytest.mark.parametrize(
    ("words", "holder", "outlet", "expected"),
    [
        ("$500", "FJ", "FJ", "500 FJD"),
        ("EUR 5.000", "IT", "IT", "5000 EUR"),
        ("KD 5.250", "KW", "KW", "5.25 KWD"),
        ("CHF 2'000", "CH", "CH", "2000 CHF"),
        ("50 million tomans", "IR", "GB", "500000000 IRR"),
        ("a one billion rupiah", "ID", "ID", "1000000000 IDR"),
        ("$500", "FJ", None, "500 FJD"),
        ("$500", "FJ", "GB", None),
        ("$500", "KE", "KE", "500 USD"),
        ("$500", "TH", "AU", None),
        ("US$500", "FJ", "FJ", "500 USD"),
        ("K20 000", "PG", "PG", "20000 PGK"),
        ("K20,000", "ZM", "GB", "20000 ZMW"),
        ("MK500, 000", "MW", "MW", "500000 MWK"),
        ("P1,500", "BW", "BW", "1500 BWP"),
        ("Rs. 5 lakh", "IN", "IN", "500000 INR"),
        ("Rs 50,000", "NP", "IN", None),
        ("Sh500,000/=", "TZ", "TZ", "500000 TZS"),
        ("Sh500,000", "TZ", "KE", None),
        ("3 million rupees", "CN", "US", None),
        ("R141 million", "GQ", "ZA", "141000000 ZAR"),
        ("two hundred and fifty thousand kwacha", "MW", "MW", "250000 MWK"),
        ("half a million naira", "NG", "NG", "500000 NGN"),
        ("5,000 pounds", "EG", "GB", None),
    ],
)
def test_words_of_several_currencies_are_told_by_the_states(
    words: str, holder: str, outlet: str | None, expected: str | None
) -> None:
    assert fine(words, holder, outlet) == expected


@pytest.mark.parametrize(
    ("zone", "state"), [("Pacific/Fiji", "FJ"), ("Asia/Calcutta", "IN"), ("UTC", None), ("Etc/GMT", None)]
)
def test_a_zone_is_of_a_state(zone: str, state: str | None) -> None:
    assert outlet_state(zone) == state
