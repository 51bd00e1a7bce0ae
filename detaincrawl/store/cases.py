"""Resolution in the database: what changed in articles or judgements is put together anew, and nothing else.

All of it happens under one advisory lock that ends with the caller's transaction: two crawls that report the same new
person at once make one person.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection

from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.cases import Person, person
from detaincrawl.resolve.persons import clusters
from detaincrawl.resolve.profiles import profile_of
from detaincrawl.store import accounts, person_rows
from detaincrawl.store.neighbours import Neighbourhood, neighbourhood

LOCK = 0x6465_7461_696E
"""Number of the advisory lock: "detain"."""

BATCH = 200
"""Articles that resolve_all puts together at once."""

_TOUCHED = "SELECT mention_key, person_id FROM member WHERE article_id = ANY(%(articles)s)"

_ALL = """
SELECT article_id FROM mention WHERE name IS NOT NULL UNION SELECT article_id FROM member ORDER BY article_id"""

_WAITING = "SELECT id, mention_key, other_key FROM judgement WHERE applied_at IS NULL"

_APPLIED = "UPDATE judgement SET applied_at = now() WHERE id = ANY(%(ids)s)"

_ARTICLES_OF = "SELECT DISTINCT article_id FROM member WHERE mention_key = ANY(%(keys)s)"


def resolve_articles(connection: Connection, article_ids: Iterable[int]) -> None:
    """Puts together anew whatever the current mentions of these articles, or those they had before, are part of.

    Waiting judgements are applied with it. Call it in the transaction that saved the articles, or later.
    """
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%(lock)s)", {"lock": LOCK})
    waiting = connection.exec_driver_sql(_WAITING).all()
    judged = sorted({key for row in waiting for key in (row.mention_key, row.other_key) if key})
    articles = set(article_ids) | set(_articles_of(connection, judged))
    if articles:
        _resolve(connection, sorted(articles))
    if waiting:
        connection.exec_driver_sql(_APPLIED, {"ids": [row.id for row in waiting]})


def apply_judgements(connection: Connection) -> None:
    """Derives the cases that judgements were made on since the last time."""
    resolve_articles(connection, ())


def resolve_all(connection: Connection) -> None:
    """Derives everything again from claims and judgements, with the same ids."""
    articles = connection.exec_driver_sql(_ALL).scalars().all()
    for start in range(0, len(articles), BATCH):
        resolve_articles(connection, articles[start : start + BATCH])


def _resolve(connection: Connection, articles: list[int]) -> None:
    told = accounts.of_articles(connection, articles)
    before = connection.exec_driver_sql(_TOUCHED, {"articles": articles}).all()
    if not told and not before:
        return
    fresh = {key: profile_of(account) for key, account in told.items()}
    gone = {key for key, _ in before if key not in fresh}
    around = neighbourhood(connection, fresh, gone, {person_id for _, person_id in before})
    person_rows.replace(connection, around, dict(_persons(connection, around, told)), gone)


def _articles_of(connection: Connection, keys: Collection[str]) -> list[int]:
    """Articles of mentions that judgements name."""
    if not keys:
        return []
    return list(connection.exec_driver_sql(_ARTICLES_OF, {"keys": sorted(keys)}).scalars())


def _persons(
    connection: Connection, around: Neighbourhood, told: Mapping[str, Account]
) -> Iterator[tuple[frozenset[str], Person]]:
    """The persons of the neighbourhood by the keys of their mentions, without those whose mentions are as before."""
    changed = [keys for keys in clusters(around.profiles, around.judged) if _is_changed(keys, around)]
    known = accounts.by_key(connection, {key for keys in changed for key in keys} - told.keys())
    for keys in changed:
        rulings = [ruling for ruling in around.rulings.values() if ruling.mention_key in keys]
        yield keys, person([told.get(key) or known[key] for key in keys], rulings)


def _is_changed(keys: frozenset[str], around: Neighbourhood) -> bool:
    before = {around.person_of.get(key) for key in keys}
    if len(before) > 1 or None in before or not keys.isdisjoint(around.fresh):
        return True
    return any(around.person_of[key] in before and key not in keys for key in around.person_of)
