"""Names printed one after another, as one plural phrase: "A, B and C", "A, 62, a trader; B, of Houston; and C"."""

from collections.abc import Iterable

from detaincrawl.read import words
from detaincrawl.read.refs import Ref
from detaincrawl.read.text import Text

JOINTS = frozenset(", and & ; or".split())
# Between the members of a list stand ages in brackets and titles, too.
ASIDE = frozenset("( ) captain commander sailor dr mr ms mrs his her brother sister wife husband".split())
OF = frozenset(["of", "from"])
LONGEST_JOINT = 14
"""Words between two members."""


def merge_lists(text: Text, refs: list[Ref]) -> list[Ref]:
    """Lists of names beside their members; members stay, for what is said of each."""
    names = [r for r in refs if r.kind == "name"]
    merged = [r for r in refs if r.kind != "name"]
    run: list[Ref] = []
    for ref in names:
        if run and not _joined(text, run[-1], ref):
            merged += _with_list(text, run)
            run = []
        run.append(ref)
    merged += _with_list(text, run) if run else []
    if not any(r.kind == "list" for r in merged):
        parted = _announced(text, refs, names) or _parted_by_semicolons(text, names)
        merged += [parted] if parted else []
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


def list_of(members: Iterable[Ref], first: int, last: int) -> Ref | None:
    """The members together as the phrase from ``first`` to ``last``; None where they are fewer than two people."""
    people = tuple(dict.fromkeys(p for r in members for p in r.people))
    if len(people) < 2:
        return None
    return Ref(first, last, "list", "list", people, plural=True, count=len(people), definite=True)


CLOSED = frozenset('"”')
"""A list ends with the quotation."""


def _joined(text: Text, one: Ref, other: Ref) -> bool:
    """What stands between two names parts the members of a list."""
    between = text.lows[one.last : other.first]
    if len(between) > LONGEST_JOINT or not any(w in JOINTS for w in between) or not CLOSED.isdisjoint(between):
        return False
    joint = max(i for i, w in enumerate(between) if w in JOINTS)
    described = between[joint + 1 :]
    parted = words.prepositions() | words.auxiliaries()
    if described and described[-1] in words.nouns() and not parted & set(described):
        between = between[: joint + 1]
    return all(
        w in JOINTS or w in ASIDE or w.isdigit() or w in OF or text.words[one.last + i][0].isupper()
        for i, w in enumerate(between)
    )


def _with_list(text: Text, run: list[Ref]) -> list[Ref]:
    """The names of a run, with the list that they make where the last is joined by a word."""
    if not any(w in ("and", "&", "or") for w in text.lows[run[0].last : run[-1].first]):
        return run
    listed = list_of(run, run[0].first, run[-1].last)
    return [listed, *run] if listed else run


def _announced(text: Text, refs: list[Ref], names: list[Ref]) -> Ref | None:
    """ "Those freed include Kai Li, 62, a businessman, and John Leung": names that open each part behind the verb."""
    verbs = ("are", "were", "include", "included", "including")
    starts = {r.first for r in names}
    span = range(refs[0].first, refs[-1].last) if refs else range(0)
    verb = next((i for i in span if text.lows[i] in verbs and i + 1 in starts), None)
    if verb is None:
        return None
    members = [
        r
        for r in names
        if r.first == verb + 1 or (r.first > verb and (text.lows[r.first - 1] in (",", ";") or _and_before(text, r)))
    ]
    return list_of(members, members[0].first, members[-1].last)


def _and_before(text: Text, ref: Ref, signs: str = ",;") -> bool:
    before = text.lows[max(0, ref.first - 2) : ref.first]
    return len(before) == 2 and before[0] in signs and before[1] == "and"


def _parted_by_semicolons(text: Text, names: list[Ref]) -> Ref | None:
    """ "They are Kai Li, 62, a businessman; Mark Swidan, of Houston; and John Leung": the first name of each part."""
    opens = ([";"], ["are"], [":"], ["were"])
    lead = [r for r in names if text.lows[r.first - 1 : r.first] in opens or _and_before(text, r, ";")]
    if len(lead) < 2 or not any(text.lows[r.first - 1] == ";" or text.lows[r.first - 2] == ";" for r in lead):
        return None
    return list_of(lead, lead[0].first, lead[-1].last)
