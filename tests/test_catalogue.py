"""The bundled catalogue holds what it promises."""

from collections import Counter

from detaincrawl import sources
from detaincrawl.posts import PLATFORMS
from detaincrawl.vocabularies import SourceKind, SourceType

CATALOGUE = sources.load(sources.CATALOGUE)
NEWS = [source for source in CATALOGUE if source.kind is SourceKind.NEWS]
SOCIAL = [source for source in CATALOGUE if source.kind is not SourceKind.NEWS]


def test_eighty_outlets_in_25_countries_and_8_languages() -> None:
    assert len(NEWS) >= 80
    assert len({source.country for source in NEWS if source.country}) >= 25
    assert len({source.language.partition("-")[0] for source in NEWS}) >= 8


def test_thirty_accounts_over_four_platforms() -> None:
    assert len(SOCIAL) >= 30
    assert len({source.kind for source in SOCIAL}) >= 4


def test_every_kind_of_teller_is_in_it() -> None:
    types = Counter(source.type for source in CATALOGUE)
    assert all(types[type_] for type_ in SourceType), types


def test_states_courts_campaigns_and_outlets_tell_by_accounts() -> None:
    types = {source.type for source in SOCIAL}
    told = {
        SourceType.GOVERNMENT,
        SourceType.COURT,
        SourceType.CAMPAIGN,
        SourceType.RIGHTS_GROUP,
        SourceType.EXILE_MEDIA,
    }
    assert told <= types


def test_platforms_that_cost_or_refuse_are_off_without_a_token() -> None:
    assert {kind for kind, platform in PLATFORMS.items() if platform.token} == {SourceKind.X, SourceKind.REDDIT}


def test_every_source_says_where_its_weekdays_are_counted() -> None:
    assert [source.key for source in CATALOGUE if source.timezone == "UTC"] == []


def test_every_source_is_called_by_one_name_of_its_kind() -> None:
    assert Counter((source.name, source.kind, source.language) for source in CATALOGUE).most_common(1)[0][1] == 1
