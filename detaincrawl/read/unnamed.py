"""Detainees whom the text does not name: "a 57-year-old Japanese man", "two other men, both from Lithuania"."""

from collections import Counter
from collections.abc import Iterator

from detaincrawl.read import clauses
from detaincrawl.read.countries import CountryMark
from detaincrawl.read.found import Scan
from detaincrawl.read.told import Happening
from detaincrawl.records import Claim, EventType, Mention

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


def mentions(found: Scan, overall: Counter[str]) -> Iterator[Mention]:
    """One mention for each unnamed detainee or small group that the text says to be of another state."""
    seen: set[tuple[int, int]] = set()
    told: set[tuple[tuple[str, ...], str, int]] = set()
    """Who they are in the body: a headline tells of the same."""
    for ordinal, happening in enumerate(found.happenings):
        ref = happening.ref
        if happening.people or ref is None or ref.kind != "descriptor" or ref.definite or happening.type not in CUSTODY:
            continue
        if (
            (ref.first, ref.last) in seen
            or (ref.plural and ref.count is None)
            or (ref.count or 1) > AT_MOST
            or ref.role in ("official", "relation")
        ):
            continue
        holder = next((h.code for h in found.holders.get(ordinal, [])), None) or next(
            (c for c, _ in overall.most_common(1)), None
        )
        codes = ref.nationalities or _from(found, happening)
        foreign = bool(FOREIGN & set(found.text.lows[ref.first : ref.last]))
        if holder is None or not (foreign or (codes and holder not in codes)):
            continue
        seen.add((ref.first, ref.last))
        kind = (codes, holder, ref.count or 1)
        if happening.sentence.title and kind in told:
            continue
        told.add(kind)
        yield Mention(None, tuple(_claims(found, happening, codes, holder)), False, ref.count or 1)


def _from(found: Scan, happening: Happening) -> tuple[str, ...]:
    """ "Two men, both from Lithuania": the country behind the phrase."""
    ref = happening.ref
    marks: list[CountryMark] = found.marks[happening.sentence.first]
    if ref is None:
        return ()
    return tuple(
        m.country.code
        for m in marks
        if m.country.kind == "name" and ref.last < m.first <= ref.last + 4 and found.text.lows[m.first - 1] == "from"
    )


def _claims(found: Scan, happening: Happening, codes: tuple[str, ...], holder: str) -> Iterator[Claim]:
    text, trigger = found.text, happening.trigger
    quote = clauses.quote(text, trigger.first, trigger.last, happening.sentence)
    who = happening.ref or trigger
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
