"""Removes articles from every table, and sees to it that their addresses are not asked for again."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, delete, false, or_, select, update
from sqlalchemy.orm import Mapped

from detaincrawl.redaction import full_forms, holds, redacted
from detaincrawl.resolve.names import parts
from detaincrawl.store import forgotten
from detaincrawl.store.models.crawl import Url
from detaincrawl.store.models.evidence import ArticleRow, ArticleVersion, PageRow
from detaincrawl.store.models.judgements import Judgement

REASON = "forgotten"


def remove_articles(
    connection: Connection, articles: Collection[int], forms: Collection[str], pages: Collection[int]
) -> None:
    """Deletes articles with all that hangs on them, and sees to it that their addresses are not asked for again."""
    addresses = addresses_of(connection, articles, _only_of(connection, articles, pages))
    telling = {url for url in addresses if holds(url, forms)}
    forgotten.remember(connection, (), telling)
    connection.execute(update(ArticleRow).where(ArticleRow.carried_by.in_(articles)).values(carried_by=None))
    connection.execute(delete(ArticleRow).where(ArticleRow.id.in_(articles)))
    untitle(connection, addresses)
    connection.execute(update(Url).where(Url.url.in_(addresses)).values(state="refused", reason=REASON, sha256=None))
    named = select(Url.id).where(Url.url.in_(telling))
    connection.execute(update(PageRow).where(PageRow.url_id.in_(named)).values(url_id=None))
    connection.execute(delete(Url).where(Url.url.in_(telling)))


def addresses_of(connection: Connection, articles: Collection[int], pages: Collection[int]) -> set[str]:
    return {
        *connection.scalars(select(ArticleRow.canonical_url).where(ArticleRow.id.in_(articles))),
        *connection.scalars(select(ArticleVersion.url).where(ArticleVersion.article_id.in_(articles))),
        *connection.scalars(select(PageRow.url).where(PageRow.id.in_(pages))),
        *connection.scalars(select(Url.url).join(PageRow, PageRow.url_id == Url.id).where(PageRow.id.in_(pages))),
    }


def untitle(connection: Connection, addresses: Collection[str]) -> None:
    """Titles that feeds gave of these addresses go."""
    connection.execute(update(Url).where(Url.url.in_(addresses)).values(title=None))


def unsay(connection: Connection, forms: Collection[str]) -> None:
    """Takes full names out of what no mention leads to: titles of what was never kept, notes on others' cases."""
    full = full_forms(forms)
    connection.execute(update(Url).where(_says(Url.title, full)).values(title=None))
    for row in connection.execute(select(Judgement.id, Judgement.note).where(_says(Judgement.note, full))).all():
        blotted = redacted(row.note, {*forms, *(form.upper() for form in full)})
        connection.execute(update(Judgement).where(Judgement.id == row.id).values(note=blotted))


def _says(words: Mapped[str] | Mapped[str | None], full: Collection[str]) -> ColumnElement[bool]:
    """All parts of one of the names, in whatever order and capitals."""
    return or_(
        false(), *(and_(*(words.icontains(part.word, autoescape=True) for part in parts(form))) for form in full)
    )


def _only_of(connection: Connection, articles: Collection[int], pages: Collection[int]) -> list[int]:
    """Those of the pages that are none of another article."""
    versions = select(ArticleVersion.page_id).where(
        ArticleVersion.page_id.in_(pages), ArticleVersion.article_id.not_in(articles)
    )
    return sorted(set(pages) - set(connection.scalars(versions)))
