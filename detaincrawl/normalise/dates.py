"""A printed date → ISO 8601 with its precision (case model, section 6).

What is counted from the publication is counted in the outlet's zone; what is counted from another date ("a year
later") needs that date as ``base``. No publication: relative dates stay unresolved.
"""

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import dateparser

from detaincrawl.frozen import changed
from detaincrawl.normalise.calendar import (
    ANY_MONTH,
    DAY_MONTH,
    HOLIDAYS,
    MONTH_DAY,
    MONTHS,
    YEAR,
    Dated,
    beside,
    day_of,
    holiday,
)
from detaincrawl.normalise.counted import from_base, from_publication
from detaincrawl.normalise.each import each_claim
from detaincrawl.records import Claim, Reading
from detaincrawl.vocabularies import Precision

ISO = re.compile(rf"\b{YEAR}-(?P<month_no>\d\d)(?:-(?P<day>\d\d))?\b")
FIGURES = re.compile(r"(?<![\w./-])(?P<one>\d{1,2})(?P<sign>[./-])(?P<other>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)\b")
MONTH_YEAR = re.compile(rf"\b(?P<month>{ANY_MONTH})\b\.?,?(?: of)? {YEAR}\b")
# "May not leave the country".
VERB = re.compile(r"\bmay\b")
YEAR_ALONE = re.compile(rf"\b{YEAR}\b")


def published_day(published: datetime | None, timezone: str) -> date | None:
    """The day of publication in the outlet's zone."""
    if published is None:
        return None
    try:
        return published.astimezone(ZoneInfo(timezone)).date()
    except OverflowError:  # an end of the calendar, which lies between the zones
        return published.date()


@lru_cache(maxsize=65536)
def dated(words: str, published: date | None, base: Dated | None = None) -> Dated | None:
    """The printed date, or None where it is not to be had without a guess."""
    text = re.sub(r"\s+", " ", VERB.sub(" ", words).lower().replace("’", "'")).strip()
    try:
        found = _absolute(text) or from_base(text, base) or (from_publication(text, published) if published else None)
    except (OverflowError, ValueError):  # "3,000 years ago": the calendar of Python has the years 1 to 9999
        return None
    return found or _foreign(text, published)


def _absolute(text: str) -> Dated | None:
    """Dates that say their year."""
    if match := ISO.search(text):
        month = day_of(int(match["year"]), int(match["month_no"]), int(match["day"] or 1))
        return month if match["day"] or month is None else Dated(month.date, Precision.MONTH)
    if match := FIGURES.search(text):
        return _of_figures(match)
    for pattern in (MONTH_DAY, DAY_MONTH):
        match = pattern.search(text)
        if match and match["year"]:
            return day_of(int(match["year"]), MONTHS[match["month"]], int(match["day"]))
    if match := MONTH_YEAR.search(text):
        return Dated(date(int(match["year"]), MONTHS[match["month"]], 1), Precision.MONTH)
    year = YEAR_ALONE.search(text)
    if not year:
        return None
    for name, day in HOLIDAYS.items():
        if name in text:
            return beside(text, holiday(int(year["year"]), day))
    if re.search(r"\b(?:later|ago|after|before)\b", text):
        return None
    return Dated(date(int(year["year"]), 1, 1), Precision.YEAR)


def _of_figures(match: re.Match[str]) -> Dated | None:
    """ "25/12/2024", "12/25/2024", "5.12.2024"; of "5/12/2024" nobody can tell."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if match["sign"] == "." or one > 12 or one == other:
        return day_of(year, other, one)
    return day_of(year, one, other) if other > 12 else None


def _foreign(text: str, published: date | None) -> Dated | None:
    """Full dates of other languages, by dateparser; never prose, never a day that the words do not say."""
    if (
        not re.fullmatch(r"[\w .,/-]{6,40}", text)
        or not re.search(r"\d", text)
        or re.fullmatch(r"[a-z0-9 .,/'-]*", text)
    ):
        return None
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PREFER_DATES_FROM": "past"}
    found = dateparser.parse(text, settings=settings)
    return Dated(found.date(), Precision.DAY) if found else None


def dates(reading: Reading) -> Reading:
    """Set value and precision of every event claim that has the words of a date."""
    today = published_day(reading.article.published, reading.article.timezone)

    def valued(claim: Claim) -> Claim:
        if not claim.field.startswith("event:") or not claim.words:
            return claim
        base = dated(claim.base, today) if claim.base else None
        found = dated(claim.words, today, base)
        return changed(claim, value=found.value, precision=found.precision) if found else claim

    return each_claim(reading, valued)
