"""Short noisy posts are read as articles are: hashtags as words, capitals as names, pictures as nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.normalise import normalise
from detaincrawl.read import read
from detaincrawl.read.language.noise import plain
from detaincrawl.records import Article, Mention, Reading
from detaincrawl.vocabularies import ArticleKind
from tests.fuzzing import fuzzed

URL = "https://social.test/@campaign/112233445566"
DAY = datetime(2025, 3, 1, 9, tzinfo=UTC)
POST = Article("s", ArticleKind.POST, URL, URL, None, "", published=DAY, language="en")


def reading(text: str) -> Reading:
    return normalise(read(replace(POST, text=text)))


def only(text: str) -> Mention:
    (found,) = reading(text).mentions
    return found


def said(mention: Mention, field: str) -> list[str | None]:
    return [claim.value for claim in mention.claims if claim.field == field]


HELD = [
    (
        "🚨 #FreeJaneDoe 🚨 Jane Doe, a British teacher, has been held in Evin prison, Tehran, for 412 days. RT pls!",
        "Jane Doe", "GB", "IR",
    ),
    (
        "Day 412. #FreeJaneDoe\nArrested in Tehran in March 2024 and charged with spying. Doe is a British citizen.",
        "Jane Doe", "GB", "IR",
    ),
    ("#FreeJaneDoe 🇬🇧🇮🇷 detained in Tehran since March 2024. Jane is a British citizen.", "Jane Doe", "GB", "IR"),
    (
        "BREAKING: US CITIZEN ROBERT GILMAN SENTENCED TO 8 YEARS IN RUSSIA FOR ASSAULTING PRISON GUARDS",
        "Robert Gilman", "US", "RU",
    ),
    ("#BREAKING Iran releases German national Thomas Weber after 4+ yrs in Evin", "Thomas Weber", "DE", "IR"),
    (
        "#FreeJonas: Jonas Berg was arrested on Mar 29, 2023 in Yekaterinburg. He's a Swedish citizen",
        "Jonas Berg", "SE", "RU",
    ),
    ("Karl Tamm (@karltamm), an Estonian, was jailed for 4 years in Belarus.", "Karl Tamm", "EE", "BY"),
    (
        "Jan Kowalski (@jan@social.test) is a Polish citizen held in Minsk.\n\nSentenced today to 4 years in prison.",
        "Jan Kowalski", "PL", "BY",
    ),
    (
        "RT @press: Court in Minsk jails Polish journalist #JanKowalski for 8 yrs https://t.co/x",
        "Jan Kowalski", "PL", "BY",
    ),
    (
        "Pls share: my cousin Luis Ortega (25, Colombian) was detained in Caracas 3 wks ago 😢 #LuisOrtegaLibre",
        "Luis Ortega", "CO", "VE",
    ),
    (
        "British-Iranian dual national Maryam Roshan sentenced to 3 yrs in #Iran – family @FCDOGovUK",
        "Maryam Roshan", "GB", "IR",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "nationality", "holder"), HELD)
def test_who_is_held_where_is_read_from_posts(text: str, name: str, nationality: str, holder: str) -> None:
    found = only(text)
    assert found.name == name
    assert nationality in said(found, "nationality")
    assert said(found, "detaining_country") == [holder]


def test_a_name_in_a_hashtag_is_quoted_with_the_whole_hashtag() -> None:
    text = "Our dad #KaiLi was freed tonight!!! After 8 years in a Chinese prison he is on his way home 🇺🇸🙏"
    found = only(text)
    (claim,) = [claim for claim in found.claims if claim.field == "name"]
    assert (found.name, text[claim.quote_start : claim.quote_end]) == ("Kai Li", "#KaiLi")
    assert said(found, "event:released") == ["2025-03-01"]


def test_who_is_known_by_a_handle_alone_has_no_name() -> None:
    found = only("Estonian blogger @karl_tamm was arrested in Minsk and charged with espionage.")
    assert (found.name, said(found, "nationality")) == (None, ["EE"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#FreeJaneDoe", "Jane Doe"),
        ("#BringMarkHome", "Mark"),
        ("#HumanRights for all", "human rights for all"),
        ("held in #iran", "held in  Iran"),
        ("#Breaking: news", ""),
        ("#UN", "UN"),
        ("#FREEJANEDOE", "FREEJANEDOE"),
        ("RT @press: FREE RYAN CORBETT!", "free Ryan Corbett!"),
        ("the FBI said so", "the FBI said so"),
        ("Free 🕊️ her", "Free    her"),
        ("He is home 🇺🇸", "He is home ."),
    ],
)
def test_noise_becomes_plain_words(text: str, words: str) -> None:
    assert words in plain(text)


PIECES = [
    "#FreeJaneDoe", "#Iran", "🇺🇸", "JANE DOE", "RT @a:", "Jane Doe", "arrested in", "US citizen", "\n", "BREAKING:",
    "Detained", "https://t.co/x", "#", "##a", "ß", "İ", "ŉ", "#ŉİßa",
]  # fmt: skip


@fuzzed(300)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8)).map(" ".join))
def test_plain_words_stand_where_the_printed_ones_do(text: str) -> None:
    assert len(plain(text)) == len(text)
    for mention in reading(text or "a").mentions:
        assert all(0 <= claim.quote_start < claim.quote_end <= len(text) for claim in mention.claims)
        assert all(claim.quote_end - claim.quote_start <= 400 for claim in mention.claims)
