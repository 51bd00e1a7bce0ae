"""Merging, order, status and spells: tables of awkward rows."""

from typing import Any

import pytest

from detaincrawl.resolve import dates
from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.chronology import in_order
from detaincrawl.resolve.events import Event, directed, merged
from detaincrawl.resolve.spells import spells
from detaincrawl.resolve.status import after, history, with_claims
from detaincrawl.resolve.tellings import tellings
from detaincrawl.vocabularies import EventType, Status
from tests.resolve.telling import Fact, held

Row = tuple[str, str, list[Fact]]


def event(number: int, kind: str, when: str | None, *charges: str, **more: Any) -> list[Fact]:
    """An event claim, and the charges that share its ordinal."""
    term = more.pop("term", None)
    facts: list[Fact] = [(f"event:{kind}", when, {"event": number, **more})]
    facts += [("charge", charge, {"event": number}) for charge in charges]
    return facts + ([("term", term, {"event": number})] if term else [])


def accounts(*rows: Row) -> list[Account]:
    return [held(key, published, *facts) for key, published, facts in rows]


def timeline(*rows: Row) -> list[Event]:
    return in_order(merged(tellings(accounts(*rows))))


def seen(events: list[Event]) -> list[tuple[str, str | None, int]]:
    return [(str(one.type), one.when, len(one.tellings)) for one in events]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2023-08-29", "2023-08", True),
        ("2023-08-29", "2023", True),
        ("2023-08-29", "2023-08-30", True),
        ("2023-08-29", "2023-08-31", False),
        ("2023-08-31", "2023-09", True),
        ("2023-12-31", "2024", True),
        ("2023-08", "2023-09", False),
        ("2023", "2024", False),
    ],
)
def test_dates_agree_at_the_coarser_precision_or_a_day_apart(one: str, other: str, agree: bool) -> None:
    assert dates.agree(one, other) == dates.agree(other, one) == agree


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                ("a", "2023-09-01", event(0, "charged", "2023-08")),
                ("b", "2023-09-02", event(0, "charged", "2023-08-29")),
            ],
            [("charged", "2023-08-29", 2)],
            id="precision refines",
        ),
        pytest.param(
            [
                ("a", "2024-12-25", event(0, "sentenced", "2024-12-24")),
                ("b", "2024-12-26", event(0, "sentenced", "2024-12-25")),
            ],
            [("sentenced", "2024-12-25", 2)],
            id="a day apart is one event",
        ),
        pytest.param(
            [
                (
                    "a",
                    "2024-12-27",
                    [*event(0, "sentenced", None, "bribery", term="48"), *event(1, "sentenced", "2024-12-24")],
                ),
                ("b", "2024-12-27", event(0, "sentenced", None, "bribery", term="42")),
            ],
            [("sentenced", None, 2), ("sentenced", "2024-12-24", 1)],
            id="an undated sentence for another charge stays apart, and meets its like",
        ),
        pytest.param(
            [
                ("a", "2024-12-27", event(0, "detained", "2024-01")),
                ("b", "2024-12-28", event(0, "detained", "2024-02")),
                ("c", "2024-12-29", event(0, "detained", "2024-02")),
            ],
            [("detained", "2024-02", 3)],
            id="an arrest of which sources give two months is one",
        ),
        pytest.param(
            [
                ("a", "2022-12-27", [*event(0, "detained", "2018-04"), *event(1, "released", "2018-12")]),
                ("b", "2022-12-28", event(0, "detained", "2019-01")),
            ],
            [("detained", "2018-04", 1), ("released", "2018-12", 1), ("detained", "2019-01", 1)],
            id="a release between two arrests makes them two",
        ),
        pytest.param(
            [
                ("a", "2024-08-02", event(0, "exchanged", "2024-08-01")),
                ("b", "2024-12-24", event(0, "exchanged", None)),
                ("c", "2024-12-24", event(0, "exchanged", "2024-08")),
            ],
            [("exchanged", "2024-08-01", 3)],
            id="an undated swap is the one that is known",
        ),
        pytest.param(
            [
                (
                    "a",
                    "2024-01-01",
                    event(0, "appeal_decided", None, detail="upheld")
                    + event(1, "appeal_decided", None, detail="reduced"),
                )
            ],
            [("appeal_decided", None, 1), ("appeal_decided", None, 1)],
            id="two appeals of one article stay two",
        ),
        pytest.param(
            [
                ("a", "2024-12-23", event(0, "sentenced", None, "espionage")),
                ("b", "2024-12-26", event(0, "sentenced", "2024-12-24")),
            ],
            [("sentenced", "2024-12-24", 2)],
            id="it is the next day somewhere when it is told",
        ),
        pytest.param(
            [
                ("a", "2024-12-24", event(0, "convicted", "2020")),
                ("b", "2024-12-27", event(0, "convicted", None, "espionage")),
            ],
            [("convicted", None, 1), ("convicted", "2020", 1)],
            id="a charge told without a date is not that of years ago",
        ),
        pytest.param(
            [
                ("a", "2024-08-24", event(0, "convicted", "2024-07-19")),
                ("b", "2024-12-27", event(0, "convicted", None, "espionage")),
            ],
            [("convicted", "2024-07-19", 2)],
            id="but that of the year",
        ),
        pytest.param(
            [
                ("a", "2020-01-01", event(0, "sentenced", None)),
                ("b", "2022-01-01", event(0, "sentenced", "2021-06")),
            ],
            [("sentenced", None, 1), ("sentenced", "2021-06", 1)],
            id="what was published before cannot be of the later",
        ),
    ],
)
def test_tellings_of_one_event_are_merged(rows: list[Row], expected: list[tuple[str, str | None, int]]) -> None:
    assert seen(timeline(*rows)) == expected
    assert [one.id for one in timeline(*rows)] == [one.id for one in timeline(*reversed(rows))]


