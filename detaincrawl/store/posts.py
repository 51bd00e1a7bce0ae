"""Social feeds: how far each has been read, and the posts that it told.

A post's address is a row of the frontier like any other, queued until what came of it is committed; the feed's cursor
moves only when nothing that it covers is queued. Every function is one step of the caller's transaction, and may be
done again.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, text, update
from sqlalchemy.dialects.postgresql import insert

from detaincrawl.posts.threads import Head
from detaincrawl.records import ArchivePlace, Link, Post
from detaincrawl.store import forgotten
from detaincrawl.store.models.crawl import Url
from detaincrawl.store.models.evidence import PageRow
from detaincrawl.store.models.social import PostFeed, PostRow

_QUEUE = text("""
INSERT INTO url (url, source, state, discovered_at, next_try_at, attempts, published_at)
SELECT url, :source, 'queued', :now, :now, 0, published_at
FROM unnest(CAST(:urls AS text[]), CAST(:published AS timestamptz[])) AS post (url, published_at)
ON CONFLICT (url) DO NOTHING""")

_KNOWN = text("""
SELECT u.id, u.url, u.state, p.sha256, p.reposted
FROM url u LEFT JOIN post p ON p.url_id = u.id WHERE u.url = ANY(:urls)""")

_AGAIN = text("UPDATE url SET state = 'queued', attempts = 0, next_try_at = :now WHERE id = ANY(:ids)")

_TELL = text("""
INSERT INTO post (url_id, source, feed, post_id, told_at, reposted, sha256, seen_at)
SELECT url_id, :source, :feed, post_id, told_at, reposted, sha256, :now
FROM unnest(CAST(:url_id AS bigint[]), CAST(:post_id AS text[]), CAST(:told_at AS timestamptz[]),
            CAST(:reposted AS boolean[]), CAST(:sha256 AS text[])) AS told (url_id, post_id, told_at, reposted, sha256)
ON CONFLICT (url_id) DO UPDATE SET gone_at = NULL, seen_at = excluded.seen_at,
  sha256 = CASE WHEN excluded.reposted THEN post.sha256 ELSE excluded.sha256 END,
  source = CASE WHEN post.reposted AND NOT excluded.reposted THEN excluded.source ELSE post.source END,
  feed = CASE WHEN post.reposted AND NOT excluded.reposted THEN excluded.feed ELSE post.feed END,
  told_at = CASE WHEN post.reposted AND NOT excluded.reposted THEN excluded.told_at ELSE post.told_at END,
  reposted = post.reposted AND excluded.reposted""")

_HEADS = text("""
SELECT p.post_id, u.url, h.told_at FROM post p
JOIN post h ON h.url_id = coalesce(p.head_id, p.url_id)
JOIN url u ON u.id = h.url_id
WHERE p.post_id = ANY(:ids) AND NOT h.reposted AND h.told_at IS NOT NULL
  AND EXISTS (SELECT FROM article a WHERE a.canonical_url = u.url)""")

_HANG = text("""
UPDATE post SET head_id = h.id FROM url u, url h
WHERE u.url = ANY(:urls) AND h.url = :head AND u.id <> h.id AND post.url_id = u.id""")

_FOLLOW_HEAD = text("""
UPDATE url SET state = h.state, fetched_at = h.fetched_at, reason = h.reason, screen_version = h.screen_version
FROM post p JOIN url h ON h.id = p.head_id
WHERE p.url_id = url.id AND url.id = ANY(:ids) AND url.state = 'queued' AND h.state <> 'queued'""")

_QUEUED = text("SELECT count(*) FROM url WHERE id = ANY(:ids) AND state = 'queued'")

_GONE = text("""
UPDATE post SET gone_at = :now
WHERE source = :source AND feed = :feed AND NOT reposted AND gone_at IS NULL AND url_id <> ALL(:ids)
  AND (CAST(:after AS timestamptz) IS NULL OR told_at > :after)""")


_DUE = text("""
SELECT p.url_id, p.post_id FROM post p JOIN url u ON u.id = p.url_id JOIN url h ON h.id = coalesce(p.head_id, p.url_id)
WHERE p.source = :source AND p.feed = 'account' AND NOT p.reposted AND p.gone_at IS NULL
  AND u.state IN ('done', 'queued') AND p.told_at > :young AND coalesce(p.seen_at, p.told_at) < :unseen AND EXISTS (
    SELECT FROM article a JOIN mention m ON m.article_id = a.id WHERE a.canonical_url = h.url)
ORDER BY p.seen_at NULLS FIRST, p.url_id LIMIT :most""")

LOOKED_AFTER = timedelta(days=30)
"""How long a post behind a mention is asked for again, where its feed would not tell that it changed."""
BETWEEN_LOOKS = timedelta(days=1)
MOST_LOOKS = 20
"""Of an account in one run."""


@dataclass(frozen=True, slots=True)
class Due:
    """A known post that is to be asked for again."""

    url_id: int
    post_id: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a feed has been read."""

    account_id: str | None = None
    newest_id: str | None = None
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """What one reading of a feed has seen: every post after a time, or all of them."""

    after: datetime | None
    """None: to the feed's end."""


def cursor(connection: Connection, source: str, feed: str) -> Cursor:
    row = (
        connection.execute(select(PostFeed).where(PostFeed.source == source, PostFeed.feed == feed)).mappings().first()
    )
    return Cursor(row["account_id"], row["newest_id"], row["newest_at"]) if row else Cursor()


