"""Named mentions with their claims and their article's particulars, as resolution takes them."""

from collections.abc import Collection, Iterable
from typing import Any

from detaincrawl.records import Precision, SourceType, Speaker, Standing
from detaincrawl.resolve.accounts import Account, Told
from detaincrawl.store.sync import Query

_MENTIONS = """
SELECT m.id, m.key, m.article_id, m.name, av.published_at, a.source, s.type, s.country, a.carried_by,
       coalesce(a.story_id, -a.id) AS story, t.agency,
       a.story_id IS NOT NULL AND a.kind = 'post' AND EXISTS (
         SELECT FROM article o JOIN article_version ov ON ov.article_id = o.id AND ov.version = o.version
         WHERE o.story_id = a.story_id AND ov.published_at < av.published_at) AS repost
FROM mention m
JOIN article a ON a.id = m.article_id
JOIN article_version av ON av.article_id = a.id AND av.version = m.version
JOIN source s ON s.key = a.source
LEFT JOIN story_text t ON t.article_id = a.id
WHERE m.name IS NOT NULL AND """

_BY_KEY, _OF_ARTICLES = "m.key = ANY(%(wanted)s)", "m.article_id = ANY(%(wanted)s)"

_CLAIMS = """
SELECT c.mention_id, c.id, c.ordinal, c.field, c.value, c.words, c.confidence, c.quote, c.precision, c.event, c.detail,
       c.statute, c.standing, c.speaker
FROM claim c JOIN mention m ON m.id = c.mention_id
WHERE m.name IS NOT NULL AND """

_IN_ORDER = " ORDER BY c.mention_id, c.ordinal"


def by_key(keys: Collection[str]) -> list[Query | None]:
    """Queries for accounts by the keys of their mentions; keys of mentions that are gone are left out."""
    return _queries(_BY_KEY, sorted(keys))


def of_articles(article_ids: Collection[int]) -> list[Query | None]:
    """Queries for every named mention of the articles."""
    return _queries(_OF_ARTICLES, sorted(article_ids))


def _queries(condition: str, wanted: list[str] | list[int]) -> list[Query | None]:
    given = {"wanted": wanted}
    return [(_MENTIONS + condition, given), (_CLAIMS + condition + _IN_ORDER, given)] if wanted else [None, None]


def accounts(rows: Iterable[Any], claim_rows: Iterable[Any]) -> dict[str, Account]:
    """The accounts by the keys of their mentions, from the answers to the two queries."""
    claims = _claims(claim_rows)
    return {
        row.key: Account(
            key=row.key,
            article_id=row.article_id,
            name=row.name,
            claims=tuple(claims.get(row.id, ())),
            published=row.published_at,
            source=row.source,
            source_type=SourceType(row.type),
            source_country=row.country,
            story=row.story,
            agency=row.agency,
            repost=row.repost,
            carried_by=row.carried_by,
        )
        for row in rows
    }


def _claims(rows: Iterable[Any]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    for row in rows:
        (
            mention_id,
            claim_id,
            ordinal,
            field,
            value,
            words,
            confidence,
            quote,
            precision,
            event,
            detail,
            statute,
            *rest,
        ) = row
        standing, speaker = rest
        told = Told(
            claim_id,
            ordinal,
            field,
            value,
            words,
            confidence,
            quote,
            Precision(precision) if precision else None,
            event,
            detail,
            statute,
            Standing(standing) if standing else None,
            Speaker(speaker) if speaker else None,
        )
        found.setdefault(mention_id, []).append(told)
    return found
