"""Whatever the text: no exception, every quote where it says it is, and normalising twice changes nothing."""

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detaincrawl import normalise, read
from detaincrawl.records import Article, Mention, Reading
from detaincrawl.vocabularies import ArticleKind
from tests.fuzzing import fuzzed
from tests.sentences import reading

LIMIT = 400
PIECES = """
The American Mark Lane|was arrested in Moscow|Iranian police|jailed for 5 years|to life|for espionage|,|.|who|he|she
their lawyer|two French nationals|on Tuesday|in March 2020|Article 276|of the Criminal Code|a fine of $1,000|“|”|(|)|—
's|remains in custody|Evin prison|aged 34|34-year-old|A, B and C|X.|U.S.|\u200b|\x00|&nbsp;|<p>|Москва|北京|سجن|🙂|É|ß
ﬁ|İstanbul|e\u0301|and|of|the|Kim|court|extradition to the United States
""".strip()
SENTENCE_LIKE = st.lists(st.sampled_from([*re.split(r"[|\n]", PIECES), "\n\n"]), max_size=40).map(" ".join)
ANYTHING = st.one_of(SENTENCE_LIKE, st.text(max_size=300))
NEWS = (
    "The American engineer Mark Lane, 34, was arrested in Moscow on Monday and charged with espionage under Article 276"
    " of the Criminal Code. He is being held in Lefortovo prison. A court ordered him to pay $1,000."
)


def article(text: str, published: datetime | None = datetime(2024, 5, 10, tzinfo=UTC), body_start: int = 0) -> Article:
    url = "https://paper.test/any"
    return Article("s", ArticleKind.ARTICLE, url, url, None, text, body_start, published=published, language="en")


def assert_quoted(found: Reading) -> None:
    for mention in found.mentions:
        for claim in mention.claims:
            assert 0 <= claim.quote_start < claim.quote_end <= len(found.article.text), claim
            assert claim.quote_end - claim.quote_start <= LIMIT, claim


@fuzzed(150)
@given(ANYTHING, st.integers(0, 50))
def test_any_text_is_read_and_quoted_and_normalised_once(text: str, start: int) -> None:
    once = normalise.normalise(read.read(article(text, body_start=min(start, len(text)))))
    assert_quoted(once)
    assert normalise.normalise(once) == once


@fuzzed(60)
@example("was arrested in Moscow Москва jailed for 5 years Москва")
@given(SENTENCE_LIKE)
def test_news_among_anything_is_quoted_where_it_stands(noise: str) -> None:
    found = normalise.normalise(read.read(article(f"{noise}\n\n{NEWS}\n\n{noise}")))
    assert_quoted(found)


@pytest.mark.parametrize("text", ["", " \n\n ", "word", ".", "\ufeff", "A", "1", "…", "—" * 500, "(" * 2_000, "\x00"])
def test_next_to_nothing_says_nothing(text: str) -> None:
    assert read.read(article(text)).mentions == ()


@pytest.mark.parametrize(
    "told",
    [
        f"{NEWS} He was an American jailed in Russia for spying as a Russian citizen of the Russian",
        "Anna Berg was jailed in Minsk with Ivan Lund, 44, an engineer, and Eva Holm, a Swede",
        "A Minsk court gave her five years, Ivan Lund 25 and Eva Holm 27 two days after his arrest, said Berg, 44,",
    ],
)
def test_text_may_end_anywhere(told: str) -> None:
    words = told.split()
    for end in range(1, len(words) + 1):
        assert_quoted(reading(" ".join(words[:end])))


def test_left_overs_of_markup_invent_nobody() -> None:
    words = NEWS.replace(". ", ".&nbsp;<br/> ").replace("Mark Lane", "<b>Mark Lane</b>")
    found = normalise.normalise(read.read(article(words)))
    assert_quoted(found)
    assert {m.name for m in found.mentions if m.name} <= {"Mark Lane"}


def test_capitals_invent_nobody() -> None:
    found = normalise.normalise(read.read(article(NEWS.upper())))
    assert_quoted(found)
    assert len(found.mentions) <= 1


def test_without_publication_relative_dates_have_no_value() -> None:
    (found,) = reading(NEWS, None).mentions
    assert {c.value for c in found.claims if c.field.startswith("event:")} == {None}


def test_another_language_is_not_read_as_english() -> None:
    russian = Article("s", ArticleKind.ARTICLE, "u", "u", None, NEWS, language="ru")
    assert read.read(russian).mentions == ()


def seconds(text: str) -> float:
    before = time.process_time()
    found = normalise.normalise(read.read(article(text)))
    assert all(isinstance(mention, Mention) for mention in found.mentions)
    return time.process_time() - before


@pytest.mark.parametrize(
    "paragraph",
    [NEWS, "The minister spoke of the weather and of trade in the north of the land, and said no more of it."],
    ids=["one person said a thousand times", "nobody"],
)
def test_time_is_linear_in_the_length(paragraph: str) -> None:
    seconds(paragraph)
    small, large = (seconds("\n\n".join([paragraph] * count)) for count in (40, 240))
    assert large < 18 * small + 0.5


def test_time_is_linear_in_the_number_of_people() -> None:
    def crowd(count: int) -> str:
        people = (f"The American Mark {_word(number)} was arrested in Moscow on Monday." for number in range(count))
        return "\n\n".join(people)

    seconds(crowd(10))
    small, large = seconds(crowd(100)), seconds(crowd(600))
    assert large < 18 * small + 0.5


def _word(number: int) -> str:
    """A surname of its own for every number."""
    letters = "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")
    return f"L{letters}sky"
