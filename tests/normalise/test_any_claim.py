"""Whatever words a claim has: a value of its field's form or none, and normalising again changes nothing."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from detaincrawl.normalise import normalise
from detaincrawl.records import Article, Claim, Mention, Reading
from detaincrawl.vocabularies import ArticleKind
from tests.fuzzing import fuzzed

FIELDS = (
    *("name", "nationality", "detaining_country", "charge", "sentence", "fine", "age", "sex", "occupation"),
    *("place", "facility", "authority", "custody", "event:detained", "event:sentenced", "event:released", "no_field"),
)
PIECES = (
    *(
        "three",
        "and a half",
        "½",
        "1/2",
        "12",
        "2024",
        "0",
        "9" * 30,
        "1e9",
        "٣",
        "²",
        "Ⅻ",
        "years",
        "months",
        "to life",
    ),
    *("ago", "later", "Tuesday", "last", "that", "the same", "day before", "Christmas", "Easter", "May", "30 February"),
    *(
        "2024-13-45",
        "0000-00-00",
        "9999-12-31",
        "$",
        "€",
        "1,000.5",
        "million",
        "rubles",
        "US",
        "Article 276",
        "year-old",
    ),
    *(
        "espionage",
        "Russia",
        "Москва",
        "北京",
        "\x00",
        "\ud800",
        "\u202e",
        "'s",
        ",",
        "-",
        " ",
        "\n",
        "ﬁ",
        "İ",
        "e\u0301",
    ),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.text(max_size=60)
WHEN = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
FORMS = {
    "sentence": re.compile(r"life|death|\d{1,5}(\.\d)?"),
    "age": re.compile(r"\d{1,3}"),
    "fine": re.compile(r"\d{1,16}(\.\d{1,2})? [A-Z]{3}"),
    "nationality": re.compile("[A-Z]{2}"),
    "detaining_country": re.compile("[A-Z]{2}"),
}
"""What the columns of the case table take."""


def claimed(field: str, words: str, base: str | None = None) -> Reading:
    """One claim of one person."""
    url = "https://paper.test/any"
    article = Article("s", ArticleKind.ARTICLE, url, url, None, "Any text.", language="en")
    return Reading(article, (Mention(None, (Claim(field, words, 0, 3, "own rule", 0.5, base=base),)),))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = "Any text of any article."
    claims = [
        Claim(
            field, draw(WORDS), 0, 3, "own rule", 0.5, base=draw(st.none() | WORDS), event=draw(st.none() | st.just(0))
        )
        for field in draw(st.lists(st.sampled_from(FIELDS), max_size=6))
    ]
    url, zone = "https://paper.test/any", draw(st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Adak"]))
    article = Article(
        "s", ArticleKind.ARTICLE, url, url, None, text, published=draw(WHEN), language="en", timezone=zone
    )
    return Reading(article, (Mention(draw(st.none() | WORDS), tuple(claims)),))


@fuzzed(150)
@example(claimed("event:detained", "May", base="9999-10"))
@example(claimed("event:detained", "3000 years later", base="9999-10"))
@example(claimed("event:detained", "40000 months later", base="0001-10"))
@example(claimed("event:detained", "40000 months before", base="0001-10"))
@example(claimed("event:detained", "999999999999 days later", base="2024-10-03"))
@example(claimed("fine", f"${'9' * 30}"))
@given(readings())
def test_any_claim_has_a_value_of_its_form_or_none_and_normalising_again_changes_nothing(reading: Reading) -> None:
    once = normalise(reading)
    assert normalise(once) == once
    for claim in once.mentions[0].claims:
        if claim.field.startswith("event:"):
            assert claim.value is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", claim.value), claim
            assert (claim.value is None) == (claim.precision is None), claim
        elif claim.field in FORMS:
            assert FORMS[claim.field].fullmatch(claim.value or ""), claim
            if claim.field == "sentence" and claim.value not in ("life", "death"):
                assert Decimal(claim.value or "") < 10**5
