"""Judgements as they are made, in SQL or by command: heard of through LISTEN, and derived at once."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError

from detaincrawl.store import cases
from detaincrawl.store.away import raised_as
from detaincrawl.store.engine import engine, secured, url
from detaincrawl.store.errors import reason_of

PAUSE = 2.0
"""Seconds between two tries to reach a database that went away."""


def follow(tell: Callable[[str], None]) -> None:
    """Derives what judgements change, those that wait first, until it is interrupted; a lost database is waited for.

    Needs a direct connection: a pooler that hands out sessions by transaction would let nothing be heard.
    """
    while True:
        try:
            with _listening() as session:
                tell("following judgements")
                while True:
                    _derive(tell)
                    _wait(session)
        except (OperationalError, InterfaceError) as away:
            tell(f"the database does not answer: {reason_of(away)}; trying again until it does")
            _until_it_answers()


def _derive(tell: Callable[[str], None]) -> None:
    with engine().begin() as connection:
        applied = cases.apply_judgements(connection)
    if applied:
        tell(f"derived with judgement {', '.join(map(str, applied))}")


@contextmanager
def _listening() -> Iterator[psycopg.Connection[Any]]:
    """A session that hears of judgements committed from now on."""
    with _as_ours(), psycopg.connect(secured(url()), autocommit=True) as session:
        session.execute("LISTEN judgement")
        yield session


def _wait(session: psycopg.Connection[Any]) -> None:
    """Returns when a judgement was made or revoked."""
    with _as_ours():
        for _ in session.notifies(stop_after=1):
            pass


def _until_it_answers() -> None:
    while True:
        time.sleep(PAUSE)
        try:
            with _listening():
                return
        except (OperationalError, InterfaceError):
            continue


@contextmanager
def _as_ours() -> Iterator[None]:
    """The driver's errors as those that everything else of the store raises."""
    try:
        yield
    except psycopg.Error as error:
        raise raised_as(error) from error
