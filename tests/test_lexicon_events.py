"""The tables of event words, standings and grammar hold known types in a syntax that is matched."""

from collections.abc import Iterator
from typing import Any

import pytest

from detaincrawl.lexicon import table
from detaincrawl.lexicon.phrases import compile_phrase
from detaincrawl.read.events.triggers import frames_of, verb_forms
from detaincrawl.vocabularies import EventType, Standing

ROLES = {"object", "subject", "noun", "plain"}
NEEDS = {"court", "facility", "judge", "term", "place", "prison", "state"}
DETAILS = {
    "sentenced": {"suspended"},
    "appeal_decided": {"upheld", "reduced", "raised", "overturned"},
    "transferred": {"prison", "hospital", "house_arrest", "immigration", "repatriated"},
    "pardoned": {"pardon", "amnesty", "commuted"},
    "released": {"bail", "served", "acquitted", "dropped"},
    "extradited": {"out", "in"},
    "died": {"executed", "in_custody", "after_release"},
}
# Verbs of English whose past a rule would spell wrong; those that the tables use must be listed under [irregular].
IRREGULAR = set(
    "acquit admit be beat become begin bind break bring buy catch choose come compel confer cut deal defer "
    "die do draw drive eat equip expel fall fight find flee fly forbid free get give go grind hang have hear "
    "hide hit hold keep lay lead leave lend let lie lose make meet overturn pay permit plead put quit read "
    "refer regain ring rise run say see seek sell send set shoot shut sit smite speak spend stand steal "
    "strike submit swap swear take teach tear tell throw transfer wear win write".split()
)
# The rule knows how these are spelled, or the past is regular where it is meant: "was hanged".
BY_RULE = {"expel", "hang", "overturn", "swap"}


def entries() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = table("en/events")["event"]
    return listed


def phrases(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for role in sorted(ROLES & set(entry)):
        for phrase in entry[role]:
            yield role, phrase


def lemmas() -> set[str]:
    told = [*entries(), *table("en/standings").values()]
    verbs = [p for e in told for role in ("object", "subject") for p in e.get(role, ())]
    return {lemma for phrase in verbs for lemma in phrase.partition(" ")[0].split("|")}


def test_every_event_has_a_known_type_and_detail() -> None:
    for entry in entries():
        assert set(entry) <= ROLES | {"type", "detail", "needs", "state"}, entry
        assert entry["type"] in set(EventType), entry
        assert entry.get("detail") in {None, *DETAILS.get(entry["type"], ())}, entry
        assert entry.get("needs") in {None, *NEEDS}, entry
        assert entry.get("state", True) is True, entry
        assert any(phrases(entry)), entry


def test_every_type_has_words() -> None:
    assert {entry["type"] for entry in entries()} == {str(kind) for kind in EventType}


def test_every_event_phrase_can_be_matched() -> None:
    irregular = table("en/events")["irregular"]
    for entry in entries():
        assert all(compile_phrase(words) for words, _ in frames_of(entry, irregular))


def test_no_event_phrase_is_listed_twice_in_one_entry() -> None:
    for entry in entries():
        listed = list(phrases(entry))
        assert len(listed) == len(set(listed)), [p for p in listed if listed.count(p) > 1]


def test_place_of_the_object_stands_inside_the_phrase() -> None:
    for entry in entries():
        for role, phrase in phrases(entry):
            assert phrase.count("@") <= (0 if role in ("plain", "subject") else 1), phrase
            assert not phrase.endswith("@"), phrase
            assert not phrase.startswith("@"), phrase


def test_irregular_verbs_are_sorted_used_and_have_four_forms() -> None:
    irregular = table("en/events")["irregular"]
    assert list(irregular) == sorted(irregular)
    assert set(irregular) <= lemmas()
    for lemma, forms in irregular.items():
        assert len(forms) == (6 if lemma == "be" else 4), lemma


def test_no_verb_gets_a_form_that_english_lacks() -> None:
    irregular = table("en/events")["irregular"]
    assert lemmas() & IRREGULAR - BY_RULE - set(irregular) == set()
    assert verb_forms() >= {"transferred", "drew", "hit", "submitted", "sat"}


def test_standings_are_those_of_the_case_model_in_the_same_syntax() -> None:
    standings = table("en/standings")
    irregular = table("en/events")["irregular"]
    assert set(standings) <= {str(standing) for standing in Standing}
    for entry in standings.values():
        assert set(entry) <= ROLES
        frames = frames_of({"type": EventType.CHARGED, **entry}, irregular)
        assert all(compile_phrase(words) for words, _ in frames)


@pytest.mark.parametrize("name", ["not_towns", "compounds", "facilities", "fiction", "institutions", "no_state"])
def test_grammar_lists_name_nothing_twice(name: str) -> None:
    listed = table("en/grammar")[name]
    assert len(listed) == len(set(listed)), [w for w in listed if listed.count(w) > 1]


def test_grammar_is_lower_case() -> None:
    for name, listed in table("en/grammar").items():
        assert all(word == word.lower() for word in listed), name


def test_words_that_bar_the_unreal_are_not_unreal() -> None:
    grammar = table("en/grammar")
    assert not set(grammar["bars"]) & set(grammar["unreal"])
