"""Nationalities that stand behind names: "A, 33, of Australia", "B (France)", "C, Russian and American", "D – Dane".

Behind the last of several names of a list they tell of those before it, too: "A (27), B (30) and C (45) from Mali".
"""

from collections.abc import Iterator

from detaincrawl.frozen import frozen
from detaincrawl.read.language import words
from detaincrawl.read.language.text import STOPS, Text
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.nations.nationalities import Stated, is_nationality
from detaincrawl.read.people.lists import AGED
from detaincrawl.read.people.refs import Ref

DASHES = frozenset(["–", "—", "-"])
SIGNS = frozenset([",", "(", ")", *DASHES])
SOURCES = frozenset(["from", "of"])
NATIONS = frozenset(["adjective", "people"])
JOINTS = frozenset(["and", "/", ",", "-", "–"])
CLOSERS = frozenset([",", ";", ")", *DASHES])
PLAIN = frozenset([",", "and", "(", ")"])
"""Between names that share what stands behind the last."""

COMES = tuple(
    said.split()
    for said in (
        "is|are|are all|are both|hail|hails|all hail|both hail|come|comes|all come|both come"
        "|who is|who are|who hail|who hails|who come|who comes"
    ).split("|")
)
"""Between people and "from": where they come from. Who came from a country only travelled."""
REGIONS = frozenset("area city county district island part province region state town village".split())
REGION_WORDS = 7
"""Words of a region from "from" to its country: "from the Bagerhat district of Bangladesh"."""


@frozen
class Home:
    """The codes that stand behind a name, up to word ``last``, and how they are put."""

    codes: tuple[str, ...]
    last: int
    rule: str
    shared: bool
    """It may tell of the names before as well."""


def find(text: Text, refs: list[Ref], marks: list[CountryMark]) -> Iterator[Stated]:
    """Where a sentence says of its names that they are from."""
    yield from _from(text, refs, marks)
    at = {m.first: m for m in marks if is_nationality(text, m)}
    if not at:
        return
    lists = [range(r.first, r.last) for r in refs if r.kind == "list"]
    led = {m.last for m in at.values()} | {r.last for r in refs if r.nationalities}
    """Of whom the words before tell where they are from: "American A and B from France"."""
    told = range(0)
    """The list before which such words stand."""
    waiting: list[Ref] = []
    for ref in (r for r in refs if r.kind == "name"):
        if waiting and not (
            _share(text, waiting[-1], ref) and any(waiting[-1].first in w and ref.first in w for w in lists)
        ):
            waiting = []
        home = _behind(text, ref, at)
        if home:
            for one in [*(waiting if home.shared else ()), ref]:
                yield Stated(one.people, home.codes, ref.first, home.last, home.rule, 0.85 if home.shared else 0.95)
        if ref.first in led:
            told = next((w for w in lists if ref.first in w), range(0))
        waiting = [] if home or ref.first in led or ref.first in told else [*waiting, ref]


def _share(text: Text, one: Ref, other: Ref) -> bool:
    """Nothing but signs and ages between."""
    return all(low in PLAIN or low in AGED or low.isdigit() for low in text.lows[one.last : other.first])


def _behind(text: Text, ref: Ref, at: dict[int, CountryMark]) -> Home | None:
    index = ref.last
    while index < len(text.lows) and (
        text.lows[index] in SIGNS or text.lows[index] in AGED or text.lows[index].isdigit()
    ):
        index += 1
    lead = text.lows[ref.last : index]
    index += text.lows[index : index + 1] == ["the"] and bool(lead)
    if text.lows[index : index + 1] and text.lows[index] in SOURCES:
        mark = at.get(index + 1)
        if mark is None or not _is_home(text, mark):
            return None
        aged = lead[:1] == [","] and lead[-1] == ","  # "B, 24, of Germany" is told of B alone
        return Home((mark.country.code,), mark.last, "nationality:from", shared=not aged)
    if not lead:
        return None
    codes, end = _codes(text, index, at)
    if not codes or (end < len(text.lows) and text.lows[end] not in CLOSERS and text.lows[end] not in STOPS):
        return None
    if lead[-1] == "(" or (lead[0] == "(" and lead[-1] == ","):
        return Home(codes, end, "nationality:brackets", shared=True) if text.lows[end : end + 1] == [")"] else None
    named = at[index].country.kind == "name"
    aged = any(low.isdigit() for low in lead)
    if named and not aged:
        return None
    dashed = not DASHES.isdisjoint(lead)
    return Home(codes, end, "nationality:from" if named else "nationality:behind_name", shared=dashed)


def _is_home(text: Text, mark: CountryMark) -> bool:
    """A country's name that leads no noun: not "of Sweden's party", "from DRC gallows"."""
    low = text.lows[mark.last] if mark.last < len(text.lows) else "."
    closed = low in words.after_object() or low in words.verbs() or low in CLOSERS
    return mark.country.kind == "name" and closed and low != "'s"


def _codes(text: Text, index: int, at: dict[int, CountryMark]) -> tuple[tuple[str, ...], int]:
    """The nations printed one after another from a word on, and where they end."""
    codes, end = set(), index
    while end in at and at[end].country.kind in NATIONS | {"name"}:
        codes.add(at[end].country.code)
        end = at[end].last
        if text.lows[end : end + 1] and text.lows[end] in JOINTS and end + 1 in at:
            end += 1
    return tuple(sorted(codes)), end


def _from(text: Text, refs: list[Ref], marks: list[CountryMark]) -> Iterator[Stated]:
    """ "PhD student from Turkey", "A and B hail from the Bagerhat district of Bangladesh": of a country, not a town."""
    for mark in marks:
        source = _source(text, mark) if mark.country.kind == "name" else None
        for ref in refs if source else ():
            phrase = ref.kind == "descriptor" and ref.last == source and not ref.nationalities
            if ref.people and (phrase or text.lows[ref.last : source] in COMES):
                yield Stated(ref.people, (mark.country.code,), ref.first, mark.last, "nationality:from", 0.85)


def _source(text: Text, mark: CountryMark) -> int | None:
    """Where the "from" stands that leads a country, or a region of it."""
    first = max(1, mark.first - REGION_WORDS)
    at = next((i for i in range(mark.first - 1, first - 1, -1) if text.lows[i] == "from"), None)
    if at is None or at == mark.first - 1:
        return at
    between = range(at + 1, mark.first)
    region = not REGIONS.isdisjoint(text.lows[i] for i in between) and text.lows[mark.first - 1] in ("of", "in", ",")
    plain = all(text.words[i][0].isupper() or text.lows[i] in REGIONS | {"the", "of", "in", ","} for i in between)
    return at if region and plain else None
