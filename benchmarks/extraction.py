"""How well and how fast pages are extracted, beside trafilatura alone in the same run.

``python -m benchmarks.extraction FOLDER``, where FOLDER is a checkout of one of two public collections of real pages:
the article-extraction-benchmark (``ground-truth.json`` and ``html/``: main text) or fundus (``meta.info`` beside saved
pages and their expected values: title, time, authors, main text). ``--wrong FIELD`` prints what differs.
"""

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import trafilatura
from trafilatura.settings import Document

from detaincrawl.encoding import decode
from detaincrawl.extract import extract
from detaincrawl.records import Page, Refused, Source
from detaincrawl.vocabularies import SourceKind

_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a page, or what an extractor says of it; None: not known, not asked."""

    title: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    page: Page
    expected: Found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--wrong", choices=sorted(_SHOWN))
    options = arguments.parse_args()
    cases = [*_texts(options.folder), *_publishers(options.folder)]
    if not cases:
        sys.exit(f"{options.folder}: neither ground-truth.json nor a folder with meta.info; give a checkout of either")
    ours = _run(cases, _ours)
    alone = _run(cases, _trafilatura)
    print(f"{len(cases)} pages        detaincrawl   trafilatura alone")
    figures = [_figures(cases, results) for results, _ in (ours, alone)]
    for field in figures[0]:
        print(f"{field:<14} {figures[0][field]:>14.3f} {figures[1][field]:>19.3f}")
    for label, share in (("median ms", 0.5), ("95 % ms", 0.95), ("slowest ms", 1.0)):
        pair = [_quantile(times, share) for _, times in (ours, alone)]
        print(f"{label:<14} {pair[0]:>14.1f} {pair[1]:>19.1f}")
    if options.wrong:
        _print_wrong(options.wrong, cases, ours[0])


def _texts(folder: Path) -> Iterator[Case]:
    """The article-extraction-benchmark: main texts."""
    for truth in folder.rglob("ground-truth.json"):
        for name, entry in json.loads(truth.read_text("utf-8")).items():
            body = gzip.decompress((truth.parent / "html" / f"{name}.html.gz").read_bytes())
            page = Page("page", entry["url"], datetime.now(UTC), (), body)
            yield Case(name, page, Found(body=entry["articleBody"]))


def _publishers(folder: Path) -> Iterator[Case]:
    """fundus: saved pages of a publisher in order of their dates, as the versions of its expected values are."""
    for meta in sorted(folder.rglob("meta.info")):
        info = json.loads(meta.read_text("utf-8"))
        for values in sorted(meta.parent.glob("*.json")):
            expected = json.loads(values.read_text("utf-8"))
            pages = sorted(path.name for path in meta.parent.glob(f"{values.stem}_2*.html.gz"))
            versions = sorted(expected, key=_version)
            for name, version in zip(pages, versions, strict=True):
                crawled = datetime.fromisoformat(info[name]["crawl_date"]).replace(tzinfo=UTC)
                body = gzip.decompress((meta.parent / name).read_bytes())
                yield Case(name, Page("page", info[name]["url"], crawled, (), body), _expected(expected[version]))


def _version(name: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", name)]


def _expected(values: dict[str, object]) -> Found:
    published = values.get("publishing_date")
    authors = values.get("authors")
    body = values.get("body")
    return Found(
        title=str(values.get("title") or ""),
        published=datetime.fromisoformat(published) if isinstance(published, str) else None,
        authors=tuple(authors) if isinstance(authors, list) else (),
        body="\n\n".join(_strings(body)) if body else None,
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _ours(case: Case) -> Found:
    host = "/".join(case.page.url.split("/")[:3])
    try:
        article = extract(case.page, Source("page", "", SourceKind.NEWS, host, "und"))
    except Refused:
        return Found(title="", authors=(), body="")
    return Found(article.title or "", article.published, article.authors, article.text[article.body_start :])


def _trafilatura(case: Case) -> Found:
    found = trafilatura.bare_extraction(
        decode(case.page.body, None), url=case.page.url, fast=True, include_comments=False, with_metadata=True
    )
    if not isinstance(found, Document):
        return Found(title="", authors=(), body="")
    published = datetime.fromisoformat(found.date) if found.date else None
    authors = tuple(str(found.author).split("; ")) if found.author else ()
    return Found(found.title or "", published, authors, found.text or "")


def _run(cases: Sequence[Case], extractor: Callable[[Case], Found]) -> tuple[list[Found], list[float]]:
    """Results, and milliseconds of processor time a page."""
    extractor(cases[0])
    results, times = [], []
    for case in cases:
        began = time.process_time()
        results.append(extractor(case))
        times.append((time.process_time() - began) * 1000)
    return results, times


def _title(expected: Found, found: Found) -> float | None:
    return None if expected.title is None else float(_line(expected.title) == _line(found.title or ""))


def _day(expected: Found, found: Found) -> float | None:
    if expected.published is None:
        return None
    return float(found.published is not None and expected.published.date() == _as(expected, found.published).date())


def _minute(expected: Found, found: Found) -> float | None:
    if expected.published is None:
        return None
    if found.published is None:
        return 0.0
    apart = expected.published.replace(tzinfo=None) - _as(expected, found.published).replace(tzinfo=None)
    return float(abs(apart.total_seconds()) < 60)


def _as(expected: Found, published: datetime) -> datetime:
    """The found time on the expected one's clock; as it stands where either has no zone."""
    zone = expected.published.tzinfo if expected.published else None
    return published.astimezone(zone) if zone and published.tzinfo else published


