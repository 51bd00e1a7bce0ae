"""A printed name → the name without titles, spaces made plain (case model, section 6)."""

import re
import unicodedata

from detaincrawl.frozen import changed
from detaincrawl.normalise.each import each_claim
from detaincrawl.records import Claim, Reading


def name(words: str) -> str | None:
    """The name on one line in composed Unicode; a possessive ending and stray marks are no part of it."""
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", words)).strip(" ,;:\"“”'‘’")
    text = re.sub(r"['’]s$", "", text)
    return text if any(c.isalpha() for c in text) else None


def names(reading: Reading) -> Reading:
    """Set the value of every name."""

    def valued(claim: Claim) -> Claim:
        return changed(claim, value=name(claim.words)) if claim.field == "name" else claim

    return each_claim(reading, valued)
