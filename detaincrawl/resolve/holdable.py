"""What an analyst may say holds: fields of case_citations, and values in the form that they have there."""

import re

from detaincrawl.lexicon import table
from detaincrawl.resolve.dates import parsed
from detaincrawl.vocabularies import EventType, Status

_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"

FORMS = {
    "name": r".+",
    "nationality": r"[A-Z]{2}",
    "detaining_country": r"[A-Z]{2}",
    "place": r".+",
    "charge": "|".join(table("charges")),
    "sentence": r"\d{1,5}(\.\d)?|life|death",
    "fine": r"\d{1,15}(\.\d+)? [A-Z]{3}",
    "status": "|".join(Status),
    "age": r"\d{1,3}",
    "sex": r".+",
    "occupation": r".+",
    "facility": r".+",
    "authority": r".+",
    "custody": "criminal|immigration|administrative|extradition|prisoner_of_war|unacknowledged",
} | {f"event:{kind}": _DATE for kind in EventType}
"""Field → pattern of its values, as the database has it in holdable_form()."""


def objection(field: str, value: str) -> str | None:
    """Why a value cannot be judged to hold; None: it can."""
    pattern = FORMS.get(field)
    if pattern is None:
        return f"{field} is no field that a judgement can settle: {', '.join(sorted(FORMS))}"
    if re.fullmatch(pattern, value) is None:
        return f"{value} is no {field}: write it as in case_citations (180, life, 140500 USD, 2024-12, RU)"
    return _no_day(value) if field.startswith("event:") else None


def _no_day(value: str) -> str | None:
    try:
        parsed(value)
    except ValueError:
        return f"{value} is no day, month or year that there was"
    return None
