"""Dates counted from another one ("two years later") or from the publication ("on Tuesday", "last month")."""

import re
from datetime import date, timedelta

from detaincrawl.normalise.calendar import (
    ANY_MONTH,
    ANY_WEEKDAY,
    DAY_MONTH,
    HOLIDAYS,
    MONTH_ALONE,
    MONTH_DAY,
    MONTHS,
    WEEKDAYS,
    WORDS,
    Dated,
    beside,
    coarser,
    day_of,
    holiday,
    shift,
)
from detaincrawl.normalise.numbers import number
from detaincrawl.vocabularies import Precision

WEEKDAY = re.compile(rf"\b(?P<weekday>{ANY_WEEKDAY})\b")
AGO = re.compile(r"(?P<count>[\w ½/.,-]+?) (?P<unit>day|week|fortnight|month|year|decade)s? (?:ago|earlier)\b")
LATER = re.compile(
    r"(?P<count>[\w ½/.,-]+?) (?P<unit>day|week|fortnight|month|year|decade)s? (?P<way>later|after|before|earlier)\b"
)
FORMER = re.compile(r"\bafter (?:he|she|they|being)\b")
"""Of "on Monday, a day after she was arrested" the day of the arrest is told."""
MONTH_OF_YEAR = re.compile(
    rf"\b(?P<month>{ANY_MONTH})\b\.?(?: of)? (?:last|this) year|(?:last|this) year,? in (?P<month2>{ANY_MONTH})\b"
)
SAME = re.compile(r"\b(?:the )?(?:that|same|very) (?P<unit>day|week|month|year|morning|afternoon|evening|night)\b")
NEXT = re.compile(
    r"\bthe (?P<way>next|following|previous|preceding) (?P<unit>day|morning|week|month|year)\b"
    r"|\bthe (?P<unit2>day|month|year) (?P<way2>after|before)\b"
)


def from_base(text: str, base: Dated | None) -> Dated | None:
    """Dates that count from another one: "two years later", "that May", "the same month"."""
    if base is None:
        return None
    if match := LATER.search(text):
        count = number(
            re.sub(
                r"^(?:just|only|about|some|barely|nearly|almost|more than|over|less than) ", "", match["count"].strip()
            )
        )
        if count is None or count.denominator != 1:
            return None
        sign = 1 if match["way"] in ("later", "after") and not FORMER.search(text) else -1
        if match["unit"] == "year" and count == 1 and base.precision is not Precision.YEAR:
            return shift(base, sign * 12, "month")
        return shift(base, sign * int(count), match["unit"])
    if match := NEXT.search(text):
        unit = match["unit"] or match["unit2"]
        sign = 1 if (match["way"] or match["way2"]) in ("next", "following", "after") else -1
        return shift(base, sign, "day" if unit == "morning" else unit)
    if match := re.search(rf"\b(?:that|same|the same) (?:year'?s? )?(?P<month>{ANY_MONTH})\b", text):
        return Dated(date(base.date.year, MONTHS[match["month"]], 1), Precision.MONTH)
    if match := re.search(rf"\bthe (?:following|next) (?P<month>{ANY_MONTH})\b", text):
        month = MONTHS[match["month"]]
        return Dated(date(base.date.year + (month <= base.date.month), month, 1), Precision.MONTH)
    bare = MONTH_ALONE.search(text)
    if bare and base.precision is not Precision.YEAR and not re.search(r"\d|\b(?:last|this)\b", text):
        place = MONTHS[bare["month"]]
        return Dated(date(base.date.year + (place < base.date.month), place, 1), Precision.MONTH)
    if match := SAME.search(text):
        return coarser(base, match["unit"])
    return None


def from_publication(text: str, today: date) -> Dated | None:
    """Dates counted from the publication: "on Tuesday", "last month", "in July", "December 28"."""
    for pattern in (MONTH_DAY, DAY_MONTH):
        if match := pattern.search(text):
            return _most_recent_day(text, today, MONTHS[match["month"]], int(match["day"]))
    if match := AGO.search(text):
        return _ago(text, match, today)
    if match := MONTH_OF_YEAR.search(text):
        month = MONTHS[match["month"] or match["month2"]]
        return Dated(date(today.year - ("last year" in text), month, 1), Precision.MONTH)
    if match := MONTH_ALONE.search(text):
        return _recent_month(text, today, MONTHS[match["month"]])
    if match := WEEKDAY.search(text):
        back = (today.weekday() - WEEKDAYS[match["weekday"]]) % 7
        # The day before the publication would be "yesterday".
        back += 7 if "last " in text and back < 2 else 0
        return Dated(today - timedelta(days=back), Precision.DAY)
    return _named(text, today)


SOON = timedelta(days=45)
"""A day without a year that is so near is yet to come: nobody would tell of last year's so."""


def _most_recent_day(text: str, today: date, month: int, day: int) -> Dated | None:
    year = today.year
    if "last year" in text:
        return day_of(year - 1, month, day)
    if "this year" in text:
        return day_of(year, month, day)
    found = day_of(year, month, day)
    if found and found.date > today + timedelta(days=1):
        return day_of(year - 1, month, day) if found.date > today + SOON else None
    return found


def _recent_month(text: str, today: date, month: int) -> Dated:
    """ "In July" is the last July begun; "last July" one that is over."""
    year = today.year - (month > today.month or (month == today.month and "last " in text))
    return Dated(date(year, month, 1), Precision.MONTH)


def _ago(text: str, match: re.Match[str], today: date) -> Dated | None:
    count = number(match["count"].replace("just ", "").replace("only ", "").replace("about ", ""))
    if count is None or count.denominator != 1:
        return None
    if match["unit"] == "day":
        return Dated(today - timedelta(days=int(count)), Precision.DAY)
    found = shift(Dated(today, Precision.DAY), -int(count), match["unit"])
    month = MONTH_ALONE.search(text[match.end() :])
    if found and month and match["unit"] == "year":
        return Dated(date(found.date.year, MONTHS[month["month"]], 1), Precision.MONTH)
    return found


# The longer name first: the day before yesterday is not yesterday.
NAMED: dict[str, int] = dict(sorted(WORDS["days_ago"].items(), key=lambda day: -len(day[0])))
"""Days before the publication."""
SEASONS: dict[str, int] = WORDS["seasons"]
"""Their last months; a winter is of two years."""


def _named(text: str, today: date) -> Dated | None:
    for name, back in NAMED.items():
        if name in text:
            return Dated(today - timedelta(days=back), Precision.DAY)
    if "this month" in text:
        return Dated(today.replace(day=1), Precision.MONTH)
    if "last month" in text:
        return Dated((today.replace(day=1) - timedelta(days=1)).replace(day=1), Precision.MONTH)
    if "this year" in text or "last year" in text:
        return Dated(date(today.year - ("last year" in text), 1, 1), Precision.YEAR)
    if "this week" in text or "last week" in text:
        monday = today - timedelta(days=today.weekday() + (7 if "last week" in text else 0))
        last = min(monday + timedelta(days=6), today)
        return Dated(monday.replace(day=1), Precision.MONTH) if monday.month == last.month else None
    if "weekend" in text:
        saturday = today - timedelta(days=(today.weekday() + 2) % 7)
        return Dated(saturday.replace(day=1), Precision.MONTH) if saturday.day < 28 else None
    for season, month in SEASONS.items():
        if season in text:
            return Dated(date(today.year - (today.month <= month), 1, 1), Precision.YEAR)
    for name, day in HOLIDAYS.items():
        if name in text:
            found = holiday(today.year, day)
            return beside(text, found if found.date <= today else holiday(today.year - 1, day))
    return None
