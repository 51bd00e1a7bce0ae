"""Which length of time is the term of an event: "sentenced to 12 years", "a 12-year term", "cut to five"."""

from itertools import pairwise

from detaincrawl.frozen import changed
from detaincrawl.read.events.told import Line
from detaincrawl.read.events.triggers import Role, Trigger
from detaincrawl.read.language import clauses, words
from detaincrawl.read.language.text import Text
from detaincrawl.read.penalties.amounts import TermMark
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType

TERMED = frozenset({EventType.SENTENCED, EventType.APPEAL_DECIDED, EventType.CONVICTED, EventType.PARDONED})
"""Events that may have a term."""
REACH, NOUN_REACH = 16, 5
"""Words behind a verb, and behind a noun, in which its term begins."""
LED_REACH = 26
"""The same behind a verb, for a term that "to" leads."""
NAMES_NEAR = 4
"""Words between a verb and the list that is its object: a nation's word, a title."""
SKIPPED = frozenset([",", "(", ")", "was", "were"])
GOT = frozenset(["given", "got", "received"])
"""Behind a name before a bare number: "Lee got five years and Roe got three"."""
OTHERS = frozenset("while whilst whereas".split())
CHANGES = frozenset({"reduced", "raised", "commuted"})
UNTRIED = frozenset([("without", "charge"), ("without", "charges"), ("without", "trial")])
"""Behind a length of time: that of being held."""
TOTAL = frozenset({"all", "total", "altogether"})
SHARED = frozenset({"combined", "collective", "cumulative"})
"""Before a term: that of several people in all, which is nobody's own."""


def term(line: Line, trigger: Trigger) -> TermMark | None:
    """The length of time that belongs to the words: behind them ("sentenced to 12 years"), else right before them."""
    behind = _behind(line, trigger)
    if behind:
        return _chosen(line.text, behind, trigger)
    if trigger.frame.role not in (Role.NOUN, Role.PLAIN) or elided(line, trigger):
        return None
    low, _ = clauses.clause(line.text, trigger.first, line.sentence)
    ahead = [
        m
        for i, m in line.marks.terms
        if max(low, trigger.first - 4) <= i < trigger.first
        and words.no_term_before().isdisjoint(line.text.lows[i : trigger.first])
    ]
    return ahead[-1] if ahead else None


def _behind(line: Line, trigger: Trigger) -> list[tuple[int, TermMark]]:
    text, noun = line.text, trigger.frame.role is Role.NOUN
    high = _next_ruling(line, trigger, clauses.clause(text, trigger.first, line.sentence)[1])
    end = trigger.end + _listed(line, trigger)
    near = min(high, end + (NOUN_REACH if noun else REACH))
    far = min(high, end + LED_REACH)
    return [
        (i, m)
        for i, m in line.marks.terms
        if (trigger.first <= i < near or (not noun and trigger.last <= i < far and text.lows[i - 1] == "to"))
        and (_given(text, trigger, i, m) if m.special else not _other_sense(text, i, m))
        and not (noun and text.lows[i - 1] == "to" and trigger.frame.detail not in CHANGES)
        and not _shared(line, i, m)
    ]


def _shared(line: Line, index: int, mark: TermMark) -> bool:
    """ "Jailed A and B for a combined 37 years", "20 years between them"."""
    end = index + mark.words.count(" ") + 1
    if line.text.lows[end : end + 2] == ["between", "them"]:
        return True
    summed = not SHARED.isdisjoint(line.text.lows[max(0, index - 3) : index])
    return summed and any(r.kind == "list" or r.plural for r in line.refs)


def _given(text: Text, trigger: Trigger, index: int, mark: TermMark) -> bool:
    """ "To death", "life in prison", "gave him life"; not "an accident that led to the death of a child"."""
    if mark.words.lower() not in ("death", "life"):
        return True
    return words.prepositions().isdisjoint(text.lows[trigger.last : index]) and text.lows[index - 1] not in (
        "the",
        "his",
    )


def _listed(line: Line, trigger: Trigger) -> int:
    """How many words the list right behind the verb has: "jailed A, B and C for ten years"."""
    behind = (r for r in line.refs if r.kind == "list" and trigger.last <= r.first <= trigger.last + NAMES_NEAR)
    return next((r.last - r.first for r in behind), 0)


def _next_ruling(line: Line, trigger: Trigger, high: int) -> int:
    """Where, before word ``high``, another's term begins: "to six months, while Chee was", "and Chee to two years"."""
    lows = line.text.lows
    ruled = lows[trigger.first]
    other = next((i for i in range(trigger.last, high) if lows[i] in OTHERS or lows[i] == ruled), high)
    own = next((i for i, _ in line.marks.terms if i >= trigger.last), high)
    return next((r.first for r in line.refs if own < r.first < other and led_to(line, r)), other)


