"""Where posts lead: addresses that relevant posts link to are queued for the news crawl, and tied to the posts."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import insert

from detaincrawl.discover.urls import canonical
from detaincrawl.outlets import Outlets
from detaincrawl.records import Article, Link, Reading, Refused, Source
from detaincrawl.store import frontier, pages, posts, runs
from detaincrawl.store.models.crawl import SourceRow
from detaincrawl.store.models.social import PostLink
from detaincrawl.store.readings import Saved
from detaincrawl.vocabularies import ArticleKind

MOST = 20
"""Links of one post or thread that are followed."""

_WAITING = text("""
SELECT key FROM source s WHERE led_by IS NOT NULL AND EXISTS (
  SELECT FROM url u WHERE u.source = s.key AND u.state = 'queued' AND u.next_try_at <= :now)""")


def follow(
    connection: Connection, outlets: Outlets, stored: Sequence[Reading], saved: Sequence[Saved], now: datetime
) -> None:
    """Queues what relevant posts link to; call it in the transaction that saved them."""
    for reading, one in zip(stored, saved, strict=True):
        article = reading.article
        if one.mentions and article.links and article.kind is ArticleKind.POST:
            led_by = pages.known_sources(connection)[article.source]
            _tie(connection, one.article_id, _queue(connection, outlets, article, led_by, now))


def _queue(connection: Connection, outlets: Outlets, article: Article, led_by: Source, now: datetime) -> list[str]:
    """The addresses that the post leads to, as the frontier spells them."""
    found: list[str] = []
    for url in _spelt(article.links[:MOST]):
        outlet = outlets.outlet(url, led_by)
        if outlet is None:
            continue
        _know(connection, outlet, led_by)
        frontier.discover(connection, outlet.key, [Link(url)], now)
        found.append(url)
    return found


def _spelt(links: Iterable[str]) -> list[str]:
    found = []
    for link in links:
        try:
            found.append(canonical(link))
        except Refused:  # no address: a post may print anything
            continue
    return list(dict.fromkeys(found))


def _know(connection: Connection, outlet: Source, led_by: Source) -> None:
    """A row for the outlet: as the catalogue has it, or as a post led to it."""
    if "." not in outlet.key:
        runs.save_sources(connection, [outlet])
        return
    columns = ("key", "name", "kind", "type", "homepage", "language", "country", "timezone")
    new = insert(SourceRow).values(led_by=led_by.key, **{name: getattr(outlet, name) for name in columns})
    connection.execute(new.on_conflict_do_nothing())


def _tie(connection: Connection, article_id: int, urls: Sequence[str]) -> None:
    for url_id in posts.ids_of(connection, urls):
        tie = insert(PostLink).values(article_id=article_id, url_id=url_id)
        connection.execute(tie.on_conflict_do_nothing())


def waiting(connection: Connection, now: datetime) -> list[Source]:
    """Sites that only posts led to and that have addresses to be fetched now."""
    known = pages.known_sources(connection)
    return [known[key] for key in sorted(connection.scalars(_WAITING, {"now": now}))]
