"""Crawls a folder of annotated articles from a web on loopback, with the real spider: what comes out can be compared.

``python -m benchmarks.annotated FOLDER``, where every ``*.json`` of FOLDER is one article: ``outlet`` (``name``,
``domain``, ``timezone``), ``path``, ``title``, ``authors``, ``published``, ``language``, ``paragraphs``, ``embeds``.
The rows go to the database of DATABASE_URL, or to the embedded one, which must hold no other articles.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from detaincrawl.commands.cases import wide_console
from detaincrawl.demo import crawl, report
from detaincrawl.demo.outlets import Outlet, Publishing, SampleArticle, SamplePost, newest_first
from detaincrawl.demo.server import serving
from detaincrawl.store import engine

STYLES = ("plain", "graph", "meta")
"""Pages that state title, authors and time: extraction has a benchmark of its own."""


def outlets(folder: Path) -> tuple[Outlet, ...]:
    """The outlets of a folder, each with its articles; ways of publishing and page styles take turns."""
    articles = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        articles[entry["outlet"]["name"], entry["language"]].append(entry)
    looks = zip(cycle((Publishing.RSS, Publishing.ATOM, Publishing.JSON_FEED)), cycle(STYLES), strict=False)
    numbered = enumerate(zip(articles.values(), looks, strict=False))
    return tuple(_outlet(number, entries, *look) for number, (entries, look) in numbered)


def _outlet(number: int, entries: list[Mapping[str, Any]], way: Publishing, style: str) -> Outlet:
    outlet = entries[0]["outlet"]
    return Outlet(
        key=f"{outlet['domain'].split('.')[0]}-{number}",
        name=outlet["name"],
        publishing=(way,),
        style=style,
        articles=newest_first(_article(entry) for entry in entries),
        language=entries[0]["language"],
        timezone=outlet["timezone"],
    )


def _article(entry: Mapping[str, Any]) -> SampleArticle:
    return SampleArticle(
        path=entry["path"],
        title=entry["title"],
        published=datetime.fromisoformat(entry["published"]),
        text="\n\n".join(entry["paragraphs"]),
        authors=tuple(entry["authors"]),
        posts=tuple(_posts(entry.get("embeds", ()))),
    )


def _posts(embeds: Iterable[Mapping[str, Any]]) -> Iterable[SamplePost]:
    for embed in embeds:
        day = date.fromisoformat(embed["published"][:10])
        yield SamplePost(author=embed["author"].lstrip("@"), handle=embed["author"], posted=day, text=embed["text"])


def main(folder: Path) -> None:
    found = outlets(folder)
    with serving(found) as web:
        crawl.prepare(found)
        crawl.crawl(web)
        report.summary(found, web, engine.url(), wide_console())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
