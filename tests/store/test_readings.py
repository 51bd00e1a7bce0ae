from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, text

from detaincrawl.records import Mention, Reading
from detaincrawl.store.readings import save
from tests.databases import Database
from tests.store.readings import TEXT, add_sources, article, claim, everything, mentions, post, reading

LONGER = TEXT + " On Friday he was charged."


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.engine.connect() as open_one:
        add_sources(open_one, "gazette", "seamen")
        open_one.commit()
        yield open_one


def one(connection: Connection, query: str) -> Any:
    return connection.execute(text(query)).scalar_one()


def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return list(map(tuple, connection.execute(text(query))))


def test_a_reading_becomes_rows(connection: Connection) -> None:
    (saved,) = save(connection, [reading()])
    assert saved.changed
    assert saved.mentions == 2
    assert rows(connection, "SELECT id, version, kind FROM article") == [(saved.article_id, 1, "article")]
    assert rows(connection, "SELECT name, people, version FROM mention ORDER BY ordinal") == [
        ("Ben Tideway", 1, 1),
        (None, 1, 1),
    ]
    assert rows(connection, "SELECT field, value, quote FROM claim ORDER BY mention_id, ordinal")[2] == (
        "event:detained",
        "2026-02-23",
        "was arrested on Monday",
    )


def test_saving_again_changes_nothing(connection: Connection) -> None:
    one_reading = reading()
    whole = replace(one_reading, carried=(post(one_reading),))
    save(connection, [whole])
    connection.commit()
    before = everything(connection)
    (saved,) = save(connection, [whole])
    connection.commit()
    assert not saved.changed
    assert everything(connection) == before


def test_same_words_fetched_later_are_the_same_version(connection: Connection) -> None:
    save(connection, [reading(day=1)])
    connection.commit()
    before = everything(connection)
    assert [saved.changed for saved in save(connection, [reading(day=2)])] == [False]
    assert everything(connection) == before


def test_other_words_make_a_further_version_and_its_claims_replace_the_old(connection: Connection) -> None:
    (first,) = save(connection, [reading(day=1)])
    ids = rows(connection, "SELECT id FROM mention ORDER BY ordinal")
    said = Reading(article(words=LONGER, day=2), mentions(LONGER)[:1])
    (second,) = save(connection, [said])
    assert second.article_id == first.article_id
    assert rows(connection, "SELECT version, text FROM article_version ORDER BY 1") == [(1, TEXT), (2, LONGER)]
    assert rows(connection, "SELECT id, version FROM mention") == [(ids[0][0], 2)]
    assert one(connection, "SELECT count(*) FROM claim") == 3


def test_an_older_fetch_is_kept_as_a_version_and_changes_no_claim(connection: Connection) -> None:
    save(connection, [reading(words=LONGER, day=2)])
    claims = rows(connection, "SELECT * FROM claim")
    save(connection, [Reading(article(day=1))])
    assert one(connection, "SELECT count(*) FROM article_version") == 2
    assert one(connection, "SELECT version FROM article") == 1
    assert rows(connection, "SELECT * FROM claim") == claims


def test_old_words_that_come_back_are_a_further_version(connection: Connection) -> None:
    for day, words in ((1, TEXT), (2, LONGER), (3, TEXT)):
        save(connection, [reading(words=words, day=day)])
    assert one(connection, "SELECT version FROM article") == 3


def test_the_same_page_extracted_better_is_the_same_version(connection: Connection) -> None:
    add = "INSERT INTO page (source, url, fetched_at, segment, byte_offset, byte_length, sha256) VALUES "
    page = one(connection, add + "('gazette', 'https://gazette.test/1', now(), 's', 0, 1, 'd') RETURNING id")
    save(connection, [reading(words=LONGER, page_id=page)])
    save(connection, [reading(page_id=page)])
    assert rows(connection, "SELECT version, text FROM article_version") == [(1, TEXT)]
    assert one(connection, "SELECT count(*) FROM claim") == 4


