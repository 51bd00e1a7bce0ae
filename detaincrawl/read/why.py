"""Why a person of an article is or is no case: what the reader has of everybody it found. Pure."""

from collections.abc import Iterator

from detaincrawl.frozen import frozen
from detaincrawl.read import cases, objections, scan
from detaincrawl.read.files import File
from detaincrawl.read.found import Scan
from detaincrawl.read.language import text
from detaincrawl.read.taggers import Tagger
from detaincrawl.records import Article


@frozen
class Verdict:
    """What speaks for and against one person, once a detaining state."""

    name: str
    against: str | None
    """Why they are no case; None: they are one."""
    nationalities: tuple[str, ...]
    detaining_country: str | None
    told: tuple[str, ...]
    """What happened to them, each as ``sentenced: "… the words …"``."""


def why(article: Article, name: str, tagger: Tagger | None = None) -> tuple[Verdict, ...]:
    """Everybody of the article whose name has the words of ``name``; none where nobody is read as so named."""
    found = scan.scan(text.parse(article.text, article.body_start), tagger)
    asked = set(name.lower().split())
    whole = objections.invented_or_old(found)
    return tuple(
        _verdict(found, file, whole or against)
        for file, against in cases.judged(article, found)
        if asked <= _forms(found, file)
    )


def _forms(found: Scan, file: File) -> set[str]:
    return {
        part for mark in found.names if mark.person is file.person for part in found.text.lows[mark.first : mark.last]
    }


def _verdict(found: Scan, file: File, against: str | None) -> Verdict:
    return Verdict(file.person.name, against, tuple(sorted(file.nationalities)), file.holder, tuple(_told(found, file)))


def _told(found: Scan, file: File) -> Iterator[str]:
    for ordinal in file.happenings:
        happening = found.happenings[ordinal]
        sentence = found.text.span(happening.sentence.first, happening.sentence.last)
        yield f"{happening.type}: {sentence}"
