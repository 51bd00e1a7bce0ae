"""The frontier: what is discovered, fetched and failed.

A run works on a source while its session holds the source's advisory lock; there are no leases. Rows stay ``queued``
until what came of them is committed, so a killed run has nothing to give back. Every function is one step of the
caller's transaction, and may be done again.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from detaincrawl.records import Article, Link, Page
from detaincrawl.screen import Screening
from detaincrawl.store import forgotten
from detaincrawl.store.models.crawl import Url
from detaincrawl.store.models.evidence import PageRow

MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=30)
"""Doubled with every failure: a page is tried over 15 hours, longer than most outages."""
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Queued:
    """An address to be fetched now."""

    id: int
    url: str
    link: Link
    """What the feed said of it."""


def lock(connection: Connection, source: str) -> bool:
    """Takes the source for as long as the session lasts; False while another session has it."""
    return bool(connection.scalar(select(func.pg_try_advisory_lock(_lock_number(source)))))


def _lock_number(source: str) -> int:
    digest = hashlib.sha256(f"detaincrawl source {source}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


QUEUE = text("""
    INSERT INTO url (url, source, state, discovered_at, next_try_at, attempts, title, published_at, updated_at)
    SELECT url, :source, 'queued', :now, :now, 0, title, published_at, updated_at
    FROM unnest(CAST(:url AS text[]), CAST(:title AS text[]), CAST(:published AS timestamptz[]),
                CAST(:updated AS timestamptz[])) AS link (url, title, published_at, updated_at)
    ON CONFLICT (url) DO UPDATE SET state = 'queued', next_try_at = :now, attempts = 0, updated_at = excluded.updated_at
    WHERE url.state <> 'queued' AND excluded.updated_at > url.fetched_at
      AND (url.updated_at IS NULL OR excluded.updated_at > url.updated_at)
""")
"""Arrays, not a row of parameters a link: 50,000 links take 1 s, and took 39."""


def discover(connection: Connection, source: str, links: Iterable[Link], now: datetime) -> int:
    """Queues what is new, and what has changed since it was fetched; returns how many are queued by this.

    A feed that stamps everything with the present asks for one fetch a stamp, not for one a run: the stamp must be
    later than the last one, too.
    """
    by_url = {_storable(link.url): link for link in forgotten.admitted(connection, [*links])}
    urls = sorted(by_url)  # one order: two runs never wait for each other
    columns = {
        "url": urls,
        "title": [_title(by_url[url].title) for url in urls],
        "published": [by_url[url].published for url in urls],
        "updated": [by_url[url].updated for url in urls],
    }
    return connection.execute(QUEUE, {**columns, "source": source, "now": now}).rowcount


def _title(printed: str | None) -> str | None:
    return printed and _storable(printed)[:LONGEST_TITLE]


def _storable(printed: str) -> str:
    """Without NUL and lone surrogates: PostgreSQL refuses them, and with them every link of the feed."""
    return printed.replace("\0", "").encode(errors="replace").decode()


def claim(connection: Connection, source: str, most: int, taken: Collection[int], now: datetime) -> list[Queued]:
    """The newest addresses of a source that are due and that this run does not have in hand."""
    newest = func.coalesce(Url.published_at, Url.discovered_at).desc()
    due = (
        select(Url.id, Url.url, Url.title, Url.published_at, Url.updated_at)
        .where(Url.source == source, Url.state == "queued", Url.next_try_at <= now, Url.id.not_in(taken))
        .order_by(newest, Url.id)
        .limit(most)
    )
    return [
        Queued(id, url, Link(url, title=title, published=published, updated=updated))
        for id, url, title, published, updated in connection.execute(due)
    ]


def screened_out(connection: Connection, page: Page, judged: Screening, version: int) -> None:
    """Keeps of a page what a better screen needs to ask for it again."""
    connection.execute(
        update(Url)
        .where(Url.id == page.url_id)
        .values(
            state="screened_out",
            title=func.coalesce(_title(judged.title), Url.title),
            published_at=func.coalesce(judged.published, Url.published_at),
            fetched_at=page.fetched_at,
            sha256=hashlib.sha256(page.body).hexdigest(),
            screen_version=version,
            attempts=0,
            reason=judged.reason,
        )
    )


def refused(connection: Connection, url_id: int, reason: str, fetched_at: datetime | None) -> None:
    """Gives an address up: the document is of no use, or (``fetched_at`` absent) must not be asked for."""
    connection.execute(
        update(Url)
        .where(Url.id == url_id)
        .values(state="refused", reason=reason, fetched_at=func.coalesce(fetched_at, Url.fetched_at), attempts=0)
    )


def failed(connection: Connection, url_id: int, reason: str, now: datetime) -> None:
    """Tries again later, later each time, and in the end no more."""
    connection.execute(
        text(
            "UPDATE url SET attempts = attempts + 1, reason = :reason, next_try_at = :now + :wait * power(2, attempts),"
            " state = CASE WHEN attempts + 1 >= :most THEN 'failed' ELSE state END WHERE id = :id"
        ),
        {"id": url_id, "reason": reason, "now": now, "wait": FIRST_WAIT, "most": MOST_ATTEMPTS},
    )


def put_off(connection: Connection, url_id: int, reason: str, until: datetime) -> None:
    """Leaves an address for a later run, through no fault of its own: its host's robots.txt does not answer."""
    connection.execute(update(Url).where(Url.id == url_id).values(reason=reason, next_try_at=until))


def done(connection: Connection, stored: Sequence[Article]) -> None:
    """Marks the addresses that stored articles were fetched at; their canonical ones need no fetch either."""
    pages = select(PageRow.url_id, PageRow.fetched_at, PageRow.sha256)
    of_these = pages.where(PageRow.id.in_([article.page_id for article in stored])).subquery()
    values = {"state": "done", "fetched_at": of_these.c.fetched_at, "sha256": of_these.c.sha256}
    connection.execute(update(Url).where(Url.id == of_these.c.url_id).values(**values, attempts=0, reason=None))
    for article in sorted(stored, key=lambda article: article.canonical_url):
        _reached_elsewhere(connection, article)


def _reached_elsewhere(connection: Connection, article: Article) -> None:
    """The canonical address of an article that was fetched under another one."""
    row = {"state": "done", "fetched_at": article.fetched_at, "reason": None}
    new = insert(Url).values(
        url=article.canonical_url,
        source=article.source,
        discovered_at=article.fetched_at,
        next_try_at=article.fetched_at,
        attempts=0,
        **row,
    )
    connection.execute(new.on_conflict_do_update(index_elements=["url"], set_=row, where=Url.state == "queued"))
