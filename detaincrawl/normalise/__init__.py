"""Claims as printed → claims with values (case model, section 6)."""

from detaincrawl.normalise.charges import charges
from detaincrawl.normalise.countries import countries
from detaincrawl.normalise.dates import dates
from detaincrawl.normalise.fines import fines
from detaincrawl.normalise.finish import finish
from detaincrawl.normalise.further import further
from detaincrawl.normalise.names import names
from detaincrawl.normalise.terms import terms
from detaincrawl.records import Reading

STEPS = (names, dates, charges, countries, terms, fines, further, finish)

__all__ = ["charges", "countries", "dates", "fines", "finish", "further", "names", "normalise", "terms"]


def normalise(reading: Reading) -> Reading:
    """All normalisers, then what has no value is dropped and counted. Doing it again changes nothing."""
    for step in STEPS:
        reading = step(reading)
    return reading
