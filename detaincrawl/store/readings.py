"""Saves readings: one article's rows in one transaction, the same however often it is done."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import Connection, Engine, select

from detaincrawl.records import Reading
from detaincrawl.store import articles, forgotten, mentions, moving
from detaincrawl.store.articles import Kept, Known, Writes
from detaincrawl.store.mentions import Said
from detaincrawl.store.models.evidence import ArticleRow

MOST_AT_ONCE = 200
"""Readings of one transaction: more are hardly faster, and hold their locks longer."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one reading."""

    article_id: int
    changed: bool
    """Whether any row of it, or of the posts that it carries, is not what it was."""
    mentions: int
    """Of the article and of the posts that it carries."""
    related: tuple[int, ...] = ()
    """Ids of the posts that it carries, or carried when it was read before, and of what went by its old address."""


def save(connection: Connection, readings: Sequence[Reading]) -> list[Saved]:
    """Writes readings in the caller's transaction and says, in their order, what came of each.

    Saving again changes nothing. Other words make a further version of the article, whose claims replace the old ones;
    an older fetch than the current one is kept as a version, and changes no claim. Who was forgotten is left out.
    """
    readings = forgotten.kept_out(connection, readings)
    known = articles.lock(connection, [part.article for reading in readings for part in _parts(reading)])
    left = moving.leave(connection, readings, known)
    saved = [one for batch in _without_repeats(readings) for one in _save_batch(connection, batch, known)]
    return [
        _with_left(one, left.get(reading.article.canonical_url, ()))
        for one, reading in zip(saved, readings, strict=True)
    ]


def _with_left(saved: Saved, left: Sequence[int]) -> Saved:
    return replace(saved, changed=True, related=(*saved.related, *left)) if left else saved


def _parts(reading: Reading) -> list[Reading]:
    """The reading and those of the posts that it carries, each address once."""
    return list({part.article.canonical_url: part for part in (*reversed(reading.carried), reading)}.values())[::-1]


def _without_repeats(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Runs of readings in which no article occurs twice: they can be written together."""
    batch: list[Reading] = []
    seen: set[str] = set()
    for reading in readings:
        addresses = {part.article.canonical_url for part in _parts(reading)}
        if addresses & seen:
            yield batch
            batch, seen = [], set()
        batch.append(reading)
        seen |= addresses
    if batch:
        yield batch


def _save_batch(connection: Connection, readings: Sequence[Reading], known: dict[str, Known]) -> list[Saved]:
    writes = Writes()
    kept = [_keep_words(reading, known, writes) for reading in readings]
    writes.send(connection)
    said = [Said(one.article_id, one.version, part.article, part.mentions) for pairs in kept for part, one in pairs]
    current = {one.article_id for pairs in kept for _, one in pairs if one.current}
    vanished = _vanished_posts(connection, current)
    said = [one for one in said if one.article_id in current]
    said += [Said(post, 0, readings[0].article, ()) for post in vanished]
    changed = mentions.replace(connection, said)
    changed |= {one.article_id for pairs in kept for _, one in pairs if one.changed}
    return [_saved(pairs, vanished, changed) for pairs in kept]


def _keep_words(reading: Reading, known: dict[str, Known], writes: Writes) -> list[tuple[Reading, Kept]]:
    """The reading itself first, then its posts, without those whose words are kept from elsewhere."""
    own, *posts = _parts(reading)
    row = known[own.article.canonical_url]
    pairs = [(own, articles.keep(own.article, row, None, writes))]
    for post in posts:
        pairs.append((post, articles.keep(post.article, known[post.article.canonical_url], row.id, writes)))
    return [(part, one) for part, one in pairs if one is not None]


def _vanished_posts(connection: Connection, current: set[int]) -> dict[int, int]:
    """Posts that articles carried before and carry no more, and the article that did."""
    posts = select(ArticleRow.id, ArticleRow.carried_by)
    rows = connection.execute(posts.where(ArticleRow.carried_by.in_(current), ArticleRow.id.not_in(current)))
    return {row.id: row.carried_by for row in rows}


def _saved(pairs: Sequence[tuple[Reading, Kept]], vanished: dict[int, int], changed: set[int]) -> Saved:
    own = pairs[0][1].article_id
    posts = (*(one.article_id for _, one in pairs[1:]), *(post for post, carrier in vanished.items() if carrier == own))
    return Saved(
        article_id=own,
        changed=not changed.isdisjoint((own, *posts)),
        mentions=sum(len(part.mentions) for part, _ in pairs),
        related=posts,
    )


class Run(Protocol):
    """How a blocking call that may be done again is awaited: in a thread, and as patiently as the crawl is."""

    def __call__(self, call: Callable[[], list[Saved]], /) -> Awaitable[list[Saved]]: ...


After = Callable[[Connection, Sequence[Reading], Sequence[Saved]], None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    reading: Reading
    saved: asyncio.Future[Saved]


class GroupCommit:
    """Saves what waits when the last commit ends: many readings a commit under load, one without any wait otherwise."""

    def __init__(self, engine: Engine, after: After | None = None, run: Run = asyncio.to_thread) -> None:
        """``after`` runs in the same transaction, on the readings that it saves."""
        self._engine = engine
        self._after = after
        self._run = run
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def save(self, reading: Reading) -> Saved:
        """Returns once the reading is committed; raises what kept it from being so, and others are not affected."""
        waiting = _Waiting(reading, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_waiting())
        return await waiting.saved

    async def _write_waiting(self) -> None:
        while batch := self._waiting[:MOST_AT_ONCE]:
            del self._waiting[: len(batch)]
            await self._write(batch)

    async def _write(self, batch: Sequence[_Waiting]) -> None:
        try:
            saved = await self._run(lambda: self._transaction([one.reading for one in batch]))
        except Exception as error:
            await self._one_by_one(batch, error)
            return
        for one, result in zip(batch, saved, strict=True):
            if not one.saved.done():  # nobody waits any more
                one.saved.set_result(result)

    async def _one_by_one(self, batch: Sequence[_Waiting], error: Exception) -> None:
        """So that one bad article fails alone."""
        if len(batch) > 1:
            for one in batch:
                await self._write([one])
        elif not batch[0].saved.done():
            batch[0].saved.set_exception(error)

    def _transaction(self, readings: Sequence[Reading]) -> list[Saved]:
        with self._engine.begin() as connection:
            saved = save(connection, readings)
            if self._after:
                self._after(connection, readings, saved)
        return saved
