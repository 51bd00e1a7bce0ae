"""Crawls of platforms on loopback, and what they left in the database."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.conftest import Crawler, Ended, rows
from tests.databases import Database
from tests.web import Site, site

__all__ = ["Crawler", "Ended", "rows"]


@pytest.fixture
def crawler(database: Database, tmp_path: Path) -> Iterator[Crawler]:
    own = Crawler(database.url, tmp_path)
    yield own
    own.close()


@pytest.fixture
def api() -> Iterator[Site]:
    """A platform's host."""
    with site() as one:
        yield one


@pytest.fixture
def other() -> Iterator[Site]:
    """A host beside the platform's."""
    with site("127.0.0.2") as one:
        yield one


def catalogue(path: Path, kind: str, entries: Mapping[str, Mapping[str, Any]]) -> Path:
    """Writes a sources.toml of social accounts: key → account or tags, api, and what else differs."""
    path.write_text("\n".join(_entry(kind, key, given) for key, given in entries.items()), encoding="utf-8")
    return path


def _entry(kind: str, key: str, given: Mapping[str, Any]) -> str:
    values = {"key": key, "name": key.title(), "kind": kind, "homepage": "https://press.test/", "language": "en"}
    return "[[source]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in {**values, **given}.items())
