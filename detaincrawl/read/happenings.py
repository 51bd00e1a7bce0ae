"""What happened to whom: the triggers of a sentence with their people, date and term."""

import re
from dataclasses import dataclass, field, replace

from detaincrawl.read import clauses, patients, words
from detaincrawl.read.amounts import TermMark
from detaincrawl.read.countries import gazetteer
from detaincrawl.read.dates import DateMark
from detaincrawl.read.focus import Focus
from detaincrawl.read.people import Person
from detaincrawl.read.refs import Ref
from detaincrawl.read.text import Sentence, Text
from detaincrawl.read.triggers import Form, Frame, Role, Trigger
from detaincrawl.records import EventType

TERM_REACH = 16
# A release told with one of these is one side of a swap.
SWAP = frozenset("exchange swap swapped swaps traded".split())
LED_REACH = 26
# Nouns that speak of the person in view without naming whose they are: "the sentence was upheld", "the trial opened".
OWNERLESS = frozenset(
    {EventType.SENTENCED, EventType.APPEAL_DECIDED, EventType.TRIAL_OPENED, EventType.CONVICTED, EventType.PARDONED}
)
TERMED = frozenset({EventType.SENTENCED, EventType.APPEAL_DECIDED, EventType.CONVICTED, EventType.PARDONED})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of one or more people as one sentence tells it."""

    type: EventType
    detail: str | None
    people: tuple[Person, ...]
    ref: Ref | None
    trigger: Trigger
    sentence: Sentence
    date: DateMark | None = None
    term: TermMark | None = None
    state: bool = False
    shared: bool = False
    """The date was said of a neighbour and is shared."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Dates and terms of one sentence, as words of the text."""

    dates: tuple[tuple[int, DateMark], ...] = field(default=())
    terms: tuple[tuple[int, TermMark], ...] = field(default=())


def find(
    text: Text, sentence: Sentence, triggers: list[Trigger], refs: list[Ref], marks: Marks, focus: Focus
) -> list[Happening]:
    """The events of one sentence in its order."""
    found: list[Happening] = []
    for trigger in triggers:
        happening = _happening(text, sentence, trigger, refs, marks, found, focus)
        if happening:
            found.append(happening)
            focus.befell(happening.people)
    found += _counterparts(text, found, refs)
    found += _verbless(text, sentence, marks, found, focus)
    found += _apportioned(text, sentence, marks, found, refs)
    return _dated(text, found, marks)


def _happening(
    text: Text,
    sentence: Sentence,
    trigger: Trigger,
    refs: list[Ref],
    marks: Marks,
    before: list[Happening],
    focus: Focus,
) -> Happening | None:
    if clauses.unreal(text, trigger.first, sentence) or "absentia" in text.lows[trigger.first : sentence.last]:
        return None
    if (
        _object_noun(before, trigger)
        or text.lows[trigger.last : trigger.last + 3] == ["again", "and", "again"]
        or text.lows[trigger.last + 1 : trigger.last + 2] == ["times"]
    ):
        return None
    if (
        trigger.frame.role is Role.NOUN
        and trigger.last < sentence.last
        and text.lows[trigger.last] in words.compounds()
    ):
        return None
    if text.lows[trigger.first] in ("caught", "catch") and text.lows[trigger.last : trigger.last + 1] in (
        ["between"],
        ["up"],
        ["on"],
        ["off"],
    ):
        return None
    if (
        trigger.frame.form is Form.BASE
        and trigger.frame.role in (Role.OBJECT, Role.SUBJECT)
        and (not sentence.title or text.lows[trigger.first - 1] in ("to", "'s"))
    ):
        return None
    for other in trigger.others:
        if other.needs == "term" and _term(text, replace(trigger, frame=other), marks, sentence):
            trigger = replace(trigger, frame=other)
    frame = trigger.frame
    if text.lows[trigger.first] in ("trying", "tried") and (
        text.lows[trigger.last : trigger.last + 1] == ["to"] or text.lows[trigger.first] == "trying"
    ):
        return None
    if (
        frame.role is Role.SUBJECT
        and frame.form in (Form.BASE, Form.PRESENT)
        and frame.type is EventType.APPEAL_FILED
        and not sentence.title
    ):
        return None
    if any(m.special and i <= trigger.first < i + 2 for i, m in marks.terms) and frame.type is EventType.DIED:
        return None
    inside = frame.type is EventType.APPEAL_DECIDED and frame.detail == "overturned"
    term = (
        None
        if inside
        else _term(text, trigger, marks, sentence)
        if frame.type in TERMED or frame.needs == "term"
        else None
    )
    if frame.needs == "term" and term is None:
        return None
    term = term or _implied(text, trigger) or _elided(text, trigger, sentence)
    if frame.needs == "prison" and not _prison_follows(text, trigger, sentence):
        return None
    if frame.needs == "place" and not _place_follows(text, trigger, sentence):
        return None
    ref = patients.find(text, trigger, sentence, refs)
    people = ref.people if ref else ()
    if (
        before
        and before[-1].people
        and trigger.frame.role in (Role.OBJECT, Role.SUBJECT)
        and patients.shares(text, trigger, sentence, before[-1].trigger.last, refs)
    ):
        if trigger.frame.role is Role.SUBJECT or patients.passive(text, trigger, sentence):
            ref, people = before[-1].ref, before[-1].people
    if ref is None and trigger.frame.role is Role.OBJECT and not patients.passive(text, trigger, sentence):
        return None
    if not people and ref is None:
        people = _inherited(text, sentence, trigger, refs, before, focus)
    if (
        frame.type is EventType.RELEASED
        and SWAP & set(text.lows[sentence.first : sentence.last])
        and frame.detail is None
    ):
        return Happening(EventType.EXCHANGED, None, people, ref, trigger, sentence, None, None)
    return Happening(
        frame.type,
        _suspended(text, trigger, term, frame.detail),
        people,
        ref,
        trigger,
        sentence,
        None,
        term,
        frame.state,
    )


