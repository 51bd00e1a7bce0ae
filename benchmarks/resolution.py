"""How long resolving one more article takes, and a filtered case_overview, with many persons in PostgreSQL.

    python -m benchmarks.resolution [--persons 1000000] [--mentions 5] [--articles 500]

Half of the articles tell of persons already known, drawn by their fame, half of new ones; each is saved and resolved in
a transaction of its own, and the resolving is timed. All in a database of its own that is dropped at the end, on the
server of DATABASE_URL or the embedded one.
"""

import argparse
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import Engine

from benchmarks.filling import SOURCE, fill
from benchmarks.population import STATES, Invented, population
from detaincrawl.records import Article, ArticleKind, Claim, Mention, Precision, Reading, Standing
from detaincrawl.store import cases, engine, migrate, readings

NAME = "benchmark_resolution"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--mentions", type=float, default=5.0)
    parser.add_argument("--articles", type=int, default=500)
    given = parser.parse_args()
    with _database() as target:
        started = time.perf_counter()
        known = fill(target, population(given.persons, given.mentions))
        with target.connect() as connection:
            counts = connection.exec_driver_sql("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM mention)")
            print(
                "{:,} persons, {:,} mentions,".format(*counts.one()), f"filled in {time.perf_counter() - started:.0f} s"
            )
        _resolving(target, known, given.articles)
        _filtering(target)


def _resolving(target: Engine, known: list[Invented], articles: int) -> None:
    """Prints percentiles of resolving one article, of known and of new persons."""
    drawn = random.Random(7)
    told = drawn.choices(known, [one.mentions for one in known], k=articles // 2)
    new = [*population(articles // 2, 1, seed=11)]
    taken: dict[str, list[float]] = {"known person": [], "new person": []}
    for number, (kind, one) in enumerate([*(("known person", o) for o in told), *(("new person", o) for o in new)]):
        with target.begin() as connection:
            saved = readings.save(connection, [_reading(one, number)])
            before = time.perf_counter()
            cases.resolve_articles(connection, [saved[0].article_id])
            taken[kind].append(time.perf_counter() - before)
    for kind, seconds in [*taken.items(), ("all", taken["known person"] + taken["new person"])]:
        print(f"resolve, {kind}: " + _percentiles(seconds))


def _filtering(target: Engine) -> None:
    """Prints how long case_overview takes by country and status."""
    with target.connect() as connection:
        connection.exec_driver_sql("ANALYZE case_file")
        for state in (STATES[0], STATES[10], STATES[-1]):
            query = "SELECT * FROM case_overview WHERE detaining_country = %(state)s AND status = 'charged'"
            taken = []
            for _ in range(5):
                before = time.perf_counter()
                rows = connection.exec_driver_sql(query, {"state": state}).all()
                taken.append(time.perf_counter() - before)
            print(f"case_overview, {state} and charged, {len(rows):,} rows: {_percentiles(taken)}")


def _percentiles(seconds: list[float]) -> str:
    ordered = sorted(1000 * one for one in seconds)
    return ", ".join(
        f"{name} {ordered[int(len(ordered) * part)]:.1f} ms" for name, part in (("p50", 0.5), ("p99", 0.99))
    )


def _reading(one: Invented, number: int) -> Reading:
    text = f"{one.name}, of {one.nationality}, was detained in {one.state} and charged with espionage."
    published = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    url = f"https://benchmark.test/more/{number}"
    article = Article(SOURCE, ArticleKind.ARTICLE, url, url, None, text, published=published, fetched_at=published)

    def claim(field: str, words: str, value: str | None, **more: object) -> Claim:
        start = text.index(words)
        return Claim(field, words, start, start + len(words), "benchmark", 0.9, value, **more)  # type: ignore[arg-type]

    claims = (
        claim("name", one.name, one.name),
        claim("nationality", one.nationality, one.nationality),
        claim("detaining_country", one.state, one.state),
        claim("event:detained", "was detained", "2025-12", precision=Precision.MONTH, event=0),
        claim("event:charged", "charged with espionage", None, event=1),
        claim("charge", "espionage", "espionage", standing=Standing.PENDING, event=1),
    )
    return Reading(article, (Mention(one.name, claims, primary=True),))


@contextmanager
def _database() -> Iterator[Engine]:
    """A fresh, migrated database on the same server."""
    home = engine.url()
    with psycopg.connect(home, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    address = psycopg.conninfo.make_conninfo(home, dbname=NAME)
    target = engine.engine(address)
    try:
        migrate.upgrade(target)
        yield target
    finally:
        target.dispose()
        with psycopg.connect(home, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


if __name__ == "__main__":
    main()
