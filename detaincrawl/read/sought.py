"""The sets of phrases that are looked for in every text, all in one walk."""

from functools import cache
from typing import Any

from detaincrawl.read import charges, clauses, objections, triggers
from detaincrawl.read.further import facts, particulars, places, speakers, statutes
from detaincrawl.read.phrases import Phrases, search
from detaincrawl.read.text import Text

FIELDS = ("status", "custody", "consular_access", "health", "asylum", "anonymity")


@cache
def _all() -> tuple[Phrases[Any], ...]:
    return (
        triggers.frames("en"),
        clauses.unreal_words(),
        charges.offences(),
        charges.standing_frames(),
        objections.turnings(),
        places.authorities(),
        statutes.laws(),
        speakers.nouns(),
        *map(particulars.pairs, (particulars.LIVING, particulars.WORKING)),
        *map(facts.phrases, FIELDS),
    )


def look(text: Text) -> None:
    """Find them; the modules that read them then ask for those of a sentence."""
    search(text, _all())
