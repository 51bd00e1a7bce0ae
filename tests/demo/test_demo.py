"""The demo as a user runs it: a process of its own, twice, on a database of its own."""

import tomllib
from pathlib import Path

import pytest

from detaincrawl.store import migrate
from tests.demo.demos import Demo, everything

NOBODYS_CASE = (
    "Anastasia Alekseyeva", "Arkady Dvorkovich", "Hollis Abernathy", "Gerald Hatch", "Pavel Derevyankin",
    "Wayne Purslow", "Harald Frøystad", "Bolat Ermekuly", "Darren Kilgour", "Judith Allardyce", "Rui Abrantes",
    "Michael Garrity", "Cody Brannigan", "Hossein Fallahi", "Esmail Garavand",
)  # fmt: skip
"""Own citizens, victims of gangs, the fictional, the injured, lawyers."""
EXPECTED = tomllib.loads(Path(__file__).with_name("expected.toml").read_text(encoding="utf-8"))["case"]
RIGHT = 0.7
"""Share of the expected values that the rules find on the whole sample."""


def test_a_second_demo_changes_no_row_and_no_id(demo: Demo) -> None:
    assert everything(demo.url) == demo.rows_after_first


def test_a_second_demo_is_answered_with_304_only(demo: Demo) -> None:
    assert "11 answered 304 (not modified); 0 article pages served" in demo.second


def test_the_spector_case_is_as_the_reports_have_it(demo: Demo) -> None:
    (case,) = demo.ask("SELECT * FROM case_overview WHERE person = 'Gene Spector'")
    assert case["nationalities"] == ["RU", "US"]
    assert case["detaining_country"] == "RU"
    assert case["charges"] == ["bribery", "espionage"]
    assert case["sentence_months"] == 180
    assert (case["fine_amount"], case["fine_currency"]) == (140500, "USD")
    assert (case["status"], str(case["status_date"])) == ("imprisoned", "2024-12-24")
    assert "term:bribery" in case["disputed"]


def test_the_spector_case_has_its_events(demo: Demo) -> None:
    events = demo.ask(
        "SELECT DISTINCT event_type, event_date::text, date_precision FROM case_timeline WHERE person = 'Gene Spector'"
    )
    assert {"event_type": "charged", "event_date": "2023-08-01", "date_precision": "month"} in events
    assert {"event_type": "sentenced", "event_date": "2024-12-24", "date_precision": "day"} in events


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nationality", "US"), ("nationality", "RU"), ("detaining_country", "RU"), ("charge", "espionage"),
        ("charge", "bribery"), ("sentence", "180"), ("fine", "140500 USD"), ("term", "48"), ("term", "42"),
        ("event:sentenced", "2024-12-24"), ("event:charged", "2023-08"),
    ],
)  # fmt: skip
def test_every_value_of_the_spector_case_has_a_quote(demo: Demo, field: str, value: str) -> None:
    claims = demo.ask("SELECT field, value, quote FROM case_citations WHERE person = 'Gene Spector'")
    assert [claim["quote"] for claim in claims if (claim["field"], claim["value"]) == (field, value)]


def test_quotes_stand_in_the_stored_text_where_they_say(demo: Demo) -> None:
    wrong = demo.ask("""
        SELECT c.quote FROM case_citations c
        JOIN article a ON a.id = c.article_id JOIN article_version v ON v.article_id = a.id AND v.version = a.version
        WHERE substr(v.text, c.quote_start + 1, c.quote_end - c.quote_start) <> c.quote
    """)
    assert wrong == []


def test_nobody_has_a_case_who_is_no_foreigner_in_custody(demo: Demo) -> None:
    named = {case["person"] for case in demo.ask("SELECT person FROM case_overview")}
    assert named.isdisjoint(NOBODYS_CASE)


def test_one_article_is_one_row_however_it_was_reached(demo: Demo) -> None:
    addresses = [row["canonical_url"] for row in demo.ask("SELECT canonical_url FROM article_overview")]
    assert len(addresses) == len(set(addresses))
    assert not [address for address in addresses if "/amp/" in address or "utm_" in address]


def test_copies_are_one_story(demo: Demo) -> None:
    copies = demo.ask(
        "SELECT DISTINCT story_id FROM article_overview WHERE title LIKE 'Danish geologist jailed for seven%'"
    )
    assert len(copies) == 1
    assert copies[0]["story_id"] is not None


def test_the_sample_is_read_mostly_right(demo: Demo) -> None:
    cases = {
        (_surname(case["person"]), case["detaining_country"]): case for case in demo.ask("SELECT * FROM case_overview")
    }
    wrong = [
        f"{entry['person']}: {key} is {found.get(key)}, not {value}"
        for entry in EXPECTED
        for found in [cases.get((_surname(entry["person"]), entry["detaining_country"]), {})]
        for key, value in entry.items()
        if found.get(key) != value
    ]
    total = sum(map(len, EXPECTED))
    assert len(wrong) <= (1 - RIGHT) * total, f"{len(wrong)} of {total} wrong:\n" + "\n".join(wrong)


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def test_the_demo_says_how_to_go_on(demo: Demo) -> None:
    for command in ("detaincrawl cases Spector", "detaincrawl read", "detaincrawl db psql", "make crawl"):
        assert command in demo.first
    assert "Gene Spector" in demo.first
    assert Path(migrate.CHECKOUT, ".data", "demo", "spector.html").exists()