def test_a_better_reading_of_the_same_words_replaces_only_what_differs(connection: Connection) -> None:
    save(connection, [reading()])
    before = dict(rows(connection, "SELECT field, id FROM claim WHERE mention_id = (SELECT min(id) FROM mention)"))
    sailor, unnamed = mentions()
    better = replace(sailor, claims=(*sailor.claims[:2], claim("he", "Sailor", "sex", "m"), sailor.claims[2]))
    assert save(connection, [Reading(article(), (better, unnamed))])[0].changed
    after = dict(rows(connection, "SELECT field, id FROM claim WHERE mention_id = (SELECT min(id) FROM mention)"))
    assert {field: after[field] for field in before} == before
    assert rows(
        connection, "SELECT field FROM claim WHERE mention_id = (SELECT min(id) FROM mention) ORDER BY ordinal"
    ) == [
        ("name",),
        ("nationality",),
        ("sex",),
        ("event:detained",),
    ]


def test_a_mention_keeps_its_key_over_versions_and_spellings_of_case(connection: Connection) -> None:
    save(connection, [reading()])
    keys = rows(connection, "SELECT key FROM mention ORDER BY ordinal")
    louder = Mention("BEN  TIDEWAY", mentions(LONGER)[0].claims)
    save(connection, [Reading(article(words=LONGER, day=2), (louder, mentions(LONGER)[1]))])
    assert rows(connection, "SELECT key FROM mention ORDER BY ordinal") == keys


def test_namesakes_in_one_article_are_two_mentions(connection: Connection) -> None:
    sailor = mentions()[0]
    save(connection, [Reading(article(), (sailor, sailor))])
    assert one(connection, "SELECT count(DISTINCT key) FROM mention") == 2


def test_a_post_knows_the_article_that_carries_it(connection: Connection) -> None:
    carrier = reading()
    (saved,) = save(connection, [replace(carrier, carried=(post(carrier),))])
    assert saved.mentions == 4
    assert rows(connection, "SELECT id, kind, carried_by FROM article ORDER BY id") == [
        (saved.article_id, "article", None),
        (saved.related[0], "post", saved.article_id),
    ]


def test_a_posts_own_page_outranks_the_page_that_carries_it_in_either_order(connection: Connection) -> None:
    carrier = reading()
    whole = replace(carrier, carried=(post(carrier),))
    own = post(carrier).article
    direct = Reading(replace(own, text=own.text + "!", carried_by=None, source="seamen"), mentions(own.text + "!"))
    save(connection, [whole, direct, whole])
    assert rows(connection, "SELECT kind, carried_by, source FROM article WHERE kind = 'post'") == [
        ("post", None, "seamen")
    ]
    query = "SELECT text FROM article_version v JOIN article a ON (id, a.version) = (article_id, v.version)"
    assert one(connection, query + " WHERE kind = 'post'") == own.text + "!"


def test_a_post_that_is_no_longer_carried_says_nothing(connection: Connection) -> None:
    carrier = reading()
    save(connection, [replace(carrier, carried=(post(carrier),))])
    (saved,) = save(connection, [carrier])
    assert saved.changed
    assert one(connection, "SELECT count(*) FROM mention") == 2


def test_the_same_article_twice_in_a_batch_ends_at_the_later(connection: Connection) -> None:
    saved = save(connection, [reading(day=1), reading(words=LONGER, day=2)])
    assert saved[0].article_id == saved[1].article_id
    assert one(connection, "SELECT version FROM article") == 2
    assert one(connection, "SELECT count(*) FROM mention") == 2


def test_a_page_that_embeds_itself_or_a_post_twice_is_saved(connection: Connection) -> None:
    carrier = reading()
    embedded = post(carrier)
    itself = replace(embedded, article=replace(embedded.article, canonical_url=carrier.article.canonical_url))
    save(connection, [replace(carrier, carried=(embedded, embedded, itself))])
    assert rows(connection, "SELECT kind FROM article ORDER BY id") == [("article",), ("post",)]
