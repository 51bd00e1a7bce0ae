"""Who may do what in the database: least power for each."""

from enum import StrEnum

from sqlalchemy import Connection, text


class Role(StrEnum):
    """Roles that log in; they have no password until somebody gives them one."""

    MIGRATOR = "migrator"
    """Owns the tables, and alone may change them: MIGRATE_URL."""
    CRAWLER = "crawler"
    """Writes rows, of the audit new ones only: DATABASE_URL."""
    ANALYST = "analyst"
    """Reads the views; of restricted cases no name, quote or address."""
    ANALYST_ALL = "analyst_all"
    """Reads the views, restricted cases in full."""


FULL_SIGHT = "restricted_access"
"""The view whose readers see restricted cases in full: views.sql asks for the privilege."""

OWNED = """
SELECT format('ALTER %s %s OWNER TO migrator', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, c.oid::regclass)
FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND rolname <> 'migrator'
UNION ALL
SELECT format('ALTER FUNCTION %s OWNER TO migrator', p.oid::regprocedure)
FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
WHERE pronamespace = 'public'::regnamespace AND rolname <> 'migrator'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""

RIGHTS = """
SELECT format('GRANT %s ON %s TO %s', rights, c.oid::regclass, roles)
FROM pg_class c, LATERAL (VALUES
  ('SELECT', 'crawler', true),
  ('INSERT', 'crawler', relkind IN ('r', 'p') AND relname <> 'alembic_version'),
  ('UPDATE, DELETE', 'crawler', relkind IN ('r', 'p') AND relname NOT IN ('alembic_version', 'audit')),
  ('SELECT', 'analyst', relkind = 'v' AND relname <> :full_sight),
  ('SELECT', 'analyst_all', relkind = 'v'),
  ('INSERT, SELECT (id), UPDATE (revoked_at, revoked_by)', 'analyst, analyst_all', relname = 'judgement')
) grants (rights, roles, applies)
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND applies
ORDER BY relname
"""


def make_roles(connection: Connection) -> list[Role]:
    """Makes the roles that are missing, gives the tables to the migrator, and grants; returns the new ones.

    The caller's role must be a superuser, or may create roles and own the database and all that is in it.
    """
    there = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    new = [role for role in Role if role not in there]
    for role in new:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
    _become_able_to_give(connection)
    database = connection.execute(text("SELECT quote_ident(current_database())")).scalar_one()
    connection.exec_driver_sql(f"REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT CREATE, TEMPORARY ON DATABASE {database} TO migrator")
    connection.exec_driver_sql("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {', '.join(Role)}")
    connection.exec_driver_sql("GRANT CREATE ON SCHEMA public TO migrator")
    _execute_each(connection, OWNED)
    grant(connection)
    return new


def grant(connection: Connection) -> None:
    """What each role may do with the tables and views there are now; nothing, where the roles were not made."""
    there = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    if there.issuperset(Role):
        _execute_each(connection, RIGHTS, full_sight=FULL_SIGHT)


def _become_able_to_give(connection: Connection) -> None:
    """Only a member of the new owner may give a table away; a superuser always may."""
    query = text("SELECT rolsuper OR rolname = 'migrator' FROM pg_roles WHERE rolname = current_user")
    if not connection.execute(query).scalar_one():
        connection.exec_driver_sql("GRANT migrator TO CURRENT_USER")


def _execute_each(connection: Connection, query: str, **parameters: str) -> None:
    """Runs the statements that a query makes from the catalogue."""
    for statement in connection.execute(text(query), parameters).scalars().all():
        connection.exec_driver_sql(statement)
