"""A printed date → ISO 8601 with its precision (case model, section 6).

What is counted from the publication is counted in the outlet's zone; what is counted from another date ("a year
later") needs that date as ``base``. No publication: relative dates stay unresolved.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import dateparser

from detaincrawl.frozen import changed
from detaincrawl.lexicon import table
from detaincrawl.normalise.each import each_claim
from detaincrawl.normalise.numbers import number
from detaincrawl.records import Claim, Reading
from detaincrawl.vocabularies import Precision

WORDS = table("en/dates")
MONTHS = {name: index for index, names in enumerate(WORDS["months"], 1) for name in names}
WEEKDAYS = {name: index for index, names in enumerate(WORDS["weekdays"]) for name in names}
# The longer name first: Christmas Eve is not Christmas.
HOLIDAYS: dict[str, list[int]] = dict(sorted(WORDS["holidays"].items(), key=lambda feast: -len(feast[0])))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"

ISO = re.compile(rf"\b{_YEAR}-(?P<month_no>\d\d)(?:-(?P<day>\d\d))?\b")
FIGURES = re.compile(r"(?<![\w./-])(?P<one>\d{1,2})(?P<sign>[./-])(?P<other>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)\b")
MONTH_DAY = re.compile(rf"\b(?P<month>{_MONTH})\b\.? {_DAY}\b(?!:)(?:,? {_YEAR})?")
DAY_MONTH = re.compile(rf"\b{_DAY} (?:of )?(?P<month>{_MONTH})\b\.?(?:,? {_YEAR})?")
MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\b\.?,?(?: of)? {_YEAR}\b")
MONTH_ALONE = re.compile(rf"\b(?P<month>{_MONTH})\b")
YEAR_ALONE = re.compile(rf"\b{_YEAR}\b")
WEEKDAY = re.compile(rf"\b(?P<weekday>{_WEEKDAY})\b")
AGO = re.compile(r"(?P<count>[\w ½/.,-]+?) (?P<unit>day|week|fortnight|month|year|decade)s? (?:ago|earlier)\b")
LATER = re.compile(
    r"(?P<count>[\w ½/.,-]+?) (?P<unit>day|week|fortnight|month|year|decade)s? (?P<way>later|after|before|earlier)\b"
)
SAME = re.compile(r"\b(?:the )?(?:that|same|very) (?P<unit>day|week|month|year|morning|afternoon|evening|night)\b")
NEXT = re.compile(
    r"\bthe (?P<way>next|following|previous|preceding) (?P<unit>day|morning|week|month|year)\b"
    r"|\bthe (?P<unit2>day|month|year) (?P<way2>after|before)\b"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of known precision; a month is its first day, a year its first of January."""

    date: date
    precision: Precision

    @property
    def value(self) -> str:
        """As precise as known: ``2024-12-24``, ``2024-12``, ``2024``."""
        return self.date.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]]


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
    text = re.sub(r"\s+", " ", words.lower().replace("’", "'")).strip()
    try:
        found = _absolute(text) or _from_base(text, base) or (_from_publication(text, published) if published else None)
    except (OverflowError, ValueError):  # "3,000 years ago": the calendar of Python has the years 1 to 9999
        return None
    return found or _foreign(text, published)


def _absolute(text: str) -> Dated | None:
    """Dates that say their year."""
    if match := ISO.search(text):
        month = _day(int(match["year"]), int(match["month_no"]), int(match["day"] or 1))
        return month if match["day"] or month is None else Dated(month.date, Precision.MONTH)
    if match := FIGURES.search(text):
        return _of_figures(match)
    for pattern in (MONTH_DAY, DAY_MONTH):
        match = pattern.search(text)
        if match and match["year"]:
            return _day(int(match["year"]), MONTHS[match["month"]], int(match["day"]))
    if match := MONTH_YEAR.search(text):
        return Dated(date(int(match["year"]), MONTHS[match["month"]], 1), Precision.MONTH)
    year = YEAR_ALONE.search(text)
    if not year:
        return None
    for name, day in HOLIDAYS.items():
        if name in text:
            return _beside(text, _holiday(int(year["year"]), day))
    if re.search(r"\b(?:later|ago|after|before)\b", text):
        return None
    return Dated(date(int(year["year"]), 1, 1), Precision.YEAR)


