"""Fines as text (``140500 USD``): when two are one fine."""

from decimal import Decimal

ROUNDING = Decimal("0.03")
"""What "about" hides: 14 million for 14,116,805 is one fine, 3 per cent of it left out."""


def amount(fine: str) -> Decimal:
    return Decimal(fine.split()[0])


def currency(fine: str) -> str:
    return fine.split()[1]


def agree(one: str, other: str) -> bool:
    """Whether two are one fine in one currency but for rounding."""
    larger = max(amount(one), amount(other))
    return currency(one) == currency(other) and abs(amount(one) - amount(other)) <= larger * ROUNDING


def tolerable(one: str, other: str) -> bool:
    """A conversion into another currency is no dispute."""
    return currency(one) != currency(other) or agree(one, other)


def exactness(fine: str) -> int:
    """Significant digits: 14116805 is more exact than 14000000."""
    return len(amount(fine).normalize().as_tuple().digits)
