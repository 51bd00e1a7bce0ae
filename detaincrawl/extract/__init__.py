"""Page → Article, pure: ``extract(page, source)`` and the posts that an article carries."""

from detaincrawl.extract.cascade import extract, posts

__all__ = ["extract", "posts"]
