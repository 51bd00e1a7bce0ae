"""Named mentions with their claims and their article's particulars, as resolution takes them."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from detaincrawl.records import Precision, SourceType, Speaker, Standing
from detaincrawl.resolve.accounts import Account, Told

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

_CLAIMS = """
SELECT mention_id, id, ordinal, field, value, words, confidence, quote, precision, event, detail, statute, standing,
       speaker
FROM claim WHERE mention_id = ANY(%(ids)s) ORDER BY mention_id, ordinal"""


def by_key(connection: Connection, keys: Collection[str]) -> dict[str, Account]:
    """Accounts by the keys of their mentions; keys of mentions that are gone are left out."""
    return _accounts(connection, _MENTIONS + "m.key = ANY(%(wanted)s)", sorted(keys))


def of_articles(connection: Connection, article_ids: Collection[int]) -> dict[str, Account]:
    """Every named mention of the articles."""
    return _accounts(connection, _MENTIONS + "m.article_id = ANY(%(wanted)s)", sorted(article_ids))


def _accounts(connection: Connection, statement: str, wanted: list[str] | list[int]) -> dict[str, Account]:
    if not wanted:
        return {}
    rows = connection.exec_driver_sql(statement, {"wanted": wanted}).all()
    claims = _claims(connection, [row.id for row in rows])
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


def _claims(connection: Connection, mention_ids: Iterable[int]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    for row in connection.exec_driver_sql(_CLAIMS, {"ids": list(mention_ids)}):
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
