"""Resolution in PostgreSQL: in any order of arrival the cases are the same, and every id once given leads somewhere."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from detaincrawl.records import Reading
from detaincrawl.resolve.judgements import Verb
from detaincrawl.store import cases, judging, mentions
from detaincrawl.store.judging import Decision
from tests.databases import Database
from tests.resolve.conftest import add_sources, save

CHAIN = ("d001", "d002", "x001", "x022", "d009", "d010", "d014", "d015")
"""Two chains, with scripts, states and copies mixed."""

STATE = {
    "overview": "SELECT * FROM case_overview",
    "events": """SELECT case_id, event_type, event_date, date_precision, charges, sentence_months, url, quote, event_id
                 FROM case_timeline""",
    "citations": "SELECT case_id, field, value, url, quote, extractor FROM case_citations",
    "charges": "SELECT * FROM case_charges",
    "statuses": "SELECT * FROM case_status_history",
    "proposals": "SELECT person_id, other_id, score, reasons FROM proposal",
    "keys": "SELECT * FROM person_block",
}


def state(connection: Connection) -> dict[str, list[str]]:
    """Everything derived, without the numbers that depend on arrival."""
    return {name: sorted(map(repr, connection.execute(text(query)))) for name, query in STATE.items()}


def empty(connection: Connection) -> None:
    tables = "article, person, member, person_block, judgement, redirect, source"
    connection.execute(text(f"TRUNCATE {tables} CASCADE"))


def key_of(connection: Connection, url_part: str, name: str) -> str:
    query = """SELECT m.key FROM mention m JOIN article a ON a.id = m.article_id
               WHERE a.canonical_url LIKE '%' || :part || '%' AND m.name = :name"""
    return str(connection.execute(text(query), {"part": url_part, "name": name}).scalar_one())


def judge(connection: Connection, verb: Verb, key: str, other: str | None = None, **more: Any) -> int:
    number = judging.record(connection, Decision(verb, key, "tester", "for the test", other, **more))
    cases.apply_judgements(connection)
    return number


def column(connection: Connection, query: str, **values: Any) -> list[Any]:
    return list(connection.execute(text(query), values).scalars())


@pytest.fixture(scope="module")
def at_once() -> dict[str, Any]:
    """The state that a first order of arrival gave; every other order must give the same."""
    return {}


Named = tuple[str, str]
JUDGED: dict[str, tuple[Verb, Named, Named | None, dict[str, str]]] = {
    "two Spectors": (Verb.DIFFERENT, ("d001", "Gene Spector"), ("x022", "Gene Spector"), {}),
    "one Tiwari": (Verb.SAME, ("d014", "Purnendu Tiwari"), ("d015", "Purnendu Tiwari"), {}),
    "a term": (Verb.HOLDS, ("d001", "Gene Spector"), None, {"field": "sentence", "value": "156"}),
    "no case": (Verb.NOT_A_CASE, ("d014", "Ragesh"), None, {}),
    "taken back": (Verb.SAME, ("d009", "Olivier Vandecasteele"), ("d010", "Olivier Vandecasteele"), {}),
}
"""What analysts say of mentions that may be read later: the keys are known beforehand."""


def key_in(told: Reading, name: str) -> str:
    keys = mentions.keys(told.article.canonical_url, told.mentions)
    return next(key for key, mention in zip(keys, told.mentions, strict=True) if mention.name == name)


def say(connection: Connection, annotated: dict[str, Reading], judged: str) -> int:
    verb, one, other, more = JUDGED[judged]
    keys = [key_in(annotated[article], name) for article, name in filter(None, (one, other))]
    return judge(connection, verb, *keys, **more)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations([*CHAIN, *JUDGED]),
    wrong=st.sets(st.sampled_from(CHAIN)),
    again=st.sets(st.sampled_from(CHAIN)),
    midway=st.integers(0, len(CHAIN)),
)
def test_any_order_of_articles_corrections_and_judgements_gives_the_same_cases(
    database: Database,
    annotated: dict[str, Reading],
    at_once: dict[str, Any],
    order: Sequence[str],
    wrong: set[str],
    again: set[str],
    midway: int,
) -> None:
    """Some articles are read wrong at first and corrected, some read again; all is derived again midway."""
    with database.engine.begin() as connection:
        empty(connection)
        add_sources(connection, [annotated[name] for name in CHAIN])
        for name in sorted(wrong):
            save(connection, [replace(annotated[name], mentions=annotated[before_it(name)].mentions[:1])])
        taken_back = 0
        for place, step in enumerate(order):
            if step in JUDGED:
                number = say(connection, annotated, step)
                taken_back = number if step == "taken back" else taken_back
            else:
                save(connection, [annotated[step]])
            if place == midway:
                cases.resolve_all(connection)
        judging.revoke(connection, taken_back, "tester")
        cases.apply_judgements(connection)
        for name in sorted(again):
            save(connection, [replace(annotated[name], mentions=())])
            save(connection, [annotated[name]])
        assert at_once.setdefault("state", state(connection)) == state(connection)


def before_it(name: str) -> str:
    """Another article of the chain: what a wrong reading tells of."""
    return CHAIN[CHAIN.index(name) - 1]


def test_deriving_everything_again_changes_nothing(resolved: Database) -> None:
    with resolved.engine.begin() as connection:
        before = state(connection)
        cases.resolve_all(connection)
        assert state(connection) == before


def test_the_chain_of_one_person_is_one_case(resolved: Database) -> None:
    query = """SELECT person, nationalities, detaining_country, charges, sentence_months, status, status_date::text,
                      detained_on_precision, articles
               FROM case_overview WHERE 'Yevgeny Mironovich Spector' = ANY(aliases)"""
    with resolved.engine.connect() as connection:
        (row,) = connection.execute(text(query)).all()
    expected = (
        "Gene Spector",
        ["RU", "US"],
        "RU",
        ["bribery", "espionage"],
        180,
        "imprisoned",
        "2024-12-24",
        "year",
        4,
    )
    assert tuple(row) == expected


def test_two_spells_are_two_cases_of_one_person(resolved: Database) -> None:
    query = """SELECT case_id, previous_case_id, status, detained_on::text, released_on::text FROM case_overview
               WHERE person = 'Emad Shargi' ORDER BY detained_on"""
    with resolved.engine.connect() as connection:
        first, second = connection.execute(text(query)).all()
    assert (first.previous_case_id, second.previous_case_id) == (None, first.case_id)
    assert (first.released_on, second.detained_on) == ("2018-12-01", "2021-01-01")


def test_copies_of_one_text_are_one_story_and_one_voice(resolved: Database) -> None:
    with resolved.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT articles, stories FROM case_overview WHERE person = 'Gordon Black'")
        ).all()
        ragesh = column(connection, "SELECT articles FROM case_overview WHERE person = 'Ragesh'")
    assert [tuple(row) for row in rows] == [(2, 1)]
    assert ragesh == [2]


def test_an_earlier_article_moves_the_id_and_the_old_one_redirects(
    database: Database, annotated: dict[str, Reading]
) -> None:
    late, early = annotated["d002"], annotated["x001"]
    with database.engine.begin() as connection:
        add_sources(connection, [late, early])
        save(connection, [late])
        (old,) = column(connection, "SELECT case_id FROM case_overview")
        save(connection, [early])
        (new,) = column(connection, "SELECT case_id FROM case_overview")
        assert old != new
        leads = "SELECT new_id FROM redirect WHERE kind = 'case' AND old_id = :old"
        assert column(connection, leads, old=old) == [new]
        save(connection, [replace(early, mentions=())])
        assert column(connection, "SELECT case_id FROM case_overview") == [old]
        assert column(connection, leads, old=new) == [old]
        assert column(connection, leads, old=old) == []


def test_judged_persons_are_joined_parted_and_put_back(resolved: Database) -> None:
    with resolved.engine.begin() as connection:
        before = state(connection)
        names = "SELECT count(*) FROM person WHERE name IN ('Michael Kovrig', 'Kang Mingkai')"
        assert column(connection, names) == [2]
        kovrig, kang = (
            key_of(connection, *where) for where in (("spavor-sentenced", "Michael Kovrig"), ("dandong", "康明凯"))
        )
        number = judge(connection, Verb.SAME, kovrig, kang)
        assert column(connection, names) == [1]
        assert column(connection, "SELECT aliases FROM person WHERE name = 'Michael Kovrig'") == [["Kovrig", "康明凯"]]
        judging.revoke(connection, number, "tester")
        cases.apply_judgements(connection)
        assert state(connection) == before


def test_a_judgement_survives_that_its_article_is_read_again(resolved: Database, annotated: dict[str, Reading]) -> None:
    with resolved.engine.begin() as connection:
        judge(connection, Verb.HOLDS, key_of(connection, "dual-citizen", "Gene Spector"), field="sentence", value="156")
        before = state(connection)
        save(connection, [replace(annotated["d001"], mentions=())])
        save(connection, [annotated["d001"]])
        assert state(connection) == before
        assert column(connection, "SELECT sentence_months FROM case_overview WHERE person = 'Gene Spector'") == [156]
        shown = "SELECT value FROM case_citations WHERE extractor = 'analyst:tester' AND field = 'sentence'"
        assert column(connection, shown) == ["156"]


def test_judgements_in_plain_sql_are_honoured_and_audited(resolved: Database) -> None:
    insert = """INSERT INTO judgement (verb, mention_key, author, note) VALUES (:verb, :key, 'ada', 'by hand')"""
    with resolved.engine.begin() as connection:
        key = key_of(connection, "dual-citizen", "Gene Spector")
        connection.execute(text(insert), {"verb": "confirmed", "key": key})
        assert column(connection, "SELECT confidence FROM case_overview WHERE person = 'Gene Spector'") == [1.0]
        connection.execute(text(insert), {"verb": "not_a_case", "key": key})
        for view in ("case_overview", "case_timeline", "case_citations", "case_charges", "case_status_history"):
            assert column(connection, f"SELECT count(*) FROM {view} WHERE person = 'Gene Spector'") == [0]
        cases.apply_judgements(connection)
        assert column(connection, "SELECT count(*) FROM case_file WHERE person = 'Gene Spector'") == [0]
        connection.execute(
            text("UPDATE judgement SET revoked_at = now(), revoked_by = 'ada' WHERE verb = 'not_a_case'")
        )
        cases.apply_judgements(connection)
        assert column(connection, "SELECT count(*) FROM case_overview WHERE person = 'Gene Spector'") == [1]
        assert column(connection, "SELECT action FROM audit ORDER BY id") == ["judged", "judged", "revoked"]


TWO_AT_ONCE = """
import pickle, sys
from detaincrawl.store.engine import engine
from tests.resolve.conftest import save
reading = pickle.loads(bytes.fromhex(sys.stdin.readline()))
print("ready", flush=True)
sys.stdin.readline()
with engine().begin() as connection:
    save(connection, [reading])
"""


def test_two_crawls_that_report_one_new_person_at_once_make_one(
    database: Database, annotated: dict[str, Reading]
) -> None:
    import pickle

    told = [annotated["d001"], annotated["x001"]]
    with database.engine.begin() as connection:
        add_sources(connection, told)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    crawls: list[Any] = [subprocess.Popen([sys.executable, "-c", TWO_AT_ONCE], **pipes) for _ in told]  # type: ignore[call-overload]
    for crawl, reading in zip(crawls, told, strict=True):
        crawl.stdin.write(pickle.dumps(reading).hex() + "\n")
        crawl.stdin.flush()
    assert [crawl.stdout.readline() for crawl in crawls] == ["ready\n", "ready\n"]
    for crawl in crawls:
        crawl.stdin.write("\n")
        crawl.stdin.flush()
    assert [crawl.wait() for crawl in crawls] == [0, 0]
    for crawl in crawls:
        crawl.stdin.close()
        crawl.stdout.close()
    with database.engine.connect() as connection:
        assert column(connection, "SELECT articles FROM case_overview WHERE person = 'Gene Spector'") == [2]