def words_of(post: Post) -> str:
    """What says that a post has other words than before. Counts of likes and views are no words."""
    said = (post.text, *post.links, post.quoted.text if post.quoted else "")
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Rows of the posts that a feed told."""

    url_ids: Mapping[str, int]
    """By address; without those that must not be stored."""
    wanted: frozenset[str]
    """Addresses of those to be read: new, edited, or in hand when a run was killed."""


def take_in(connection: Connection, source: str, feed: str, posts: Sequence[Post], now: datetime) -> TakenIn:
    """Queues what is new or has other words, and remembers what was told."""
    admitted = {link.url for link in forgotten.admitted(connection, [Link(post.url) for post in posts])}
    by_url = {post.url: post for post in sorted(posts, key=lambda post: post.reposted is None) if post.url in admitted}
    urls = sorted(by_url)
    columns = {"urls": urls, "published": [by_url[url].published for url in urls]}
    connection.execute(_QUEUE, {**columns, "source": source, "now": now})
    rows = [*connection.execute(_KNOWN, {"urls": urls})]
    wanted = [row for row in rows if _is_wanted(row, by_url[row.url])]
    connection.execute(_AGAIN, {"ids": [row.id for row in wanted], "now": now})
    ids = {row.url: row.id for row in rows}
    _tell(connection, source, feed, {ids[url]: by_url[url] for url in urls}, now)
    return TakenIn(ids, frozenset(row.url for row in wanted))


def _is_wanted(known: Row[Any], post: Post) -> bool:
    if known.sha256 is None:  # never told by a feed; where it stands as an article, its own words are better
        return bool(known.state != "refused")
    if post.reposted:  # passed on as it was: its own feed tells what it has become
        return bool(known.reposted and known.state == "queued")
    if known.state == "queued" or known.reposted:  # who passes a post on may not tell its time
        return True
    return bool(known.sha256 != words_of(post))


def _tell(connection: Connection, source: str, feed: str, posts: Mapping[int, Post], now: datetime) -> None:
    told = list(posts.values())
    columns = {
        "url_id": list(posts),
        "post_id": [post.id for post in told],
        "told_at": [post.told_at for post in told],
        "reposted": [post.reposted is not None for post in told],
        "sha256": [words_of(post) for post in told],
    }
    connection.execute(_TELL, {**columns, "source": source, "feed": feed, "now": now})


def heads(connection: Connection, posts: Iterable[Post]) -> dict[str, Head]:
    """Id of a stored post → the first post of its thread, for posts that these answer, and for themselves."""
    ids = {post.id for post in posts} | {post.reply_to.id for post in posts if post.reply_to}
    return {row.post_id: Head(row.url, row.told_at) for row in connection.execute(_HEADS, {"ids": sorted(ids)})}


def hang(connection: Connection, head: str, urls: Iterable[str], now: datetime) -> None:
    """Remembers that posts belong to the thread of another, which is queued with them: one page has them all."""
    connection.execute(_AGAIN, {"ids": ids_of(connection, [head]), "now": now})
    connection.execute(_HANG, {"head": head, "urls": sorted(urls)})


def place(connection: Connection, url: str) -> ArchivePlace | None:
    """Where the newest kept page of a post lies; None: it is not in the archive."""
    pages = select(PageRow.segment, PageRow.byte_offset, PageRow.byte_length, PageRow.sha256)
    row = connection.execute(pages.where(PageRow.url == url).order_by(PageRow.id.desc()).limit(1)).first()
    return ArchivePlace(*row) if row else None


def keep_account(connection: Connection, source: str, feed: str, account_id: str, now: datetime) -> None:
    """The number that the platform knows the account by: it is looked up once."""
    new = insert(PostFeed).values(source=source, feed=feed, account_id=account_id, checked_at=now)
    connection.execute(new.on_conflict_do_update(index_elements=["source", "feed"], set_={"account_id": account_id}))


def ids_of(connection: Connection, urls: Iterable[str]) -> list[int]:
    """Rows of the frontier, by address."""
    return sorted(connection.scalars(select(Url.id).where(Url.url.in_([*urls]))))


def settle(connection: Connection, ids: Sequence[int]) -> bool:
    """Gives posts of threads the end that their thread came to; False while any of the posts is still queued."""
    connection.execute(_FOLLOW_HEAD, {"ids": ids})
    return not connection.scalar(_QUEUED, {"ids": ids})


def move(connection: Connection, source: str, feed: str, newest: Post | None, now: datetime) -> None:
    """Moves the cursor to the newest item, or notes that there was none."""
    moved = {"checked_at": now, **({"newest_id": newest.feed_id, "newest_at": newest.told_at} if newest else {})}
    new = insert(PostFeed).values(source=source, feed=feed, **moved)
    connection.execute(new.on_conflict_do_update(index_elements=["source", "feed"], set_=moved))


def notice_gone(
    connection: Connection, source: str, feed: str, window: Window, told: Sequence[int], now: datetime
) -> int:
    """Marks posts that the feed told before and no longer tells; how many. What was read from them stays."""
    seen = {"ids": [*told], "after": window.after}
    return connection.execute(_GONE, {"source": source, "feed": feed, "now": now, **seen}).rowcount


def mark_gone(connection: Connection, url_id: int, now: datetime) -> None:
    """Marks a post that its platform answered not to have."""
    connection.execute(update(PostRow).where(PostRow.url_id == url_id, PostRow.gone_at.is_(None)).values(gone_at=now))


def due(connection: Connection, source: str, now: datetime) -> list[Due]:
    """Posts of an account that have a mention and were not seen for a day, those longest unseen first."""
    times = {"young": now - LOOKED_AFTER, "unseen": now - BETWEEN_LOOKS}
    return [Due(*row) for row in connection.execute(_DUE, {"source": source, "most": MOST_LOOKS, **times})]
