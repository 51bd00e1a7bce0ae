"""Named mentions with their claims and their article's particulars, as resolution takes them."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

from detaincrawl.resolve.accounts import Account, Told
from detaincrawl.store.sync import Query, moment
from detaincrawl.vocabularies import Precision, SourceType, Speaker, Standing

_ACCOUNTS = """
SELECT json_build_array(m.key, m.article_id, m.name, av.published_at, a.source, s.type, s.country,
  coalesce(a.story_id, -a.id), t.agency,
  a.story_id IS NOT NULL AND a.kind = 'post' AND EXISTS (
    SELECT FROM article o JOIN article_version ov ON ov.article_id = o.id AND ov.version = o.version
    WHERE o.story_id = a.story_id AND ov.published_at < av.published_at),
  a.carried_by,
  (SELECT json_agg(json_build_array(c.id, c.ordinal, c.field, c.value, c.words, c.confidence, c.quote, c.precision,
     c.event, c.detail, c.statute, c.standing, c.speaker) ORDER BY c.ordinal)
   FROM claim c WHERE c.mention_id = m.id))
FROM mention m
JOIN article a ON a.id = m.article_id
JOIN article_version av ON av.article_id = a.id AND av.version = m.version
JOIN source s ON s.key = a.source
LEFT JOIN story_text t ON t.article_id = a.id
WHERE m.name IS NOT NULL AND """

_BY_KEY, _OF_ARTICLES = "m.key = ANY(%(told)s)", "m.article_id = ANY(%(articles)s)"

_WORDS: Mapping[int, Mapping[str, StrEnum]] = {
    place: {str(word): word for word in vocabulary}
    for place, vocabulary in ((7, Precision), (11, Standing), (12, Speaker))
}
"""Closed vocabularies by place among a claim's columns: calling one by its word takes longer than all the rest."""


def by_key(keys: Collection[str]) -> Query | None:
    """The query for accounts by the keys of their mentions; keys of mentions that are gone are left out."""
    return (_ACCOUNTS + _BY_KEY, {"told": sorted(keys)}) if keys else None


def of_articles(article_ids: Collection[int]) -> Query | None:
    """The query for every named mention of the articles."""
    return (_ACCOUNTS + _OF_ARTICLES, {"articles": sorted(article_ids)}) if article_ids else None


def accounts(rows: Iterable[Any]) -> dict[str, Account]:
    """The accounts by the keys of their mentions, from the answer to the query."""
    return {row[0]: _account(*row) for row in rows}


def _account(
    key: str, article_id: int, name: str, published: str | None, source: str, source_type: str, *rest: Any
) -> Account:
    *particulars, claims = rest
    return Account(
        key,
        article_id,
        name,
        tuple(map(_told, claims or ())),
        moment(published) if published else None,
        source,
        SourceType(source_type),
        *particulars,
    )


def _told(claim: list[Any]) -> Told:
    for place, words in _WORDS.items():
        if claim[place] is not None:
            claim[place] = words[claim[place]]
    return Told(*claim)