def test_sources_that_differ_about_a_date_dispute_it_and_rounding_does_not() -> None:
    (apart,) = timeline(
        ("a", "2024-05-01", event(0, "detained", "2024-01")), ("b", "2024-05-02", event(0, "detained", "2024-02"))
    )
    (rounded,) = timeline(
        ("a", "2024-05-01", event(0, "detained", "2024-01")), ("b", "2024-05-02", event(0, "detained", "2024-01-03"))
    )
    assert apart.date is not None
    assert rounded.date is not None
    assert (apart.date.disputed, rounded.date.disputed) == (True, False)


def test_an_undated_event_stands_where_its_article_puts_it() -> None:
    facts = [
        *event(0, "sentenced", None, "bribery"),
        *event(1, "charged", "2023-08"),
        *event(2, "sentenced", "2024-12-24"),
    ]
    assert [one[0] for one in seen(timeline(("a", "2024-12-24", facts)))] == ["sentenced", "charged", "sentenced"]


def test_dates_outrank_the_order_of_telling_and_the_table_orders_the_rest() -> None:
    told_backwards = [
        *event(0, "exchanged", "2024-08-01"),
        *event(1, "sentenced", "2024-07-19"),
        *event(2, "detained", "2023"),
    ]
    assert [one[0] for one in seen(timeline(("a", "2024-08-02", told_backwards)))] == [
        "detained",
        "sentenced",
        "exchanged",
    ]
    from_two = [("a", "2024-08-02", event(0, "sentenced", None)), ("b", "2024-08-02", event(0, "detained", None))]
    assert [one[0] for one in seen(timeline(*from_two))] == ["detained", "sentenced"]
    opening = [
        *event(0, "appeal_filed", None),
        *event(1, "detained", "2023-02-09"),
        *event(2, "convicted", "2023-06-30"),
        *event(3, "sentenced", "2023-06-30"),
    ]
    appealed = ["detained", "convicted", "sentenced", "appeal_filed"]
    assert [one[0] for one in seen(timeline(("a", "2023-07-12", opening)))] == appealed
    guilty = [
        ("a", "2024-12-27", event(0, "convicted", None, "espionage")),
        (
            "b",
            "2024-12-27",
            [*event(0, "sentenced", "2021", "bribery"), *event(1, "sentenced", "2024-12-24", "espionage")],
        ),
    ]
    assert [one[:2] for one in seen(timeline(*guilty))] == [
        ("sentenced", "2021"),
        ("convicted", None),
        ("sentenced", "2024-12-24"),
    ]
    brought = [*event(0, "extradited", "2021-12", detail="in"), *event(1, "sentenced", None)]
    assert [one[0] for one in seen(timeline(("a", "2024-08-02", brought)))] == ["extradited", "sentenced"]


