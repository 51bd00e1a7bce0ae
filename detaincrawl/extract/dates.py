"""When a page was published and changed: machine-readable values first, printed dates last."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from dateparser.date import DateDataParser
from lxml import html

from detaincrawl.extract import jsonld, tree
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta, first
from detaincrawl.records import Page

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "cxenseparse:recs:publishtime", "date", "originalpublicationdate",
    "article_date_original", "last-modified",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
)

_ISO = re.compile(
    r"\s*(?P<year>(?:19|20)\d\d)(?P<sep>[-/.]?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?:(?:T|\s|\s?[,|–-]\s?)\s*(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,:]\d+)?)?)?"
    r"\s*(?P<zone>Z|[+-]\s?\d{1,2}:?(?:\d\d)?(?::\d\d)?|\(?[A-Z]{2,5}\)?)?(?:\[[\w/]+\])?\s*",
    re.I,
)
_DAY_FIRST = re.compile(
    r"\s*(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)"
    r"(?:\s*[,|–-]?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?)?\s*(?P<zone>\(?[A-Z]{2,5}\)?)?(?:\s?Uhr)?\s*",
    re.I,
)
_EPOCH = re.compile(r"\s*(1\d{9})(?:\d{3})?(?:\.\d+)?\s*")
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "pkt": 300, "ist": 330, "wib": 420,
    "wita": 480, "wit": 540, "aest": 600, "aedt": 660, "acst": 570, "acdt": 630, "awst": 480, "nzst": 720, "nzdt": 780,
    "brt": -180, "art": -180, "sast": 120, "eat": 180, "wat": 60, "cat": 120, "trt": 180, "gst": 240,
}  # fmt: skip
"""Minutes east of Greenwich of the abbreviations that newspapers print."""
_CLOCK_SKEW = timedelta(minutes=10)
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with what was really stated of it."""

    value: datetime
    timed: bool
    zoned: bool


def moment(words: str, zone: tzinfo, language: str | None = None) -> Moment | None:
    """A machine-readable or printed date as an aware datetime; local times take ``zone``."""
    words = words.strip()
    if not 6 <= len(words) <= 120:
        return None
    found = _numeric(words, zone) or _rfc(words, zone)
    return found or (_printed(words, zone, language) if language else None)


def _numeric(words: str, zone: tzinfo) -> Moment | None:
    if epoch := _EPOCH.fullmatch(words):
        return Moment(datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(zone), True, True)
    match = _ISO.fullmatch(words) or _DAY_FIRST.fullmatch(words)
    if not match:
        return None
    offset = _offset(match["zone"])
    try:
        value = datetime(
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            int(match["hour"] or 0),
            int(match["minute"] or 0),
            int(match["second"] or 0),
            tzinfo=zone if offset is None else offset,
        )
    except ValueError:
        return None
    return Moment(value, match["hour"] is not None, offset is not None and match["hour"] is not None)


def _offset(words: str | None) -> tzinfo | None:
    if not words:
        return None
    name = words.strip("() ").lower()
    if name in _ZONES:
        return timezone(timedelta(minutes=_ZONES[name]))
    digits = re.sub(r"\D", "", words)
    if not digits:
        return None
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) in (3, 4) else (int(digits[:2]), 0)
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if words.lstrip().startswith("-") else shift) if shift < timedelta(hours=15) else None


def _rfc(words: str, zone: tzinfo) -> Moment | None:
    """``Tue, 24 Dec 2024 18:05:00 +0200`` and JavaScript's ``Tue Dec 24 2024 18:05:00 GMT+0200 (…)``."""
    if not words[:3].isalpha() or not words[-1].isalnum() | (words[-1] == ")"):
        return None
    words = re.sub(r"^(\w{3}) (\w{3}) (\d\d) (\d{4}) ([\d:]{8}) GMT", r"\1, \3 \2 \4 \5 ", words)
    try:
        value = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    zoned = value.tzinfo is not None
    return Moment(value if zoned else value.replace(tzinfo=zone), True, zoned)


def _printed(words: str, zone: tzinfo, language: str) -> Moment | None:
    """Dates in words; only full ones, since a missing part would be filled from today."""
    if not re.search(r"\d", words):
        return None
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_TIME_AS_PERIOD": True, "PARSERS": ["absolute-time"]}
    try:
        parser = DateDataParser(languages=[language], settings=settings)
    except ValueError:
        return None
    found = parser.get_date_data(words)
    if found.date_obj is None:
        return None
    zoned = found.date_obj.tzinfo is not None
    value = found.date_obj if zoned else found.date_obj.replace(tzinfo=zone)
    return Moment(value, found.period == "time", zoned)


def best(candidates: Iterable[Moment], fetched_at: datetime) -> datetime | None:
    """The first candidate that is not in the future, made finer by a later one that states the same day or clock."""
    valid = [item for item in candidates if _EARLIEST <= item.value <= fetched_at + _CLOCK_SKEW]
    if not valid:
        return None
    chosen = valid[0]
    for other in valid[1:]:
        finer = not chosen.timed and other.timed and other.value.date() == chosen.value.date()
        if finer or (chosen.timed and not chosen.zoned and other.zoned and _same_clock(chosen, other)):
            chosen = other
    return chosen.value


def _same_clock(local: Moment, zoned: Moment) -> bool:
    return local.value.replace(tzinfo=None, second=0, microsecond=0) == zoned.value.replace(
        tzinfo=None, second=0, microsecond=0
    )


def moments(values: Iterable[str | None], zone: tzinfo, language: str | None = None) -> Iterator[Moment]:
    """What can be read of the values, in order."""
    for value in values:
        found = moment(value, zone, language) if value else None
        if found:
            yield found


def dates(
    root: html.HtmlElement, tags: Meta, node: Node, page: Page, zone: tzinfo, language: str
) -> tuple[datetime | None, datetime | None]:
    """Published and modified time; neither is later than the fetch."""
    published = best(_published(root, tags, node, page, zone, language), page.fetched_at)
    modified = best(moments([jsonld.first(node, "dateModified"), first(tags, *_MODIFIED)], zone), page.fetched_at)
    return published, modified if modified and (not published or modified >= published) else None


def _published(
    root: html.HtmlElement, tags: Meta, node: Node, page: Page, zone: tzinfo, language: str
) -> Iterator[Moment]:
    stated = [jsonld.first(node, "datePublished"), jsonld.first(node, "dateCreated", "uploadDate")]
    yield from moments([*stated, *(first(tags, key) for key in _PUBLISHED)], zone)
    if page.link and page.link.published:
        yield Moment(page.link.published, True, True)
    times = [element.get("datetime") or tree.words(element) for element in root.iter("time")]
    yield from moments(times[:5], zone, language)
