"""The sample web's way into the database, by the real spider in a process of its own, and out of it again."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import OperationalError

from detaincrawl.demo.outlets import Outlet
from detaincrawl.demo.server import HOST, Web
from detaincrawl.store import cases, migrate
from detaincrawl.store.engine import engine
from detaincrawl.store.errors import DatabaseError
from detaincrawl.store.models.crawl import FeedState, SourceRow, SourceRun, Url
from detaincrawl.store.models.evidence import ArticleRow, ArticleVersion, PageRow

MANNERS = {
    # On loopback there is nobody to be considerate to, and all outlets are one host to the spider.
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
}


class RealNewsInside(Exception):
    """The database holds articles of other sources: invented cases do not belong beside real ones."""


class CrawlFailed(Exception):
    """The spider ended with a status other than 0; it has said why."""


def prepare(outlets: Sequence[Outlet]) -> None:
    """Start the embedded server where there is no DATABASE_URL, and migrate. Raises DatabaseError, RealNewsInside."""
    database = engine()
    try:
        migrate.upgrade(database)
    except OperationalError as error:
        reason = " ".join(str(error.orig).split())
        raise DatabaseError(
            f"the database does not answer ({reason}): is the server up, and DATABASE_URL right?"
        ) from error
    keys = [outlet.key for outlet in outlets]
    with database.connect() as connection:
        if source := connection.scalar(select(ArticleRow.source).where(ArticleRow.source.not_in(keys)).limit(1)):
            raise RealNewsInside(
                f"the database holds articles of {source}, and invented cases do not belong beside real ones: "
                "set DATABASE_URL to an empty database"
            )


def crawl(web: Web) -> None:
    """``scrapy crawl news`` with the sample's catalogue; its progress is its own. Raises CrawlFailed."""
    settings = [part for name, value in MANNERS.items() for part in ("-s", f"{name}={value}")]
    with tempfile.TemporaryDirectory() as folder:  # its own: another demo's names other ports
        catalogue = Path(folder, "sources.toml")
        catalogue.write_text(web.catalogue, encoding="utf-8")
        done = subprocess.run(  # noqa: S603 - our own interpreter and words
            (sys.executable, "-m", "scrapy", "crawl", "news", *settings),
            cwd=migrate.CHECKOUT,
            env={**os.environ, "SOURCES": str(catalogue), "ALLOW_NETWORKS": f"{HOST}/32"},
            check=False,
        )
    if done.returncode:
        raise CrawlFailed(f"the crawl ended with status {done.returncode}; what it said stands above")


def remove(outlets: Sequence[Outlet]) -> int:
    """Take every row of the sample's sources out of the database; gives the number of articles."""
    keys = [outlet.key for outlet in outlets]
    with engine().begin() as connection:
        removed = connection.scalar(select(func.count()).where(ArticleRow.source.in_(keys))) or 0
        _remove_rows(connection, keys)
        cases.resolve_all(connection)
    return removed


def _remove_rows(connection: Connection, keys: Sequence[str]) -> None:
    """In the order of the foreign keys; mentions and claims go with their article."""
    articles = select(ArticleRow.id).where(ArticleRow.source.in_(keys))
    connection.execute(delete(ArticleVersion).where(ArticleVersion.article_id.in_(articles)))
    connection.execute(delete(ArticleRow).where(ArticleRow.source.in_(keys), ArticleRow.carried_by.is_not(None)))
    for table in (ArticleRow, PageRow, Url, FeedState, SourceRun):
        connection.execute(delete(table).where(table.source.in_(keys)))
    connection.execute(delete(SourceRow).where(SourceRow.key.in_(keys)))
