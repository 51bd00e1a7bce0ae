"""The analysts' commands."""

import csv
import json
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from detaincrawl.commands import main
from detaincrawl.records import Reading
from detaincrawl.store import cases
from detaincrawl.store.engine import engine
from detaincrawl.store.roles import Role, make_roles
from tests.databases import Database
from tests.resolve.conftest import add_sources, save
from tests.sentences import reading


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


def judged(*words: str) -> Result:
    return run("judge", *words, "--author", "ada", "--note", "seen in the court's file")


def one(database: Database, query: str) -> list[object]:
    with database.engine.connect() as connection:
        return list(connection.execute(text(query)).one())


SPECTOR = "FROM case_overview WHERE person = 'Gene Spector'"


def test_a_value_that_an_analyst_holds_is_shown_and_revoked(resolved: Database) -> None:
    (number,) = one(resolved, f"SELECT case_id {SPECTOR}")
    result = judged("holds", str(number), "sentence", "156")
    assert result.exit_code == 0, result.output
    assert "Gene Spector" in result.output
    assert one(resolved, f"SELECT sentence_months {SPECTOR}") == [156]
    assert run("judge", "revoke", result.output.split()[1].rstrip(":"), "--author", "ada").exit_code == 0
    assert one(resolved, f"SELECT sentence_months {SPECTOR}") == [180]


def test_a_case_goes_by_its_ref_and_by_numbers_it_had_before(resolved: Database) -> None:
    ref, number = one(resolved, f"SELECT case_ref, case_id {SPECTOR}")
    with resolved.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO redirect (kind, old_id, new_id, anchor_key) VALUES ('case', 42, :new, 'k')"),
            {"new": number},
        )
    for name in (str(ref), "42"):
        assert judged("confirm", name).exit_code == 0
    assert one(resolved, f"SELECT confidence, reviewed_at IS NOT NULL {SPECTOR}") == [1.0, True]
    assert one(resolved, "SELECT count(*) FROM judged_case") == [0], "what is derived waits for nothing"


def test_what_is_not_a_case_is_gone(resolved: Database) -> None:
    (number,) = one(resolved, f"SELECT case_id {SPECTOR}")
    assert "no case any more" in judged("not-a-case", str(number)).output
    assert one(resolved, f"SELECT count(*) {SPECTOR}") == [0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("confirm", "99"), "99: no case, person or mention has that number"),
        (("confirm", "nonsense-and-more"), "no case, person or mention"),
        (("holds", "99", "shoe_size", "43"), "shoe_size is no field that a judgement can settle"),
        (("holds", "99", "sentence", "long"), "long is no sentence"),
        (("holds", "99", "fine", "lots"), "lots is no fine"),
        (("same", "99", "98"), "99: no case"),
        (("confirm", "RU-FFFFFFFFFFFFFFFF"), "no case, person or mention"),
    ],
)
def test_a_mistake_is_one_line(resolved: Database, words: tuple[str, ...], message: str) -> None:
    result = judged(*words)
    assert result.exit_code == 1
    assert message in result.output
    assert "Traceback" not in result.output


def test_one_mention_cannot_be_judged_against_itself(resolved: Database) -> None:
    (number,) = one(resolved, f"SELECT case_id {SPECTOR}")
    assert "are one mention" in judged("different", str(number), str(number)).output


@pytest.fixture
def two_articles(database: Database) -> Database:
    """Two reports of a name that many share, held by one state: one person or two, the rules do not know."""
    told = [
        _told("first", "Saudi police arrested the Egyptian Mohammed Ali in Riyadh in March."),
        _told("second", "A court in Riyadh jailed the Egyptian Mohammed Ali for two years for fraud."),
    ]
    with database.engine.begin() as connection:
        add_sources(connection, told)
        for one in told:
            save(connection, [one])
    return database


def _told(page: str, words: str) -> Reading:
    said = reading(words)
    url = f"https://gazette.test/{page}"
    return replace(said, article=replace(said.article, source="gazette", url=url, canonical_url=url))


