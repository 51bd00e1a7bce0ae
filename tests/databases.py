"""What a test gets as its database."""

from dataclasses import dataclass

from sqlalchemy import Engine


@dataclass(frozen=True)
class Database:
    """A fresh PostgreSQL database at the newest migration, gone after the test; DATABASE_URL names it meanwhile."""

    url: str
    engine: Engine
