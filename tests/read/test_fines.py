"""How courts of many states put fines, and what is served where they are not paid: fines.txt has a line each."""

import os
from dataclasses import replace

import pytest

from detaincrawl import documents, readers
from detaincrawl.carried import read_article
from detaincrawl.documents import Stated
from tests.sentences import THURSDAY, rows

SHORT = {"fine": "f:", "sentence": "s:", "term": "t:"}


@pytest.mark.parametrize(("told", "expected"), rows("fines.txt"))
def test_a_fine_is_read_in_the_money_of_its_state(told: str, expected: str) -> None:
    place, zone, words = told.split(" | ")
    lead = f"News\nJane Doe, 34, is a British teacher from Leeds. She was detained in {place} in May.\n"
    article = replace(
        documents.plain(lead + words, Stated("https://paper.test/report")),
        published=THURSDAY,
        language="en",
        timezone=zone,
    )
    read = read_article(article, readers.chosen(os.environ))
    found = [c for m in read.mentions if m.name == "Jane Doe" for c in m.claims]
    facts = {f"{SHORT[c.field]}{c.value}".replace(" ", "_") for c in found if c.field in SHORT}
    assert facts | {"sentenced" for c in found if c.field == "event:sentenced"} == set(expected.split())
