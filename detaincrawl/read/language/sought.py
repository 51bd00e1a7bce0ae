"""The phrases and words that are looked for in every text, all in one walk each."""

from functools import cache, lru_cache
from typing import Any

from detaincrawl.read import objections
from detaincrawl.read.events import dates, done, triggers
from detaincrawl.read.further import facts, particulars, places, speakers, statutes
from detaincrawl.read.language import clauses
from detaincrawl.read.language.phrases import Phrases, search
from detaincrawl.read.language.text import Text
from detaincrawl.read.penalties import amounts, charges, offences
from detaincrawl.read.people import refs

FIELDS = ("status", "custody", "consular_access", "health", "asylum", "anonymity")
KNOWN = 16384
"""Words of which it is kept what they are sought as."""


@cache
def _phrases() -> tuple[Phrases[Any], ...]:
    return (
        triggers.frames("en"),
        clauses.unreal_words(),
        clauses.unreal_behind(),
        clauses.unreal_end(),
        done.idioms(),
        done.unmet(),
        offences.phrases(),
        charges.standing_frames(),
        objections.turnings(),
        places.authorities(),
        statutes.laws(),
        speakers.nouns(),
        *map(particulars.pairs, (particulars.LIVING, particulars.WORKING)),
        *map(facts.phrases, FIELDS),
    )


@cache
def _words() -> tuple[frozenset[str], ...]:
    leads = [part for lead in (dates.LEAD, amounts.LEAD) for part in (lead.openers, lead.anchors)]
    further = (places.COURTS, places.HOUSES, statutes.NOUNS, speakers.saying())
    return tuple(dict.fromkeys((*leads, amounts.AGE_OPENERS, refs.heads(), *further)))


@lru_cache(maxsize=KNOWN)
def sought_as(low: str) -> tuple[frozenset[str], ...]:
    """The sets of words that a lower-cased word is of."""
    return tuple(several for several in _words() if low in several)


def look(text: Text) -> None:
    """Find them; the modules that read them then ask for those of a sentence."""
    search(text, _phrases())
    text.sought.update((several, []) for several in _words())
    for index, low in enumerate(text.lows):
        for several in sought_as(low):
            text.sought[several].append(index)