def _counterparts(text: Text, found: list[Happening], refs: list[Ref]) -> list[Happening]:
    """ "Swapped for Daniil Kasatkin": who is given for a detainee is exchanged as well."""
    out = []
    for happening in found:
        if happening.type is not EventType.EXCHANGED or not happening.people:
            continue
        behind = [
            r
            for r in refs
            if r.people and r.kind in ("name", "list") and happening.trigger.end <= r.first <= happening.trigger.end + 8
        ]
        other = next(
            (
                r
                for r in behind
                if "for" in text.lows[max(happening.trigger.last, r.first - 4) : r.first]
                and not set(r.people) & set(happening.people)
            ),
            None,
        )
        if other:
            whole = next((r for r in refs if r.kind == "list" and r.first == other.first), other)
            out.append(replace(happening, people=whole.people, ref=whole))
    return out


def _verbless(text: Text, sentence: Sentence, marks: Marks, found: list[Happening], focus: Focus) -> list[Happening]:
    """ "16 years for espionage, handed down in June.", "… after three days: 16 years." — a sentence without a verb, of the person in view."""
    person = found[-1].people if found else (focus.subject,) if focus.subject else ()
    out = []
    for index, mark in marks.terms:
        end = index + len(mark.words.split())
        following = text.lows[end : end + 7]
        leads = index == sentence.first or text.words[index - 1] in (":", "-") or (text.words[index - 1] == "," and bool(found))
        if (
            not leads
            or any(h.term is mark for h in found)
            or not _what_for(following, text.words[index - 1] == ":")
            or re.search("day|week", mark.words)
        ):
            continue
        frame = Frame(EventType.SENTENCED, None, Role.PLAIN, Form.NONE, "term", False)
        out.append(
            Happening(EventType.SENTENCED, None, person, None, Trigger(index, end, end, frame), sentence, None, mark)
        )
    return out


def _apportioned(
    text: Text, sentence: Sentence, marks: Marks, found: list[Happening], refs: list[Ref]
) -> list[Happening]:
    """ "… handed out prison terms: 25 years for Tiwari, three for Ragesh": each name's term, of the ruling that the sentence tells."""
    ruling = next((h for h in found if h.type in (EventType.SENTENCED, EventType.APPEAL_DECIDED)), None)
    if ruling is None:
        return []
    out = []
    for ref in refs:
        if ref.kind != "name" or "for" not in text.lows[max(sentence.first, ref.first - 3) : ref.first]:
            continue
        mark = next(
            (m for i, m in reversed(marks.terms) if i < ref.first and ref.first - i <= 6), None
        ) or _bare_number(text, ref)
        if mark:
            out.append(replace(ruling, people=ref.people, term=mark, ref=ref))
    return out


