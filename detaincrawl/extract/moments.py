"""One date as sites write it, machine-readable or printed → a point in time with what was really stated of it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache

from dateparser.data.languages_info import language_locale_dict
from dateparser.date import DateDataParser

_ISO = re.compile(
    r"\s*(?P<year>(?:19|20)\d\d)(?P<sep>[-/.]?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?:(?:T|\s|\s?[,|–-]\s?)\s*(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,:]\d+)?)?)?"
    r"\s*(?P<zone>Z|[+-]\s?\d{1,2}:?(?:\d\d)?(?::\d\d)?|\(?[A-Z]{2,5}\)?)?(?:\[[\w/]+\])?\s*",
    re.I,
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?P<sep>[./-])\s?(?P<month>\d{1,2})(?P=sep)\s?(?P<year>(?:19|20)?\d\d)"
    r"(?:\s*[,|–-]?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
    r"\s*(?:Uhr)?\s*(?P<zone>\(?[A-Z]{2,5}\)?)?",
    re.I,
)
_MONTH = r"(?:de\s|d')?[^\W\d_]{3,14}\.?(?:\sde)?"
_PRINTED = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s{_MONTH},?\s(?:19|20)\d\d"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:20)?\d\d"
    r"|[\u0661-\u0669\u0660]{1,2}\s\w{3,12}\s[\u0660-\u0669]{4}|(?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])"
    r"(?:\D{1,8}\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{3,4}\b)?)?",
    re.I,
)
_RFC = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
_JAVASCRIPT = re.compile(r"^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) ([\d:]{8}) GMT")
_EPOCH = re.compile(r"\s*(1\d{9})(?:\d{3})?(?:\.\d+)?\s*")
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "pkt": 300, "ist": 330, "wib": 420,
    "wita": 480, "wit": 540, "aest": 600, "aedt": 660, "acst": 570, "acdt": 630, "awst": 480, "nzst": 720, "nzdt": 780,
    "brt": -180, "art": -180, "sast": 120, "eat": 180, "wat": 60, "cat": 120, "trt": 180, "gst": 240,
}  # fmt: skip
"""Minutes east of Greenwich of the abbreviations that newspapers print."""


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


def printed(line: str) -> str | None:
    """The full date that a line has, with its time of day."""
    found = _PRINTED.search(line)
    return found[0] if found else None


def _numeric(words: str, zone: tzinfo) -> Moment | None:
    if epoch := _EPOCH.fullmatch(words):
        return Moment(datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(zone), True, True)
    match = _ISO.fullmatch(words) or _DAY_FIRST.fullmatch(words)
    if not match:
        return None
    offset = _offset(match["zone"])
    try:
        value = datetime(
            int(match["year"]) + (2000 if len(match["year"]) == 2 else 0),
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
    words = _JAVASCRIPT.sub(r"\2 \1 \3 \4 ", words)
    if not _RFC.match(words):
        return None
    try:
        value = parsedate_to_datetime(words)
    except (ValueError, OverflowError):
        return None
    zoned = value.tzinfo is not None
    return Moment(value if zoned else value.replace(tzinfo=zone), True, zoned)


def _printed(words: str, zone: tzinfo, language: str) -> Moment | None:
    """Dates in words; only full ones, since a missing part would be filled from today."""
    parser = _parser(language) if re.search(r"\d", words) else None
    found = parser.get_date_data(re.sub(r"\bum\b|[|•·]", " ", words)) if parser else None
    if found is None or found.date_obj is None:
        return None
    zoned = found.date_obj.tzinfo is not None
    value = found.date_obj if zoned else found.date_obj.replace(tzinfo=zone)
    return Moment(value, found.period == "time", zoned)


@cache
def _parser(language: str) -> DateDataParser | None:
    """One a language, since its words are loaded once; None for languages that dateparser does not know."""
    if language not in language_locale_dict:
        return None
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_TIME_AS_PERIOD": True, "PARSERS": ["absolute-time"]}
    return DateDataParser(languages=[language], settings=settings)
