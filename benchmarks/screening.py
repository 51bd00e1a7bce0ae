"""How many relevant pages the screen lets through, how many others, and in what time.

``python -m benchmarks.screening FOLDER [PAGES]``: FOLDER holds annotated articles (``*.json``, as for
benchmarks.annotated, with ``kind`` and ``relevant``), PAGES saved pages of any news (``*.html``, ``*.html.gz``, at any
depth), such as those of the public collections that benchmarks.extraction measures.
"""

import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from detaincrawl.records import Page, Source
from detaincrawl.screen import Screening, screen
from detaincrawl.vocabularies import SourceKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"),)
LANGUAGE = re.compile(rb"<html[^<>]{0,500}\slang=[\"']?([a-zA-Z]{2})")


def main(folder: Path, saved: Path | None) -> int:
    """Prints the figures; 1 where a relevant article was put aside."""
    missed = _annotated(folder)
    if saved:
        _saved(saved)
    return 1 if missed else 0


def _annotated(folder: Path) -> int:
    let, all_of = Counter[tuple[bool, str]](), Counter[tuple[bool, str]]()
    for path in sorted(folder.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        found = screen(*_rendered(article))
        kind = (bool(article["relevant"]), article["language"])
        all_of[kind] += 1
        let[kind] += found.keep
        if article["relevant"] and not found.keep:
            print(f"missed {path.name}: {found.reason}")
    for relevant, words in ((True, "relevant"), (False, "others")):
        counts = [f"{language} {let[relevant, language]}/{all_of[relevant, language]}"
                  for kind, language in sorted(all_of) if kind == relevant]  # fmt: skip
        print(f"{words} let through: {', '.join(counts)}")
    return sum(all_of[kind] - let[kind] for kind in all_of if kind[0])


def _rendered(article: dict[str, Any]) -> tuple[Page, Source]:
    title = escape(article["title"])
    text = "".join(f"<p>{escape(words)}</p>" for words in article["paragraphs"])
    head = f'<html lang="{article["language"]}"><head><title>{title}</title></head>'
    kind = SourceKind.NEWS if article["kind"] == "article" else SourceKind.MASTODON
    page = Page(
        "k", f"https://{article['outlet']['domain']}{article['path']}", NOW, HTML, f"{head}<body>{text}".encode()
    )
    return page, Source("k", "", kind, "", article["language"])


def _saved(folder: Path) -> None:
    judged = [_timed(path) for path in sorted(folder.rglob("*.html*"))]
    kept = Counter((found.keep, found.reason) for found, _ in judged)
    times = sorted(seconds * 1000 for _, seconds in judged)
    share = sum(found.keep for found, _ in judged) / len(judged)
    print(f"{len(judged)} saved pages: {share:.0%} let through; median {statistics.median(times):.2f} ms, "
          f"95 of 100 below {times[len(times) * 95 // 100]:.2f} ms")  # fmt: skip
    for (keep, reason), number in kept.most_common():
        print(f"  {'kept' if keep else 'put aside'} by {reason}: {number}")


def _timed(path: Path) -> tuple[Screening, float]:
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    language = LANGUAGE.search(body[:5000])
    source = Source("k", "", SourceKind.NEWS, "", language[1].decode().lower() if language else "")
    page = Page("k", "https://news.example/", NOW, (), body)
    began = time.thread_time()
    return screen(page, source), time.thread_time() - began


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else None))