def _bare_number(text: Text, ref: Ref) -> TermMark | None:
    """ "25 years for Tiwari, three for Ragesh": the second figure counts years, too."""
    for at in range(ref.first - 1, max(ref.first - 4, 0), -1):
        if text.lows[at] == "for" and words.small_number(text.lows[at - 1]) is not None:
            return TermMark(text.starts[at - 1], text.ends[at - 1], text.words[at - 1], None, elided="years")
    return None


def _what_for(following: list[str], after_colon: bool) -> bool:
    """Behind the term stands what it is for; behind a colon it may end the sentence."""
    return (
        following[:1] == ["for"] or following[:1] == ["over"] or (following[:1] == ["in"] and "for" in following)
    ) or (after_colon and following[:1] in ([], ["."], [","]))


def _object_noun(before: list[Happening], trigger: Trigger) -> bool:
    """ "Serving a sentence": the noun is the object of the verb before, no event of its own."""
    last = before[-1].trigger if before else None
    return (
        last is not None
        and trigger.frame.role is Role.NOUN
        and trigger.frame.type is last.frame.type
        and last.frame.role is Role.SUBJECT
        and trigger.first - last.last <= 4
    )


def _inherited(
    text: Text, sentence: Sentence, trigger: Trigger, refs: list[Ref], before: list[Happening], focus: Focus
) -> tuple[Person, ...]:
    """No subject of its own: the one of the verb before it ("and was later given"), or of the fragment's paragraph."""
    if trigger.frame.role is Role.OBJECT and not patients.passive(text, trigger, sentence):
        return ()
    if trigger.frame.role is Role.NOUN and trigger.frame.type not in OWNERLESS:
        return ()
    shared = trigger.frame.role is Role.PLAIN or (
        before and patients.shares(text, trigger, sentence, before[-1].trigger.last, refs)
    )
    if before and before[-1].people and trigger.frame.role is not Role.NOUN and shared:
        return before[-1].people
    follows = [
        r
        for r in refs
        if r.first >= trigger.last
        and r.people
        and r.kind in ("name", "pronoun", "descriptor", "list")
        and text.lows[r.first - 1] in (",", "the")
        and r.head not in patients.ACCUSATIVE
    ]
    if trigger.first == sentence.first and follows:
        return follows[0].people
    if trigger.frame.role in (Role.PLAIN, Role.NOUN):
        named = [r for r in refs if r.first >= trigger.last and r.people and r.kind in ("list", "name")]
        if trigger.first == sentence.first and named:
            return named[0].people
        if before and before[-1].people:
            return before[-1].people
        if any(r.kind == "descriptor" and r.plural and not r.people and r.last <= trigger.first for r in refs):
            return ()
        return focus.patients or ((focus.subject,) if focus.subject else ())
    lead = text.lows[sentence.first : trigger.first]
    if len(lead) <= 3 and all(w in words.adverbs() or w in patients.OPENERS for w in lead):
        return (focus.subject,) if focus.subject else ()
    return ()


def _suspended(text: Text, trigger: Trigger, term: TermMark | None, detail: str | None) -> str | None:
    """ "A two-year suspended sentence", "two years, suspended"."""
    if trigger.frame.type is not EventType.SENTENCED or detail or term is None:
        return detail
    at = next((i for i in range(max(0, trigger.first - 8), len(text.starts)) if text.starts[i] >= term.start), 0)
    return "suspended" if "suspended" in text.lows[max(0, at - 3) : at + 9] else None


def _implied(text: Text, trigger: Trigger) -> TermMark | None:
    """Who awaits execution, or was executed, was sentenced to death."""
    if trigger.frame.type is EventType.SENTENCED and {"execution", "row"} & set(
        text.lows[trigger.first : trigger.last]
    ):
        return TermMark(
            text.starts[trigger.first], text.ends[trigger.last - 1], text.span(trigger.first, trigger.last), "death"
        )
    return None