def led_to(line: Line, ref: Ref) -> int | None:
    """The word at which the term of a name's own begins, of a verb before it: "and Paul Reed, 29, to five years"."""
    at, lows = ref.last, line.text.lows
    while at < line.sentence.last and (lows[at] in SKIPPED or lows[at].isdigit()):
        at += 1
    if ref.kind not in ("name", "list") or at + 1 >= line.sentence.last:
        return None
    if lows[at] in GOT:
        bare = words.small_number(lows[at + 1]) and lows[at + 2 : at + 3] in ([], ["."], [","], [";"], ["and"], ["for"])
        return at + 1 if bare else None
    if lows[at] != "to":
        return None
    printed = words.small_number(lows[at + 1]) or any(i in (at, at + 1) for i, _ in line.marks.terms)
    return at + 1 if printed else None


def _chosen(text: Text, behind: list[tuple[int, TermMark]], trigger: Trigger) -> TermMark:
    """ "To 13 years and, adding the unserved part, to 15 years": a total, else the last led by "to", else the first."""
    whole = [m for i, m in behind if _is_total(text, i, m)]
    if whole:
        return whole[-1]
    if _add_up(text, behind):
        return changed(behind[0][1], elided=" ".join(m.words for _, m in behind[1:]))
    if trigger.frame.detail in CHANGES:
        led = [m for i, m in behind if text.lows[i] == "to" or text.lows[i - 1] == "to"]
        return led[-1] if led else behind[0][1]
    new = [(i, m) for i, m in behind if text.lows[i - 1] != "from"] or behind
    led = [m for i, m in new if i and text.lows[i - 1] == "to" and m.special is None]
    return led[-1] if len(led) > 1 else new[0][1]


def _add_up(text: Text, behind: list[tuple[int, TermMark]]) -> bool:
    """ "Three years for theft and two for fraud, to run consecutively"."""
    run = text.lows[behind[-1][0] : behind[-1][0] + LED_REACH]
    return len(behind) > 1 and "consecutively" in run and not any(m.special or m.vague for _, m in behind)


def _is_total(text: Text, index: int, mark: TermMark) -> bool:
    """ "A total of ten years", "ten years in all"."""
    end = index + mark.words.count(" ") + 1
    return "total" in text.lows[index - 2 : index] or not TOTAL.isdisjoint(text.lows[end : end + 3])


def _other_sense(text: Text, index: int, mark: TermMark) -> bool:
    """Lengths that are no term: "after 15 years", "for the last ten years", "a two-year reprieve"."""
    before = text.lows[max(0, index - 3) : index]
    if mark.vague and before[-2:] == ["at", "least"]:
        return False
    after = text.lows[index : index + 5]
    untried = any(pair in UNTRIED for pair in pairwise(after))
    return untried or not words.no_term_after().isdisjoint(before) or not words.no_term_before().isdisjoint(after)


def implied(text: Text, trigger: Trigger) -> TermMark | None:
    """Who awaits execution, or was executed, was sentenced to death."""
    said = text.lows[trigger.first : trigger.last]
    awaits = trigger.frame.type is EventType.SENTENCED and ("execution" in said or "row" in said)
    if not awaits and trigger.frame.detail != "executed":
        return None
    start, end = text.starts[trigger.first], text.ends[trigger.last - 1]
    return TermMark(start, end, text.span(trigger.first, trigger.last), "death")


def elided(line: Line, trigger: Trigger) -> TermMark | None:
    """ "Seven and a half years, which an appeals court cut to five": the unit is the one before."""
    if trigger.frame.type is not EventType.APPEAL_DECIDED:
        return None
    lows, last = line.text.lows, line.sentence.last
    for at in range(trigger.first + 1, min(trigger.end + 5, last)):
        counted = at + 1 < last and lows[at + 1].startswith(("year", "month", "week", "day"))
        if lows[at - 1] == "to" and words.small_number(lows[at]) and not counted:
            return in_years(line.text, at)
    return None


def in_years(text: Text, index: int) -> TermMark:
    """The number at a word, counted in years though it does not say so."""
    return TermMark(text.starts[index], text.ends[index], text.words[index], None, elided="years")


def suspended(text: Text, trigger: Trigger, term: TermMark) -> bool:
    """ "A two-year suspended sentence", "two years, suspended"."""
    at = next((i for i in range(max(0, trigger.first - 8), len(text.starts)) if text.starts[i] >= term.start), 0)
    return "suspended" in text.lows[max(0, at - 3) : at + 9]