def _authors(expected: Found, found: Found) -> float | None:
    return None if expected.authors is None else float(_names(expected) == _names(found))


def _names(found: Found) -> set[str]:
    return {_line(name).casefold() for name in found.authors or ()}


def _precision_recall(expected: Found, found: Found) -> tuple[float, float] | None:
    if expected.body is None:
        return None
    true, said = _shingles(expected.body), _shingles(found.body or "")
    shared = (true & said).total()
    return shared / max(1, said.total()), shared / max(1, true.total())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    spans = (tuple(words[place : place + _SHINGLE]) for place in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(span for span in spans if span)


_MEASURES: dict[str, Callable[[Found, Found], float | None]] = {
    "title": _title,
    "day": _day,
    "minute": _minute,
    "authors": _authors,
    "precision": lambda expected, found: (_precision_recall(expected, found) or (None, None))[0],
    "recall": lambda expected, found: (_precision_recall(expected, found) or (None, None))[1],
}

_SHOWN = {
    "title": "title",
    "day": "published",
    "minute": "published",
    "authors": "authors",
    "precision": "",
    "recall": "",
}


def _figures(cases: Sequence[Case], results: Sequence[Found]) -> dict[str, float]:
    """Means of what is known; F1 of mean precision and mean recall, as the collection of texts has it."""
    means = {field: _mean(measure, cases, results) for field, measure in _MEASURES.items()}
    figures = {field: value for field, value in means.items() if value is not None}
    if "precision" in figures:
        precision, recall = figures["precision"], figures["recall"]
        figures["body F1"] = 2 * precision * recall / ((precision + recall) or 1.0)
    return figures


def _mean(
    measure: Callable[[Found, Found], float | None], cases: Sequence[Case], results: Sequence[Found]
) -> float | None:
    scores = [measure(case.expected, found) for case, found in zip(cases, results, strict=True)]
    known = [score for score in scores if score is not None]
    return statistics.mean(known) if known else None


def _quantile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _line(words: str) -> str:
    return " ".join(words.split())


def _print_wrong(field: str, cases: Sequence[Case], results: Sequence[Found]) -> None:
    for case, found in zip(cases, results, strict=True):
        score = _MEASURES[field](case.expected, found)
        if score is not None and score < 1.0:
            attribute = _SHOWN[field]
            print(f"{score:.3f} {case.name}")
            if attribute:
                print(f"  - {getattr(case.expected, attribute)!s}\n  + {getattr(found, attribute)!s}")


if __name__ == "__main__":
    main()