def _elided(text: Text, trigger: Trigger, sentence: Sentence) -> TermMark | None:
    """ "Seven and a half years, which an appeals court cut to five": the unit is the one before."""
    if trigger.frame.type is not EventType.APPEAL_DECIDED:
        return None
    for at in range(trigger.first, min(trigger.end + 4, sentence.last - 1)):
        number = words.small_number(text.lows[at + 1])
        if (
            text.lows[at] == "to"
            and number
            and (at + 2 >= sentence.last or not text.lows[at + 2].startswith(("year", "month", "week", "day")))
        ):
            return TermMark(text.starts[at + 1], text.ends[at + 1], text.words[at + 1], None, elided="years")
    return None


def _prison_follows(text: Text, trigger: Trigger, sentence: Sentence) -> bool:
    """The next words name a prison: "has been in Belmarsh"."""
    match = gazetteer().at(text.lows, trigger.last, sentence.last) if trigger.last < sentence.last else None
    named = match is not None and match.meaning.kind == "organ" and text.words[trigger.last][0].isupper()
    return named and (match is None or text.lows[match.last : match.last + 1] not in (["'s"],))


def _place_follows(text: Text, trigger: Trigger, sentence: Sentence) -> bool:
    ahead = range(trigger.last, min(trigger.last + 12, sentence.last))
    return any(
        words.is_facility(text.lows[i]) or (text.words[i][0].isupper() and words.place([text.lows[i]])) for i in ahead
    )


def _term(text: Text, trigger: Trigger, marks: Marks, sentence: Sentence) -> TermMark | None:
    """The length of time that belongs to the words: behind them ("sentenced to 12 years"), else right before ("12-year term")."""
    low, high = clauses.clause(text, trigger.first, sentence)
    reach = 5 if trigger.frame.role is Role.NOUN else TERM_REACH
    behind = [
        (i, m)
        for i, m in marks.terms
        if trigger.first <= i < min(high, trigger.end + reach)
        or (trigger.last <= i < min(high, trigger.end + LED_REACH) and text.lows[i - 1] == "to" and reach > 5)
    ]
    behind = [
        (i, m)
        for i, m in behind
        if (m.special or not _other_sense(text, i))
        and not (trigger.frame.role is Role.NOUN and text.lows[i - 1] == "to")
    ]
    if behind:
        return _total(text, behind, trigger)
    ahead = [
        m
        for i, m in marks.terms
        if low <= i < trigger.first and trigger.first - i <= 4 and trigger.frame.role in (Role.NOUN, Role.PLAIN)
    ]
    return ahead[-1] if ahead else None


def _total(text: Text, behind: list[tuple[int, TermMark]], trigger: Trigger) -> TermMark:
    """ "To 13 years and, adding the unserved part, to 15 years": the last that is led by "to", else the first."""
    whole = [
        m
        for i, m in behind
        if "total" in text.lows[i - 2 : i]
        or {"all", "total", "altogether"} & set(text.lows[i + m.words.count(" ") + 1 : i + m.words.count(" ") + 4])
    ]
    if whole:
        return whole[-1]
    old = [i for i, m in behind if text.lows[i - 1] == "from"]
    behind = [b for b in behind if b[0] not in old] or behind
    led = [m for i, m in behind if i and text.lows[i - 1] == "to" and m.special is None]
    return led[-1] if len(led) > 1 else behind[0][1]


def _other_sense(text: Text, index: int) -> bool:
    """Lengths that are no term: "after 15 years", "suspended for three years", "for the last ten years", "a two-year reprieve"."""
    before = text.lows[max(0, index - 3) : index]
    after = text.lows[index : index + 5]
    return bool(
        set(before)
        & {
            "after",
            "within",
            "by",
            "last",
            "past",
            "previous",
            "suspended",
            "least",
            "nearly",
            "almost",
            "every",
            "over",
            "spent",
        }
        - {"at"}
        or {"reprieve", "old", "ago", "later", "ban", "probation", "exile", "relationship", "marriage", "earlier"}
        & set(after)
    )


