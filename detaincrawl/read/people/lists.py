"""Names printed one after another, as one plural phrase: "A, B and C", "A, 62, a trader; B, of Houston; and C".

Commas, semicolons and joining words part the members. What stands between two of them tells of the first (an age, a
home, an apposition) or leads the second (a title, a nation's word, a noun). Where a nation's word or a noun for several
does, a part of the list begins: "Britons A and B and Canadians C and D" has two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from detaincrawl.frozen import frozen
from detaincrawl.read.language import nationals, nouns, words
from detaincrawl.read.language.text import STOPS, Text
from detaincrawl.read.nations import countries
from detaincrawl.read.people.refs import Ref

SIGNS = frozenset([",", ";", "and", "or", "plus"])
# These join two members as "and" does.
ALSO = (("along", "with"), ("together", "with"), ("as", "well", "as"), ("alongside",))
BOUNDS = frozenset("( ) [ ] – —".split())
"""They end what they stand beside, and join nothing."""
CLOSED = frozenset('"”')
"""A list ends with the quotation."""
LEADS = frozenset("captain commander sailor dr mr ms mrs his her brother sister wife husband".split())
HOMES = frozenset("of from in near the".split())
AGED = frozenset("aged age years year old both all also male female adult".split())
BACK = frozenset(["all", "both"])
"""A noun for several behind these tells of those named before: "A and B, both teachers, and C"."""
OLD = ["year", "old"]
"""An age leads, too: "38-year-old A and 26-year-old B"."""
ASIDES = 3
"""So much may be said of the last: an age, what they are, where they are from."""
LONGEST_ASIDE, LONGEST_JOINT = 12, 30
"""Words between two signs, and between two members."""
LOCAL = "local"
"""Who is from where it happened: "a Zimbabwean, A, and a local, B"."""
BARE = 3
"""So many names with nothing but commas and ages between are a list without "and", too."""


@frozen
class Joint:
    """What stands between two members."""

    joins: bool
    """By a word or a semicolon, not by a comma alone."""
    parts: bool
    """Behind it begins a part."""
    bare: bool
    """Signs and ages, no more."""


def merge_lists(text: Text, refs: list[Ref]) -> list[Ref]:
    """Lists of names, and their parts, beside their members; members stay, for what is said of each."""
    merged = list(refs)
    run: list[Ref] = []
    joints: list[Joint] = []
    for ref in (r for r in refs if r.kind == "name"):
        again = bool(run) and ref.people == run[-1].people
        if again and _finite().isdisjoint(text.lows[run[-1].last : ref.first]):
            run[-1] = replace(run[-1], last=ref.last)  # "A (also known as B)"
            continue
        joint = _joint(text, run[-1], ref) if run else None
        if joint:
            joints.append(joint)
        else:
            merged += _lists(text, run, joints)
            run, joints = [], []
        run.append(ref)
    merged += _lists(text, run, joints)
    return sorted(merged, key=lambda r: (r.first, -r.last))


def with_strangers(text: Text, refs: list[Ref]) -> list[Ref]:
    """ "A Canadian man and a Ukrainian citizen", "three Americans, two Spaniards and a Czech": a list of these, too."""
    runs: list[list[Ref]] = []
    for ref in refs:
        if ref.kind != "descriptor" or not any(not p.named for p in ref.people):
            continue
        if runs and set(text.lows[runs[-1][-1].last : ref.first]) <= {",", "and"} and runs[-1][-1].last < ref.first:
            runs[-1].append(ref)
        else:
            runs.append([ref])
    joined = (list_of(run, run[0].first, run[-1].last) for run in runs if text.lows[run[-1].first - 1] == "and")
    return sorted([*refs, *(r for r in joined if r)], key=lambda r: (r.first, -r.last))


def list_of(members: Iterable[Ref], first: int, last: int, kind: str = "list") -> Ref | None:
    """The members together as the phrase from ``first`` to ``last``; None where they are fewer than two people."""
    people = tuple(dict.fromkeys(p for r in members for p in r.people))
    if len(people) < 2:
        return None
    return Ref(first, last, kind, kind, people, plural=True, count=len(people), definite=True)


def _lists(text: Text, run: list[Ref], joints: list[Joint]) -> Iterator[Ref]:
    """The list that a run of names makes, if it does, then its parts; the head of one of several parts is "mixed"."""
    bare = len(run) >= BARE and all(j.bare for j in joints)
    whole = list_of(run, run[0].first, _end(text, run[-1].last)) if bare or any(j.joins for j in joints) else None
    if whole is None:
        return
    led = nationals.nationality(text.lows[run[0].first - 1])
    parts = (i for i, joint in enumerate(joints, 1) if joint.parts or (led and _from_elsewhere(text, run[i])))
    starts = [0, *parts, len(run)]
    yield replace(whole, head="mixed") if len(starts) > 2 else whole
    for start, end in pairwise(starts) if len(starts) > 2 else ():
        part = list_of(run[start:end], run[start].first, run[end - 1].last, "part")
        if part:
            yield part


def _joint(text: Text, one: Ref, other: Ref) -> Joint | None:
    """What parts two members of one list; None: they are not of one."""
    between = text.lows[one.last : other.first]
    if len(between) > LONGEST_JOINT or not CLOSED.isdisjoint(between):
        return None
    pieces, signs = _pieces(text, one.last, other.first)
    *asides, lead = pieces
    if not any(signs) or (asides[0] and text.lows[one.last] not in HOMES | AGED and not text.lows[one.last].isdigit()):
        return None
    if not _leads(text, lead) or not all(_tells(text, aside) for aside in asides):
        return None
    ages = (i for aside in asides for i in aside)
    return Joint(
        any(sign not in (",", "") for sign in signs),
        _is_led(text, lead)
        or any(_is_part(text, aside, sign) for sign, aside in zip(["", *signs], asides, strict=False)),
        not lead and all(text.lows[i].isdigit() or text.lows[i] in AGED for i in ages),
    )


def _pieces(text: Text, first: int, last: int) -> tuple[list[range], list[str]]:
    """The stretches of words between two members, and what parts them: signs, nothing for brackets and dashes."""
    pieces: list[range] = []
    signs: list[str] = []
    begin = at = first
    while at < last:
        also = next((len(a) for a in ALSO if tuple(text.lows[at : at + len(a)]) == a), 0)
        if also or text.lows[at] in SIGNS or text.lows[at] in BOUNDS:
            pieces.append(range(begin, at))
            signs.append("" if text.lows[at] in BOUNDS else text.lows[at])
            begin = at + (also or 1)
        at = max(at + 1, begin)
    return [*pieces, range(begin, last)], signs


def _leads(text: Text, piece: range) -> bool:
    """A title, a relation, a nation's word or a noun for people, or nothing."""
    piece = _unopened(text, piece)
    lows = [text.lows[i] for i in piece]
    if lows[-2:] == OLD or all(low in LEADS or text.words[i][0].isupper() for i, low in zip(piece, lows, strict=True)):
        return True
    owner = countries.owner(text, piece.stop)
    if owner and owner.first - piece.start <= (text.lows[piece.start] == "the"):
        return True
    return lows[-1] in nouns.of_people() and words.prepositions().isdisjoint(lows) and _finite().isdisjoint(lows)


