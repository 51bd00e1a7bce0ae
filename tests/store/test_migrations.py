import pytest
from sqlalchemy import Engine, inspect, text

from detaincrawl.store import migrate
from detaincrawl.store.models import Base
from tests.databases import Database

CATALOGUE = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (c.oid, a.attnum)
        WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND {ours}""",
    "constraints": """
        SELECT c.relname, k.conname, pg_get_constraintdef(k.oid)
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE {ours}""",
    "indexes": """
        SELECT c.relname, pg_get_indexdef(i.indexrelid)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE {ours}""",
    "comments": "SELECT c.relname, obj_description(c.oid) FROM pg_class c WHERE c.relkind = 'r' AND {ours}",
    "others": "SELECT c.relname, c.relkind::text FROM pg_class c WHERE c.relkind NOT IN ('i', 'v') AND {ours}",
}
OURS = "c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'alembic%'"


def catalogue(target: Engine) -> dict[str, list[tuple[object, ...]]]:
    with target.connect() as connection:
        queries = {name: text(query.format(ours=OURS)) for name, query in CATALOGUE.items()}
        return {name: sorted(map(tuple, connection.execute(query)), key=repr) for name, query in queries.items()}


def left_over(target: Engine) -> list[str]:
    query = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'alembic%'"
    with target.connect() as connection:
        return list(connection.execute(text(query)).scalars())


def test_models_and_migrations_make_the_same_tables(database: Database, empty_database: Database) -> None:
    Base.metadata.create_all(empty_database.engine)
    made, migrated = catalogue(empty_database.engine), catalogue(database.engine)
    for part, rows in made.items():
        assert migrated[part] == rows, part


def test_every_step_goes_up_and_down_and_leaves_nothing(empty_database: Database) -> None:
    steps = migrate.revisions()[::-1]
    for step in steps:
        migrate.upgrade(empty_database.engine, step)
        assert migrate.revision_of(empty_database.engine) == step
    for step in (*steps[-2::-1], "base"):
        migrate.downgrade(empty_database.engine, step)
    assert left_over(empty_database.engine) == []


def test_a_step_down_and_up_again_is_the_same(database: Database) -> None:
    before = catalogue(database.engine)
    for step in migrate.revisions()[1:]:
        migrate.downgrade(database.engine, step)
        migrate.upgrade(database.engine)
        assert catalogue(database.engine) == before


def test_upgrading_again_keeps_views_grants_and_the_analysts_own_views(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE VIEW mine AS SELECT case_ref FROM case_overview"))
        views = text("SELECT oid, relname FROM pg_class WHERE relkind = 'v' ORDER BY 1")
        before = connection.execute(views).all()
    migrate.upgrade(database.engine)
    with database.engine.connect() as connection:
        assert connection.execute(views).all() == before


def test_an_analysts_view_is_not_torn_away_by_a_step_down(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE VIEW mine AS SELECT case_ref FROM case_overview"))
    with pytest.raises(Exception, match="mine depends on view case_overview"):
        migrate.downgrade(database.engine, "-1")
    assert migrate.revision_of(database.engine) == migrate.revisions()[0]
    assert "case_overview" in inspect(database.engine).get_view_names()


def test_a_migration_that_fails_leaves_nothing(empty_database: Database) -> None:
    with empty_database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE case_file (mine int)"))
    with pytest.raises(Exception, match="already exists"):
        migrate.upgrade(empty_database.engine)
    assert left_over(empty_database.engine) == ["case_file"]
    assert migrate.revision_of(empty_database.engine) is None


def test_every_table_view_and_column_has_a_comment(database: Database) -> None:
    query = f"""
        SELECT c.relname, a.attname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'v') AND {OURS}
          AND (obj_description(c.oid) IS NULL OR col_description(c.oid, a.attnum) IS NULL)"""
    with database.engine.connect() as connection:
        assert connection.execute(text(query)).all() == []
