"""Dates and lengths of time are tried only where the words let them begin: none is missed by that."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reading import articles
from detaincrawl.read.events import dates
from detaincrawl.read.language import text
from detaincrawl.read.penalties import amounts

TEXTS = [
    *(
        "\n\n".join((gold["title"], *gold["paragraphs"]))
        for gold in articles(Path(__file__).parent.parent / "articles")
    ),
    *re.findall(r"^(.+?) =>", (Path(__file__).parent / "phrasings.txt").read_text(encoding="utf-8"), re.M),
    "Held since last June, in mid-2020, in the summer of 2021, in the early 2000s; later that year",
    "Jailed in May of that year",
    "Freed the day before yesterday, just before Christmas, over the weekend, on this Monday, a year and a half ago.",
    "Jailed for a year and a half, half a year, 2 ½ years, thirty-four months, life, an indefinite term, to hang.",
]


@pytest.mark.parametrize(
    ("words", "find"), [(dates.DATE, dates.find), (amounts.TERM, amounts.terms)], ids=["dates", "terms"]
)
def test_what_the_words_fit_is_found_wherever_it_stands(
    words: re.Pattern[str], find: Callable[[text.Text], list[Any]]
) -> None:
    for printed in TEXTS:
        fits = [match.span() for match in words.finditer(printed)]
        assert [(mark.start, mark.end) for mark in find(text.parse(printed))] == fits
