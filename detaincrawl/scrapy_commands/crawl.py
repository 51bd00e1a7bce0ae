"""``scrapy crawl``: begins only with a usable catalogue and database, and its exit status says how it went."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import suppress

from scrapy import signals
from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings, Settings

from detaincrawl import readers
from detaincrawl.crawl import Crawl, UnknownSource, chosen, crawl_of
from detaincrawl.inert import inert_line, make_logs_inert
from detaincrawl.outward import networks
from detaincrawl.posts import PLATFORMS
from detaincrawl.records import Source
from detaincrawl.store.engine import connect_checked
from detaincrawl.store.errors import DatabaseError
from detaincrawl.store.runs import Outcome
from detaincrawl.vocabularies import SourceKind

UNUSABLE = 2
"""Nothing was begun: catalogue, database or arguments are wrong."""
NOTHING_CRAWLED = 1
"""Every source failed, or the database or the archive was lost on the way."""

NAMED = 5
"""Sources that failed, told by name."""


class Command(crawl.Command):
    def run(self, args: list[str], opts: Namespace) -> None:
        if len(args) != 1:
            raise UsageError
        try:
            check(args[0], opts.spargs, self.settings or Settings())
        except (DatabaseError, ValueError) as unusable:
            self._say(str(unusable))
            self.exitcode = UNUSABLE
            return
        crawler, scrapy = self._create_crawler(args[0]), self.crawler_process
        assert scrapy is not None
        crawler.signals.connect(make_logs_inert, signals.spider_opened)  # by then Scrapy has set up its log anew
        scrapy.crawl(crawler, **opts.spargs)
        scrapy.start()
        self.exitcode = NOTHING_CRAWLED if scrapy.bootstrap_failed else self._status(crawl_of(crawler.spider))

    def _status(self, crawl: Crawl) -> int:
        for key in crawl.busy:
            self._say(f"{key}: another run holds this source; it was left to that run")
        if crawl.stopped:
            self._say(crawl.stopped.why)
            return NOTHING_CRAWLED
        failed = [key for key in crawl.held if crawl.tallies[key].outcome() is Outcome.FAILED]
        if not failed:
            return 0
        first = ", ".join(f"{key} ({', '.join(crawl.tallies[key].errors)})" for key in failed[:NAMED])
        more = f" and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
        self._say(f"{len(failed)} of {len(crawl.held)} sources failed: {first}{more}; see `detaincrawl sources health`")
        if any("inward request" in error for key in failed for error in crawl.tallies[key].errors):
            self._say("addresses inside are asked only where the environment opens them: ALLOW_NETWORKS=127.0.0.0/8")
        if len(failed) < len(crawl.held):
            return 0
        self._say("every source failed: is the network up?")
        return NOTHING_CRAWLED

    def _say(self, line: str) -> None:
        with suppress(BrokenPipeError):  # nobody reads any more; the status still tells
            print(f"detaincrawl: {inert_line(line)}", file=sys.stderr)


def check(spider: str, arguments: Mapping[str, str], settings: BaseSettings) -> None:
    """Raises ValueError (CatalogueError, UnknownSource) or DatabaseError, one line, unless the crawl can begin."""
    unknown = sorted(set(arguments) - {"source"})
    if unknown:
        raise UnknownSource(f"-a {unknown[0]}=…: the only argument is -a source=KEY,KEY")
    if spider in list(SourceKind):
        wanted = chosen(settings["SOURCES"], SourceKind(spider), arguments.get("source"))
        _check_token(SourceKind(spider), wanted, settings)
    networks(settings["ALLOW_NETWORKS"])
    readers.reader(readers.chosen(settings))
    if settings.getbool("HTTPPROXY_ENABLED"):
        raise ValueError(
            "HTTPPROXY_ENABLED: a proxy would ask what the guard against inward requests refuses; leave it off"
        )
    connect_checked()


def _check_token(kind: SourceKind, wanted: Sequence[Source], settings: BaseSettings) -> None:
    """Platforms that ask for a token stay off until there is one, and it is not sent in the clear."""
    token = PLATFORMS[kind].token if kind in PLATFORMS else None
    if token is None:
        return
    if not os.environ.get(token, "").strip():
        raise ValueError(f"{token} is not set: {kind} is read with a bearer token of its API; set it and crawl again")
    clear = [source for source in wanted if (source.api or "").startswith("http://")]
    if clear and not networks(settings["ALLOW_NETWORKS"]):
        raise ValueError(f"{clear[0].key}: api: {token} is not sent over plain http; write https://")
