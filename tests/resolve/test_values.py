"""Which value holds, and what is disputed: tables of awkward rows."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from detaincrawl.resolve import fines, terms
from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.cases import Case, person
from detaincrawl.resolve.displayed import aliases, display_name
from detaincrawl.resolve.judgements import Ruling, Verb
from detaincrawl.resolve.occupied import is_occupied
from detaincrawl.resolve.restricted import is_restricted
from detaincrawl.resolve.scope import in_scope
from detaincrawl.resolve.values import choose, opinions, voices
from detaincrawl.vocabularies import SourceType, Status
from tests.resolve.telling import Fact, account, held

DETAINED: Fact = ("event:detained", "2023-03-29", {"event": 0})


def only_case(*accounts: Account, rulings: tuple[Ruling, ...] = ()) -> Case:
    (case,) = person(accounts, rulings).cases
    return case


def sentenced(number: int, when: str | None, *facts: tuple[str, str], **more: Any) -> list[Fact]:
    """A sentencing and the claims that share its ordinal."""
    return [("event:sentenced", when, {"event": number, **more}), *((f, v, {"event": number}) for f, v in facts)]


@pytest.mark.parametrize(
    ("tellers", "count"),
    [
        ([{"story": 1}, {"story": 1}, {"story": 1}], 1),
        ([{"story": 1}, {"story": 2}], 2),
        ([{"story": n, "source_type": SourceType.STATE_MEDIA, "source_country": "RU"} for n in range(5)], 1),
        ([{"story": n, "source_type": SourceType.NEWSPAPER, "source_country": "RU"} for n in range(5)], 5),
        ([{"story": 1, "source_type": SourceType.COURT, "source_country": "RU"}, {"story": 1}, {"story": 2}], 2),
    ],
)
def test_a_story_and_a_state_are_one_voice(tellers: list[dict[str, Any]], count: int) -> None:
    told = [held(str(n), "2024-01-01", ("age", "30"), **teller) for n, teller in enumerate(tellers)]
    assert voices(opinions(told, "age")) == count


def test_all_who_cite_one_speaker_are_one_voice() -> None:
    lawyer: Fact = ("age", "30", {"speaker": "lawyer"})
    told = [
        held("a", None, lawyer),
        held("b", None, lawyer),
        held("c", None, ("age", "31")),
        held("d", None, ("age", "31")),
    ]
    choice = choose(opinions(told, "age"))
    assert choice is not None
    assert (choice.value, choice.disputed) == ("31", True)


def test_of_equal_voices_the_more_precise_holds_and_then_the_more_recent() -> None:
    told = [held("a", "2024-01-02", ("place", "Moscow")), held("b", "2024-01-01", ("place", "Lefortovo"))]
    newest, precise = choose(opinions(told, "place")), choose(opinions(told, "place"), precision=len)
    assert newest is not None
    assert precise is not None
    assert (newest.value, precise.value) == ("Moscow", "Lefortovo")


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("45", "45.5", True),
        ("42", "48", False),
        ("life", "life", True),
        ("life", "death", False),
        ("180", "life", False),
    ],
)
def test_terms_agree_but_for_rounding(one: str, other: str, agree: bool) -> None:
    assert terms.agree(one, other) == agree


@pytest.mark.parametrize(
    ("one", "other", "agree", "tolerable"),
    [
        ("14000000 RUB", "14116805 RUB", True, True),
        ("140500 USD", "14116805 RUB", False, True),
        ("140500 USD", "100000 USD", False, False),
        ("0 USD", "0 USD", True, True),
    ],
)
def test_rounding_and_conversion_of_a_fine_are_no_dispute(one: str, other: str, agree: bool, tolerable: bool) -> None:
    assert (fines.agree(one, other), fines.tolerable(one, other)) == (agree, tolerable)


SPECTOR = (
    held(
        "body", "2024-12-24",
        *sentenced(0, None, ("term", "48"), ("charge", "bribery")),
        ("event:charged", "2023-08", {"event": 1}),
        *sentenced(2, "2024-12-24", ("sentence", "180"), ("charge", "espionage")),
        ("fine", "140500 USD"), ("nationality", "RU"),
    ),
    held("post", "2024-12-24", *sentenced(0, None, ("term", "42"), ("charge", "bribery"))),
    held("wire", "2024-12-25", ("fine", "140500 USD"), *sentenced(0, "2024-12-24", ("sentence", "180"))),
    held("late", "2024-12-27", ("fine", "14116805 RUB"), *sentenced(0, "2024-12-24", ("sentence", "180"))),
)  # fmt: skip


def test_the_earlier_term_is_disputed_and_the_total_holds() -> None:
    seen = only_case(*SPECTOR).overview
    assert (seen.sentence, seen.fine, seen.status) == ("180", "140500 USD", Status.IMPRISONED)
    assert seen.disputed == ("term:bribery",)
    assert seen.status_date == "2024-12-24"


def verdict(key: str, *facts: Fact, term: str = "death") -> Account:
    """An account of a sentence in January 2023, and of what became of it."""
    return held(key, "2024-02-01", *sentenced(0, "2023-01-01", ("sentence", term)), *facts)


def later(kind: str, detail: str, *facts: tuple[str, str]) -> list[Fact]:
    return [(f"event:{kind}", "2023-05", {"event": 1, "detail": detail}), *((f, v, {"event": 1}) for f, v in facts)]


CUT: list[Fact] = [("event:appeal_decided", None, {"event": 2, "detail": "reduced"})]
OLD_STORIES = [verdict(str(number), term="120") for number in range(9)]
NEW_RULING = held("new", "2024-03-01", *later("appeal_decided", "reduced", ("sentence", "60")))


@pytest.mark.parametrize(
    ("accounts", "sentence", "disputed"),
    [
        pytest.param([*OLD_STORIES, NEW_RULING], "60", (), id="one new ruling outweighs nine old stories"),
        pytest.param([verdict("a", term="120"), verdict("b", term="132")], "132", ("sentence",), id="voices differ"),
        pytest.param([verdict("a", *later("appeal_decided", "overturned"))], None, (), id="a quashed term is none"),
        pytest.param([verdict("a", *later("appeal_decided", "reduced"))], None, (), id="reduced to an unknown term"),
        pytest.param([verdict("a", *CUT)], "death", (), id="a cut of a day that nobody knows may be of another term"),
        pytest.param(
            [held("a", "2024-02-01", DETAINED, *sentenced(1, "2023-05-01", ("sentence", "life")), *CUT)],
            None,
            (),
            id="a cut told behind the sentence, by who tells in the order of time, is of it",
        ),
        pytest.param([verdict("a", *later("appeal_decided", "upheld"))], "death", (), id="upheld"),
        pytest.param([verdict("a", *later("pardoned", "pardon"))], "death", (), id="a pardoned term stays on record"),
        pytest.param([verdict("a", *later("pardoned", "commuted", ("sentence", "life")))], "life", (), id="commuted"),
        pytest.param(
            [held("a", "2024-01-01", DETAINED, ("sentence", "12"), *sentenced(1, None))], "12", (), id="loose"
        ),
        pytest.param([held("a", "2024-01-01", *sentenced(0, "2022", ("term", "24")))], "24", (), id="no total stated"),
    ],
)
def test_the_sentence_in_force(accounts: list[Account], sentence: str | None, disputed: tuple[str, ...]) -> None:
    seen = only_case(*accounts).overview
    assert (seen.sentence, seen.disputed) == (sentence, disputed)


def test_a_suspended_term_counts_in_full_and_is_flagged() -> None:
    seen = only_case(
        held("a", "2023-01-01", *sentenced(0, "2023-01-01", ("sentence", "21"), detail="suspended"))
    ).overview
    assert (seen.sentence, seen.sentence_suspended, seen.status) == ("21", True, Status.RELEASED)


@pytest.mark.parametrize(
    ("standings", "expected", "codes"),
    [
        (["alleged", "pending"], "pending", ("espionage",)),
        (["pending", "pending", "proven"], "proven", ("espionage",)),
        (["pending", "dropped"], "dropped", ()),
        (["proven", "proven", "acquitted"], "proven", ("espionage",)),
        (["acquitted"], "acquitted", ()),
    ],
)
def test_the_furthest_stage_of_a_charge_stands(standings: list[str], expected: str, codes: tuple[str, ...]) -> None:
    told = [
        held(str(n), "2024-01-01", DETAINED, ("charge", "espionage", {"standing": s})) for n, s in enumerate(standings)
    ]
    case = only_case(*told)
    assert ([charge.standing for charge in case.charges], case.overview.charges) == ([expected], codes)


@pytest.mark.parametrize(
    ("code", "stated", "kind", "expected"),
    [
        ("espionage", "pending", "sentenced", "proven"),
        ("espionage", "alleged", "convicted", "proven"),
        ("espionage", "dropped", "sentenced", "dropped"),
        ("espionage", "pending", "trial_opened", "pending"),
        ("undisclosed", "alleged", "sentenced", None),
        ("uncharged", "alleged", "detained", None),
    ],
)
def test_what_somebody_is_sentenced_for_is_proven(code: str, stated: str, kind: str, expected: str | None) -> None:
    facts: list[Fact] = [(f"event:{kind}", "2023", {"event": 1}), ("charge", code, {"event": 1, "standing": stated})]
    assert [charge.standing for charge in only_case(held("a", "2024-01-01", *facts)).charges] == [expected]


def test_release_is_the_first_step_out_of_custody_and_a_pardon_only_where_nothing_else_is_dated() -> None:
    facts: list[Fact] = [
        DETAINED,
        ("event:pardoned", "2025-04", {"event": 1}),
        ("event:exchanged", "2025-04-10", {"event": 2}),
    ]
    assert only_case(held("a", "2025-04-11", *facts)).overview.released_on == "2025-04-10"
    assert only_case(held("a", "2025-04-11", *facts[:2])).overview.released_on == "2025-04"
    banned: list[Fact] = [("event:released", "2025-11-04", {"event": 1}), ("event:exit_banned", None, {"event": 2})]
    seen = only_case(held("a", "2025-11-05", DETAINED, *banned)).overview
    assert (seen.status, seen.released_on) == (Status.EXIT_BAN, "2025-11-04")


def test_release_is_dated_by_any_event_of_the_stretch() -> None:
    undated_first: list[Fact] = [
        DETAINED,
        ("event:pardoned", None, {"event": 1}),
        ("event:released", "2025-07-03", {"event": 2}),
    ]
    seen = only_case(held("a", "2025-07-04", *undated_first)).overview
    assert (seen.status, seen.status_date, seen.released_on) == (Status.RELEASED, "2025-07-03", "2025-07-03")


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        ([["Inês Carvalhal"], ["Inês Carvalhal"], ["Ines Margarida Carvalhal"]], "Ines Margarida Carvalhal"),
        ([["Gene Spector"], ["Gene Spector"], ["Yevgeny Mironovich Spector", "Gene Spector"]], "Gene Spector"),
        ([["Frederik (Frik) Potgieter"], ["Frederik Potgieter"]], "Frederik Potgieter"),
        ([["Robert Woodland"], ["Robert J. Woodland"]], "Robert J. Woodland"),
        ([["Rumeysa Ozturk"], ["Rümeysa Öztürk"]], "Rümeysa Öztürk"),
        ([["Yang Hengjun"], ["Hengjun Yang"], ["Yang Hengjun"]], "Yang Hengjun"),
        ([["Kulbhushan Sudhir Jadhav", "Zia Mubarak Patel"]], "Kulbhushan Sudhir Jadhav"),
        ([["Spector"], ["Spector"], ["Gene Spector"]], "Gene Spector"),
        ([["Сергей Петров"], ["Сергей Петров"], ["Sergei Petrov"]], "Sergei Petrov"),
        ([["Сергей Петров"], ["Сергей Иванович Петров"]], "Sergey Ivanovich Petrov"),
    ],
)
def test_a_person_goes_by_the_fullest_form_of_the_usual_name(forms: list[list[str]], name: str) -> None:
    told = [
        account(str(number), "2024-01-01", [("name", form) for form in own[1:]], name=own[0])
        for number, own in enumerate(forms)
    ]
    assert display_name(told) == display_name(told[::-1]) == name
    assert name not in aliases(told, name)


def test_first_and_last_report_pass_over_reposts_undated_articles_and_mere_names() -> None:
    told = [
        held("a", "2024-02-01", DETAINED),
        held("b", "2024-01-01", DETAINED, repost=True),
        held("c", None, DETAINED),
        account("d", "2023-01-01"),
        held("e", "2024-03-01", DETAINED),
    ]
    seen = only_case(*told).overview
    assert (seen.first_reported, seen.last_reported) == (
        datetime(2024, 2, 1, 12, tzinfo=UTC),
        datetime(2024, 3, 1, 12, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("facts", "nationalities", "country", "yes"),
    [
        ([DETAINED], ["US"], "RU", True),
        ([DETAINED], ["RU", "US"], "RU", True),
        ([DETAINED], ["RU"], "RU", False),
        ([DETAINED], ["XX"], "RU", True),
        ([DETAINED], [], "RU", True),
        ([DETAINED], ["US"], None, False),
        ([], ["US"], "RU", False),
        ([("event:designated", None)], ["US"], "RU", False),
        ([("status", "unknown")], ["US"], "RU", False),
        ([("status", "detained")], ["US"], "RU", True),
    ],
)
def test_only_a_held_foreigner_is_a_case(
    facts: list[Fact], nationalities: list[str], country: str | None, yes: bool
) -> None:
    assert in_scope([account("a", None, facts)], nationalities, country) == yes


@pytest.mark.parametrize(
    ("facts", "charges", "detained", "yes"),
    [
        ([("age", "17")], [], None, True),
        ([("age", "19")], [], date(2022, 5, 1), True),
        ([("age", "19")], [], None, False),
        ([], ["sexual_offence"], None, True),
        ([("charge", "public_morals", {"quote": "accused of homosexual acts"})], ["public_morals"], None, True),
        ([("charge", "public_morals", {"quote": "accused of dancing"})], ["public_morals"], None, False),
        ([("event:detained", None, {"quote": "the asylum seeker was detained"})], [], None, True),
        ([("event:detained", None, {"quote": "The family asked that he not be named"})], [], None, True),
        ([("event:detained", None, {"quote": "was detained"})], ["espionage"], None, False),
    ],
)
def test_who_is_restricted(facts: list[Fact], charges: list[str], detained: date | None, yes: bool) -> None:
    assert is_restricted([account("a", "2024-05-01", facts)], charges, detained) == yes


def test_only_nationals_of_the_occupied_state_are_held_under_occupation() -> None:
    in_crimea = [account("a", None, [("place", "Simferopol")])]
    assert is_occupied(in_crimea, ["UA"], "RU")
    assert not is_occupied(in_crimea, ["US"], "RU")
    assert not is_occupied([account("a", None, [("place", "Moscow")])], ["UA"], "RU")


def ruling(verb: Verb, key: str = "body", **more: Any) -> Ruling:
    return Ruling(1, verb, key, datetime(2025, 1, 1, tzinfo=UTC), **more)


@pytest.mark.parametrize(
    ("field", "value", "column", "expected"),
    [
        ("sentence", "156", "sentence", "156"),
        ("status", "exchanged", "status", Status.EXCHANGED),
        ("fine", "14116805 RUB", "fine", "14116805 RUB"),
        ("age", "52", "age", 52),
        ("event:sentenced", "2024-12-23", "status_date", "2024-12-23"),
        ("charge", "treason", "charges", ("bribery", "espionage", "treason")),
    ],
)
def test_what_an_analyst_holds_outranks_the_rules(field: str, value: str, column: str, expected: object) -> None:
    seen = only_case(*SPECTOR, rulings=(ruling(Verb.HOLDS, field=field, value=value),)).overview
    assert getattr(seen, column) == expected


def test_a_judged_country_name_and_nationality_hold_for_the_person() -> None:
    given = [("detaining_country", "BY"), ("name", "Yevgeny Spector"), ("nationality", "US")]
    judged = person(SPECTOR, [ruling(Verb.HOLDS, field=field, value=value) for field, value in given])
    assert (judged.name, judged.nationalities, [case.country for case in judged.cases]) == (
        "Yevgeny Spector",
        ("US",),
        ["BY"],
    )


def test_not_a_case_makes_none_and_a_confirmed_one_is_certain() -> None:
    assert person(SPECTOR, [ruling(Verb.NOT_A_CASE)]).cases == ()
    seen = only_case(*SPECTOR, rulings=(ruling(Verb.CONFIRMED),)).overview
    assert (seen.confidence, seen.reviewed_at) == (1.0, datetime(2025, 1, 1, tzinfo=UTC))


def test_a_person_has_a_case_in_each_state_and_spell_with_ids_of_their_own() -> None:
    facts: list[Fact] = [
        DETAINED,
        ("event:released", "2024-01-01", {"event": 1}),
        ("event:detained", "2025-02-01", {"event": 2}),
    ]
    told = [
        held("a", "2025-03-01", *facts),
        account("b", "2025-03-02", [("detaining_country", "DE"), ("status", "detained")]),
    ]
    cases = person(told).cases
    assert [case.country for case in cases] == ["DE", "RU", "RU"]
    assert len({case.id for case in cases}) == 3
    assert cases[2].previous_id == cases[1].id
    assert [case.overview.detained_on for case in cases] == [None, "2023-03-29", "2025-02-01"]
    assert [one.id for one in person([*reversed(told)]).cases] == [case.id for case in cases]
