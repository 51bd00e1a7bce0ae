"""What a reader of the user's own says, held to what the rules are held to, and joined with what others say. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from detaincrawl.normalise.countries import FIELDS as COUNTRIES
from detaincrawl.normalise.countries import country
from detaincrawl.normalise.further import CODED, PRINTED
from detaincrawl.normalise.names import name
from detaincrawl.records import Article, Claim, Mention, Reading
from detaincrawl.vocabularies import EventType

Reader = Callable[[Article], Reading]
LONGEST = 400
"""Characters of a quote."""
GIVEN = frozenset(CODED) | {"charge"}
"""Fields whose value a reader gives as a code, and a normaliser checks; any other value is made from the words."""
FIELDS = frozenset(
    {"name", "sentence", "term", "fine", *GIVEN, *COUNTRIES, *PRINTED, *(f"event:{kind}" for kind in EventType)}
)


def held(article: Article, reading: Reading) -> Reading:
    """The reading without claims of an unknown field, and without those whose quote does not hold.

    A quote holds that lies in the text, is no longer than ``LONGEST`` and has the claim's words. A named person needs a
    ``name`` claim that holds. What goes is in ``dropped``, as ``field: words``.
    """
    kept, dropped = [], list(reading.dropped)
    for mention in reading.mentions:
        claims = tuple(_bare(claim) for claim in mention.claims if _holds(article.text, claim))
        if mention.name and _key(mention.name) not in {_key(c.words) for c in claims if c.field == "name"}:
            claims = ()
        stay = {(c.field, c.words, c.quote_start, c.quote_end) for c in claims}
        gone = (c for c in mention.claims if (c.field, c.words, c.quote_start, c.quote_end) not in stay)
        dropped += [f"{claim.field}: {claim.words}" for claim in gone]
        if claims:
            kept.append(replace(mention, claims=claims))
    return Reading(article, tuple(kept), tuple(dropped))


def joined(article: Article, readings: Sequence[Reading]) -> Reading:
    """The mentions of all; of one name (and one detaining state, where several are so named) they are one mention."""
    mentions: list[Mention] = []
    for reading in readings:
        earlier = len(mentions)
        for mention in reading.mentions:
            place = _same(mentions[:earlier], mention)
            if place is None:
                mentions.append(mention)
            else:
                mentions[place] = _both(mentions[place], mention)
    return Reading(article, tuple(mentions), tuple(words for reading in readings for words in reading.dropped))


def _holds(text: str, claim: Claim) -> bool:
    start, end = claim.quote_start, claim.quote_end
    inside = 0 <= start < end <= len(text) and end - start <= LONGEST
    named = claim.field in FIELDS and bool(claim.rule) and 0 <= claim.confidence <= 1
    return inside and named and bool(claim.words) and claim.words in text[start:end]


def _bare(claim: Claim) -> Claim:
    return claim if claim.field in GIVEN else replace(claim, value=None, precision=None)


def _key(words: str) -> str:
    return (name(words) or "").casefold()


def _same(mentions: Sequence[Mention], mention: Mention) -> int | None:
    """Which of them speaks of the same person."""
    if mention.name is None:
        return None
    named = [i for i, m in enumerate(mentions) if m.name and _key(m.name) == _key(mention.name)]
    return max(named, key=lambda i: len(_holders(mentions[i]) & _holders(mention)), default=None)


def _holders(mention: Mention) -> set[str | None]:
    return {c.value or country(c.words) for c in mention.claims if c.field == "detaining_country"}


def _both(one: Mention, other: Mention) -> Mention:
    return replace(one, claims=(*one.claims, *_renumbered(one, other)), primary=one.primary or other.primary)


def _renumbered(one: Mention, other: Mention) -> Iterator[Claim]:
    """The other's claims, its events numbered behind those of the first."""
    behind = max((c.event for c in one.claims if c.event is not None), default=-1) + 1
    for claim in other.claims:
        yield claim if claim.event is None else replace(claim, event=claim.event + behind)
