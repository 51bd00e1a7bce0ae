"""Detainees whom the text does not name: "a 57-year-old Japanese man", "two other men, both from Lithuania"."""

from collections.abc import Iterator

from detaincrawl.read.events.told import Happening
from detaincrawl.read.found import Scan
from detaincrawl.read.language import clauses
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.people.refs import Ref
from detaincrawl.records import Claim, Mention
from detaincrawl.vocabularies import EventType

AT_MOST = 10
"""People of one mention; more are a raid or a statistic (case model, section 1)."""
CUSTODY = frozenset(
    {
        EventType.DETAINED,
        EventType.CHARGED,
        EventType.REMANDED,
        EventType.SENTENCED,
        EventType.CONVICTED,
        EventType.RELEASED,
        EventType.EXCHANGED,
        EventType.DEPORTED,
        EventType.TRIAL_OPENED,
    }
)
FOREIGN = frozenset("foreign foreigner foreigners".split())


def mentions(found: Scan, common: str | None) -> Iterator[Mention]:
    """One mention for each unnamed detainee or small group that the text says to be of another state.

    ``common`` holds where an event names no state.
    """
    told: set[tuple[tuple[str, ...], str, int]] = set()
    """Who they are in the body: a headline tells of the same."""
    for ref, happenings, ordinals in _unnamed(found):
        named = (held[0].code for n in ordinals if (held := found.holders.get(n)))
        holder = next(named, common)
        happening = happenings[0]
        codes = ref.nationalities or _from(found, happening, ref)
        foreign = bool(FOREIGN & set(found.text.lows[ref.first : ref.last]))
        if holder is None or not (foreign or (codes and holder not in codes)):
            continue
        kind = (codes, holder, ref.count or 1)
        if happening.sentence.title and kind in told:
            continue
        told.add(kind)
        claims = tuple(_claims(found, happening, ref, (codes, holder)))
        yield Mention(None, claims, False, ref.count or 1)


def _unnamed(found: Scan) -> Iterator[tuple[Ref, list[Happening], list[int]]]:
    """The phrase for somebody unnamed, what custody they suffered, and the ordinals of all that befell them."""
    known: set[int] = set()
    seen: set[tuple[int, int]] = set()
    for stranger, ordinals in found.unnamed:
        known.update(ordinals)
        yield from _told(found, stranger.ref, ordinals)
    for ordinal, happening in enumerate(found.happenings):
        ref = happening.ref
        if ordinal in known or happening.people or ref is None or ref.kind != "descriptor" or ref.definite:
            continue
        if (ref.first, ref.last) not in seen:
            seen.add((ref.first, ref.last))
            yield from _told(found, ref, [ordinal])


def _told(found: Scan, ref: Ref, ordinals: list[int]) -> Iterator[tuple[Ref, list[Happening], list[int]]]:
    """The same, where it is custody and of few."""
    happenings = [h for n in ordinals if (h := found.happenings[n]).type in CUSTODY]
    counted = ref.count is not None or not ref.plural
    if happenings and counted and (ref.count or 1) <= AT_MOST and ref.role not in ("official", "relation"):
        yield ref, happenings, ordinals


def _from(found: Scan, happening: Happening, ref: Ref) -> tuple[str, ...]:
    """ "Two men, both from Lithuania": the country behind the phrase."""
    marks: list[CountryMark] = found.marks[happening.sentence.first]
    return tuple(
        m.country.code
        for m in marks
        if m.country.kind == "name" and ref.last < m.first <= ref.last + 4 and found.text.lows[m.first - 1] == "from"
    )


def _claims(found: Scan, happening: Happening, who: Ref, states: tuple[tuple[str, ...], str]) -> Iterator[Claim]:
    """``states``: where they are from, and who holds them."""
    text, trigger = found.text, happening.trigger
    codes, holder = states
    quote = clauses.quote(text, trigger.first, trigger.last, happening.sentence)
    words = text.span(who.first, who.last)
    for code in codes:
        yield Claim("nationality", words, *quote, "unnamed:nationality", 0.8, value=code)
    yield Claim("detaining_country", words, *quote, "unnamed:holder", 0.8, value=holder)
    yield Claim(
        f"event:{happening.type}",
        happening.date.words if happening.date else text.span(trigger.first, trigger.last),
        *quote,
        "unnamed:event",
        0.8,
        event=0,
        detail=happening.detail,
    )
