from sqlalchemy import inspect, text

from tests.databases import Database


def test_a_fresh_database_has_the_tables(database: Database) -> None:
    assert {"source", "url", "article", "mention", "claim"} <= set(inspect(database.engine).get_table_names())


def test_each_test_has_a_database_of_its_own(database: Database) -> None:
    with database.engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM run")).scalar_one() == 0
