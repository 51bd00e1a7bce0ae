"""What goes wrong with a database, in one line that says what to do next."""


class DatabaseError(Exception):
    """Raised by store.engine and store.embedded: no usable database.

    The command or crawl ends with its message, one line, and a status that is not 0.
    """
