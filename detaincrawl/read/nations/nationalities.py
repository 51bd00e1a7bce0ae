"""Which nationalities the text states of a person, and of no one else (case model, section 6)."""

import re
from collections.abc import Iterator

from detaincrawl.frozen import frozen
from detaincrawl.read.language import words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations import countries
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.people import citizens
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

CITIZENSHIP = frozenset(
    "citizenship citizenships nationality nationalities passport passports citizen citizens national nationals".split()
)
PLURAL = ("s", "men", "women", "ese", "sh", "ch")
"""How a nation's word before a list ends that tells of all its members."""
TRADES = ("grapher", "ician", "ist", "logger", "man", "preneur", "woman")
PAPERS = (["document"], ["documents"], ["card"], ["law"], ["laws"], ["test"], ["certificate"])
"""What may be found with anybody."""
BOTH = frozenset(["both", "dual"])
BOTH_COUNTRIES = "+"
"""Stands for "both countries" until the article tells which; of "dual citizen" it says only that there are two."""


@frozen
class Stated:
    """A nationality said of people, by words ``first`` to ``last``."""

    people: tuple[Person, ...]
    codes: tuple[str, ...]
    first: int
    last: int
    rule: str
    confidence: float


def find(
    text: Text, sentence: Sentence, refs: list[Ref], marks: list[CountryMark], heading: CountryMark | None
) -> Iterator[Stated]:
    """Nationalities that one sentence states."""
    used: set[int] = set()
    own = {r.people[0]: r.nationalities for r in refs if r.nationalities and len(r.people) == 1 and not r.plural}
    for ref in refs:
        if ref.kind != "descriptor" or not ref.people or ref.possessed or _once(text, ref):
            continue
        codes = _inside(text, ref.first, ref.last, marks)
        codes = codes or (ref.nationalities if ref.head in citizens.HOLDERS else ())
        if codes:
            used.update(range(ref.first, ref.last))
            people = ref.people
            if ref.plural:  # "Zimbabweans A and B, together with C, a South African"
                people = tuple(p for p in people if not own.get(p) or set(own[p]) & set(codes)) or people
            yield Stated(people, codes, ref.first, ref.last, "nationality:descriptor", 0.95)
    for ref in refs:
        if ref.kind in ("name", "list", "part") and ref.head != "mixed":
            before = _before(text, ref, sentence, marks)
            if before and ref.kind != "name" and not text.lows[before[2] - 1].endswith(PLURAL):
                continue
            if before and not set(range(before[1], before[2])) & used:
                yield Stated(ref.people, before[0], before[1], ref.last, "nationality:before_name", 0.95)
            owner = countries.owner(text, ref.first) if ref.kind == "name" else None
            if owner:
                yield Stated(ref.people, (owner.country.code,), owner.first, ref.last, "nationality:before_name", 0.9)
    yield from _with_others(text, refs)
    yield from _is(text, refs, marks)
    yield from _held(text, sentence, refs, marks)
    yield from _under_heading(text, sentence, refs, heading)


def _with_others(text: Text, refs: list[Ref]) -> Iterator[Stated]:
    """ "Li Wen and 23 other Chinese nationals", "X was held along with two fellow Britons": X is one of them."""
    for place, ref in enumerate(refs):
        if not (ref.kind == "descriptor" and ref.plural and ref.nationalities):
            continue
        first = ref.first
        while text.lows[first - 1] in OTHERS or words.small_number(text.lows[first - 1]):
            first -= 1
        if OTHERS.isdisjoint(text.lows[first : ref.last]):
            continue
        before = [r for r in refs[:place] if r.people and r.last <= first and r.kind in ("name", "list", "pronoun")]
        joint = text.lows[first - 1]
        beside = before and joint == "and" and before[-1].last == first - 1
        if beside or (before and joint in ("with", "alongside")):
            whole = next((r for r in before if r.kind == "list" and r.last == before[-1].last), before[-1])
            yield Stated(whole.people, ref.nationalities, first, ref.last, "nationality:with_others", 0.9)


