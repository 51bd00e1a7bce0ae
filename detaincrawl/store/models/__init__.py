"""The tables by part of the path: crawl (frontier, runs), evidence (pages to claims), cases (derived), judgements."""

from detaincrawl.store.models import cases, crawl, evidence, judgements, removals, stories
from detaincrawl.store.models.base import Base

__all__ = ["Base", "cases", "crawl", "evidence", "judgements", "removals", "stories"]