def waiting() -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("proposals", "--json").output.splitlines()]


def persons(database: Database) -> list[object]:
    """How many persons and cases there are, and who says that they are or are not one."""
    query = """SELECT (SELECT count(*) FROM person), (SELECT array_agg(articles ORDER BY articles) FROM case_overview),
      (SELECT array_agg(DISTINCT extractor || ' ' || field) FROM case_citations WHERE extractor LIKE 'analyst:%')"""
    return one(database, query)


@pytest.mark.parametrize(
    ("verb", "after"),
    [("same", [1, [2], ["analyst:ada same"]]), ("different", [2, [1, 1], ["analyst:ada different"]])],
)
def test_a_pair_that_waits_is_judged_and_waits_again_when_that_is_revoked(
    two_articles: Database, verb: str, after: list[object]
) -> None:
    [pair] = before = waiting()
    assert [pair["person"], pair["other"], pair["held_by"]] == ["Mohammed Ali", "Mohammed Ali", ["SA"]]
    assert persons(two_articles) == [2, [1, 1], None]
    said = judged(verb, str(pair["person_id"]), str(pair["other_id"]))
    assert said.exit_code == 0, said.output
    assert persons(two_articles) == after
    assert waiting() == []
    [kept] = [json.loads(line) for line in run("judge", "list", "--json").output.splitlines()]
    assert (kept["verb"], kept["author"], kept["persons"]) == (verb, "ada", ["Mohammed Ali"])
    assert run("judge", "revoke", str(kept["id"]), "--author", "bea").exit_code == 0
    assert "no judgement is in force" in run("judge", "list").output
    assert (persons(two_articles), waiting()) == ([2, [1, 1], None], before)


def test_a_pair_is_judged_in_plain_sql_by_an_analyst(two_articles: Database) -> None:
    with two_articles.engine.begin() as connection:
        make_roles(connection)
    analyst = engine(f"{two_articles.url}{'&' if '?' in two_articles.url else '?'}options=-c%20role%3D{Role.ANALYST}")
    with analyst.begin() as connection:
        connection.execute(
            text(
                """INSERT INTO judgement (verb, mention_key, other_key, author, note)
                   SELECT 'same', mention_key, other_key, 'ada', 'one passport' FROM proposal_overview"""
            )
        )
        shown = "SELECT DISTINCT extractor, field, quote FROM case_citations WHERE judgement_id IS NOT NULL"
        assert connection.execute(text(shown)).all() == [("analyst:ada", "same", "one passport")]
        assert connection.execute(text("SELECT count(*) FROM proposal_overview")).scalar_one() == 0, "nothing to judge"
        said = connection.execute(text("SELECT verb, persons, note, derived FROM judgement_overview")).one()
        assert [*said] == ["same", ["Mohammed Ali"], "one passport", False]
    assert waiting() == []
    assert one(two_articles, "SELECT derived FROM judgement_overview") == [True]
    assert persons(two_articles) == [1, [2], ["analyst:ada same"]]
    with analyst.begin() as connection:
        connection.execute(
            text(
                """UPDATE judgement SET revoked_at = now(), revoked_by = 'ada'
                   WHERE id IN (SELECT judgement_id FROM case_citations)"""
            )
        )
    analyst.dispose()
    assert len(waiting()) == 1
    assert persons(two_articles) == [2, [1, 1], None]


def test_proposals_are_a_table_for_people(two_articles: Database) -> None:
    shown = run("proposals").output
    assert "a name that many share -0.15" in shown
    assert "Mohammed Ali (SA)" in shown


