"""The sessions that the README shows are what its commands print on the sample."""

import os

import pytest

from tests.demo.demos import Demo
from tests.demo.readme import lines, printed, shown


def test_the_readme_shows_a_case_and_three_queries() -> None:
    assert len(shown()) >= 4


@pytest.mark.parametrize(("arguments", "output"), shown())
def test_the_readme_shows_what_is_printed(demo: Demo, arguments: str, output: str) -> None:
    now = lines(printed(arguments, {**os.environ, "DATABASE_URL": demo.url}))
    assert now == lines(output), "bring the README up to date: make demo, then python -m tests.demo.readme"
