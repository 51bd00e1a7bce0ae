"""When a page was published and changed: machine-readable values first, printed dates last."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from lxml import html

from detaincrawl.extract import jsonld, moments
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta
from detaincrawl.extract.moments import Moment
from detaincrawl.markup import plain, tree
from detaincrawl.records import Page

_PUBLISHED = (
    "articlepublishedtime", "articlepublished", "ogpublishedtime", "ogarticlepublishedtime", "publishedtime",
    "datepublished", "articledateoriginal", "originalpublicationdate", "parselypubdate", "sailthrudate", "pubdate",
    "publishdate", "publicationdate", "contentpublishdate", "dcdateissued", "dctermscreated", "dctermsissued",
    "dcdatecreated", "dctermsdate", "dcdate", "cxenseparserecspublishtime", "datecreated", "date", "timestamp",
    "ogpubdate", "releasedate", "displaydate",
)  # fmt: skip
"""Names of meta tags without their punctuation, which every site sets as it likes."""
_MODIFIED = ("articlemodifiedtime", "articlemodified", "ogupdatedtime", "datemodified", "lastmod", "dctermsmodified")
_CLOCK_SKEW = timedelta(minutes=10)
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_MAX_LINE = 90
_MAX_LINES = 400
_MAX_PRINTED = 12
_WIDEST_ZONE = 14


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is from: what its local times and its month names mean."""

    zone: tzinfo
    language: str


def dates(
    root: html.HtmlElement, tags: Meta, node: Node, page: Page, place: Place
) -> tuple[datetime | None, datetime | None]:
    """Published and modified time; neither is later than the fetch."""
    bare = _bare(tags)
    published = best(_published(root, bare, node, page, place), page.fetched_at)
    changed = (jsonld.first(node, "dateModified"), *(bare.get(key) for key in _MODIFIED))
    modified = best(_read(changed, place.zone), page.fetched_at)
    if published is None:
        return best(_read([bare.get("ogupdatedtime")], place.zone), page.fetched_at), modified
    return published, modified if modified and modified >= published else None


def best(candidates: Iterable[Moment], fetched_at: datetime) -> datetime | None:
    """The first candidate that is not in the future, made finer by a later one that states the same day or clock."""
    chosen: Moment | None = None
    for candidate in candidates:
        found = _past(candidate, fetched_at)
        if found is None or found.value < _EARLIEST:
            continue
        if chosen is None or _finer(found, chosen):
            chosen = found
        if chosen.timed and chosen.zoned:
            break
    return chosen.value if chosen else None


def stated(published: datetime | None, fetched_at: datetime | None) -> datetime | None:
    """The time that a post states; None where it cannot be: after the fetch, before the web."""
    if published is None or published < _EARLIEST:
        return None
    return None if fetched_at and published > fetched_at + _CLOCK_SKEW else published


def _past(moment: Moment, fetched_at: datetime) -> Moment | None:
    """The moment unless it lies after the fetch; a local time that does was meant in a zone further east."""
    limit = fetched_at + _CLOCK_SKEW
    if moment.value <= limit:
        return moment
    if moment.zoned or not moment.timed:
        return None
    local = moment.value.replace(tzinfo=None)
    offset = moment.value.utcoffset() or timedelta()
    for hours in range(1, _WIDEST_ZONE + 1):
        east = offset + timedelta(hours=hours)
        if east < timedelta(hours=_WIDEST_ZONE) and local.replace(tzinfo=timezone(east)) <= limit:
            return replace(moment, value=local.replace(tzinfo=timezone(east)))
    return None


def _finer(other: Moment, chosen: Moment) -> bool:
    if not chosen.timed:
        return other.timed and other.value.date() == chosen.value.date()
    return not chosen.zoned and other.zoned and _clock(other) == _clock(chosen)


def _clock(moment: Moment) -> datetime:
    return moment.value.replace(tzinfo=None, second=0, microsecond=0)


def _bare(tags: Meta) -> dict[str, str]:
    """First contents under names without namespace and punctuation."""
    bare: dict[str, str] = {}
    for key, values in tags.items():
        bare.setdefault(re.sub(r"^https?://[\w.]+/(?:ns/?)?|[\W_]", "", key), values[0])
    return bare


def _read(values: Iterable[str | None], zone: tzinfo, language: str | None = None) -> Iterator[Moment]:
    for value in values:
        found = moments.moment(value, zone, language) if value else None
        if found:
            yield found


def _published(root: html.HtmlElement, bare: dict[str, str], node: Node, page: Page, place: Place) -> Iterator[Moment]:
    stated = (jsonld.first(node, "datePublished"), jsonld.first(node, "dateCreated", "uploadDate"))
    yield from _read((*stated, *(bare.get(key) for key in _PUBLISHED)), place.zone)
    if page.link and page.link.published:
        yield Moment(page.link.published, timed=True, zoned=True)
    elements = [element for element, _ in zip(root.iter("time"), range(5), strict=False)]
    yield from _read(
        (element.get("datetime") or tree.words(element) for element in elements), place.zone, place.language
    )
    for line in _dated_lines(root):
        yield from _read((line,), place.zone, place.language)


def _dated_lines(root: html.HtmlElement) -> Iterator[str]:
    """Short lines with a date, those behind the first heading first: above it stands what day it is."""
    before: list[str] = []
    behind: list[str] = []
    seen = before
    for count, element in enumerate(root.iter()):
        if count > _MAX_LINES * 20 or len(behind) > _MAX_LINES:
            break
        if element.tag == "h1":
            seen = behind
        if element.tag in ("script", "style", "option"):
            continue
        for text in (element.text, element.tail):
            if text and len(text) <= _MAX_LINE * 4:
                line = plain.line(text)
                if 6 <= len(line) <= _MAX_LINE and (found := moments.printed(line)):
                    seen.append(found)
    yield from (*behind, *before)[:_MAX_PRINTED]
