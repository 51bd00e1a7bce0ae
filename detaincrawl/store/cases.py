"""Resolution in the database: what changed in articles or judgements is put together anew, and nothing else.

All of it happens under one advisory lock that ends with the caller's transaction: two crawls that report the same new
person at once make one person.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection

from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.cases import person
from detaincrawl.resolve.judgements import Ruling
from detaincrawl.resolve.persons import clusters
from detaincrawl.resolve.profiles import profile_of
from detaincrawl.store import accounts, person_rows
from detaincrawl.store.neighbours import Neighbourhood, neighbourhood
from detaincrawl.store.sync import Query, ask, execute

LOCK = 0x6465_7461_696E
"""Number of the advisory lock: "detain"."""

BATCH = 200
"""Articles that are put together at once."""

_LOCK = "SELECT pg_advisory_xact_lock(%(lock)s), set_config('plan_cache_mode', 'force_generic_plan', true)"
"""Every statement looks rows up by keys: a plan once made serves all, and planning took more time than the rest."""

_TOUCHED = "SELECT json_build_array(mention_key, person_id) FROM member WHERE article_id = ANY(%(articles)s)"

_ALL = """
SELECT id FROM article WHERE id > %(after)s UNION SELECT article_id FROM member WHERE article_id > %(after)s
ORDER BY id"""

_WAITING = "SELECT json_build_array(id, mention_key, other_key) FROM judgement WHERE applied_at IS NULL"

_APPLIED = "UPDATE judgement SET applied_at = now() WHERE id = ANY(%(ids)s)"

_ARTICLES_OF = "SELECT DISTINCT article_id FROM member WHERE mention_key = ANY(%(keys)s)"


def resolve_articles(connection: Connection, article_ids: Iterable[int]) -> list[int]:
    """Puts together anew whatever the current mentions of these articles, or those they had before, are part of.

    Waiting judgements are applied with it: returns their numbers. Call it in the transaction that saved the articles,
    or later.
    """
    articles = sorted(set(article_ids))
    execute(connection, (_LOCK, {"lock": LOCK}))
    waiting, *answers = ask(connection, (_WAITING, {}), *_of_articles(articles))
    judged = sorted({key for _, *keys in waiting for key in keys if key})
    if judged:
        articles = sorted({*articles, *_articles_of(connection, judged)})
        answers = ask(connection, *_of_articles(articles))
    told, before = answers
    _resolve(connection, accounts.accounts(told), dict(before))
    applied = sorted(number for number, *_ in waiting)
    if applied:
        connection.exec_driver_sql(_APPLIED, {"ids": applied})
    return applied


def _of_articles(articles: list[int]) -> list[Query | None]:
    """Queries for what articles tell now, and for the persons of the mentions that they gave before."""
    return [accounts.of_articles(articles), (_TOUCHED, {"articles": articles}) if articles else None]


def apply_judgements(connection: Connection) -> list[int]:
    """Derives the cases that judgements were made on since the last time; returns the numbers of these judgements."""
    return resolve_articles(connection, ())


def resolve_all(connection: Connection) -> None:
    """Derives everything again from claims and judgements, with the same ids."""
    for batch in batches(connection):
        resolve_articles(connection, batch)


def batches(connection: Connection, after: int = 0) -> list[list[int]]:
    """Numbers of all articles there are, or were when persons were derived, beyond ``after``, as many as go at once."""
    articles = list(connection.exec_driver_sql(_ALL, {"after": after}).scalars())
    return [articles[start : start + BATCH] for start in range(0, len(articles), BATCH)]


def _resolve(connection: Connection, told: Mapping[str, Account], before: Mapping[str, int]) -> None:
    """From the accounts that articles give now, and the persons of the mentions that they gave before."""
    if not told and not before:
        return
    gone = before.keys() - told.keys()
    fresh = {key: profile_of(account) for key, account in told.items()}
    around = neighbourhood(connection, fresh, gone, set(before.values()))
    changed = [keys for keys in clusters(around.profiles, around.judged) if _is_changed(keys, around)]
    known = {**around.accounts, **told}
    resolved = {keys: person([known[key] for key in keys], _rulings(keys, around)) for keys in changed}
    person_rows.replace(connection, around, resolved, gone)


def _rulings(keys: frozenset[str], around: Neighbourhood) -> list[Ruling]:
    return [ruling for ruling in around.rulings.values() if ruling.mention_key in keys]


def _articles_of(connection: Connection, keys: Collection[str]) -> list[int]:
    """Articles of mentions that judgements name."""
    if not keys:
        return []
    return list(connection.exec_driver_sql(_ARTICLES_OF, {"keys": sorted(keys)}).scalars())


def _is_changed(keys: frozenset[str], around: Neighbourhood) -> bool:
    before = {around.person_of.get(key) for key in keys}
    if len(before) > 1 or None in before or not keys.isdisjoint(around.fresh):
        return True
    return any(around.person_of[key] in before and key not in keys for key in around.person_of)