def _unopened(text: Text, piece: range) -> range:
    """ "And three Beninese: C and D": without the colon."""
    return piece[:-1] if piece and text.lows[piece[-1]] == ":" else piece


def _tells(text: Text, piece: range) -> bool:
    """An age, a home, an apposition, or nothing."""
    lows = [text.lows[i] for i in piece if not _owns(text, i, piece)]
    if len(lows) > LONGEST_ASIDE or not _finite().isdisjoint(lows):
        return False
    plain = all(
        low in HOMES or low in AGED or low.isdigit() or text.words[i][0].isupper() or low == "'s"
        for i, low in ((i, text.lows[i]) for i in piece)
    )
    return plain or lows[-1] == LOCAL or not nouns.of_people().keys().isdisjoint(lows)


def _owns(text: Text, index: int, piece: range) -> bool:
    """The "'s" of "from Queensland's coast"; that of "Doe's in jail" is a verb."""
    return text.lows[index] == "'s" and index > piece.start and text.words[index - 1][0].isupper()


@cache
def _finite() -> frozenset[str]:
    """What a clause has and an apposition has not."""
    acting = words.auxiliaries() | words.verbs() | words.subordinators() | words.pronouns().keys()
    return (acting | {"'s"}) - {"her", "his", "their"}


def _is_led(text: Text, lead: range) -> bool:
    """ "And Canadians C and D", "Kenyan D": of a nation, or several."""
    lead = _unopened(text, lead)
    owned = bool(lead) and countries.owner(text, lead.stop) is not None
    return owned or any(nationals.nationality(text.lows[i]) or _several(text, i) for i in lead)


def _from_elsewhere(text: Text, ref: Ref) -> bool:
    """ "The Americans A and B, C of Spain": whom the nation's word before the list does not tell of."""
    behind = text.lows[ref.last : ref.last + 2]
    return len(behind) > 1 and behind[0] in ("of", "from") and behind[1] in nationals.countries()


def _is_part(text: Text, aside: range, sign: str) -> bool:
    """ "And a Chinese, Li Wei", "two Russians, C and D" lead those behind, "both Russians" ends a part."""
    if not aside or nouns.of_people().keys().isdisjoint(text.lows[i] for i in aside):
        return False
    first = text.lows[aside.start]
    counted = first in BACK or words.small_number(first) is not None or first == "the"
    return sign not in (",", "") or (counted and any(_several(text, i) for i in aside))


def tells_back(text: Text, ref: Ref, refs: list[Ref]) -> bool:
    """Inside a list: "A, 52, a teacher, B, 44, an engineer, and C", "A and B, both teachers, and C"."""
    if ref.kind != "descriptor" or not any(r.kind == "list" and r.first < ref.first < r.last for r in refs):
        return False
    if text.lows[ref.first - 1] != "," or (ref.plural and text.lows[ref.first] not in BACK):
        return False
    aged = text.lows[ref.last : ref.last + 1] == ["aged"]
    behind = text.lows[ref.last + 2 * aged : ref.last + 2 * aged + 1]
    return not (BOUNDS.isdisjoint(behind) and SIGNS.isdisjoint(behind))


def _several(text: Text, index: int) -> bool:
    noun = nouns.of_people().get(text.lows[index])
    return noun is not None and noun.plural


def _several_told(text: Text, aside: range) -> bool:
    """ "Both teachers", "all from Karachi": of more than the last."""
    return text.lows[aside.start] in BACK or any(_several(text, i) for i in aside)


def _end(text: Text, last: int) -> int:
    """Where the list ends with what is said of its last member alone: ", 25, a trader", "(France)"."""
    end = last
    for _ in range(ASIDES):
        if end >= len(text.lows) or text.lows[end] not in (",", "("):
            break
        close = range(end + 1, min(end + 1 + LONGEST_ASIDE, len(text.lows)))
        stop = next((i for i in close if text.lows[i] in ",;)" or text.lows[i] in STOPS), None)
        aside = range(end + 1, stop) if stop else range(0)
        if stop is None or not aside or not _tells(text, aside) or _several_told(text, aside):
            break
        end = stop + (text.lows[stop] == ")")
    return end
