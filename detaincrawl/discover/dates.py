"""Dates as feeds and sitemaps print them → aware datetimes."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

LATEST = timedelta(days=1)
"""How far after now a date may lie: feeds that label local time as GMT are up to 14 hours ahead."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before it nothing was published on the web: unset dates (1970-01-01, 0001-01-01) are absent."""

ZONES = {
    "MSK": 180, "EET": 120, "EEST": 180, "CET": 60, "CEST": 120, "BST": 60, "WET": 0, "WEST": 60, "IST": 330,
    "PKT": 300, "SGT": 480, "HKT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "SAST": 120, "EAT": 180, "WAT": 60, "CAT": 120, "BRT": -180, "ART": -180, "TRT": 180, "GST": 240, "ICT": 420,
    "WIB": 420, "PHT": 480, "IRST": 210, "MYT": 480,
}  # fmt: skip
"""Minutes east of Greenwich of names that RFC 822 does not know; it knows the American ones."""

_MONTHS = (
    ("jan", "янв", "січ", "ene", "jän", "oca", "gen", "janv", "ينا", "stu"),
    ("feb", "фев", "лют", "feb", "fév", "şub", "fev", "févr", "فبر", "veľ"),
    ("mar", "мар", "бер", "mär", "mrz", "mars", "مار"),
    ("apr", "апр", "кві", "abr", "avr", "nis", "أبر"),
    ("may", "май", "мая", "тра", "mai", "mag", "mei", "maj", "ماي"),
    ("jun", "июн", "чер", "juin", "haz", "giu", "يون"),
    ("jul", "июл", "лип", "juil", "tem", "lug", "يول"),
    ("aug", "авг", "сер", "ago", "aoû", "ağu", "أغس"),
    ("sep", "сен", "вер", "set", "eyl", "سبت"),
    ("oct", "окт", "жов", "okt", "out", "eki", "ott", "أكت"),
    ("nov", "ноя", "лис", "kas", "نوف"),
    ("dec", "дек", "гру", "dic", "dez", "déc", "ara", "des", "ديس"),
)
_MONTH = {prefix: number for number, names in enumerate(_MONTHS, start=1) for prefix in names}
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_NUMBER = re.compile(r"\d{9,10}(?:\d{3})?")
_ISO = re.compile(
    r"(\d{4})[-/.]?(\d{2})(?:[-/.]?(\d{2}))?(?:[T\s]\s*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*"
    r"(?:UTC|GMT|([zZ])|([+-])(\d{2}):?(\d{2})?)?"
)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP])M", re.I)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_NAMED_ZONE = re.compile(r"\b([A-Z]{3,4})$")
_WORDED = re.compile(r"(?:[^\d\s]+\s+)?(\d{1,2})[\s-]+([^\W\d]+)\.?[\s-]+(\d{2,4})\b(.*)", re.S)


def moment(text: str | None, *, now: datetime, zone: tzinfo = UTC) -> datetime | None:
    """The moment that a feed prints; None where there is none, or none that can be: before 1990, days after ``now``.

    ``zone`` is that of a date without one.
    """
    words = " ".join((text or "")[:100].split())
    if not words:
        return None
    try:
        found = (
            _number(words) or _iso(words, zone) or _american(words, zone) or _dotted(words, zone) or _mail(words, zone)
        )
        return found if found and EARLIEST <= found <= now + LATEST else None
    except (ValueError, OverflowError):
        return None


def _number(words: str) -> datetime | None:
    if not _NUMBER.fullmatch(words):
        return None
    seconds = int(words)
    return datetime.fromtimestamp(seconds / 1000 if len(words) > 10 else seconds, tz=UTC)


def _iso(words: str, zone: tzinfo) -> datetime | None:
    found = _ISO.fullmatch(words)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups()[:6])
    base = datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0)
    if found[8]:
        minutes = int(found[9]) * 60 + int(found[10] or 0)
        return base.replace(tzinfo=timezone(timedelta(minutes=-minutes if found[8] == "-" else minutes)))
    named = found[7] or words.endswith(("UTC", "GMT"))
    return base.replace(tzinfo=UTC if named else zone)


def _american(words: str, zone: tzinfo) -> datetime | None:
    found = _AMERICAN.fullmatch(words)
    if not found:
        return None
    month, day, year, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    hour = hour % 12 + (12 if found[7].upper() == "P" else 0)
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


def _dotted(words: str, zone: tzinfo) -> datetime | None:
    found = _DOTTED.fullmatch(words)
    if not found:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


def _mail(words: str, zone: tzinfo) -> datetime | None:
    """RFC 822 and its like: month names of many languages, minutes without seconds, zone names it does not know."""
    words = _english(words)
    named = _NAMED_ZONE.search(words)
    minutes = ZONES.get(named[1]) if named else None
    if named and minutes is not None:
        words, zone = words[: named.start()].rstrip(), timezone(timedelta(minutes=minutes))
    found = parsedate_to_datetime(words if ":" in words else f"{words} 00:00")
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _english(words: str) -> str:
    found = _WORDED.fullmatch(words)
    if not found:
        return words
    name = found[2].casefold()
    month = _MONTH.get(name[:4]) or _MONTH.get(name[:3])
    return f"{found[1]} {_NAMES[month - 1]} {found[3]}{found[4]}" if month else words
