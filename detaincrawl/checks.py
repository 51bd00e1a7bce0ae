"""Asks each feed, sitemap and listing of some sources once, with the crawl's manners and guards: what does it yield?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scrapy.http import Response

from detaincrawl import asking, discover
from detaincrawl.records import Refused, Source
from detaincrawl.spiders.news import SITEMAP_BYTES

REASON_SIGNS = 200


@dataclass(frozen=True, slots=True)
class Check:
    """What one address answered."""

    source: str
    url: str
    kind: str | None = None
    """feed, sitemap, sitemap_index, listing; None: nothing to read."""
    links: int = 0
    """Articles, or sitemaps of an index."""
    newest: datetime | None = None
    """Latest date that it gives a link."""
    reason: str | None = None
    """Why there is nothing to read."""


Report = Callable[[Check], None]


def check(sources: Sequence[Source], report: Report) -> None:
    """Calls ``report`` for every address of the sources, as the answers come; once a process (it runs the reactor).

    Raises ValueError, one line, where ALLOW_NETWORKS is wrong.
    """
    source_of = {url: one for one in sources for url in (*one.feeds, *one.sitemaps, *one.listings)}

    def answered(url: str, answer: Response | str) -> None:
        source = source_of[url]
        report(Check(source.key, url, reason=answer) if isinstance(answer, str) else _read(answer, source, url))

    asking.ask(source_of, SITEMAP_BYTES, answered)


def _read(response: Response, source: Source, url: str) -> Check:
    try:
        found = _found(response, source, url)
    except Refused as refused:
        return Check(source.key, url, reason=discover.plain(str(refused), REASON_SIGNS))
    count = len(found.links) + len(found.sitemaps)
    dates = [date for link in found.links for date in (link.published, link.updated) if date]
    return Check(source.key, url, str(found.kind), count, max(dates, default=None), None if count else "names no link")


def _found(response: Response, source: Source, url: str) -> discover.Discovery:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    now = datetime.now(UTC)
    if url in source.listings:
        return discover.listing_links(response.body, url=response.url, content_type=content_type, now=now)
    zone = source.timezone
    return discover.links(response.body, url=response.url, content_type=content_type, now=now, timezone=zone)
