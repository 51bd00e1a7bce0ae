"""How sure a claim is: the share of its kind that is right on the annotated articles.

``python -m benchmarks.reading tests/articles --diff`` prints what these figures come from.
"""

from detaincrawl.records import Precision, Standing

OF_EVENT: dict[Precision | None, float] = {
    Precision.DAY: 0.97,
    Precision.MONTH: 0.88,
    Precision.YEAR: 0.92,
    None: 0.5,
}
"""An event without a date often has one in the article that was not seen to belong to it."""
OF_CHARGE = {
    Standing.ALLEGED: 0.92,
    Standing.PENDING: 0.88,
    Standing.PROVEN: 0.85,
    Standing.DROPPED: 0.8,
    Standing.ACQUITTED: 0.6,
}
OF_HOLDER = {"detaining_country:article": 0.7, "detaining_country:mentioned": 0.85, "detaining_country:dateline": 0.85}
"""Where no event of the person's own names the state; else 0.9."""