def _dated(text: Text, found: list[Happening], marks: Marks) -> list[Happening]:
    """Each date goes to the trigger nearest to it in its clause; a pair such as convicted and sentenced shares one."""
    dates: dict[int, DateMark] = {}
    nearest: dict[int, float] = {}
    claimed: set[int] = set()
    for index, mark in marks.dates:
        pool = [h for h in found if _can_have(h, mark)]
        if not pool or _says_when(text, index):
            continue
        best = min(pool, key=lambda h: _distance(text, h, index, mark))
        distance = _distance(text, best, index, mark)
        if distance < CLOSE:
            claimed.add(index)
            if distance < nearest.get(id(best), CLOSE):
                nearest[id(best)], dates[id(best)] = distance, mark
    _lead_date(text, found, marks, claimed, dates)
    out = []
    for happening in found:
        own = dates.get(id(happening))
        if own and own.until and happening.state and happening.type is EventType.DETAINED:
            out += [happening, replace(happening, type=EventType.RELEASED, state=False, date=own)]
            continue
        if own:
            out.append(replace(happening, date=own))
            continue
        neighbour = _sharing(happening, found, dates)
        out.append(replace(happening, date=dates.get(id(neighbour)), shared=True) if neighbour else happening)
    return out


CLOSE = 25
LEADS = frozenset(
    {
        EventType.RELEASED,
        EventType.EXCHANGED,
        EventType.SENTENCED,
        EventType.CONVICTED,
        EventType.DETAINED,
        EventType.CHARGED,
        EventType.DEPORTED,
        EventType.PARDONED,
        EventType.DIED,
        EventType.ACQUITTED,
    }
)


def _can_have(happening: Happening, mark: DateMark) -> bool:
    """ "Since 2019" and "until May" bound a state; a state that merely holds has no other date."""
    role = happening.trigger.frame.role
    if mark.since:
        return happening.state or role is Role.PLAIN
    return not happening.state or mark.until or role is Role.OBJECT


def _says_when(text: Text, index: int) -> bool:
    """ "Said on Friday": the date of the saying, not of what is said."""
    return text.lows[index - 1] in words.saying() if index else False


def _lead_date(text: Text, found: list[Happening], marks: Marks, claimed: set[int], dates: dict[int, DateMark]) -> None:
    """In the first paragraph the day of the announcement or the landing is the day of the news, where it has no other."""
    left = [m for i, m in marks.dates if i not in claimed and m.kind in ("weekday", "named", "full")]
    if len(left) != 1 or not found or found[0].sentence.paragraph > 1:
        return
    for happening in found:
        if (
            id(happening) not in dates
            and happening.type in LEADS
            and not happening.state
            and not _relative_clause(text, happening)
        ):
            dates[id(happening)] = left[0]
            return


def _relative_clause(text: Text, happening: Happening) -> bool:
    before = text.lows[happening.sentence.first : happening.trigger.first]
    return any(w in ("who", "whom", "which", "whose") for w in before)


PAIRS = (
    {EventType.CONVICTED, EventType.SENTENCED}, {EventType.SENTENCED, EventType.RELEASED}, {EventType.EXCHANGED, EventType.RELEASED}, {EventType.ACQUITTED, EventType.RELEASED},
    {EventType.DETAINED, EventType.CHARGED}, {EventType.CONVICTED, EventType.RELEASED},
)  # fmt: skip


def _sharing(happening: Happening, found: list[Happening], dates: dict[int, DateMark]) -> Happening | None:
    if happening.type is EventType.PARDONED and happening.trigger.frame.role is Role.PLAIN:
        freed = [h for h in found if h.type is EventType.RELEASED and id(h) in dates]
        return freed[0] if freed else None
    near = [
        h
        for h in found
        if h is not happening
        and id(h) in dates
        and not happening.state
        and {happening.type, h.type} in PAIRS
        and set(h.people) & set(happening.people)
    ]
    return min(near, key=lambda h: abs(h.trigger.first - happening.trigger.first), default=None)


CLAUSES = frozenset("who which when where after while because but that as".split())


def _distance(text: Text, happening: Happening, index: int, mark: DateMark) -> float:
    """Words between a trigger and a date; a clause bound between them counts as many."""
    trigger = happening.trigger
    low, high = (trigger.end, index) if index >= trigger.last else (index + mark.words.count(" ") + 1, trigger.first)
    between = text.lows[low:high] if low < high else []
    bars = sum(
        w in clauses.BREAKS or (w in CLAUSES and not (between[i + 1 : i + 2] and between[i + 1].endswith("ing")))
        for i, w in enumerate(between)
    )
    commas = between.count(",") + between.count("and")
    ahead = 0.5 if index < trigger.first else 0.0
    return max(0, high - low) * 0.3 + 30 * bars + 3 * commas + ahead + (3 if happening.state else 0)
