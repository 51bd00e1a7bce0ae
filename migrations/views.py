"""Applies views.sql, and drops its views before a step down."""

import re
from pathlib import Path

from sqlalchemy import Connection

VIEWS = Path(__file__).with_name("views.sql")


def apply_views(connection: Connection) -> None:
    """CREATE OR REPLACE keeps grants and analysts' own views, and refuses columns put in another order."""
    driver = connection.connection.cursor()
    driver.execute(VIEWS.read_bytes())  # not through SQLAlchemy, which reads a colon or a percent sign as its own


def drop_views(connection: Connection) -> None:
    """In the opposite order of their making; a view of an analyst that stands on ours makes it fail."""
    names = re.findall(r"^CREATE OR REPLACE VIEW (\w+)", VIEWS.read_text(), re.MULTILINE)
    for name in reversed(names):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
