"""Names of who is forgotten are blotted out sign for sign, also where they are run together."""

import pytest

from detaincrawl.redaction import redacted


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Jane Doe is home.", "████████ is home."),
        ("Day 412. #FreeJaneDoe", "Day 412. #Free███████"),
        ("#freejanedoe #JANEDOE", "#free███████ #███████"),
        ("A doe in the lane", "A doe in the lane"),
    ],
)
def test_names_in_sentences_and_in_hashtags_are_blotted_out(text: str, left: str) -> None:
    assert redacted(text, ["Jane Doe", "Doe"]) == left
    assert len(left) == len(text)
