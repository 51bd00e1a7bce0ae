"""Rows of kept pages: written when the archive has their bytes on disk, read to do everything again from there."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row, Select, exists, func, insert, select, update

from detaincrawl.records import ArchivePlace, Link, Page, Source
from detaincrawl.store.models.crawl import SourceRow, Url
from detaincrawl.store.models.evidence import PageRow
from detaincrawl.store.models.social import PostRow
from detaincrawl.vocabularies import SourceKind, SourceType


def save(connection: Connection, pages: Sequence[Page]) -> list[Page]:
    """Writes a row for each page, which must have its place in the archive, and gives them back with their numbers."""
    if not pages:
        return []
    numbered = insert(PageRow).returning(PageRow.id, sort_by_parameter_order=True)
    ids = connection.scalars(numbered, [_row(page) for page in pages])
    return [replace(page, page_id=number) for page, number in zip(pages, ids, strict=True)]


def _row(page: Page) -> dict[str, object]:
    if page.place is None:
        raise ValueError(f"{page.url} has no place in the archive: a row must not name what is not on disk")
    return {
        "url_id": page.url_id,
        "source": page.source,
        "url": page.url,
        "fetched_at": page.fetched_at,
        "segment": page.place.segment,
        "byte_offset": page.place.offset,
        "byte_length": page.place.length,
        "sha256": page.place.sha256,
        "link": _link_text(page.link) if page.link else None,
    }


def count(connection: Connection, since: datetime | None = None, source: str | None = None) -> int:
    """How many pages were kept."""
    chosen = _chosen(since, source).subquery()
    return connection.scalar(select(func.count()).select_from(chosen)) or 0


def after(
    connection: Connection, number: int, most: int, since: datetime | None = None, source: str | None = None
) -> list[Page]:
    """The next pages by number, without their bytes: those fetched ``since`` then, of one source, or all."""
    chosen = _chosen(since, source).where(PageRow.id > number).order_by(PageRow.id).limit(most)
    return [_page(row) for row in connection.execute(chosen)]


def place(connection: Connection, number: int) -> ArchivePlace | None:
    """Where a page lies now; None: it was taken out of the archive."""
    row = connection.execute(select(PageRow.__table__).where(PageRow.id == number)).one_or_none()
    return _page(row).place if row else None


def segments(connection: Connection) -> list[str]:
    """Names of all segments that rows name."""
    return sorted(connection.scalars(select(PageRow.segment).distinct()))


def in_segment(connection: Connection, segment: str) -> list[Page]:
    """The pages of a segment in their order, without their bytes."""
    inside = select(PageRow.__table__).where(PageRow.segment == segment).order_by(PageRow.byte_offset, PageRow.id)
    return [_page(row) for row in connection.execute(inside)]


def _chosen(since: datetime | None, source: str | None) -> Select[tuple[PageRow]]:
    chosen = select(PageRow.__table__)
    if since is not None:
        chosen = chosen.where(PageRow.fetched_at >= since)
    return chosen if source is None else chosen.where(PageRow.source == source)


def _page(row: Row[tuple[PageRow]]) -> Page:
    found = row._mapping
    return Page(
        source=found["source"],
        url=found["url"],
        fetched_at=found["fetched_at"],
        link=_link(found["link"]) if found["link"] else None,
        url_id=found["url_id"],
        place=ArchivePlace(found["segment"], found["byte_offset"], found["byte_length"], found["sha256"]),
        page_id=found["id"],
    )


def _link_text(link: Link) -> str:
    said = {
        "url": link.url,
        "title": link.title,
        "summary": link.summary,
        "published": link.published and link.published.isoformat(),
        "updated": link.updated and link.updated.isoformat(),
        "language": link.language,
    }
    # json escapes what is not ASCII: PostgreSQL takes neither NUL nor half of a surrogate pair, a feed may hold both.
    return json.dumps({name: value for name, value in said.items() if value is not None})


def _link(words: str) -> Link:
    said = json.loads(words)
    times = {name: datetime.fromisoformat(said[name]) for name in ("published", "updated") if name in said}
    return Link(**{**said, **times})


def known_sources(connection: Connection) -> dict[str, Source]:
    """Sources as last crawled: a page may be of one that the catalogue no longer has."""
    return {
        row.key: Source(
            key=row.key,
            name=row.name,
            kind=SourceKind(row.kind),
            homepage=row.homepage,
            language=row.language,
            country=row.country,
            timezone=row.timezone,
            type=SourceType(row.type),
        )
        for row in connection.execute(select(SourceRow.__table__))
    }


def ask_again(connection: Connection, version: int, now: datetime) -> int:
    """Queues what an older screen than ``version`` put aside; gives how many. Posts are told by feeds, not fetched."""
    older = update(Url).where(Url.state == "screened_out", Url.screen_version < version)
    older = older.where(~exists().where(PostRow.url_id == Url.id))
    return connection.execute(older.values(state="queued", next_try_at=now, attempts=0)).rowcount
