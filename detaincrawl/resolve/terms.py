"""When two terms (months, ``life``, ``death`` as text) are one."""

from decimal import Decimal


def agree(one: str, other: str) -> bool:
    """Whether two terms are one but for rounding to whole months."""
    if {one, other} & {"life", "death"}:
        return one == other
    return abs(Decimal(one) - Decimal(other)) < 1
