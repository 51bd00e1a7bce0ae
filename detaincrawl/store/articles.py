"""Rows of articles and of their versions: which version a reading is of, and what of it is new."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Text, bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from detaincrawl.records import Article
from detaincrawl.store.cases import LOCK
from detaincrawl.store.models.evidence import ArticleRow, ArticleVersion

Values = dict[str, Any]

FACTS = ("body_start", "authors", "published_at", "modified_at", "language", "timezone", "part_urls", "part_starts")
"""What of a version may change while its words do not."""

WORDS = ("url", "title", "text", "text_sha256")
"""What changes too when the same fetched page is extracted better."""


@dataclass(slots=True)
class Known:
    """An article's row, locked until the transaction ends, and its versions by number, without their texts."""

    id: int
    version: int
    """The current one; 0: none yet."""
    carried_by: int | None
    versions: dict[int, Values] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article's words."""

    article_id: int
    version: int
    """That the reading is of."""
    current: bool
    """False: a later fetch is known, and its mentions and claims stay."""
    changed: bool


def lock(connection: Connection, articles: Iterable[Article]) -> dict[str, Known]:
    """The rows of articles by canonical URL, made where there is none; in one order, so that nobody waits in a ring.

    Whoever saves derives cases afterwards, which touches rows of other articles: the lock of that is taken first.
    """
    connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    wanted = {article.canonical_url: article for article in articles}
    columns = (ArticleRow.canonical_url, ArticleRow.id, ArticleRow.version, ArticleRow.carried_by)
    there = select(*columns).where(ArticleRow.canonical_url.in_(list(wanted))).order_by(ArticleRow.canonical_url)
    rows: list[Row[Any]] = [*connection.execute(there.with_for_update(key_share=True))]
    missing = sorted(wanted.keys() - {row.canonical_url for row in rows})
    if missing:
        new = upsert(ArticleRow).values([_new_row(wanted[url]) for url in missing])
        # An update without effect: it locks what another transaction has made in between.
        made = new.on_conflict_do_update(index_elements=["canonical_url"], set_={"version": ArticleRow.version})
        rows += connection.execute(made.returning(*columns))
    known = {row.canonical_url: Known(row.id, row.version, row.carried_by) for row in rows}
    _load_versions(connection, known.values())
    return known


@dataclass(slots=True)
class Writes:
    """What is to be written of many articles, sent together."""

    versions: list[Values] = field(default_factory=list)
    changes: list[Values] = field(default_factory=list)
    """Of versions that are there."""
    rows: list[Values] = field(default_factory=list)
    """Of articles, under the names of ``send``."""

    def send(self, connection: Connection) -> None:
        if self.versions:
            connection.execute(insert(ArticleVersion), self.versions)
        for change in self.changes:
            where = {name: change.pop(name) for name in ("article_id", "version")}
            connection.execute(update(ArticleVersion).filter_by(**where).values(change))
        if self.rows:
            source, kind = (
                func.coalesce(bindparam(f"new_{c.name}", None, Text), c) for c in (ArticleRow.source, ArticleRow.kind)
            )
            row = update(ArticleRow).where(ArticleRow.id == bindparam("row"))
            new = {
                "version": bindparam("new_version"),
                "carried_by": bindparam("carrier"),
                "source": source,
                "kind": kind,
            }
            connection.execute(row.values(new), self.rows)


def keep(article: Article, row: Known, carrier: int | None, writes: Writes) -> Kept | None:
    """Adds what is new of an article's words to what is to be written; ``carrier``: the article a post was found in.

    None: a post whose own page, or another carrier, was first; nothing of it changes.
    """
    if row.version and carrier is not None and carrier != row.carried_by:
        return None
    content = _content(article)
    number = _version_of(content, row.versions)
    if number is None:
        number = max(row.versions, default=0) + 1
        writes.versions.append({"article_id": row.id, "version": number, **content})
        changed = True
    else:
        changed = _differs(row.versions[number], content)
        if changed:
            writes.changes.append({"article_id": row.id, "version": number, **content})
    row.versions[number] = content
    current = _is_current(number, row, carrier)
    if current and (number, carrier) != (row.version, row.carried_by):
        writes.rows.append(_pointer(article, row, number, carrier))
        row.version, row.carried_by = number, carrier
        changed = True
    return Kept(row.id, number, current, changed)


def _new_row(article: Article) -> Values:
    return {
        "canonical_url": article.canonical_url,
        "source": article.source,
        "kind": article.kind.value,
        "version": 0,
    }


def _load_versions(connection: Connection, known: Collection[Known]) -> None:
    by_id = {row.id: row for row in known if row.version}
    columns = [column for column in ArticleVersion.__table__.columns if column.name != "text"]
    for version in connection.execute(select(*columns).where(ArticleVersion.article_id.in_(list(by_id)))).mappings():
        by_id[version["article_id"]].versions[version["version"]] = dict(version)


def _content(article: Article) -> Values:
    return {
        "page_id": article.page_id,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "text_sha256": words_digest(article.title, article.text),
        "body_start": article.body_start,
        "authors": list(article.authors),
        "published_at": article.published,
        "modified_at": article.modified,
        "fetched_at": article.fetched_at or datetime.now(UTC),
        "language": article.language,
        "timezone": article.timezone,
        "part_urls": [part.url for part in article.parts],
        "part_starts": [part.start for part in article.parts],
    }


def words_digest(title: str | None, text: str) -> str:
    """What says that two versions have the same words."""
    return hashlib.sha256(f"{title or ''}\n{text}".encode()).hexdigest()


def _version_of(content: Values, versions: Mapping[int, Values]) -> int | None:
    """The version that stands for this fetch: made from the same page, or the neighbour in time with the same words."""
    for number, version in versions.items():
        if content["page_id"] is not None and version["page_id"] == content["page_id"]:
            return number
    in_time = sorted(versions, key=lambda number: (versions[number]["fetched_at"], number))
    earlier = [number for number in in_time if versions[number]["fetched_at"] <= content["fetched_at"]]
    neighbours = in_time[max(len(earlier) - 1, 0) : len(earlier) + 1]
    same = (number for number in neighbours if versions[number]["text_sha256"] == content["text_sha256"])
    return next(same, None)


def _differs(version: Values, content: Values) -> bool:
    """Whether a version is to be changed; its fetch stays the first one that gave these words, in the content too."""
    same_page = version["page_id"] == content["page_id"]
    content["page_id"], content["fetched_at"] = version["page_id"], version["fetched_at"]
    if not same_page:
        content["url"] = version["url"]
        content["published_at"] = content["published_at"] or version["published_at"]  # not everyone who tells it knows
    compared = [name for name in (*WORDS, *FACTS) if name != "text"]
    return any(version[name] != content[name] for name in compared)


def _is_current(number: int, row: Known, carrier: int | None) -> bool:
    takes_over = carrier is None and row.carried_by is not None
    if not row.version or takes_over:
        return True
    at, current_at = (row.versions[n]["fetched_at"] for n in (number, row.version))
    return bool(number == row.version or at >= current_at)


def _pointer(article: Article, row: Known, number: int, carrier: int | None) -> Values:
    """Makes a version the current one; a post's own page takes it from the page that carried it."""
    moved = carrier != row.carried_by
    source, kind = (article.source, article.kind.value) if moved else (None, None)
    return {"row": row.id, "new_version": number, "carrier": carrier, "new_source": source, "new_kind": kind}
