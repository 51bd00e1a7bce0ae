"""An article with the posts embedded in it, each read as an article of its own. Pure."""

from dataclasses import replace

from detaincrawl import extract, normalise, readers
from detaincrawl.readers import RULES_ALONE, Chosen
from detaincrawl.records import Article, Reading


def read_whole(article: Article, chosen: Chosen = RULES_ALONE) -> Reading:
    """The article's reading, with those of the posts that it carries; claims have no values yet."""
    read = readers.reader(chosen)
    return replace(read(article), carried=tuple(read(post) for post in extract.posts(article)))


def read_article(article: Article, chosen: Chosen = RULES_ALONE) -> Reading:
    """The same, with values: all the steps between extraction and the store."""
    return normalise.normalise(read_whole(article, chosen))
