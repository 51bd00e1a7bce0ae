"""What a person sees of a crawl: a line that moves on a terminal, one line at the end anywhere."""

import asyncio
import sys
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import Spider, signals
from scrapy.crawler import Crawler

from detaincrawl.crawl import Crawl, crawl_of
from detaincrawl.inert import InertConsole
from detaincrawl.store.runs import Tally

SECONDS = 0.5
"""Between two looks."""


class _Console(InertConsole):
    def on_broken_pipe(self) -> None:
        """Nobody reads any more (``| head``): the crawl goes on. Rich would raise SystemExit inside the event loop."""
        self.quiet = True


class Progress:
    """A Scrapy extension; counts only what the spider's Crawl counts."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.live = Live(console=console, auto_refresh=False, transient=True) if console.is_terminal else None
        self.moving: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        progress = cls(_Console(file=sys.stderr))
        crawler.signals.connect(progress.opened, signals.spider_opened)
        crawler.signals.connect(progress.closed, signals.spider_closed)
        return progress

    def opened(self, spider: Spider) -> None:
        if self.live:
            self.live.start()
            self.moving = asyncio.get_running_loop().create_task(self._move(self.live, crawl_of(spider)))

    def closed(self, spider: Spider) -> None:
        if self.live and self.moving:
            self.moving.cancel()
            self.live.stop()
        self.console.print(Text(f"{_sources(crawl_of(spider))}: {_counts(crawl_of(spider))}"), soft_wrap=True)

    async def _move(self, live: Live, crawl: Crawl) -> None:
        while True:
            live.update(Text(f"{_sources(crawl)} … {_counts(crawl)}", overflow="ellipsis", no_wrap=True), refresh=True)
            await asyncio.sleep(SECONDS)


def _sources(crawl: Crawl) -> str:
    answered = sum(bool(tally.feeds_read or tally.unchanged) for tally in crawl.tallies.values())
    return f"{answered} of {len(crawl.sources)} sources answered"


def _counts(crawl: Crawl) -> str:
    total = Tally()
    for tally in crawl.tallies.values():
        for name in ("discovered", "unchanged", "fetched", "screened_out", "stored", "relevant"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
        total.refused += tally.refused
        total.errors += tally.errors
    counts = {
        "feeds unchanged": total.unchanged,
        "articles found": total.discovered,
        "fetched": total.fetched,
        "screened out": total.screened_out,
        "stored": total.stored,
        "with detainees": total.relevant,
        "refused": total.refused.total(),
        "errors": total.errors.total(),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing new"
