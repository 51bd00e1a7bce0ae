"""Dates with a precision: when two of them can be the same day, and which comes first."""

from datetime import date, timedelta
from functools import lru_cache

from detaincrawl.vocabularies import Precision

DIGITS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
DAY = timedelta(days=1)


def text(day: date, precision: Precision) -> str:
    """As precise as known: 2024-12-24, 2024-12, 2024."""
    return day.isoformat()[: DIGITS[precision]]


@lru_cache(maxsize=1 << 14)
def parsed(value: str) -> tuple[date, Precision]:
    """The reverse of text."""
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(value)]
    return date.fromisoformat((value + "-01-01")[:10]), precision


def coarser(one: Precision, other: Precision) -> Precision:
    return min(one, other, key=DIGITS.__getitem__)


@lru_cache(maxsize=1 << 16)
def agree(one: str, other: str) -> bool:
    """Whether two dates can be one: equal at the coarser precision, or a day apart."""
    (a, a_precision), (b, b_precision) = parsed(one), parsed(other)
    precision = coarser(a_precision, b_precision)
    if a_precision == b_precision == Precision.DAY:
        return abs(a - b) <= DAY
    shifts = (a - DAY, a, a + DAY) if a_precision == Precision.DAY else (a,)
    others = (b - DAY, b, b + DAY) if b_precision == Precision.DAY else (b,)
    return bool({text(x, precision) for x in shifts} & {text(y, precision) for y in others})


def before(one: str, other: str) -> bool:
    """Whether one is earlier at the coarser precision of the two."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def days_apart(one: str, other: str) -> int:
    """Between the first days of both."""
    return abs((parsed(one)[0] - parsed(other)[0]).days)
