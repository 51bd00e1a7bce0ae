"""Articles that a better reading of the same page puts under another address: nothing of them stays under the old one.

What analysts decided and what redirects lead to hangs on keys of mentions, which are made from the address: it follows.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from detaincrawl.records import Mention, Reading
from detaincrawl.store.articles import Known
from detaincrawl.store.mentions import keys
from detaincrawl.store.models.cases import CaseRow, PersonRow
from detaincrawl.store.models.evidence import ArticleRow, ArticleVersion, MentionRow
from detaincrawl.store.models.judgements import Judgement, Redirect

_KEYS = (
    Judgement.__table__.c.mention_key,
    Judgement.__table__.c.other_key,
    Redirect.__table__.c.anchor_key,
    PersonRow.__table__.c.anchor_key,
    CaseRow.__table__.c.anchor_key,
)
"""Where keys stand that outlive their mention; what else holds keys is derived anew."""


def leave(connection: Connection, readings: Sequence[Reading], known: Mapping[str, Known]) -> dict[str, list[int]]:
    """Takes versions made from the pages of these readings out of articles of other addresses, between lock and keep.

    Returns the ids of what was left, articles and posts that were known by their address, by the address of now.
    """
    left: dict[str, list[int]] = {}
    for reading, old in _elsewhere(connection, readings):
        now = reading.article.canonical_url
        _rename_keys(connection, dict(_renamed(reading, old.canonical_url)))
        gone = _take_out(connection, old, known[now], known)
        left.setdefault(now, []).extend(gone)
    return left


def _elsewhere(connection: Connection, readings: Sequence[Reading]) -> Iterator[tuple[Reading, Any]]:
    """Versions of the same page, fetched at the same address, of an article that goes by another one."""
    of_page = {reading.article.page_id: reading for reading in readings if reading.article.page_id is not None}
    columns = (ArticleVersion.article_id, ArticleVersion.version, ArticleVersion.page_id, ArticleVersion.url)
    versions = (
        select(*columns, ArticleRow.canonical_url, ArticleRow.version.label("current"))
        .join(ArticleRow, ArticleRow.id == ArticleVersion.article_id)
        .where(ArticleVersion.page_id.in_(list(of_page)))
    )
    for row in connection.execute(versions).all() if of_page else ():
        reading = of_page[row.page_id]
        # A post that the page carries was fetched at no page's address.
        if row.url == reading.article.url and row.canonical_url != reading.article.canonical_url:
            yield reading, row


def _take_out(connection: Connection, old: Any, now: Known, known: Mapping[str, Known]) -> list[int]:
    """The ids of what has changed by it."""
    mine = ArticleVersion.article_id == old.article_id
    connection.execute(delete(ArticleVersion).where(mine, ArticleVersion.version == old.version))
    newest = select(ArticleVersion.version).where(mine).order_by(ArticleVersion.fetched_at.desc()).limit(1)
    rest = connection.scalar(newest)
    other = known.get(old.canonical_url)
    if rest is None and other is None:
        return _hand_over(connection, old, now, known)
    if other is not None:
        other.versions.pop(old.version)
        other.version = rest or 0
    if old.current == old.version:
        connection.execute(update(ArticleRow).where(ArticleRow.id == old.article_id).values(version=rest or 0))
        connection.execute(delete(MentionRow).where(MentionRow.article_id == old.article_id))
    return [old.article_id]


def _hand_over(connection: Connection, old: Any, now: Known, known: Mapping[str, Known]) -> list[int]:
    """Gives an article's posts to the one that it is now; it goes, with the posts that were numbered by it."""
    carried = update(ArticleRow).where(ArticleRow.carried_by == old.article_id).values(carried_by=now.id)
    for url in connection.scalars(carried.returning(ArticleRow.canonical_url)):
        if url in known:
            known[url].carried_by = now.id
    numbered = ArticleRow.canonical_url.startswith(f"{old.canonical_url}#", autoescape=True)
    mine = (ArticleRow.carried_by == now.id) & numbered
    gone = [old.article_id, *connection.scalars(select(ArticleRow.id).where(mine))]
    connection.execute(delete(ArticleRow).where(ArticleRow.id.in_(gone)))
    return gone


def _renamed(reading: Reading, before: str) -> Iterator[tuple[str, str]]:
    """Key under the address of before → key under that of now, for the reading and the posts numbered by it."""
    now = reading.article.canonical_url
    yield from _pairs(before, now, reading.mentions)
    for post in reading.carried:
        address = post.article.canonical_url
        if address.startswith(f"{now}#"):
            yield from _pairs(before + address.removeprefix(now), address, post.mentions)


def _pairs(before: str, now: str, mentions: Collection[Mention]) -> Iterator[tuple[str, str]]:
    return zip(keys(before, mentions), keys(now, mentions), strict=True)


def _rename_keys(connection: Connection, renamed: Mapping[str, str]) -> None:
    for column in _KEYS:
        for old in connection.scalars(select(column).where(column.in_(list(renamed))).distinct()).all():
            connection.execute(update(column.table).where(column == old).values({column.name: renamed[old]}))
