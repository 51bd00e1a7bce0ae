"""Fills the tables with an invented population as resolution would, but by COPY and with indexes made last."""

from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import Engine

from benchmarks.population import Invented
from detaincrawl.resolve.accounts import number
from detaincrawl.resolve.profiles import Profile, blocks

SOURCE = "benchmark"

COPIED = {
    "article": ("id", "canonical_url", "source", "kind", "version"),
    "mention": ("id", "key", "article_id", "version", "ordinal", "name", "name_keys", "primary", "people"),
    "person": ("id", "anchor_key", "name", "aliases", "nationalities"),
    "member": ("mention_key", "article_id", "person_id", "profile"),
    "person_block": ("block", "person_id"),
}

DERIVED = (
    """INSERT INTO article_version (article_id, version, url, title, text, body_start, text_sha256, authors,
         published_at, fetched_at, language, timezone)
       SELECT a.id, 1, a.canonical_url, NULL, m.name || ' was detained and charged with espionage.', 0, '', '{}',
         '2020-01-01'::timestamptz + a.id * interval '30 seconds', now(), 'en', 'UTC'
       FROM article a JOIN mention m ON m.article_id = a.id""",
    """INSERT INTO claim (mention_id, ordinal, field, value, precision, words, quote, quote_start, quote_end, extractor,
         confidence, event, standing)
       SELECT m.id, c.ordinal, c.field, c.value, c.precision, c.field, 'was detained', 0, 12, 'benchmark', 0.9, c.event,
         c.standing
       FROM mention m JOIN member mb ON mb.mention_key = m.key, LATERAL (VALUES
         (0, 'name', m.name, NULL, NULL, NULL),
         (1, 'nationality', mb.profile->'nationalities'->>0, NULL, NULL, NULL),
         (2, 'detaining_country', mb.profile->>'country', NULL, NULL, NULL),
         (3, 'event:detained', substr(mb.profile->'dates'->>0, 10), 'month', 0, NULL),
         (4, 'charge', 'espionage', NULL, 1, 'pending'),
         (5, 'event:charged', NULL, NULL, 1, NULL)) c (ordinal, field, value, precision, event, standing)""",
    """INSERT INTO case_file (id, person_id, anchor_key, person, aliases, nationalities, detaining_country, status,
         charges, articles, sources, stories, confidence, disputed, occupied, restricted, fingerprint)
       SELECT p.id, p.id, p.anchor_key, p.name, '{}', p.nationalities, m.profile->>'country',
         (ARRAY['charged', 'imprisoned', 'released', 'detained', 'deported'])[1 + abs(p.id % 5)], '{espionage}',
         1, 1, 1, 0.9, '{}', false, false, ''
       FROM person p JOIN member m ON m.mention_key = p.anchor_key""",
    "INSERT INTO case_article (case_id, article_id) SELECT person_id, article_id FROM member",
    """INSERT INTO case_claim (claim_id, case_id) SELECT c.id, mb.person_id
       FROM claim c JOIN mention m ON m.id = c.mention_id JOIN member mb ON mb.mention_key = m.key""",
    "SELECT setval(pg_get_serial_sequence('article', 'id'), (SELECT max(id) FROM article))",
    "SELECT setval(pg_get_serial_sequence('mention', 'id'), (SELECT max(id) FROM mention))",
)

TABLES = (*COPIED, "article_version", "claim", "case_file", "case_article", "case_claim")


def fill(target: Engine, people: Iterable[Invented]) -> list[Invented]:
    """Fills the migrated database; returns the people."""
    known = list(people)
    with target.connect() as pooled:
        connection = pooled.connection.driver_connection
        assert isinstance(connection, psycopg.Connection)
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute("SET work_mem = '256MB'")
        connection.execute("SET max_parallel_workers_per_gather = 0")
        indexes = _without_indexes(connection)
        connection.execute(
            "INSERT INTO source (key, name, kind, type, homepage, language, timezone) "
            "VALUES ('benchmark', 'Benchmark', 'news', 'other', '', 'en', 'UTC')"
        )
        for table, columns in COPIED.items():
            named = ", ".join(f'"{column}"' for column in columns)
            with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({named}) FROM STDIN".encode()) as copy:
                for row in _rows(table, known):
                    copy.write_row(row)
        for statement in (*DERIVED, *indexes):
            connection.execute(statement.encode())
        connection.execute("SET session_replication_role = DEFAULT")
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
        connection.autocommit = False
    return known


def _without_indexes(connection: psycopg.Connection[Any]) -> list[str]:
    """Drops the indexes of the tables, and returns the statements that make them again."""
    query = """
    SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('p', 'u') AND conrelid::regclass::text = ANY(%s) AND NOT EXISTS (
      SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = pg_constraint.conindid)"""
    again = []
    for name, table, definition in connection.execute(query, [list(TABLES)]).fetchall():
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}".encode())
        again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    query = """
    SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = (quote_ident(indexname))::regclass)"""
    for name, definition in connection.execute(query, [list(TABLES)]).fetchall():
        connection.execute(f"DROP INDEX {name}".encode())
        again.append(definition)
    return again


def _rows(table: str, known: list[Invented]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table; every table counts through the same people."""
    article = 0
    for nth, one in enumerate(known):
        anchor = f"{nth:x}-0"
        profile = Profile(
            (one.name,), one.state, (one.nationality,), dates=(f"detained {2010 + nth % 15}-0{1 + nth % 9}",)
        )
        if table == "person":
            yield number("person", anchor), anchor, one.name, [], [one.nationality]
        elif table == "person_block":
            yield from ((block, number("person", anchor)) for block in blocks(profile))
        else:
            for told in range(one.mentions):
                article += 1
                yield _article_row(table, article, f"{nth:x}-{told}", anchor, profile)
        article += one.mentions if table in ("person", "person_block") else 0


def _article_row(table: str, article: int, key: str, anchor: str, profile: Profile) -> tuple[Any, ...]:
    if table == "article":
        return article, f"https://benchmark.test/{article}", SOURCE, "article", 1
    if table == "mention":
        return article, key, article, 1, 0, profile.forms[0], [], True, 1
    return key, article, number("person", anchor), Jsonb(profile.as_json() | {"article": article, "family": article})