OTHERS = frozenset(["other", "fellow", "more"])


def _once(text: Text, ref: Ref) -> bool:
    """ "He had been a Ukrainian citizen": until something changed."""
    return text.lows[max(0, ref.first - 2) : ref.first] in (["had", "been"], ["to", "be"])


def is_nationality(text: Text, mark: CountryMark) -> bool:
    """A word that can say where a person is from and does not say birth, descent, former or the home of a firm."""
    if mark.country.kind not in ("adjective", "people", "name"):
        return False
    return citizens.told(text, mark)


def _inside(text: Text, first: int, last: int, marks: list[CountryMark]) -> tuple[str, ...]:
    """Codes of the nationality words between two words; "American firm executive" says nothing of the executive."""
    found = []
    for mark in marks:
        if first <= mark.first < last and is_nationality(text, mark) and mark.country.kind != "name":
            following = text.lows[mark.last : last]
            if any(w in words.institutions() for w in following):
                continue
            found.append(mark.country.code)
        elif (
            first <= mark.first < last
            and mark.country.kind == "name"
            and mark.country.code in ("US", "GB", "AE")
            and is_nationality(text, mark)
            and not any(w in words.institutions() for w in text.lows[mark.last : last])
        ):
            found.append(mark.country.code)
    return tuple(sorted(set(found)))


def _before(
    text: Text, ref: Ref, sentence: Sentence, marks: list[CountryMark]
) -> tuple[tuple[str, ...], int, int] | None:
    """ "Americans Andrew Chan and …", "American Paul Whelan": nationality words that end right before the name."""
    index, codes = _trade_first(text, ref), []
    while True:
        mark = next(
            (
                m
                for m in marks
                if m.last == index and m.country.kind in ("adjective", "people") and is_nationality(text, m)
            ),
            None,
        )
        if mark is None:
            break
        codes.append(mark.country.code)
        index = mark.first
    return (tuple(sorted(set(codes))), index, ref.first) if codes else None


def _trade_first(text: Text, ref: Ref) -> int:
    """ "Nigerian televangelist X": where a trade that no list has begins before a name, told by its ending."""
    trade = text.words[ref.first - 1] if ref.first else ""
    return ref.first - (ref.kind == "name" and trade.islower() and trade.endswith(TRADES))


def heading(text: Text, sentence: Sentence, marks: list[CountryMark]) -> CountryMark | None:
    """ "BACK TO RUSSIA: EIGHT RUSSIANS": the people that a heading in capitals speaks of."""
    letters = [w for w in text.words[sentence.first : sentence.last] if w[0].isalpha()]
    if len(letters) < 1 or not all(w.isupper() for w in letters):
        return None
    return next(
        (
            m
            for m in marks
            if m.country.kind == "people" or (m.country.kind == "adjective" and text.lows[m.first].endswith("s"))
        ),
        None,
    )


def _under_heading(text: Text, sentence: Sentence, refs: list[Ref], above: CountryMark | None) -> Iterator[Stated]:
    """Who opens a paragraph under such a heading is one of them."""
    if above is None or not refs or refs[0].first != sentence.first or refs[0].kind not in ("name", "list"):
        return
    if sentence.first == 0 or text.starts[sentence.first] - text.ends[sentence.first - 1] >= 2:
        yield Stated(refs[0].people, (above.country.code,), above.first, above.last, "nationality:heading", 0.8)


def _held(text: Text, sentence: Sentence, refs: list[Ref], marks: list[CountryMark]) -> Iterator[Stated]:
    """ "Who holds Russian and American citizenship", "a citizen of both Russia and the U.S."."""
    for index in range(sentence.first, sentence.last):
        low = text.lows[index]
        if low not in CITIZENSHIP or _in_a_name(text, index, sentence) or text.lows[index + 1 : index + 2] in PAPERS:
            continue
        codes, first, last = _around(text, index, sentence, marks)
        if not codes and BOTH & set(text.lows[max(sentence.first, index - 2) : index + 4]):
            codes = (BOTH_COUNTRIES,)
        if not codes or _denied(text, first, sentence):
            continue
        owner = _owner(text, index, first, sentence, refs)
        if owner:
            yield Stated(
                owner.people,
                codes,
                owner.first if owner.last <= first else first,
                max(last, index + 1),
                "nationality:citizenship",
                0.95,
            )


