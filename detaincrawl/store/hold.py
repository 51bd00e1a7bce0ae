"""The sources that one run holds: advisory locks of one session, through which addresses are claimed too.

A claim can then only be made while the locks are there: when the session is lost, so is the connection to claim with.
Needs a direct connection: a pooler that hands out sessions by transaction would lose the locks silently.
"""

import threading
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from detaincrawl.store import frontier

WRITABLE = text("SELECT FROM url WHERE false FOR KEY SHARE")
"""Refused by a server that takes no writes: its locks are not those that other runs ask for, on the new primary."""


class Hold:
    """Used from threads; one at a time speaks to the session."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: Connection | None = None
        self._one = threading.Lock()
        self.sources: set[str] = set()

    def take(self, sources: Iterable[str]) -> set[str]:
        """Those of the sources that no other run holds; they are ours until ``close``."""
        with self._one:
            self._drop()  # of a try that failed
            taken = {source for source in sorted(sources) if frontier.lock(self._writable(), source)}
        self.sources |= taken
        return taken

    def claim(self, source: str, most: int, taken: Collection[int], now: datetime) -> list[frontier.Queued]:
        """Addresses to fetch now. Raises OperationalError when the session is lost; ``regain`` then begins anew."""
        with self._one:
            return frontier.claim(self._writable(), source, most, taken, now)

    def regain(self) -> set[str]:
        """Opens a session anew; the sources that another run has taken meanwhile are let go and returned."""
        with self._one:
            self._drop()
            kept = {source for source in sorted(self.sources) if frontier.lock(self._writable(), source)}
        lost, self.sources = self.sources - kept, kept
        return lost

    def close(self) -> None:
        with self._one:
            self._drop()
        self.sources.clear()

    def _writable(self) -> Connection:
        if self._session is None:
            self._session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._session.execute(WRITABLE)
        return self._session

    def _drop(self) -> None:
        """Gives the locks back, which the session's end alone does a moment later than its caller goes on."""
        session, self._session = self._session, None
        if session is None:
            return
        try:
            if not session.invalidated:
                session.execute(text("SELECT pg_advisory_unlock_all()"))
        except DBAPIError:
            pass  # a connection that is gone holds no lock
        session.close()
