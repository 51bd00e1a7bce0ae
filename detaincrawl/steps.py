"""The steps behind extraction, for what is no crawl: the same calls as in its pipelines, without Scrapy."""

import os
from collections.abc import Sequence

from sqlalchemy import Connection

from detaincrawl import normalise, readers
from detaincrawl.carried import read_whole
from detaincrawl.records import Article, Reading
from detaincrawl.store import cases, forget, stories
from detaincrawl.store.readings import Saved


def read_article(article: Article) -> Reading:
    """What the article says to the readers that the environment names, and the posts that it carries, normalised."""
    return normalise.normalise(read_whole(article, readers.chosen(os.environ)))


def derive(connection: Connection, stored: Sequence[Reading], saved: Sequence[Saved]) -> None:
    """Derives again what rests on saved readings, in the transaction that saves them."""
    changed = [number for one in saved if one.changed for number in (one.article_id, *one.posts)]
    forget.finish(connection, stored)
    if changed:
        cases.resolve_articles(connection, {*changed, *stories.place(connection, changed)})