IS = (["is"], ["are"], ["was"], ["is", "also"], ["are", "both"], ["is", "a"], ["is", "an"], ["is", "half"])
"""“Was Swiss” is told of the dead."""


def _is(text: Text, refs: list[Ref], marks: list[CountryMark]) -> Iterator[Stated]:
    """ "Our son X is Estonian", "X, who is Swiss": a nation alone behind "is"."""
    for mark in marks:
        closed = mark.last >= len(text.lows) or text.lows[mark.last] in NATION_ENDS
        if mark.country.kind not in ("adjective", "people") or not closed or not is_nationality(text, mark):
            continue
        before = [r for r in refs if r.people and r.last <= mark.first - 1]
        if before and text.lows[before[-1].last : mark.first] in IS:
            yield Stated(before[-1].people, (mark.country.code,), before[-1].first, mark.last, "nationality:is", 0.9)


NATION_ENDS = frozenset(', . ; : ) – — ! ? ” " and but by who'.split())


def _in_a_name(text: Text, index: int, sentence: Sentence) -> bool:
    """ "The Cambodia National Rescue Party": capitals on both sides of a capital."""
    around = text.words[max(sentence.first, index - 1) : min(index + 2, sentence.last)]
    return not sentence.title and len(around) == 3 and all(word[0].isupper() for word in around)


def _around(text: Text, index: int, sentence: Sentence, marks: list[CountryMark]) -> tuple[tuple[str, ...], int, int]:
    """Countries right before the word ("Russian citizenship") or behind its "of" ("citizen of the U.S.")."""
    codes, first, last = [], index, index + 1
    at = index
    while at > sentence.first:
        mark = next((m for m in marks if m.last == at), None)
        if mark and mark.country.kind in ("adjective", "people", "name", "capital"):
            if is_nationality(text, mark):
                codes.append(mark.country.code)
            at = first = mark.first
        elif text.lows[at - 1] in ("and", ",", "both", "the", "dual", "or", "also", "full", "double"):
            at -= 1
        else:
            break
    if index + 1 < sentence.last and text.lows[index + 1] == "of":
        at = index + 2
        while at < sentence.last:
            mark = next((m for m in marks if m.first == at), None)
            if mark and not is_nationality(text, mark) and mark.country.kind != "capital":
                break
            if mark:
                codes.append(mark.country.code)
                at = last = mark.last
            elif text.lows[at] in ("and", ",", "both", "the", "as", "well", "of", "also"):
                at += 1
            else:
                break
    return tuple(sorted(set(codes))), first, last


DENIED = re.compile(
    r"\b(?:renounce|renounced|gave up|give up|lost|stripped|former|formerly|not an?|no longer|denie[sd]"
    r"|applied for|apply for|application for|interview for|path to|seeking|sought|refused|without|had been an?"
    r"|offered|promised|fake|forged|false|bogus|counterfeit|hop(?:es|ed|ing) for)\b"
)


def _denied(text: Text, first: int, sentence: Sentence) -> bool:
    return bool(DENIED.search(" ".join(text.lows[max(sentence.first, first - 7) : first])))


def _owner(text: Text, index: int, first: int, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """Whom the citizenship belongs to: the phrase it is the head of, else the subject before it."""
    for ref in refs:
        if ref.first <= index < ref.last and ref.kind == "descriptor":
            return ref if ref.people else None
    left = [r for r in refs if r.last <= first and r.people and r.kind != "possessive" and r.head != "both"]
    bound = text.lows[left[-1].last : index] if left else []
    if left and not any(w in (";", "—", "–", ".") for w in bound):
        return left[-1]
    right = [r for r in refs if r.first > index and r.people]
    return right[0] if right and not left else None
