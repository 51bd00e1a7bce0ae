"""Words for offences as reporters, courts and police of many countries put them: offences.txt, a line a code."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from detaincrawl.lexicon import table
from tests.sentences import reading

THURSDAY = datetime(2025, 6, 12, 15, tzinfo=UTC)
LEAD = "News\nJane Doe, 34, is a British teacher from Leeds.\n"
CHARGED = "Doe, who was detained in Moscow in May, has been charged with {}."
ARRESTED = "Doe was arrested in Moscow on Monday on suspicion of {}."
LINES = (line for line in Path(__file__).with_name("offences.txt").read_text(encoding="utf-8").splitlines())
OFFENCES = {code: rest.split(" | ") for code, _, rest in (line.partition(": ") for line in LINES if line[0] != "#")}


def charges(words: str) -> set[str | None]:
    found = reading(LEAD + words, THURSDAY).mentions
    return {claim.value for mention in found for claim in mention.claims if claim.field == "charge"}


def test_every_code_that_names_an_offence_has_its_line() -> None:
    assert set(OFFENCES) == {code for code, row in table("charges").items() if "iccs" in row}


@pytest.mark.parametrize("code", OFFENCES)
def test_an_offence_is_read(code: str) -> None:
    frames = (CHARGED, ARRESTED)
    read = {words: charges(frames[place % 2].format(words)) for place, words in enumerate(OFFENCES[code])}
    assert {words: codes for words, codes in read.items() if codes != {code}} == {}
