"""The analysts' commands."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from detaincrawl.commands import main
from tests.databases import Database


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


def test_proposals_are_listed_as_a_table_and_as_json(resolved: Database, tmp_path: Path) -> None:
    assert "No two persons wait" in run("proposals").output
    with resolved.engine.begin() as connection:
        connection.execute(
            text(
                """INSERT INTO proposal (person_id, other_id, mention_key, other_key, score, reasons)
                   SELECT min(id), max(id), 'a', 'b', 0.7, '{names alike}' FROM person"""
            )
        )
    assert "names alike" in run("proposals").output
    (line,) = run("proposals", "--json").output.splitlines()
    assert json.loads(line)["score"] == 0.7
