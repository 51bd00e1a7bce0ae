"""What goes wrong with a database, in one line that says what to do next."""


class DatabaseError(Exception):
    """Raised by store.engine and store.embedded: no usable database.

    The command or crawl ends with its message, one line, and a status that is not 0.
    """


def reason_of(error: Exception) -> str:
    """The first line of what PostgreSQL, or the driver, says of an error of SQLAlchemy or psycopg."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.partition("\n")[0].removeprefix("connection failed: ")
