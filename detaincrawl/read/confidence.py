"""How sure a claim is: the share of its kind that is right on annotated articles that the rules were not written on.

``python -m benchmarks.reading FOLDER --diff`` prints what these figures come from.
"""

import re

from detaincrawl.vocabularies import Precision, Standing

OF_EVENT: dict[Precision | None, float] = {
    Precision.DAY: 0.89,
    Precision.MONTH: 0.8,
    Precision.YEAR: 0.8,
    None: 0.5,
}
"""An event without a date often has one in the article that was not seen to belong to it."""
WHOLE = re.compile(r"(?i)\b(?:19|20)\d\d\b|today|tonight|yesterday|this (?:morning|afternoon|evening)|last night")
OF_WHOLE_DAY = 0.94
"""A day with its year, or one counted from the publication's own; weekdays are more often of something else."""
OF_COUNTED = 0.7
"""A day counted from another, and one told with a noun ("his arrest on Monday")."""
OF_CHARGE = {
    Standing.ALLEGED: 0.75,
    Standing.PENDING: 0.8,
    Standing.PROVEN: 0.83,
    Standing.DROPPED: 0.75,
    Standing.ACQUITTED: 0.6,
}
OF_HOLDER = {
    "detaining_country:article": 0.85,
    "detaining_country:dateline": 0.85,
    "detaining_country:mentioned": 0.88,
    "detaining_country:outlet": 0.8,
    "detaining_country:place": 0.88,
}
"""Where no organ of the state is named with an event of the person's own; else 0.95."""
OF_TERM = 0.89
OF_FINE = 0.75


def of_event(precision: Precision | None, words: str, counted: bool) -> float:
    """By what its date is printed as; ``counted`` from another date, or told with a noun."""
    if precision is not Precision.DAY:
        return OF_EVENT[precision]
    if counted:
        return OF_COUNTED
    return OF_WHOLE_DAY if WHOLE.search(words) else OF_EVENT[precision]
