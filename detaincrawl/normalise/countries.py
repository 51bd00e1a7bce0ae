"""Words for a country or a nationality → ISO 3166-1 alpha-2 (case model, section 6)."""

from functools import lru_cache

from detaincrawl.frozen import changed
from detaincrawl.lexicon import table
from detaincrawl.normalise.each import each_claim
from detaincrawl.records import Claim, Reading

FIELDS = frozenset({"nationality", "detaining_country", "requesting_country", "residence_country"})


@lru_cache(maxsize=8192)
def country(words: str, language: str = "en") -> str | None:
    """The code, or None where the words are of no country. SA is Saudi Arabia, though South Africa prints it."""
    listed = table(f"{language}/countries")
    if len(words) == 2 and words in listed:
        return words
    if words in listed["occupied"]:
        code: str = listed["occupied"][words]["occupier"]
        return code
    for kind in ("names", "people", "adjectives", "capital", "organs", "places"):
        for code, entry in listed.items():
            if len(code) == 2 and words in entry.get(kind, ()):
                return code
    return None


def countries(reading: Reading) -> Reading:
    """Set the code of nationalities and detaining countries that the reader did not."""

    def valued(claim: Claim) -> Claim:
        if claim.field not in FIELDS or claim.value:
            return claim
        return changed(claim, value=country(claim.words))

    return each_claim(reading, valued)
