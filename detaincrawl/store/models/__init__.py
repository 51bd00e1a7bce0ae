"""The tables by part of the path: crawl (frontier), social (feeds), evidence (pages to claims), cases, judgements."""

from detaincrawl.store.models import cases, crawl, evidence, judgements, removals, social, stories
from detaincrawl.store.models.base import Base

__all__ = ["Base", "cases", "crawl", "evidence", "judgements", "removals", "social", "stories"]
