"""Judgements in plain SQL: what is refused, and the process that derives them as they are made."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from detaincrawl.lexicon import table
from detaincrawl.resolve.holdable import FORMS, objection
from detaincrawl.store import cases
from detaincrawl.store.migrate import CHECKOUT
from detaincrawl.vocabularies import EventType, Status
from tests.databases import Database

HOLDS = """
INSERT INTO judgement (verb, mention_key, field, value, author, note)
SELECT 'holds', anchor_key, :field, :value, 'ada', 'the ruling' FROM case_file WHERE person = 'Gene Spector'"""


def execute(database: Database, statement: str, **values: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(statement), values)


def status(database: Database) -> str:
    with database.engine.connect() as connection:
        shown = "SELECT status FROM case_overview WHERE person = 'Gene Spector'"
        return str(connection.execute(text(shown)).scalar_one())


GOOD = [
    *(("charge", code) for code in table("charges")),
    *(("status", str(word)) for word in Status),
    *((f"event:{kind}", "2024-02") for kind in EventType),
    *(("sentence", value) for value in ("180", "0.5", "life", "death")),
    *(
        ("fine", "140500 USD"),
        ("fine", "99.95 EUR"),
        ("age", "57"),
        ("event:died", "2024-02-29"),
        ("event:died", "2024"),
    ),
    *(("nationality", "XX"), ("detaining_country", "RU"), ("custody", "immigration")),
    *((field, "as printed: Ж 1") for field in ("name", "place", "sex", "occupation", "facility", "authority")),
]
BAD = [
    *(
        ("shoe_size", "43"),
        ("charge", "jaywalking"),
        ("status", "jailed"),
        ("sentence", "long"),
        ("sentence", "999999"),
    ),
    *(("fine", "lots"), ("fine", "1e9 USD"), ("age", "old"), ("nationality", "usa"), ("custody", "none"), ("name", "")),
    *(("event:died", "2024-02-30"), ("event:died", "2024-13"), ("event:died", "in May"), ("event:born", "2024")),
    *(("place", "two\nlines"), ("status", "released\n"), ("status", "died|x")),
]


def test_the_command_and_the_table_take_the_same_values(resolved: Database) -> None:
    assert {field for field, _ in GOOD} == FORMS.keys()
    assert [pair for pair in GOOD if objection(*pair)] == []
    assert [pair for pair in BAD if not objection(*pair)] == []
    for field, value in GOOD:
        execute(resolved, HOLDS, field=field, value=value)
    for field, value in BAD:
        with pytest.raises(DBAPIError, match=r"no judgement can hold|out of range"):
            execute(resolved, HOLDS, field=field, value=value)


def test_one_mention_is_not_judged_against_itself_in_sql_either(resolved: Database) -> None:
    itself = """INSERT INTO judgement (verb, mention_key, other_key, author, note)
                SELECT 'same', anchor_key, anchor_key, 'ada', 'a slip' FROM case_file LIMIT 1"""
    with pytest.raises(DBAPIError, match="are one mention: name two"):
        execute(resolved, itself)


@pytest.fixture
def follow() -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts followers; none of them, and no test that waits for one, lives for longer than two minutes."""
    command = (Path(sys.executable).with_name("detaincrawl"), "derive", "--follow")
    with ExitStack() as stack:

        def start() -> subprocess.Popen[str]:
            running = stack.enter_context(subprocess.Popen(command, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True))
            watch = threading.Timer(120, running.kill)
            watch.start()
            stack.callback(watch.cancel)
            stack.callback(running.kill)
            return running

        yield start


def said(follower: subprocess.Popen[str]) -> str:
    """The next line that it tells."""
    assert follower.stderr is not None
    return follower.stderr.readline()


def test_judgements_in_sql_are_derived_as_they_are_made(
    resolved: Database, follow: Callable[[], subprocess.Popen[str]]
) -> None:
    follower = follow()
    assert said(follower) == "following judgements\n"
    before = status(resolved)
    execute(resolved, HOLDS, field="status", value="exchanged")
    assert said(follower) == "derived with judgement 1\n"
    assert status(resolved) == "exchanged" != before
    execute(resolved, "UPDATE judgement SET revoked_at = now(), revoked_by = 'ada'")
    assert said(follower) == "derived with judgement 1\n"
    assert status(resolved) == before
    execute(resolved, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN judgement'")
    assert "the database does not answer" in said(follower)
    execute(resolved, HOLDS, field="status", value="escaped")
    assert [said(follower), said(follower)] == ["following judgements\n", "derived with judgement 2\n"]
    assert status(resolved) == "escaped"
    follower.send_signal(signal.SIGTERM)
    assert (said(follower), follower.wait()) == ("interrupted\n", 0)


def test_what_a_killed_follower_left_the_next_one_derives(
    resolved: Database, follow: Callable[[], subprocess.Popen[str]]
) -> None:
    with resolved.engine.begin() as crawl:
        crawl.execute(text(f"SELECT pg_advisory_xact_lock({cases.LOCK})"))
        execute(resolved, HOLDS, field="status", value="escaped")
        killed = follow()
        while not crawl.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
            assert killed.poll() is None
        killed.kill()
        killed.wait()
    following = follow()
    assert [said(following), said(following)] == ["following judgements\n", "derived with judgement 1\n"]
    assert status(resolved) == "escaped"
