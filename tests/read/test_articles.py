"""Articles of the classes of error that real reports showed, scored as a whole."""

from pathlib import Path

import pytest

from benchmarks.reading import Measured, articles, measure

CLASSES = Path(__file__).parents[1] / "articles" / "classes"
FLOOR = {
    "case": 0.95, "nationality": 0.95, "detaining_country": 0.95, "charge": 0.85, "sentence": 0.9,
    "event_type": 0.88, "event_dated": 0.85, "facts": 0.85,
}  # fmt: skip


@pytest.fixture(scope="module")
def measured() -> Measured:
    golds = list(articles(CLASSES))
    assert len(golds) >= 16
    return measure(golds)


@pytest.mark.parametrize("name", FLOOR)
def test_classes_of_error_stay_mended(measured: Measured, name: str) -> None:
    _, _, f1 = measured.tally.scores(name)
    assert f1 >= FLOOR[name], "\n".join(measured.differences)


def test_nobody_of_these_articles_is_a_false_case(measured: Measured) -> None:
    assert measured.false_cases == []
