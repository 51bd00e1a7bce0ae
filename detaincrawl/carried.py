"""An article with the posts embedded in it, each read as an article of its own."""

from dataclasses import replace

from detaincrawl import extract, read
from detaincrawl.records import Article, Reading


def read_whole(article: Article) -> Reading:
    """The article's reading, with those of the posts that it carries; claims have no values yet."""
    return replace(read.read(article), carried=tuple(read.read(post) for post in extract.posts(article)))
