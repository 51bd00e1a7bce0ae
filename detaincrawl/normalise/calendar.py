"""Days, months and years as printed: their names, dates of known precision, and counting from one to another."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from detaincrawl.lexicon import table
from detaincrawl.vocabularies import Precision

WORDS = table("en/dates")
MONTHS = {name: index for index, names in enumerate(WORDS["months"], 1) for name in names}
WEEKDAYS = {name: index for index, names in enumerate(WORDS["weekdays"]) for name in names}
# The longer name first: Christmas Eve is not Christmas.
HOLIDAYS: dict[str, list[int]] = dict(sorted(WORDS["holidays"].items(), key=lambda feast: -len(feast[0])))
ANY_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
ANY_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"

MONTH_DAY = re.compile(rf"\b(?P<month>{ANY_MONTH})\b\.? {DAY}\b(?!:)(?:,? {YEAR})?")
DAY_MONTH = re.compile(rf"\b{DAY} (?:of )?(?P<month>{ANY_MONTH})\b\.?(?:,? {YEAR})?")
MONTH_ALONE = re.compile(rf"\b(?P<month>{ANY_MONTH})\b")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of known precision; a month is its first day, a year its first of January."""

    date: date
    precision: Precision

    @property
    def value(self) -> str:
        """As precise as known: ``2024-12-24``, ``2024-12``, ``2024``."""
        return self.date.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]]


def day_of(year: int, month: int, day: int) -> Dated | None:
    """None where the calendar has no such day."""
    try:
        return Dated(date(year, month, day), Precision.DAY)
    except ValueError:
        return None


def holiday(year: int, day: list[int]) -> Dated:
    """A named day, given as month and day, or as a month where it moves."""
    if len(day) == 2:
        return Dated(date(year, day[0], day[1]), Precision.DAY)
    return Dated(date(year, day[0], 1), Precision.MONTH)


def beside(text: str, holiday: Dated) -> Dated:
    """ "The day before Christmas" is not Christmas."""
    shift = -1 if "day before" in text else 1 if "day after" in text else 0
    return Dated(holiday.date + timedelta(days=shift), holiday.precision)


def coarser(base: Dated, unit: str) -> Dated | None:
    """The base at the precision of a unit, as far as it is known so precisely."""
    if unit == "year":
        return Dated(date(base.date.year, 1, 1), Precision.YEAR)
    if unit in ("month", "week") and base.precision is not Precision.YEAR:
        return Dated(base.date.replace(day=1), Precision.MONTH)
    return base if base.precision is Precision.DAY else None


def shift(base: Dated, count: int, unit: str) -> Dated | None:
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
