"""Rows of mentions and claims: a reading replaces what was read before, and what it repeats stays as it is."""

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from detaincrawl.records import Article, Claim, Mention
from detaincrawl.store.models.evidence import ClaimRow, MentionRow

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """The mentions of the current version of one article."""

    article_id: int
    version: int
    article: Article
    mentions: Sequence[Mention]


def replace(connection: Connection, said: Sequence[Said]) -> set[int]:
    """Brings the mentions and claims of articles to what is said; returns the ids of those where anything changed.

    A mention that is said again keeps its row and its id, and so does each claim.
    """
    wanted = {key: (one, number, mention) for one in said for number, (key, mention) in enumerate(_keyed(one))}
    rows = {key: _mention_row(key, *place) for key, place in wanted.items()}
    there = _there(connection, [one.article_id for one in said])
    gone = [row for key, row in there.items() if key not in rows]
    differing = [{**row, "row_id": there[key]["id"]} for key, row in rows.items() if _differs(row, there.get(key))]
    new = [row for key, row in rows.items() if key not in there]
    _delete(connection, MentionRow, [row["id"] for row in gone])
    _update(connection, MentionRow, differing)
    ids = {key: row["id"] for key, row in there.items()} | _insert_mentions(connection, new)
    claims = {ids[key]: [_claim_row(one.article, claim) for claim in m.claims] for key, (one, _, m) in wanted.items()}
    article_of = {ids[key]: one.article_id for key, (one, _, _) in wanted.items()}
    touched = {article_of[mention_id] for mention_id in _replace_claims(connection, claims)}
    return touched | {row["article_id"] for row in (*gone, *differing, *new)}


def _replace_claims(connection: Connection, wanted: Mapping[int, list[Values]]) -> set[int]:
    """Claims by mention id; returns the mentions where a claim came, went or moved."""
    unclaimed: defaultdict[tuple[int, str], list[Values]] = defaultdict(list)
    for row in _claims_there(connection, wanted):
        unclaimed[row["mention_id"], _content(row)].append(row)
    new, moved = [], []
    for mention_id, rows in wanted.items():
        for ordinal, row in enumerate(rows):
            placed = {**row, "mention_id": mention_id, "ordinal": ordinal}
            found = unclaimed[mention_id, _content(placed)]
            if not found:
                new.append(placed)
            elif (same := found.pop(0))["ordinal"] != ordinal:
                moved.append({"row_id": same["id"], "mention_id": mention_id, "ordinal": ordinal})
    gone = [row for rows in unclaimed.values() for row in rows]
    _delete(connection, ClaimRow, [row["id"] for row in gone])
    _update(connection, ClaimRow, moved)
    if new:
        connection.execute(insert(ClaimRow), new)
    return {row["mention_id"] for row in (*gone, *moved, *new)}


def _keyed(said: Said) -> Iterator[tuple[str, Mention]]:
    return zip(keys(said.article.canonical_url, said.mentions), said.mentions, strict=True)


def keys(address: str, mentions: Iterable[Mention]) -> Iterator[str]:
    """Keys of an article's mentions that stay theirs over re-reads: address, folded name, detaining country."""
    seen: Counter[tuple[str, ...]] = Counter()
    for mention in mentions:
        who: tuple[str, ...] = (_folded(mention.name or ""), _first(mention, "detaining_country"))
        if mention.name is None:
            who += (_first(mention, "nationality"),)
        seen[who] += 1
        parts = (address, *who, str(seen[who]))
        yield hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _first(mention: Mention, field: str) -> str:
    return next((claim.value for claim in mention.claims if claim.field == field and claim.value), "")


def _mention_row(key: str, said: Said, ordinal: int, mention: Mention) -> Values:
    return {
        "key": key,
        "article_id": said.article_id,
        "version": said.version,
        "ordinal": ordinal,
        "name": mention.name,
        "primary": mention.primary,
        "people": mention.people,
    }


def _claim_row(article: Article, claim: Claim) -> Values:
    return {
        "field": claim.field,
        "value": claim.value,
        "precision": _word(claim.precision),
        "words": claim.words,
        "quote": article.text[claim.quote_start : claim.quote_end],
        "quote_start": claim.quote_start,
        "quote_end": claim.quote_end,
        "extractor": claim.rule,
        "confidence": float(claim.confidence),
        "event": claim.event,
        "detail": claim.detail,
        "statute": claim.statute,
        "standing": _word(claim.standing),
        "speaker": _word(claim.speaker),
    }


def _word(word: str | None) -> str | None:
    return None if word is None else str(word)


def _content(row: Values) -> str:
    """A claim's row without its number and place."""
    return repr(sorted((name, value) for name, value in row.items() if name not in {"id", "mention_id", "ordinal"}))


def _differs(row: Values, there: Values | None) -> bool:
    return there is not None and any(there[name] != value for name, value in row.items())


def _there(connection: Connection, article_ids: Sequence[int]) -> dict[str, Values]:
    rows = connection.execute(select(*MentionRow.__table__.columns).where(MentionRow.article_id.in_(article_ids)))
    return {row["key"]: dict(row) for row in rows.mappings()}


def _claims_there(connection: Connection, mentions: Mapping[int, object]) -> list[Values]:
    columns = ClaimRow.__table__.columns
    there = (
        select(*columns).where(ClaimRow.mention_id.in_(list(mentions))).order_by(ClaimRow.mention_id, ClaimRow.ordinal)
    )
    return [dict(row) for row in connection.execute(there).mappings()]


def _insert_mentions(connection: Connection, rows: Sequence[Values]) -> dict[str, int]:
    if not rows:
        return {}
    made = connection.execute(insert(MentionRow).returning(MentionRow.key, MentionRow.id), rows)
    return {row.key: row.id for row in made}


def _update(connection: Connection, table: type[MentionRow] | type[ClaimRow], rows: Sequence[Values]) -> None:
    if rows:
        names = [name for name in rows[0] if name != "row_id"]
        values: Values = {name: bindparam(f"new_{name}") for name in names}
        changes = [{f"new_{name}": row[name] for name in names} | {"row_id": row["row_id"]} for row in rows]
        connection.execute(update(table).where(table.id == bindparam("row_id")).values(values), changes)


def _delete(connection: Connection, table: type[MentionRow] | type[ClaimRow], ids: Sequence[int]) -> None:
    if ids:
        connection.execute(delete(table).where(table.id.in_(ids)))
