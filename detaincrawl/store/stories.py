"""Which articles carry the same text: kept in ``article.story_id``, whatever order they arrive in.

Call ``place`` in the transaction that saved the articles, before their cases are derived.
"""

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, text, update
from sqlalchemy.dialects.postgresql import insert

from detaincrawl.resolve.agencies import agency
from detaincrawl.resolve.stories import Signature, near, signature, stories
from detaincrawl.store.cases import LOCK
from detaincrawl.store.models.evidence import ArticleRow, ArticleVersion
from detaincrawl.store.models.stories import StoryText

_NEAR = text("""
SELECT t.article_id, t.signature, t.shingles, a.story_id FROM story_text t JOIN article a ON a.id = t.article_id
WHERE t.bands && :bands AND t.article_id <> :article""")

_MOVE = text("UPDATE article SET story_id = :story WHERE id = :article")


def place(connection: Connection, article_ids: Collection[int]) -> set[int]:
    """Gives articles with new words their story; returns all articles whose story is another one than before."""
    _lock(connection)
    return _place(connection, [row for row in _current(connection, article_ids) if row.compared != row.text_sha256])


def place_again(connection: Connection, article_ids: Collection[int]) -> set[int]:
    """The same for all of these articles, by the rules of now; returns those that were placed anew, and whom they met.

    When it was done for every article, all stories are those that the rules of now make.
    """
    _lock(connection)
    return _place(connection, _current(connection, article_ids))


def _lock(connection: Connection) -> None:
    """Two copies that arrive at once must see each other; who saves has this lock already."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _place(connection: Connection, articles: Sequence[Row[Any]]) -> set[int]:
    moved = _leave(connection, [row.id for row in articles])
    for row in articles:
        found = signature(row.text[row.body_start :])
        _write(connection, row, found)
        moved |= _join(connection, row.id, found)
    return moved


def _current(connection: Connection, article_ids: Collection[int]) -> list[Row[Any]]:
    """The articles' current words, and the digest of those that were compared, in the order of their numbers."""
    words = (ArticleVersion.text, ArticleVersion.body_start, ArticleVersion.authors, ArticleVersion.text_sha256)
    current = (
        select(ArticleRow.id, *words, StoryText.text_sha256.label("compared"))
        .join(
            ArticleVersion,
            (ArticleVersion.article_id == ArticleRow.id) & (ArticleVersion.version == ArticleRow.version),
        )
        .outerjoin(StoryText, StoryText.article_id == ArticleRow.id)
        .where(ArticleRow.id.in_(sorted(set(article_ids))))
        .order_by(ArticleRow.id)
    )
    return [*connection.execute(current)]


def _leave(connection: Connection, article_ids: Collection[int]) -> set[int]:
    """Takes articles with new words out of their stories, which may fall apart without them."""
    mine = select(ArticleRow.story_id).where(ArticleRow.id.in_(article_ids))
    left = {story for story in connection.scalars(mine) if story is not None}
    if not left:
        return set()
    connection.execute(update(ArticleRow).where(ArticleRow.id.in_(article_ids)).values(story_id=None))
    rest = _signatures(connection, left, article_ids)
    return _rename(connection, stories(rest), _stories_of(connection, rest))


def _signatures(connection: Connection, story_ids: Iterable[int], without: Collection[int]) -> dict[int, Signature]:
    inside = (
        select(StoryText)
        .join(ArticleRow, ArticleRow.id == StoryText.article_id)
        .where(ArticleRow.story_id.in_(list(story_ids)), StoryText.article_id.not_in(without))
    )
    return {
        row.article_id: found
        for row in connection.execute(select(inside.subquery()))
        if (found := _unpacked(row.signature, row.shingles))
    }


def _stories_of(connection: Connection, article_ids: Iterable[int]) -> dict[int, int | None]:
    rows = connection.execute(select(ArticleRow.id, ArticleRow.story_id).where(ArticleRow.id.in_(list(article_ids))))
    return {row.id: row.story_id for row in rows}


def _write(connection: Connection, row: Row[Any], found: Signature | None) -> None:
    values = {
        "text_sha256": row.text_sha256,
        "signature": struct.pack(f"<{len(found.values)}I", *found.values) if found else None,
        "shingles": found.shingles if found else 0,
        "bands": list(found.bands) if found else [],
        "agency": agency(row.text[row.body_start :], row.authors),
    }
    new = insert(StoryText).values(article_id=row.id, **values)
    connection.execute(new.on_conflict_do_update(index_elements=["article_id"], set_=values))


def _join(connection: Connection, article_id: int, found: Signature | None) -> set[int]:
    """Puts an article to its near copies; what it connects becomes one story."""
    joined = {article_id}
    if found:
        for row in connection.execute(_NEAR, {"bands": list(found.bands), "article": article_id}):
            copy = _unpacked(row.signature, row.shingles)
            if copy and row.story_id is not None and near(found, copy):
                joined.add(row.story_id)
    whole = select(ArticleRow.id, ArticleRow.story_id).where(
        ArticleRow.story_id.in_(joined) | (ArticleRow.id == article_id)
    )
    members = {row.id: row.story_id for row in connection.execute(whole)}
    return _rename(connection, dict.fromkeys(members, min(members)), members)


def _rename(connection: Connection, wanted: Mapping[int, int], present: Mapping[int, int | None]) -> set[int]:
    moved = {article: story for article, story in wanted.items() if present.get(article) != story}
    if moved:
        connection.execute(_MOVE, [{"article": article, "story": story} for article, story in sorted(moved.items())])
    return set(moved)


def _unpacked(packed: bytes | None, shingles: int) -> Signature | None:
    if packed is None:
        return None
    return Signature(struct.unpack(f"<{len(packed) // 4}I", packed), shingles)
