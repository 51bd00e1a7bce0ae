"""How long resolving one more article takes, and a filtered case_overview, with many persons in PostgreSQL.

    python -m benchmarks.resolution [--persons 10000 1000000] [--mentions 5] [--articles 1000]

Half of the articles tell of persons already known, drawn by their fame, half of new ones; each is saved and resolved in
a transaction of its own, and the resolving is timed: by the clock, and by the processor's time that this process and
its server process took, which says more where other programs run. All in databases of its own that are dropped at the
end, on the server of DATABASE_URL or the embedded one, which must be on this machine for the server's time.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import Connection, Engine

from benchmarks.filling import fill
from benchmarks.population import STATES, Invented, population
from detaincrawl.records import Article, Claim, Mention, Reading
from detaincrawl.store import cases, engine, migrate, readings
from detaincrawl.vocabularies import ArticleKind, Precision, Standing, Status

NAME, SOURCE = "benchmark_resolution", "benchmark-0"


@dataclass
class Taken:
    """Milliseconds of each of several calls."""

    clock: list[float] = field(default_factory=list)
    client: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)

    @property
    def processor(self) -> list[float]:
        return [mine + theirs for mine, theirs in zip(self.client, self.server, strict=True)]

    @contextmanager
    def timed(self, connection: Connection) -> Iterator[None]:
        """Adds what the body takes."""
        spent = _spent(connection)
        clock, client, server = time.perf_counter(), time.process_time(), spent()
        yield
        self.client.append(1000 * (time.process_time() - client))
        self.server.append(1000 * (spent() - server))
        self.clock.append(1000 * (time.perf_counter() - clock))

    def __str__(self) -> str:
        columns = ("clock", "processor", "client", "server")
        return "; ".join(
            f"{name} " + "/".join(f"{_part(getattr(self, name), p):.1f}" for p in PARTS) for name in columns
        )


PARTS = (0.5, 0.9, 0.99)

_TOLD = """
SELECT m.article_id, c.person, c.nationalities[1] AS nation, c.detaining_country AS state, c.status,
  to_char(c.detained_on, 'YYYY-MM') AS detained, c.charges[1] AS charge, c.articles
FROM member m JOIN case_file c USING (person_id) WHERE m.article_id = ANY(%(articles)s)"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--mentions", type=float, default=5.0)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--keep", action="store_true", help="leave the databases, and measure in those that were left")
    given = parser.parse_args()
    print("milliseconds, p50/p90/p99")
    first: Taken | None = None
    for persons in given.persons:
        with _database(f"{NAME}_{persons}", given.keep) as target:
            _fill(target, persons, given.mentions)
            taken = _resolving(target, given.articles)
            _filtering(target)
        first = first or taken
        ratios = (f"{_part(taken.processor, p) / _part(first.processor, p):.2f}" for p in PARTS)
        print(f"processor's time against {given.persons[0]:,} persons: " + "/".join(ratios), flush=True)


def _fill(target: Engine, persons: int, mentions: float) -> None:
    """Fills the database, unless an earlier run did."""
    counts = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM mention)"
    started = time.perf_counter()
    with target.connect() as connection:
        empty = connection.exec_driver_sql("SELECT FROM person LIMIT 1").one_or_none() is None
    if empty:
        fill(target, population(persons, mentions))
    with target.connect() as connection:
        took = time.perf_counter() - started
        print("{:,} persons, {:,} mentions,".format(*connection.exec_driver_sql(counts).one()), f"in {took:.0f} s")


def _known(target: Engine, drawn: random.Random, articles: int) -> list[Invented]:
    """Persons drawn by their fame: those that articles tell of."""
    with target.connect() as connection:
        last = connection.exec_driver_sql("SELECT max(article_id) FROM member").scalar_one()
        rows = {
            row.article_id: row
            for row in connection.exec_driver_sql(_TOLD, {"articles": drawn.choices(range(1, last + 1), k=articles)})
        }
    return [
        Invented(row.person, row.nation, row.state, row.detained, Status(row.status), row.charge, row.articles)
        for _, row in sorted(rows.items())
    ]


