"""How fast annotated articles are read and normalised on one core, beside trafilatura's time for the same pages.

``python -m benchmarks.reading_speed FOLDER``, FOLDER as of ``benchmarks.reading``. Prints the articles and the posts of
the folder, texts of several lengths put together from them, and texts of many people: documents a second, processor
time a word (the same at every length, where time is linear in it), and how many times as long trafilatura takes to
extract the text of a plain page with the same words. Both run in turns, so that the ratio holds on a busy machine;
every result kept between articles is forgotten before each turn.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import cycle
from pathlib import Path

import trafilatura

from benchmarks.reading import articles
from detaincrawl import documents
from detaincrawl.normalise import normalise
from detaincrawl.normalise.countries import country
from detaincrawl.normalise.dates import dated
from detaincrawl.normalise.fines import fine
from detaincrawl.normalise.numbers import number
from detaincrawl.normalise.terms import term
from detaincrawl.read import read
from detaincrawl.read.language import sought, text
from detaincrawl.records import Article
from detaincrawl.vocabularies import ArticleKind

ROUNDS = 3
LENGTHS = (45, 500, 2_000, 20_000, 160_000)
"""Words: a post, an ordinary article, a long one, a book of one page, 1 MB."""
NAMES = (100, 1_000, 10_000)
"""People of one text, each with an event of their own."""
BATCH = 20_000
"""Words a turn: so many texts of one length are read."""
REMEMBERED = (dated, term, fine, country, text.remembered, sought.sought_as, number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    whole = [documents.annotated(gold) for gold in articles(parser.parse_args().folder)]
    read_alone = [replace(article, embeds=()) for article in whole]
    if not read_alone:
        sys.exit("no English articles (*.json) in the folder")
    print(f"{'':24}{'words':>8}{'a second':>10}{'us a word':>11}{'trafilatura':>13}")
    for kind in ArticleKind:
        _print(f"{kind}s of the folder", [article for article in read_alone if article.kind is kind])
    for length in LENGTHS:
        _print(f"{length} words", _put_together(read_alone, length, max(1, BATCH // length)))
    for names in NAMES:
        _print(f"{names} names", [_of_people(read_alone[0], names)])


def _put_together(several: Sequence[Article], length: int, count: int) -> list[Article]:
    """``count`` articles of ``length`` words from the paragraphs of several, each going on where the last ended."""
    paragraphs = cycle([words for article in several for words in article.text.split("\n\n")])
    made = []
    for _ in range(count):
        taken: list[str] = []
        left = length
        while left > 0:
            taken.append(" ".join(next(paragraphs).split(" ")[:left]))
            left -= len(taken[-1].split(" "))
        made.append(replace(several[0], title=None, text="\n\n".join(taken), body_start=0))
    return made


def _of_people(like: Article, count: int) -> Article:
    """An article of so many people of different names, a paragraph each."""
    told = "{}, a Swede, was arrested in Minsk in 2020 and jailed for {} years for espionage, a court said."
    text = "\n\n".join(told.format(_full_name(n), n % 20 + 1) for n in range(count))
    return replace(like, title=None, text=text, body_start=0)


def _full_name(ordinal: int) -> str:
    """``Anna Baaiuov``: a letter for each figure."""
    return "Anna B" + "".join("aeiouklmnr"[int(figure)] for figure in f"{ordinal:05}") + "ov"


def _print(name: str, several: Sequence[Article]) -> None:
    if not several:
        return
    pages = [_page(article) for article in several]
    turns = list(_turns(lambda: _read(several), lambda: _extracted(pages)))
    ours, theirs = (min(seconds) for seconds in zip(*turns, strict=True))
    words = sum(len(article.text.split()) for article in several)
    print(
        f"{name:24}{words / len(several):8.0f}{len(several) / ours:10.1f}"
        f"{ours / words * 1e6:11.1f}{theirs / ours:12.1f}x"
    )


def _turns(*works: Callable[[], None]) -> Iterator[tuple[float, ...]]:
    """Processor seconds of each work, round by round."""
    for _ in range(ROUNDS):
        yield tuple(_seconds(work) for work in works)


def _seconds(work: Callable[[], None]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _read(several: Sequence[Article]) -> None:
    for remembered in REMEMBERED:
        remembered.cache_clear()
    for article in several:
        normalise(read(article))


def _page(article: Article) -> str:
    """A page of the article's words and nothing else."""
    body = "".join(f"<p>{escape(words)}</p>" for words in article.text.split("\n\n"))
    head = f"<head><title>{escape(article.title or '')}</title></head>"
    return f"<html lang='en'>{head}<body><article>{body}</article></body></html>"


def _extracted(pages: Sequence[str]) -> None:
    for page in pages:
        trafilatura.bare_extraction(page, fast=True, include_comments=False)


if __name__ == "__main__":
    main()