@pytest.mark.parametrize(
    ("facts", "order"),
    [
        ([*event(0, "exchanged", "2025-04-10"), *event(1, "pardoned", "2025-04")], ["pardoned", "exchanged"]),
        ([*event(0, "exchanged", "2025-04-10"), *event(1, "released", "2025-04-10")], ["released", "exchanged"]),
        ([*event(0, "deported", "2025-04-10"), *event(1, "released", None)], ["released", "deported"]),
        ([*event(0, "released", None), *event(1, "pardoned", None)], ["pardoned", "released"]),
        ([*event(0, "exchanged", None), *event(1, "released", "2025-02")], ["exchanged", "released"]),
    ],
)
def test_who_was_let_go_and_swapped_was_swapped_last(facts: list[Fact], order: list[str]) -> None:
    assert [kind for kind, _, _ in seen(timeline(("a", "2025-01-01", facts)))] == order


@pytest.mark.parametrize(
    ("facts", "order"),
    [
        (
            [
                *event(0, "pardoned", None),
                *event(1, "sentenced", "2018-11-21"),
                *event(2, "released", "2018-10-29", detail="bail"),
            ],
            ["released", "sentenced", "pardoned"],
        ),
        (
            [
                *event(0, "sentenced", "2025-09-10"),
                *event(1, "detained", None),
                *event(2, "released", None, detail="bail"),
            ],
            ["detained", "released", "sentenced"],
        ),
        (
            [*event(0, "sentenced", "2025-03"), *event(1, "released", "2025-04", detail="bail")],
            ["sentenced", "released"],
        ),
        ([*event(0, "released", None), *event(1, "sentenced", "2025-03")], ["sentenced", "released"]),
    ],
    ids=["a pardon", "a bail", "a bail with a day", "the end"],
)
def test_an_undated_pardon_follows_a_sentence_and_an_undated_bail_comes_before(
    facts: list[Fact], order: list[str]
) -> None:
    assert [kind for kind, _, _ in seen(timeline(("a", "2025-12-01", facts)))] == order


@pytest.mark.parametrize(
    ("facts", "detail"),
    [
        ([*event(0, "detained", "2023-08"), *event(1, "extradited", "2024-08")], "out"),
        ([*event(0, "extradited", "2024-08")], "out"),
        ([*event(0, "extradited", "2024-08"), *event(1, "sentenced", None)], "in"),
        (
            [
                *event(0, "detained", "2023-08"),
                *event(1, "extradited", "2024-08"),
                *event(2, "exchanged", "2025-04-10"),
            ],
            "in",
        ),
        (
            [*event(0, "detained", "2023-08"), *event(1, "charged", "2023-09"), *event(2, "extradited", "2024-08")],
            "out",
        ),
        ([*event(0, "released", "2025-04-10"), *event(1, "extradited", "2024-08", detail="out")], "out"),
    ],
)
def test_an_extradition_is_into_the_state_that_then_deals_with_the_person(facts: list[Fact], detail: str) -> None:
    assert {one.detail for one in directed(timeline(("a", "2025-05-01", facts))) if one.type == "extradited"} == {
        detail
    }


@pytest.mark.parametrize(("term", "detail"), [(None, "overturned"), ("300", None)])
def test_an_appeal_that_gives_a_term_quashes_nothing(term: str | None, detail: str | None) -> None:
    (appeal,) = timeline(("a", "2024-02-01", event(0, "appeal_decided", "2023-12-28", detail="overturned", term=term)))
    assert appeal.detail == detail


