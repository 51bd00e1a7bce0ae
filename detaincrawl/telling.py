"""What a feed tells → Pages of what is new in it, each a post or a whole thread; and the feed's state afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from detaincrawl import archive, posts
from detaincrawl.archive import ArchiveError
from detaincrawl.crawl import Crawl
from detaincrawl.posts.platform import ACCOUNT
from detaincrawl.posts.threads import merged, own, threads
from detaincrawl.records import Page, Post, Refused
from detaincrawl.store import posts as told
from detaincrawl.store.migrate import CHECKOUT
from detaincrawl.store.posts import Cursor, Due, Window
from detaincrawl.vocabularies import SourceKind


class Telling:
    """One crawl's dealings with what feeds told before."""

    def __init__(self, crawl: Crawl, folder: Path | None) -> None:
        """``folder``: of the archive."""
        self._crawl = crawl
        self._kind = SourceKind(crawl.spider)
        self._folder = folder or CHECKOUT / ".data" / "archive"

    async def cursor(self, source: str, feed: str) -> Cursor:
        return await self._crawl.step(lambda connection: told.cursor(connection, source, feed))

    async def keep_account(self, source: str, feed: str, account_id: str) -> Cursor:
        now = datetime.now(UTC)

        def save(connection: Connection) -> Cursor:
            told.keep_account(connection, source, feed, account_id, now)
            return told.cursor(connection, source, feed)

        return await self._crawl.step(save)

    async def pages(self, source: str, feed: str, given: Sequence[Post], asked: str) -> list[Page]:
        """A Page of each post or thread with something new in it, the oldest first; ``asked``: who told it."""
        now = datetime.now(UTC)
        found = await self._crawl.step(lambda connection: self._new(connection, source, feed, given, now))
        return [replace(page, headers=(*page.headers, ("Content-Location", asked))) for page in found]

    def _new(self, connection: Connection, source: str, feed: str, given: Sequence[Post], now: datetime) -> list[Page]:
        ours = _ours(feed, given)
        taken = told.take_in(connection, source, feed, ours, now)
        heads = told.heads(connection, ours)
        by_thread = threads((post for post in ours if post.url in taken.url_ids), heads)
        found = []
        for head, members in by_thread.items():
            fresh = [post for post in members if post.url in taken.wanted]
            if not fresh:
                continue
            begun = any(known.url == head for known in heads.values())
            whole = merged(self._before(connection, head) if begun else (), members)
            told.hang(connection, whole[0].url, [post.url for post in whole[1:]], now)
            (url_id,) = told.ids_of(connection, [whole[0].url])
            found.append(_page(source, whole, url_id, now, posts.PLATFORMS[self._kind].media))
        return found

    def _before(self, connection: Connection, head: str) -> tuple[Post, ...]:
        """The posts of a thread that are kept already, also those deleted since; none where their page is gone."""
        place = told.place(connection, head)
        if place is None:
            return ()
        try:
            return posts.kept(archive.read(self._folder, place).body, self._kind)
        except (ArchiveError, Refused):
            return ()

    async def finish(self, source: str, feed: str, given: Sequence[Post], window: Window | None) -> None:
        """Moves the cursor, and notices what is gone from the window, once nothing that the feed told is queued."""
        now = datetime.now(UTC)

        def step(connection: Connection) -> None:
            ids = told.ids_of(connection, [post.url for post in _ours(feed, given)])
            if not told.settle(connection, ids):
                return
            told.move(connection, source, feed, _newest(given), now)
            if window and given:
                told.notice_gone(connection, source, feed, window, ids, now)

        await self._crawl.step(step)

    async def due(self, source: str) -> list[Due]:
        """Known posts that are to be asked for again."""
        now = datetime.now(UTC)
        return await self._crawl.step(lambda connection: told.due(connection, source, now))

    async def settle(self, given: Sequence[Post]) -> None:
        """What a look at known posts found is stored."""
        urls = [post.url for post in given]
        await self._crawl.step(lambda connection: told.settle(connection, told.ids_of(connection, urls)))

    async def gone(self, url_id: int) -> None:
        now = datetime.now(UTC)
        await self._crawl.step(lambda connection: told.mark_gone(connection, url_id, now))


def _ours(feed: str, given: Sequence[Post]) -> list[Post]:
    """Of an account without its answers to others; of a tag all."""
    return own(given) if feed == ACCOUNT else [*given]


def _newest(given: Sequence[Post]) -> Post | None:
    dated = [post for post in given if post.told_at]
    return max(dated, key=lambda post: (post.told_at, post.feed_id), default=None)


def _page(source: str, whole: Sequence[Post], url_id: int, now: datetime, media: str) -> Page:
    return Page(
        source=source,
        url=whole[0].url,
        fetched_at=now,
        headers=(("Content-Type", media if len(whole) == 1 else "application/json"),),
        body=posts.body(whole),
        url_id=url_id,
    )
