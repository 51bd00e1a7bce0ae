"""What feeds, sitemaps and listings said last: so they are asked for changes, and read only when they changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert

from detaincrawl.store.models.crawl import FeedState


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a feed, as far as the next request needs it."""

    url: str
    """As asked, not as redirected."""
    source: str
    sha256: str
    checked_at: datetime
    etag: str | None = None
    last_modified: str | None = None


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def last_answer(connection: Connection, url: str) -> Answer | None:
    """What an address answered last; absent while it has never been read to the end."""
    row = connection.execute(select(FeedState).where(FeedState.url == url)).mappings().one_or_none()
    if row is None or row["sha256"] is None:
        return None
    return Answer(**{name: row[name] for name in Answer.__slots__})


def save_answer(connection: Connection, answer: Answer, sitemaps: Sequence[str]) -> None:
    """Remembers an answer that was read, and the sitemaps that it names; in the transaction that queues its links."""
    row = {name: getattr(answer, name) for name in Answer.__slots__}
    new = insert(FeedState).values(**row)
    connection.execute(new.on_conflict_do_update(index_elements=["url"], set_=row))
    for url in sorted(set(sitemaps) - {answer.url}):
        named = insert(FeedState).values(url=url, source=answer.source, parent=answer.url)
        connection.execute(named.on_conflict_do_nothing())


def unchanged(connection: Connection, url: str, now: datetime) -> tuple[str, ...]:
    """A feed answered that nothing has changed; the sitemaps that it named then, those longest unasked first."""
    connection.execute(update(FeedState).where(FeedState.url == url).values(checked_at=now))
    order = FeedState.checked_at.asc().nulls_first()
    return tuple(
        connection.scalars(select(FeedState.url).where(FeedState.parent == url).order_by(order, FeedState.url))
    )