@pytest.mark.parametrize(
    ("before", "kind", "detail", "status"),
    [
        ("unknown", "detained", None, "detained"),
        ("on_trial", "detained", None, "on_trial"),
        ("released", "detained", None, "detained"),
        ("exit_ban", "detained", None, "detained"),
        ("detained", "charged", None, "charged"),
        ("imprisoned", "charged", None, "imprisoned"),
        ("released", "charged", None, "released"),
        ("charged", "remanded", None, "charged"),
        ("released", "remanded", None, "detained"),
        ("charged", "trial_opened", None, "on_trial"),
        ("on_trial", "convicted", None, "convicted"),
        ("on_trial", "acquitted", None, "on_trial"),
        ("convicted", "sentenced", None, "imprisoned"),
        ("convicted", "sentenced", "suspended", "released"),
        ("imprisoned", "appeal_filed", None, "imprisoned"),
        ("imprisoned", "appeal_decided", "upheld", "imprisoned"),
        ("imprisoned", "appeal_decided", "overturned", "on_trial"),
        ("imprisoned", "transferred", "hospital", "imprisoned"),
        ("imprisoned", "transferred", "house_arrest", "house_arrest"),
        ("imprisoned", "transferred", "repatriated", "repatriated"),
        ("imprisoned", "designated", None, "imprisoned"),
        ("imprisoned", "exchanged", None, "exchanged"),
        ("imprisoned", "pardoned", "pardon", "released"),
        ("imprisoned", "pardoned", "commuted", "imprisoned"),
        ("charged", "released", "bail", "released"),
        ("released", "exit_banned", None, "exit_ban"),
        ("released", "deported", None, "deported"),
        ("detained", "extradited", "out", "extradited"),
        ("unknown", "extradited", "in", "detained"),
        ("imprisoned", "escaped", None, "escaped"),
        ("imprisoned", "died", "in_custody", "died"),
    ],
)
def test_each_event_type_has_its_effect_on_the_status(before: str, kind: str, detail: str | None, status: str) -> None:
    assert after(Status(before), EventType(kind), detail) == status


@pytest.mark.parametrize(
    ("facts", "claimed", "status"),
    [
        (event(0, "exchanged", None), ["detained"], "exchanged"),
        (event(0, "detained", "2023"), ["imprisoned"], "imprisoned"),
        (event(0, "sentenced", "2023"), ["charged"], "imprisoned"),
        (event(0, "sentenced", "2023"), ["released"], "released"),
        (event(0, "released", "2023", detail="bail"), ["detained"], "released"),
        ([], ["detained"], "detained"),
        ([], ["unknown"], "unknown"),
    ],
)
def test_custody_claimed_loses_to_any_event_that_ended_it(facts: list[Fact], claimed: list[str], status: str) -> None:
    steps = with_claims(history(timeline(("a", "2024-01-01", facts))), [Status(word) for word in claimed])
    assert (steps[-1].status if steps else "unknown") == status


@pytest.mark.parametrize(
    ("facts", "sizes"),
    [
        (
            [*event(0, "detained", "2018-04"), *event(1, "released", "2018-12"), *event(2, "detained", "2021-01")],
            [2, 1],
        ),
        (
            [
                *event(0, "detained", "2018-04"),
                *event(1, "released", "2018-12", detail="bail"),
                *event(2, "detained", "2021-01"),
            ],
            [3],
        ),
        ([*event(0, "detained", "2018-04"), *event(1, "released", None), *event(2, "detained", "2021-01")], [2, 1]),
        ([*event(0, "released", None), *event(1, "detained", "2018-04"), *event(2, "detained", "2021-01")], [3]),
        (
            [
                *event(0, "detained", "2018-04"),
                *event(1, "released", None, detail="bail"),
                *event(2, "acquitted", None),
                *event(3, "sentenced", None),
                *event(4, "detained", "2021-01"),
            ],
            [3, 2],
        ),
        ([*event(0, "detained", "2018-04"), *event(1, "acquitted", None), *event(2, "detained", "2021-01")], [3]),
        ([*event(0, "detained", "2018"), *event(1, "charged", "2019"), *event(2, "charged", "2020")], [3]),
        ([*event(0, "deported", "2014-06"), *event(1, "detained", "2016-02-03")], [1, 1]),
        (
            [
                *event(0, "released", "2019-05"),
                *event(1, "appeal_decided", "2019-09", detail="overturned"),
                *event(2, "detained", "2020"),
            ],
            [3],
        ),
        (
            [
                *event(0, "detained", "2018"),
                *event(1, "released", "2019"),
                *event(2, "sentenced", "2020"),
                *event(3, "detained", "2021"),
            ],
            [2, 2],
        ),
        ([], [0]),
    ],
)
def test_a_new_spell_needs_an_end_and_then_a_new_arrest(facts: list[Fact], sizes: list[int]) -> None:
    assert [len(spell) for spell in spells(timeline(("a", "2024-01-01", facts)))] == sizes
