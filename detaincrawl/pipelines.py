"""The path of a page, one class a step, one call each: screen, keep, extract, read, normalise, store."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from sqlalchemy import Connection

from detaincrawl import normalise, readers, screen, sources
from detaincrawl.archive import Archive, Unwritable, Writer
from detaincrawl.carried import read_whole
from detaincrawl.crawl import Crawl, PageRefused, crawl_of
from detaincrawl.outlets import Outlets
from detaincrawl.records import Article, Page, Reading, Refused
from detaincrawl.steps import derive
from detaincrawl.store import frontier, links, pages
from detaincrawl.store.migrate import CHECKOUT
from detaincrawl.store.readings import GroupCommit, Saved
from detaincrawl.workers import Extraction


class _Step:
    """Each step knows the crawl that it works for."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def crawl(self) -> Crawl:
        return crawl_of(self.crawler.spider)


class ScreenPage(_Step):
    """Most pages of a news site concern nobody held abroad: they end here."""

    async def process_item(self, page: Page) -> Page:
        judged = screen.screen(page, self.crawl.sources[page.source])
        if judged.keep:
            return page
        self.crawl.tallies[page.source].screened_out += 1
        await self.crawl.step(lambda connection: frontier.screened_out(connection, page, judged, screen.VERSION))
        raise DropItem(f"screened out: {judged.reason}")


class KeepPage(_Step):
    """Raw bytes are on disk, and their row committed, before anything parses them in depth."""

    writer: Writer

    def open_spider(self) -> None:
        folder = self.crawler.settings["ARCHIVE_DIR"] or CHECKOUT / ".data" / "archive"
        self.writer = Archive(Path(folder)).writer()

    async def close_spider(self) -> None:
        await self.writer.close()

    async def process_item(self, page: Page) -> Page:
        try:
            placed = await self.writer.keep(page)
        except Unwritable as unwritable:
            raise self.crawl.stop(str(unwritable)) from None
        (kept,) = await self.crawl.step(lambda connection: pages.save(connection, [placed]))
        return kept


class ExtractArticle(_Step):
    """Words out of markup, in processes of their own: hostile pages hang and kill them."""

    def open_spider(self) -> None:
        self.chosen = readers.chosen(self.crawler.settings)
        self.pool = Extraction(ready=partial(readers.reader, self.chosen))
        self.pool.start()

    async def close_spider(self) -> None:
        await self.pool.stop()

    async def process_item(self, page: Page) -> Article:
        try:
            return await self.pool.extract(page, self.crawl.sources[page.source])
        except Refused as refused:
            raise PageRefused(refused) from None


class ReadArticle(_Step):
    """Mentions and claims, of the article and of the posts embedded in it; by the extracting processes too.

    Reading takes 14 ms an article, but a second for a text of 150 kB.
    """

    def open_spider(self) -> None:
        extracting = self.crawler.get_item_pipeline(ExtractArticle)
        assert extracting is not None
        self.extracting = extracting

    async def process_item(self, article: Article) -> Reading:
        try:
            return await self.extracting.pool.run(article.url, read_whole, article, self.extracting.chosen)
        except Refused as refused:
            raise PageRefused(refused) from None


class NormaliseNames:
    def process_item(self, reading: Reading) -> Reading:
        return normalise.names(reading)


class NormaliseDates:
    def process_item(self, reading: Reading) -> Reading:
        return normalise.dates(reading)


class NormaliseCharges:
    def process_item(self, reading: Reading) -> Reading:
        return normalise.charges(reading)


class NormaliseCountries:
    def process_item(self, reading: Reading) -> Reading:
        return normalise.countries(reading)


class NormaliseTerms:
    def process_item(self, reading: Reading) -> Reading:
        return normalise.terms(reading)


class NormaliseFines:
    def process_item(self, reading: Reading) -> Reading:
        return normalise.fines(reading)


class NormaliseFurther:
    """The further fields; it is the last, and drops claims that none gave a value."""

    def process_item(self, reading: Reading) -> Reading:
        return normalise.finish(normalise.further(reading))


class StoreReading(_Step):
    """Article, claims, their cases and the address's end, in one transaction that many articles share."""

    def open_spider(self) -> None:
        catalogue = self.crawler.settings["SOURCES"]
        outlets = Outlets(sources.load(Path(catalogue) if catalogue else None))
        after = partial(_after, outlets)
        self.commits = GroupCommit(self.crawl.engine, after=after, run=self.crawl.patiently)

    async def process_item(self, reading: Reading) -> Reading:
        saved = await self.commits.save(reading)
        tally = self.crawl.tallies[reading.article.source]
        tally.stored += 1
        tally.relevant += bool(saved.mentions)
        return reading


def _after(outlets: Outlets, connection: Connection, stored: Sequence[Reading], saved: Sequence[Saved]) -> None:
    frontier.done(connection, [reading.article for reading in stored])
    derive(connection, stored, saved)
    links.follow(connection, outlets, stored, saved, datetime.now(UTC))