def _resolving(target: Engine, articles: int) -> Taken:
    """Prints percentiles of resolving one article, of known and of new persons; returns those of all."""
    drawn = random.Random(time.time())
    told = _known(target, drawn, articles // 2)
    new = [*population(articles // 2, 1, seed=drawn.randrange(1 << 32))]
    taken = {"known person": Taken(), "new person": Taken(), "all": Taken()}
    mixed = [*(("known person", one) for one in told), *(("new person", one) for one in new)]
    drawn.shuffle(mixed)
    for number, (kind, one) in enumerate(mixed, time.time_ns() // 10**6):
        with target.begin() as connection:
            saved = readings.save(connection, [_reading(one, number)])
            with taken[kind].timed(connection), taken["all"].timed(connection):
                cases.resolve_articles(connection, [saved[0].article_id])
    for kind, found in taken.items():
        print(f"resolve, {kind}: {found}", flush=True)
    return taken["all"]


def _filtering(target: Engine) -> None:
    """Prints how long case_overview takes by country and status: counted, the newest thousand, and all of it."""
    newest = "SELECT * FROM case_overview WHERE {} ORDER BY last_reported DESC LIMIT 1000"
    asked = ("SELECT count(*) FROM case_overview WHERE {}", newest, "SELECT * FROM case_overview WHERE {}")
    where = "detaining_country = %(state)s AND status = 'charged'"
    with target.connect() as connection:
        for state in (STATES[0], STATES[10], STATES[-1]):
            for query in asked:
                taken = Taken()
                for _ in range(5):
                    with taken.timed(connection):
                        rows = connection.exec_driver_sql(query.format(where), {"state": state}).all()
                print(f"{query.format(f'{state}, charged')}, {len(rows):,} rows: {taken}", flush=True)


def _part(values: list[float], part: float) -> float:
    return sorted(values)[int(len(values) * part)]


def _spent(connection: Connection) -> Callable[[], float]:
    """Seconds of processor's time that the connection's server process has taken; a server elsewhere tells none."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    told = Path(f"/proc/{driver.info.backend_pid}/schedstat")
    return lambda: int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0


def _reading(one: Invented, number: int) -> Reading:
    """Another article that tells of a person what all others tell."""
    text = f"{one.name}, of {one.nationality}, was detained in {one.state} in {one.detained}, now {one.outcome}"
    text += f", accused of {one.charge}, ended in {one.ended}."
    published = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number % 10**7)
    url = f"https://benchmark.test/more/{number}"
    article = Article(SOURCE, ArticleKind.ARTICLE, url, url, None, text, published=published, fetched_at=published)

    def claim(field: str, words: str, value: str | None, **more: object) -> Claim:
        start = text.index(words)
        return Claim(field, words, start, start + len(words), "benchmark", 0.9, value, **more)  # type: ignore[arg-type]

    claims = [
        claim("name", one.name, one.name),
        claim("nationality", one.nationality, one.nationality),
        claim("detaining_country", one.state, one.state),
        claim("event:detained", one.detained, one.detained + "-01", precision=Precision.MONTH, event=0),
    ]
    if one.charge:
        claims.append(claim("charge", one.charge, one.charge, standing=Standing.PENDING, event=1))
        claims.append(claim("event:charged", one.charge, None, event=1))
    if one.ended and one.ending:
        claims.append(claim(f"event:{one.ending}", one.ended, f"{one.ended}-01", precision=Precision.MONTH, event=2))
    if one.outcome == Status.IMPRISONED:
        claims.append(claim("sentence", one.outcome, "60", event=2))
    return Reading(article, (Mention(one.name, tuple(claims), primary=True),))


@contextmanager
def _database(name: str, keep: bool) -> Iterator[Engine]:
    """A migrated database on the same server; fresh, unless it is to be kept and there."""
    home = engine.url()
    with psycopg.connect(home, autocommit=True) as connection:
        if not keep:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {name}".encode())
    target = engine.engine(psycopg.conninfo.make_conninfo(home, dbname=name))
    try:
        migrate.upgrade(target)
        yield target
    finally:
        target.dispose()
        if not keep:
            with psycopg.connect(home, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


if __name__ == "__main__":
    main()
