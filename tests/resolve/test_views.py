"""The analysts' contract: columns, forms of values, and what each role sees."""

import re
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from detaincrawl.resolve.status import ALWAYS
from detaincrawl.store.roles import Role, make_roles
from detaincrawl.vocabularies import EventType
from tests.databases import Database

CONTRACT = """
case_overview: case_id case_ref person aliases nationalities detaining_country place status status_date
  detained_on detained_on_precision charges sentence_months sentence_special fine_amount fine_currency
  released_on articles sources first_reported last_reported confidence disputed person_id previous_case_id
  stories status_date_precision released_on_precision sentence_suspended status_as_of custody facility
  authority age sex occupation designated_on occupied restricted reviewed_at
case_timeline: case_id person event_type event_date date_precision charges sentence_months sentence_special
  place article_id url source published_at quote confidence event_id detail claimed_date claimed_precision
  speaker carried_by
case_citations: case_id person field value article_id url source published_at quote quote_start quote_end
  extractor confidence detail statute standing speaker carried_by
case_charges: case_id person code iccs standing statute words since articles stories
case_status_history: case_id person status from_date from_precision until_date
unidentified_overview: mention_id article_id url source published_at nationality detaining_country people
  quote confidence
article_overview: article_id source kind url canonical_url title authors published_at fetched_at language
  relevant story_id cases carried_by source_type
"""
"""Section 7 of the case model."""

COLUMNS = dict(line.split(": ") for line in re.sub(r"\n  ", " ", CONTRACT).strip().splitlines())


@pytest.mark.parametrize("view", COLUMNS)
def test_a_view_begins_with_the_columns_of_the_contract(database: Database, view: str) -> None:
    query = "SELECT column_name FROM information_schema.columns WHERE table_name = :view ORDER BY ordinal_position"
    with database.engine.connect() as connection:
        found = list(connection.execute(text(query), {"view": view}).scalars())
    assert found[: len(COLUMNS[view].split())] == COLUMNS[view].split()


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_values_are_cited_in_the_forms_of_the_contract(resolved: Database) -> None:
    cited = rows(resolved, "SELECT DISTINCT field, value FROM case_citations WHERE person = 'Gene Spector'")
    expected = {
        ("nationality", "US"),
        ("detaining_country", "RU"),
        ("charge", "bribery"),
        ("sentence", "180"),
        ("term", "48"),
        ("fine", "140500 USD"),
        ("event:charged", "2023-08"),
        ("event:sentenced", "2024-12-24"),
        ("event:sentenced", "2022"),
        ("event:sentenced", None),
        ("name", "Евгения (Джина) Спектора"),
    }
    assert expected <= set(cited)


def test_a_quote_is_the_articles_own_words(resolved: Database) -> None:
    query = """SELECT count(*) FROM case_citations c JOIN article_version v USING (article_id)
               WHERE c.quote <> substr(v.text, c.quote_start + 1, c.quote_end - c.quote_start)"""
    assert rows(resolved, query) == [(0,)]


def test_the_timeline_has_a_row_for_each_event_and_article(resolved: Database) -> None:
    query = """SELECT event_date::text, claimed_date::text, claimed_precision, source FROM case_timeline
               WHERE person = 'Gene Spector' AND event_type = 'detained' ORDER BY claimed_date"""
    assert rows(resolved, query) == [
        ("2020-01-01", "2020-01-01", "year", "vsn-agency"),
        ("2020-01-01", "2021-01-01", "year", "folhadoplanalto"),
    ]
    twice = "SELECT event_id, article_id FROM case_timeline GROUP BY event_id, article_id HAVING count(*) > 1"
    assert rows(resolved, twice) == []


def test_unnamed_detainees_are_no_cases_and_make_an_article_relevant(resolved: Database) -> None:
    assert (None, "IR", 3) in rows(resolved, "SELECT nationality, detaining_country, people FROM unidentified_overview")
    assert rows(resolved, "SELECT count(*) FROM article_overview WHERE NOT relevant") == [(0,)]


def test_ids_are_positive_and_fit_a_bigint(resolved: Database) -> None:
    assert rows(resolved, "SELECT count(*) FROM case_overview WHERE case_id <= 0 OR person_id <= 0") == [(0,)]


LEAKS = """
SELECT * FROM (
  SELECT person, aliases::text AS more, NULL AS url FROM case_overview WHERE restricted
  UNION ALL SELECT t.person, t.quote, t.url FROM case_timeline t JOIN case_overview o USING (case_id) WHERE o.restricted
  UNION ALL SELECT c.person, coalesce(c.quote, CASE c.field WHEN 'name' THEN c.value END), c.url
    FROM case_citations c JOIN case_overview o USING (case_id) WHERE o.restricted
  UNION ALL SELECT h.person, h.words, NULL FROM case_charges h JOIN case_overview o USING (case_id) WHERE o.restricted
  UNION ALL SELECT a.title, a.canonical_url, a.url FROM article_overview a
    WHERE EXISTS (SELECT FROM case_overview o WHERE o.restricted AND o.case_id = ANY(a.cases))) seen
WHERE person IS NOT NULL OR coalesce(more, '{}') <> '{}' OR url IS NOT NULL"""


@pytest.mark.parametrize(("role", "sees"), [(Role.ANALYST, False), (Role.ANALYST_ALL, True), (Role.CRAWLER, True)])
def test_only_the_second_role_sees_who_is_restricted(resolved: Database, role: Role, sees: bool) -> None:
    with resolved.engine.begin() as connection:
        make_roles(connection)
        connection.execute(text("UPDATE case_file SET restricted = true WHERE person = 'Gene Spector'"))
    with psycopg.connect(resolved.url) as connection:
        connection.execute(f"SET SESSION AUTHORIZATION {role}".encode())
        assert connection.execute("SELECT count(*) FROM case_overview WHERE restricted").fetchall() == [(1,)]
        assert bool(connection.execute(LEAKS.encode()).fetchall()) == sees


def test_an_analyst_may_judge_and_read_no_judgement(resolved: Database) -> None:
    with resolved.engine.begin() as connection:
        make_roles(connection)
    insert = "INSERT INTO judgement (verb, mention_key, author, note) VALUES ('confirmed', 'k', 'ada', 'seen')"
    with psycopg.connect(resolved.url, autocommit=True) as connection:
        connection.execute(f"SET SESSION AUTHORIZATION {Role.ANALYST}".encode())
        connection.execute(insert.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM judgement")


@pytest.mark.parametrize("view", COLUMNS)
def test_every_column_has_one_rule_in_the_docs(database: Database, view: str) -> None:
    rules = (Path(__file__).parents[2] / "docs" / "deriving.md").read_text(encoding="utf-8")
    table = rules.split(f"### `{view}`\n")[1].split("| column | rule |\n")[1].split("\n\n")[0]
    ruled = [column for line in table.splitlines() for column in re.findall(r"`(\w+)`", line.split(" | ")[0])]
    query = f"SELECT column_name FROM information_schema.columns WHERE table_name = '{view}'"
    assert sorted(ruled) == sorted(str(column) for (column,) in rows(database, query))


def test_the_docs_tell_the_effect_of_every_event_that_is_more_than_its_word() -> None:
    rules = (Path(__file__).parents[2] / "docs" / "deriving.md").read_text(encoding="utf-8")
    table = rules.split("| event | status |\n")[1].split("\n\n")[0]
    told = {word for line in table.splitlines() for word in re.findall(r"`(\w+)`", line.split(" | ")[0])}
    assert {kind for kind in EventType if kind not in ALWAYS} == told
