"""The reader does not get worse: F1 by field on the annotated English articles, read without crawl or database."""

from pathlib import Path

import pytest

from benchmarks.reading import Measured, articles, measure

ARTICLES = Path(__file__).parents[1] / "articles"
FLOOR = {
    "relevance": 0.97,
    "case": 0.91,
    "case_primary": 0.95,
    "nationality": 0.94,
    "detaining_country": 0.94,
    "charge": 0.87,
    "sentence": 0.91,
    "fine": 0.92,
    "event_type": 0.88,
    "event_dated": 0.82,
    "facts": 0.78,
    "place": 0.65,
}
"""F1, a little under what `python -m benchmarks.reading tests/articles` prints; raise it as the reader gets better."""
RIGHT_OF_SURE = 0.95
FALSE_CASES = 1


@pytest.fixture(scope="module")
def measured() -> Measured:
    golds = [gold for gold in articles(ARTICLES) if gold["id"].startswith("d")]
    assert len(golds) >= 30
    return measure(golds)


@pytest.mark.parametrize("name", FLOOR)
def test_field_stays_above_its_floor(measured: Measured, name: str) -> None:
    _, _, f1 = measured.tally.scores(name)
    assert f1 >= FLOOR[name], "\n".join(measured.differences)


def test_claims_given_as_sure_are_right(measured: Measured) -> None:
    assert measured.calibrated() >= RIGHT_OF_SURE


def test_there_are_hardly_any_false_cases(measured: Measured) -> None:
    assert len(measured.false_cases) <= FALSE_CASES, measured.false_cases
