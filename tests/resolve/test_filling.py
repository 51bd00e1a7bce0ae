"""The benchmarks' invented population is what resolution makes of its claims."""

from sqlalchemy import Connection, text

from benchmarks.filling import fill
from benchmarks.population import population
from detaincrawl.store import cases
from tests.databases import Database

DERIVED = ("person", "member", "person_block", "case_file", "case_event", "case_claim", "case_article", "case_charge")


def rows(connection: Connection) -> dict[str, list[str]]:
    """Everything derived, without the fingerprints."""
    tables = {table: f"SELECT to_jsonb(t) - 'fingerprint' FROM {table} t" for table in (*DERIVED, "case_status")}
    return {table: sorted(map(str, connection.scalars(text(query)))) for table, query in tables.items()}


def test_what_fills_the_benchmark_is_what_derivation_makes_of_it(database: Database) -> None:
    fill(database.engine, population(60, 2.0))
    with database.engine.begin() as connection:
        filled = rows(connection)
        connection.execute(text("TRUNCATE person, member, person_block CASCADE"))
        cases.resolve_all(connection)
        derived = rows(connection)
    assert len(filled["person"]) == 60
    for table, made in derived.items():
        assert filled[table] == made, table
