"""The catalogue's reader: every mistake names file, entry and key."""

from pathlib import Path

import pytest

from detaincrawl import sources
from detaincrawl.vocabularies import SourceKind, SourceType

GOOD = """
[[source]]
key = "harbour-post"
name = "The Harbour Post"
kind = "news"
homepage = "https://harbour-post.test/"
language = "pt-BR"
country = "BR"
timezone = "America/Sao_Paulo"
type = "newspaper"
feeds = ["https://harbour-post.test/feed"]
"""
ACCOUNT = """
[[source]]
key = "embassy"
name = "An embassy"
kind = "{kind}"
homepage = "https://embassy.test/"
language = "en"
{rest}
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return tmp_path / "sources.toml"


def mistakes(catalogue: Path, text: str) -> list[str]:
    catalogue.write_text(text, encoding="utf-8")
    with pytest.raises(sources.CatalogueError) as raised:
        sources.load(catalogue)
    assert str(raised.value).startswith(f"{catalogue}: {raised.value.mistakes[0]}")
    assert "\n" not in str(raised.value)
    return list(raised.value.mistakes)


def test_an_entry_becomes_a_source(catalogue: Path) -> None:
    catalogue.write_text(GOOD, encoding="utf-8")
    (source,) = sources.load(catalogue)
    assert (source.key, source.kind, source.type) == ("harbour-post", SourceKind.NEWS, SourceType.NEWSPAPER)
    assert source.feeds == ("https://harbour-post.test/feed",)
    assert not source.verified


def test_the_environment_names_another_catalogue(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue.write_text(GOOD, encoding="utf-8")
    monkeypatch.setenv("SOURCES", str(catalogue))
    assert [source.key for source in sources.load()] == ["harbour-post"]


@pytest.mark.parametrize(
    ("printed", "instead", "expected"),
    [
        ('key = "harbour-post"', 'key = "Harbour Post"', "source 1 (Harbour Post): key: 'Harbour Post' is no key"),
        ('key = "harbour-post"', "", "source 1: key: is missing"),
        ('kind = "news"', 'kind = "blog"', "source 1 (harbour-post): kind: 'blog' is none of news, mastodon"),
        ('kind = "news"', 'kindd = "news"', "source 1 (harbour-post): kindd: unknown key"),
        ('"pt-BR"', '"Portuguese"', "source 1 (harbour-post): language: 'Portuguese' is no BCP 47 language"),
        ('"pt-BR"', '"xx"', "source 1 (harbour-post): language: 'xx' is no language known"),
        ('"BR"', '"UK"', "source 1 (harbour-post): country: 'UK' is no ISO 3166-1"),
        ('"BR"', "false", "source 1 (harbour-post): country: False is no ISO 3166-1"),
        ('"America/Sao_Paulo"', '"Brasilia"', "source 1 (harbour-post): timezone: 'Brasilia' is no IANA time zone"),
        ('"America/Sao_Paulo"', '"/etc/passwd"', "source 1 (harbour-post): timezone: '/etc/passwd' is no IANA"),
        ('"newspaper"', '"paper"', "source 1 (harbour-post): type: 'paper' is none of agency"),
        ('["https://harbour-post.test/feed"]', "[]", "source 1 (harbour-post): feeds: must be an array with at least"),
        ('["https://harbour-post.test/feed"]', '"https://a.test/"', "source 1 (harbour-post): feeds: must be an array"),
        ("harbour-post.test/feed", "me:pw@a.test/", "source 1 (harbour-post): feeds: 'https://me:pw@a.test/' must not"),
        (
            "https://harbour-post.test/feed",
            "ftp://a.test/",
            "source 1 (harbour-post): feeds: 'ftp://a.test/' is no http",
        ),
        ("harbour-post.test/feed", "a.test:99999/", "source 1 (harbour-post): feeds: 'https://a.test:99999/' is no ad"),
        ("harbour-post.test/feed", "[::1/feed", "source 1 (harbour-post): feeds: 'https://[::1/feed' is no address"),
        ("harbour-post.test/feed", "a.test/#x", "source 1 (harbour-post): feeds: must not have a fragment"),
        ('name = "The Harbour Post"', 'name = " "', "source 1 (harbour-post): name: ' ' is empty"),
        ('name = "The Harbour Post"', "name = 7", "source 1 (harbour-post): name: must be a string, not a number"),
        ('type = "newspaper"', "verified = 1", "source 1 (harbour-post): verified: must be true or false"),
        ("feeds =", "# feeds =", "source 1 (harbour-post): feeds: a news source needs at least one of feeds"),
        ("feeds =", 'account = "x"\nfeeds =', "source 1 (harbour-post): account: only a social source has one"),
    ],
)
def test_a_mistake_names_entry_and_key(catalogue: Path, printed: str, instead: str, expected: str) -> None:
    assert printed in GOOD
    assert mistakes(catalogue, GOOD.replace(printed, instead))[0].startswith(expected)


@pytest.mark.parametrize(
    ("kind", "rest", "expected"),
    [
        ("telegram", "", "account: a telegram source needs an account"),
        ("telegram", 'account = "https://t.me/x"', "account: 'https://t.me/x' is no public channel name"),
        ("telegram", 'account = "embassy"\ntags = ["free"]', "tags: telegram has no public search by tag"),
        ("youtube", 'account = "@embassy"', "account: '@embassy' is no channel id"),
        ("mastodon", 'account = "embassy"', "account: 'embassy' is no account such as @user@mastodon.example"),
        ("mastodon", 'tags = ["free"]', "api: tags need the instance"),
        ("mastodon", 'tags = ["#free"]\napi = "https://m.test"', "tags: '#free' is no tag"),
        ("bluesky", 'account = "@a.test"', "account: '@a.test' is no handle"),
        ("x", 'feeds = ["https://a.test/"]', "feeds: a x source has an account or tags instead"),
    ],
)
def test_a_mistake_in_an_account_says_what_the_platform_needs(
    catalogue: Path, kind: str, rest: str, expected: str
) -> None:
    found = mistakes(catalogue, ACCOUNT.format(kind=kind, rest=rest))
    assert found[0].startswith(f"source 1 (embassy): {expected}")


@pytest.mark.parametrize(
    ("kind", "rest"),
    [
        ("telegram", 'account = "embassy_ru"'),
        ("youtube", 'account = "UC0123456789012345678901"'),
        ("mastodon", 'account = "@embassy@social.test"'),
        ("mastodon", 'tags = ["FreeHer", "свобода"]\napi = "https://social.test"'),
        ("bluesky", 'account = "did:plc:abc"'),
        ("bluesky", 'account = "embassy.test"'),
        ("reddit", 'account = "worldnews"'),
        ("x", 'account = "embassy"'),
    ],
)
def test_an_account_is_spelt_as_its_platform_spells_it(catalogue: Path, kind: str, rest: str) -> None:
    catalogue.write_text(ACCOUNT.format(kind=kind, rest=rest), encoding="utf-8")
    assert sources.load(catalogue)[0].kind == kind


def test_all_mistakes_are_told_and_the_message_has_the_first(catalogue: Path) -> None:
    found = mistakes(catalogue, GOOD.replace('"BR"', '"UK"').replace('"newspaper"', '"paper"'))
    assert len(found) == 2


def test_a_key_and_an_address_belong_to_one_source(catalogue: Path) -> None:
    assert mistakes(catalogue, GOOD + GOOD) == [
        "source 2 (harbour-post): key: 'harbour-post' is that of source 1 already",
        "source 2 (harbour-post): feeds: 'https://harbour-post.test/feed' is that of source 1 already",
    ]


def test_a_double_key_in_one_entry_is_a_mistake(catalogue: Path) -> None:
    assert mistakes(catalogue, GOOD + 'type = "agency"')[0].startswith("is no TOML: ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "has no [[source]] entry"),
        ("sources = 1", "unknown table 'sources'"),
        ("source = [1]", "source 1: is no table"),
        ("[[source]", "is no TOML"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(catalogue: Path, text: str, expected: str) -> None:
    assert mistakes(catalogue, text)[0].startswith(expected)


def test_a_missing_catalogue_says_what_to_set(catalogue: Path) -> None:
    with pytest.raises(sources.CatalogueError, match=r"cannot be read .No such file or directory.: set SOURCES"):
        sources.load(catalogue)


def test_a_catalogue_in_another_encoding_is_refused(catalogue: Path) -> None:
    catalogue.write_bytes("# Хартия".encode("cp1251"))
    with pytest.raises(sources.CatalogueError, match="is not UTF-8"):
        sources.load(catalogue)
