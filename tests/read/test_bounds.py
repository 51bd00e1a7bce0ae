"""Time grows with the length of a text and no faster, whatever it is long with."""

import gc
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from detaincrawl.normalise import normalise
from detaincrawl.read import read
from detaincrawl.records import Article
from detaincrawl.vocabularies import ArticleKind

RATIO = 3.2
"""A text of twice the length takes at most so many times as long: 2, and what a busy machine adds."""
ROUNDS = 8
"""Tries: whatever else the machine does, one of them shows it."""


def _surname(number: int) -> str:
    return "B" + "".join("aeiouklmnr"[int(digit)] for digit in f"{number:04}") + "ov"


def one_sentence(size: int) -> str:
    return "the visitor who was held in the port of Minsk with others and the guide " * (size // 15)


def two_people_of_a_name_a_sentence(size: int) -> str:
    told = (
        "Anna {0}, a Swede, was jailed in Minsk for {1} years for espionage in 2020."
        " Her brother Ivan {0} said she was freed."
    )
    return "\n\n".join(told.format(_surname(n), n % 20 + 1) for n in range(size // 22))


def a_list_of_names(size: int) -> str:
    return ", ".join(f"Ivan {_surname(n)}" for n in range(size // 3)) + " and Anna Berg were arrested in Minsk."


def many_of_one_surname(size: int) -> str:
    return " ".join(
        f"Ivo{_surname(n).lower()} Kim was detained on Monday. Kim said he was well." for n in range(size // 12)
    )


def groups(size: int) -> str:
    told = "Two Swedes were arrested in Minsk. {0} Berg and {0} Lund were released in 2021. The three were well."
    return "\n\n".join(told.format(_surname(n)) for n in range(size // 21))


def figures(size: int) -> str:
    return "In 2020 and 2021, 5 years, 3 months and 14 days later he paid $1,250 of 1,000. " * (size // 17)


def marks(size: int) -> str:
    return "( “ — , ; : ' ’ - . ? # @ … " * (size // 14)


def test_text_of_one_megabyte_is_read() -> None:
    assert _seconds(lambda _: "word " * 200_000, 0) < 60


@pytest.mark.parametrize(
    "text",
    [one_sentence, two_people_of_a_name_a_sentence, a_list_of_names, many_of_one_surname, groups, figures, marks],
)
def test_twice_the_length_takes_about_twice_the_time(text: Callable[[int], str]) -> None:
    _seconds(text, 400)
    assert any(RATIO * _seconds(text, 6_000) > _seconds(text, 12_000) for _ in range(ROUNDS))


def _seconds(text: Callable[[int], str], size: int) -> float:
    article = Article(
        "s", ArticleKind.ARTICLE, "u", "u", None, text(size), published=datetime(2024, 5, 10, tzinfo=UTC), language="en"
    )
    gc.disable()  # how long it takes depends on all that the other tests left
    try:
        before = time.process_time()
        normalise(read(article))
        return time.process_time() - before
    finally:
        gc.enable()
