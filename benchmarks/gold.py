"""Crawls annotated articles and posts with the real spider, then scores the database: how everything is measured.

``python -m benchmarks.gold FOLDER… [--score SCORE.PY] [--database URL] [-- ARGUMENTS OF SCORE.PY]``. Without
``--database`` a PostgreSQL of its own is started and removed; the one given must hold no other articles.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, cast

from benchmarks import annotated
from detaincrawl.demo import crawl
from detaincrawl.demo.server import Web, serving
from detaincrawl.demo.site import Document, Part
from detaincrawl.store.embedded import Server

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def main(folders: Sequence[Path], score: Path | None, database: str | None, arguments: Sequence[str]) -> int:
    """Exit status of the crawl's end, and of the score's."""
    with tempfile.TemporaryDirectory() as scratch, _database(database, Path(scratch)) as url:
        os.environ |= {"DATABASE_URL": url, "ARCHIVE_DIR": str(Path(scratch, "archive"))}
        _crawl(folders)
        if score is None:
            return 0
        command = [sys.executable, str(score), *map(str, folders), "--db", url, *arguments]
        return subprocess.run(command, check=False).returncode


def _crawl(folders: Sequence[Path]) -> None:
    outlets = tuple(outlet for folder in folders for outlet in annotated.outlets(folder))
    with serving(outlets) as web:
        for folder in folders:
            _serve_posts(web, folder)
        crawl.prepare(outlets)
        began = time.perf_counter()
        crawl.crawl(web)
        print(f"crawled in {time.perf_counter() - began:.1f} s", file=sys.stderr)


def _serve_posts(web: Web, folder: Path) -> None:
    """Social posts are served as their platform serves them: a page of its own that declares a post."""
    entries = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    for entry in (entry for entry in entries if entry["kind"] == "post"):
        written = datetime.fromisoformat(entry["published"])
        page = Document(Part.ARTICLE, "text/html; charset=utf-8", written, _post_page(entry))
        for site in web.sites.values():
            if entry["path"] in site:
                cast(dict[str, Document], site)[entry["path"]] = page


def _post_page(entry: Mapping[str, Any]) -> bytes:
    post = {
        "@context": "https://schema.org",
        "@type": "SocialMediaPosting",
        "author": [{"@type": "Person", "name": name} for name in entry["authors"]],
        "datePublished": entry["published"],
        "articleBody": "\n".join(entry["paragraphs"]),
        "inLanguage": entry["language"],
    }
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in entry["paragraphs"])
    data = json.dumps(post, ensure_ascii=False).replace("</", "<\\/")
    page = (
        f'<!doctype html><html lang="{entry["language"]}"><head><meta charset="utf-8">'
        f'<title>{escape(entry["title"])}</title><script type="application/ld+json">{data}</script></head>'
        f"<body><main><article>{text}</article></main></body></html>"
    )
    return page.encode()


@contextmanager
def _database(given: str | None, scratch: Path) -> Iterator[str]:
    if given:
        yield given
        return
    server = Server(scratch / "pg", settings=FAST)
    server.start()
    try:
        yield server.url()
    finally:
        server.remove()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--score", type=Path, help="prints the score of a database: SCORE.PY FOLDER… --db URL")
    parser.add_argument("--database", help="address of an empty or earlier crawled database")
    known, rest = parser.parse_known_args()
    sys.exit(main(known.folders, known.score, known.database, [argument for argument in rest if argument != "--"]))
