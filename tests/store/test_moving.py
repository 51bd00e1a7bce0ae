"""A page read again under a better canonical address: nothing stands twice, and what was decided on it stays."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, text

from detaincrawl.records import Reading
from detaincrawl.resolve.judgements import Verb
from detaincrawl.steps import derive
from detaincrawl.store import cases, judging
from detaincrawl.store.judging import Decision
from detaincrawl.store.readings import save
from tests.databases import Database
from tests.store.readings import TEXT, add_sources, claim, everything, post, reading

OLD, NEW = "https://gazette.test/amp/1", "https://gazette.test/1"
LATER = TEXT + " More of it."
PAGE = """INSERT INTO page (source, url, fetched_at, segment, byte_offset, byte_length, sha256)
          VALUES ('gazette', :url, now(), 's', 0, 1, 'd') RETURNING id"""


@pytest.fixture
def connection(database: Database) -> Any:
    with database.engine.connect() as connection:
        add_sources(connection)
        yield connection


def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]


def page(connection: Connection, url: str = OLD) -> int:
    return int(connection.execute(text(PAGE), {"url": url}).scalar_one())


def store(connection: Connection, *readings: Reading) -> None:
    derive(connection, readings, save(connection, readings))


def known_as(canonical: str, **how: Any) -> Reading:
    """The page fetched at OLD, as rules read it that take this for its canonical address."""
    return held(reading(OLD, canonical_url=canonical, **how))


def held(told: Reading) -> Reading:
    """Held in Freedonia, as the title has it."""
    sailor, *others = told.mentions
    country = claim("Freedonia", "Freedonia", "detaining_country", "FR", told.article.text)
    return replace(told, mentions=(replace(sailor, claims=(*sailor.claims, country)), *others))


def test_article_goes_by_its_new_address_alone_and_again_changes_nothing(connection: Connection) -> None:
    fetched = page(connection)
    store(connection, known_as(OLD, page_id=fetched))
    persons = rows(connection, "SELECT id FROM person")
    store(connection, known_as(NEW, page_id=fetched))
    assert rows(connection, "SELECT canonical_url, version FROM article") == [(NEW, 1)]
    assert rows(connection, "SELECT count(*) FROM article_version") == [(1,)]
    assert rows(connection, "SELECT count(*), count(DISTINCT article_id) FROM mention") == [(2, 1)]
    assert rows(connection, "SELECT old_id FROM redirect JOIN person ON new_id = id WHERE kind = 'person'") == persons
    before = everything(connection)
    store(connection, known_as(NEW, page_id=fetched))
    assert everything(connection) == before


def test_what_an_analyst_decided_and_where_old_numbers_lead_follows_to_the_new_address(connection: Connection) -> None:
    fetched = page(connection)
    store(connection, known_as(OLD, page_id=fetched))
    [(key,)] = rows(connection, "SELECT key FROM mention WHERE name IS NOT NULL")
    [(case,)] = rows(connection, "SELECT id FROM case_file")
    judging.record(connection, Decision(Verb.HOLDS, key, "clerk", "seen", field="occupation", value="captain"))
    cases.apply_judgements(connection)
    assert rows(connection, "SELECT occupation FROM case_file") == [("captain",)]
    store(connection, known_as(NEW, page_id=fetched))
    assert rows(connection, "SELECT occupation FROM case_file") == [("captain",)]
    [now] = rows(connection, "SELECT mention_key FROM judgement")
    assert [now] == rows(connection, "SELECT key FROM mention WHERE name IS NOT NULL")
    assert rows(connection, f"SELECT new_id = id FROM redirect, case_file WHERE old_id = {case}") == [(True,)]


def test_page_joins_the_article_that_is_there_already(connection: Connection) -> None:
    fetched = page(connection)
    store(connection, held(reading(NEW)), known_as(OLD, words=LATER, day=2, page_id=fetched))
    assert rows(connection, "SELECT count(*) FROM article") == [(2,)]
    store(connection, known_as(NEW, words=LATER, day=2, page_id=fetched))
    assert rows(connection, "SELECT canonical_url, version FROM article") == [(NEW, 2)]
    assert rows(connection, "SELECT text FROM article_version ORDER BY version") == [(TEXT,), (LATER,)]
    assert rows(connection, "SELECT articles FROM case_overview") == [(1,)]


def test_posts_go_along_and_those_numbered_by_their_article_are_numbered_anew(connection: Connection) -> None:
    fetched = page(connection)
    for canonical in (OLD, NEW):
        carrier = known_as(canonical, page_id=fetched)
        named = post(carrier)
        numbered = replace(post(carrier), article=replace(named.article, canonical_url=f"{canonical}#post-2"))
        store(connection, replace(carrier, carried=(named, numbered)))
    carried = "SELECT p.canonical_url, a.canonical_url FROM article p JOIN article a ON a.id = p.carried_by ORDER BY 1"
    assert rows(connection, carried) == [(f"{NEW}#post-2", NEW), ("https://social.test/@seamen/7", NEW)]
    assert rows(connection, "SELECT count(*) FROM article") == [(3,)]
    assert rows(connection, "SELECT count(DISTINCT article_id) FROM mention") == [(3,)]


def test_article_that_has_other_pages_keeps_them(connection: Connection) -> None:
    first, second = page(connection), page(connection)
    store(connection, known_as(OLD, page_id=first))
    store(connection, known_as(OLD, words=LATER, day=2, page_id=second))
    store(connection, known_as(NEW, words=LATER, day=2, page_id=second))
    versions = "SELECT canonical_url, a.version, text FROM article a JOIN article_version v ON v.article_id = a.id"
    assert rows(connection, f"{versions} ORDER BY 1") == [(NEW, 1, LATER), (OLD, 1, TEXT)]
    store(connection, known_as(OLD, page_id=first), known_as(NEW, words=LATER, day=2, page_id=second))
    assert rows(connection, "SELECT count(DISTINCT article_id) FROM mention") == [(2,)]
    store(connection, known_as(NEW, page_id=first))
    assert rows(connection, f"{versions} ORDER BY v.version") == [(NEW, 1, LATER), (NEW, 1, TEXT)]


def test_post_with_a_page_of_its_own_stays_where_it_is(connection: Connection) -> None:
    fetched = page(connection)
    carrier = known_as(OLD, page_id=fetched)
    store(connection, replace(carrier, carried=(post(carrier),)))
    own = post(carrier)
    store(connection, replace(own, article=replace(own.article, carried_by=None, page_id=page(connection))))
    store(connection, carrier)
    assert rows(connection, "SELECT count(*) FROM article WHERE version > 0") == [(2,)]
    assert rows(connection, "SELECT count(DISTINCT article_id) FROM mention") == [(2,)]
