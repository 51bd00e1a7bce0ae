"""Who lives under occupation and is held by the occupier."""

import re
from collections.abc import Iterable

from detaincrawl.resolve.accounts import Account

OCCUPIED = (
    (
        "RU",
        "UA",
        r"Crimea|Sevastopol|Simferopol|Donetsk|Luhansk|Lugansk|Kherson|Zaporizh|Mariupol|Melitopol|Berd[iy]ansk",
    ),
    ("RU", "UA", r"Крым|Крим|Севастопол|Симферопол|Донецк|Луганск|Херсон|Запорож|Запоріж|Мариупол|Маріупол|Мелитопол"),
    ("RU", "GE", r"Abkhazia|South Ossetia|Sukhumi|Tskhinvali|Абхаз|Осети"),
    ("IL", "PS", r"West Bank|Gaza|Jerusalem|Hebron|Nablus|Ramallah|Jenin|الضفة|غزة|القدس"),
    ("IL", "SY", r"Golan|الجولان"),
    ("TR", "CY", r"Northern Cyprus|Kyrenia|Famagusta"),
    ("MA", "EH", r"Western Sahara|Laayoune|Dakhla"),
)
"""Occupier, nationality, and places of the occupied land as they are printed."""


def is_occupied(accounts: Iterable[Account], nationalities: Iterable[str], country: str | None) -> bool:
    """Held by the occupier, a national of the occupied state, who lives, was taken or is held in its occupied land."""
    own = set(nationalities)
    patterns = [pattern for occupier, nationality, pattern in OCCUPIED if country == occupier and nationality in own]
    return any(
        re.search(pattern, told.words)
        for account in (accounts if patterns else ())
        for told in account.told("place", "residence", "authority", "facility")
        for pattern in patterns
    )
