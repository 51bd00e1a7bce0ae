"""The tables, one module a part of the path: crawl (frontier, runs), evidence (pages to claims), cases (what is derived)."""

from detaincrawl.store.models import cases, crawl, evidence
from detaincrawl.store.models.base import Base

__all__ = ["Base", "cases", "crawl", "evidence"]