def test_cases_are_lines_of_json_and_a_table_for_spreadsheets(resolved: Database) -> None:
    rows = [json.loads(line) for line in run("cases", "--json").stdout.splitlines()]
    table = [*csv.DictReader(run("cases", "--csv").stdout.splitlines())]
    assert one(resolved, "SELECT count(*) FROM case_overview") == [len(rows)] == [len(table)]
    assert {row["case_ref"] for row in rows} == {row["case_ref"] for row in table}
    [spector] = [row for row in rows if row["person"] == "Gene Spector"]
    [same] = [row for row in table if row["person"] == "Gene Spector"]
    assert (spector["nationalities"], spector["sentence_months"], spector["status_date"]) == (
        ["RU", "US"],
        180,
        "2024-12-24",
    )
    assert (same["nationalities"], same["sentence_months"], same["status_date"]) == ("RU;US", "180.0", "2024-12-24")


def test_a_case_goes_by_name_number_reference_and_numbers_of_before(resolved: Database) -> None:
    number, ref, person = one(resolved, f"SELECT case_id, case_ref, person_id {SPECTOR}")
    with resolved.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO redirect (kind, old_id, new_id, anchor_key) VALUES ('case', 42, :new, 'k')"),
            {"new": number},
        )
    for name in ("spector", str(number), str(ref), str(person), "42"):
        [whole] = [json.loads(line) for line in run("cases", name, "--json").stdout.splitlines()]
        assert whole["case_id"] == number
        assert {row["field"] for row in whole["citations"]} >= {"name", "charge", "event:sentenced"}
        assert {row["event_type"] for row in whole["timeline"]} >= {"detained", "sentenced"}


def test_a_spreadsheet_reckons_nothing_that_a_page_wrote(resolved: Database) -> None:
    with resolved.engine.begin() as connection:
        connection.execute(text("UPDATE case_file SET place = '=1+1' WHERE person = 'Gene Spector'"))
    [row] = csv.DictReader(run("cases", "Spector", "--csv").stdout.splitlines())
    assert row["place"] == "'=1+1"


@pytest.mark.parametrize("words", [("cases", "Nemo Outis"), ("cases", "RU-0"), ("cases", "99", "--json")])
def test_nobody_found_is_one_line_with_the_next_step(resolved: Database, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "`detaincrawl cases` lists all" in result.stderr


DERIVED = "SELECT o.*, p.aliases FROM case_overview o JOIN person p ON p.id = o.person_id ORDER BY case_id"


def test_cases_are_derived_again_in_batches_and_go_on_where_they_were_cut_short(
    resolved: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "BATCH", 5)
    with resolved.engine.begin() as connection:
        before = connection.execute(text(DERIVED)).all()
        connection.execute(text("UPDATE case_file SET status = 'unknown', fingerprint = ''"))
        connection.execute(text("DELETE FROM person_block"))
        connection.execute(text("UPDATE article SET story_id = id"))
        articles = connection.execute(text("SELECT id FROM article ORDER BY 1")).scalars().all()
    assert run("derive").output == f"{len(articles)} articles derived again\n"
    with resolved.engine.begin() as connection:
        assert connection.execute(text(DERIVED)).all() == before
    assert run("derive", "--after", str(articles[-3])).output == "2 articles derived again\n"


def test_a_derivation_that_is_cut_short_says_where_to_go_on(
    resolved: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "BATCH", 1)
    alone = """SELECT max(m.article_id) FROM member m WHERE NOT EXISTS (
                 SELECT FROM member mine JOIN member theirs USING (person_id)
                 WHERE mine.article_id = m.article_id AND theirs.article_id <> m.article_id)"""
    (bad,) = one(resolved, alone)
    (before,) = one(resolved, f"SELECT max(article_id) FROM member WHERE article_id < {bad}")
    with resolved.engine.begin() as connection:
        connection.execute(
            text(
                """UPDATE claim SET value = 'no date' WHERE field LIKE 'event:%'
                   AND mention_id IN (SELECT id FROM mention WHERE article_id = :bad)"""
            ),
            {"bad": bad},
        )
    result = run("derive")
    assert result.exit_code == 1
    assert f"cut short: go on with `detaincrawl derive --after {before}`" in result.stderr