def _of_figures(match: re.Match[str]) -> Dated | None:
    """ "25/12/2024", "12/25/2024", "5.12.2024"; of "5/12/2024" nobody can tell."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if match["sign"] == "." or one > 12 or one == other:
        return _day(year, other, one)
    return _day(year, one, other) if other > 12 else None


def _holiday(year: int, day: list[int]) -> Dated:
    if len(day) == 2:
        return Dated(date(year, day[0], day[1]), Precision.DAY)
    return Dated(date(year, day[0], 1), Precision.MONTH)


def _beside(text: str, holiday: Dated) -> Dated:
    """ "The day before Christmas" is not Christmas."""
    shift = -1 if "day before" in text else 1 if "day after" in text else 0
    return Dated(holiday.date + timedelta(days=shift), holiday.precision)


def _from_base(text: str, base: Dated | None) -> Dated | None:
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
        sign = 1 if match["way"] in ("later", "after") else -1
        if match["unit"] == "year" and count == 1 and base.precision is not Precision.YEAR:
            return _shift(base, sign * 12, "month")
        return _shift(base, sign * int(count), match["unit"])
    if match := NEXT.search(text):
        unit = match["unit"] or match["unit2"]
        sign = 1 if (match["way"] or match["way2"]) in ("next", "following", "after") else -1
        return _shift(base, sign, "day" if unit == "morning" else unit)
    if match := re.search(rf"\b(?:that|same|the same) (?:year'?s? )?(?P<month>{_MONTH})\b", text):
        return Dated(date(base.date.year, MONTHS[match["month"]], 1), Precision.MONTH)
    if match := re.search(rf"\bthe (?:following|next) (?P<month>{_MONTH})\b", text):
        month = MONTHS[match["month"]]
        return Dated(date(base.date.year + (month <= base.date.month), month, 1), Precision.MONTH)
    bare = MONTH_ALONE.search(text)
    if bare and base.precision is not Precision.YEAR and not re.search(r"\d|\b(?:last|this)\b", text):
        place = MONTHS[bare["month"]]
        return Dated(date(base.date.year + (place < base.date.month), place, 1), Precision.MONTH)
    if match := SAME.search(text):
        return _coarser(base, match["unit"])
    return None


def _coarser(base: Dated, unit: str) -> Dated | None:
    """The base at the precision of a unit, as far as it is known so precisely."""
    if unit == "year":
        return Dated(date(base.date.year, 1, 1), Precision.YEAR)
    if unit in ("month", "week") and base.precision is not Precision.YEAR:
        return Dated(base.date.replace(day=1), Precision.MONTH)
    return base if base.precision is Precision.DAY else None


def _shift(base: Dated, count: int, unit: str) -> Dated | None:
    """Count units from the base; the result is as precise as the unit, never more than the base."""
    if unit == "decade":
        return None
    if unit == "year":
        return Dated(date(base.date.year + count, 1, 1), Precision.YEAR)
    if base.precision is Precision.YEAR:
        return None
    if unit == "month":
        months = base.date.year * 12 + base.date.month - 1 + count
        return Dated(date(months // 12, months % 12 + 1, 1), Precision.MONTH)
    if base.precision is not Precision.DAY:
        return None
    day = base.date + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return Dated(day, Precision.DAY) if unit == "day" else Dated(day.replace(day=1), Precision.MONTH)


def _from_publication(text: str, today: date) -> Dated | None:
    """Dates counted from the publication: "on Tuesday", "last month", "in July", "December 28"."""
    for pattern in (MONTH_DAY, DAY_MONTH):
        if match := pattern.search(text):
            return _most_recent_day(text, today, MONTHS[match["month"]], int(match["day"]))
    if match := AGO.search(text):
        return _ago(text, match, today)
    if match := re.search(
        rf"\b(?P<month>{_MONTH})\b\.?(?: of)? (?P<which>last|this) year|(?:last|this) year,? in (?P<month2>{_MONTH})\b",
        text,
    ):
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
        return _day(year - 1, month, day)
    if "this year" in text:
        return _day(year, month, day)
    found = _day(year, month, day)
    if found and found.date > today + timedelta(days=1):
        return _day(year - 1, month, day) if found.date > today + SOON else None
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
    found = _shift(Dated(today, Precision.DAY), -int(count), match["unit"])
    month = MONTH_ALONE.search(text[match.end() :])
    if found and month and match["unit"] == "year":
        return Dated(date(found.date.year, MONTHS[month["month"]], 1), Precision.MONTH)
    return found


NAMED = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "earlier in the day": 0,
    "yesterday": 1, "last night": 1, "overnight": 0, "the day before yesterday": 2,
}  # fmt: skip


SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}
"""Their last months; a winter is of two years."""


def _named(text: str, today: date) -> Dated | None:
    for name, back in sorted(NAMED.items(), key=lambda item: -len(item[0])):
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
            found = _holiday(today.year, day)
            return _beside(text, found if found.date <= today else _holiday(today.year - 1, day))
    return None


def _day(year: int, month: int, day: int) -> Dated | None:
    try:
        return Dated(date(year, month, day), Precision.DAY)
    except ValueError:
        return None


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
