"""What rests on saved readings, for the crawl and for whatever else saves them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from detaincrawl.records import Reading
from detaincrawl.store import cases, forget, stories
from detaincrawl.store.readings import Saved


def derive(connection: Connection, stored: Sequence[Reading], saved: Sequence[Saved]) -> None:
    """Derives again what rests on saved readings, in the transaction that saves them."""
    changed = [number for one in saved if one.changed for number in (one.article_id, *one.related)]
    forget.finish(connection, stored)
    if changed:
        cases.resolve_articles(connection, {*changed, *stories.place(connection, changed)})


def derive_again(connection: Connection, articles: Collection[int]) -> None:
    """Derives stories, persons and cases of these articles again, by the rules of now."""
    cases.resolve_articles(connection, {*articles, *stories.place_again(connection, articles)})
