"""What happened to whom: the triggers of a sentence as events, each with its people, term and date."""

from detaincrawl.frozen import changed
from detaincrawl.read.events import done, patients, subjects, verbless, voice, when
from detaincrawl.read.events.told import Happening, Line
from detaincrawl.read.events.triggers import Form, Role, Trigger
from detaincrawl.read.language import nationals, words
from detaincrawl.read.language.text import Text
from detaincrawl.read.nations.countries import is_place, named
from detaincrawl.read.penalties import defaults, lengths
from detaincrawl.read.penalties.amounts import TermMark
from detaincrawl.read.people.focus import Focus
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType

# Nouns that speak of the person in view without naming whose they are: "the sentence was upheld", "the trial opened".
OWNERLESS = frozenset(
    {EventType.SENTENCED, EventType.APPEAL_DECIDED, EventType.TRIAL_OPENED, EventType.CONVICTED, EventType.PARDONED}
)
PAST = frozenset("after following since upon".split())
JUDGED = 10
"""Words between a court and whom it jails."""
PLACE_REACH = 12
HELD = frozenset("detained imprisoned incarcerated jailed".split())
LASTING = frozenset("detained imprisoned incarcerated".split())
"""Behind "has been" they tell for how long; who "has been jailed for five years" was sentenced."""
COURTS = frozenset("appeal appeals bench court judge judges justices tribunal".split())


def find(line: Line, triggers: list[Trigger], focus: Focus) -> list[Happening]:
    """The events of one sentence in its order; whom they befall comes into focus."""
    found: list[Happening] = []
    for trigger in triggers:
        happening = _happening(line, trigger, found, focus)
        if happening:
            found.append(happening)
            focus.befell(happening.people)
    found += verbless.sentences(line, found, focus.subject)
    found += verbless.gapped(line, found)
    dealt = verbless.respectively(line, verbless.apportioned(line, when.dated(line, found)))
    dated = [h for h in dealt if not _merely_named(line.text, h)]
    return [*dated, *verbless.counterparts(line, dated)]


def _merely_named(text: Text, happening: Happening) -> bool:
    """ "Helped with her release", "file for his extradition": an end without a day, and not told as past."""
    named = happening.trigger.frame.role is Role.NOUN and happening.type in done.ENDS and happening.detail is None
    before = text.lows[max(happening.sentence.first, happening.trigger.first - 3) : happening.trigger.first]
    return named and happening.date is None and PAST.isdisjoint(before)


def _happening(line: Line, trigger: Trigger, before: list[Happening], focus: Focus) -> Happening | None:
    if not done.tells(line, trigger, before):
        return None
    trigger = _with_term(line, trigger)
    term = _term(line, trigger)
    if not _complete(line, trigger, term):
        return None
    ref, people = _whom(line, trigger, before, focus)
    if ref is None and _lacks_object(line, trigger):
        return None
    frame = trigger.frame
    said = line.text.lows[line.sentence.first : line.sentence.last]
    if frame.type is EventType.RELEASED and frame.detail is None and _in_swap(line, trigger):
        return Happening(EventType.EXCHANGED, None, people, ref, trigger, line.sentence)
    if frame.detail == "commuted" and (
        COURTS.intersection(said[: trigger.first - line.sentence.first])
        or COURTS.intersection(said[trigger.end - line.sentence.first :][:6])
        or "appeal" in said
    ):
        return Happening(EventType.APPEAL_DECIDED, "reduced", people, ref, trigger, line.sentence, term=term)
    detail = _detail(line.text, trigger, term)
    state = frame.state or _holds_now(line, trigger)
    return Happening(frame.type, detail, people, ref, trigger, line.sentence, term=term, state=state)


def _in_swap(line: Line, trigger: Trigger) -> bool:
    """The words of a swap stand before it, or behind it in the same clause: not "freed weeks after talks on a swap"."""
    lows, first, last = line.text.lows, line.sentence.first, line.sentence.last
    behind = next((i for i in range(trigger.last, last) if lows[i] in ("after", "before")), last)
    return not words.swap().isdisjoint(lows[first:behind])


def _holds_now(line: Line, trigger: Trigger) -> bool:
    """ "Is detained in Egypt": how it stands, unless a headline tells the news so."""
    now = line.text.lows[trigger.first - 1] in ("is", "are") and not line.sentence.title
    return now and trigger.frame.type is EventType.DETAINED and line.text.lows[trigger.first] in HELD


def _with_term(line: Line, trigger: Trigger) -> Trigger:
    """Of the readings of the same words the one that needs a term, where one is printed, or a court that does it."""
    for other in trigger.others:
        printed = lengths.term(line, changed(trigger, frame=other)) if other.needs == "term" else None
        if (printed and not _lasted(line, trigger, printed)) or (other.needs == "judge" and _judges(line, trigger)):
            trigger = changed(trigger, frame=other)
    return trigger


def _term(line: Line, trigger: Trigger) -> TermMark | None:
    frame = trigger.frame
    overturned = frame.type is EventType.APPEAL_DECIDED and frame.detail == "overturned"
    may = not overturned and (frame.type in lengths.TERMED or frame.needs == "term")
    printed = lengths.term(line, trigger) if may else None
    if printed or frame.needs == "term":
        return printed
    return lengths.implied(line.text, trigger) or lengths.elided(line, trigger)


def _complete(line: Line, trigger: Trigger, term: TermMark | None) -> bool:
    """What the frame needs stands there."""
    frame = trigger.frame
    general = frame.role is Role.SUBJECT and frame.form in (Form.BASE, Form.PRESENT) and not line.sentence.title
    if general and frame.type is EventType.APPEAL_FILED:
        return False
    if frame.type is EventType.DIED and any(_is_term(m) and 0 <= trigger.first - i < 2 for i, m in line.marks.terms):
        return False
    if frame.needs == "term":
        return term is not None
    if frame.type is EventType.SENTENCED and term is None and defaults.only_a_fine(line.text, trigger.last):
        return False
    if frame.needs == "prison":
        return _prison_follows(line, trigger)
    if frame.needs == "judge":
        return _judges(line, trigger)
    if frame.needs == "court":
        return not COURTS.isdisjoint(line.text.lows[line.sentence.first : line.sentence.last])
    if frame.needs == "state":
        return _state_follows(line, trigger)
    return frame.needs not in ("place", "facility") or _place_follows(line, trigger)


def _lasted(line: Line, trigger: Trigger, term: TermMark) -> bool:
    """ "Imprisoned for more than a month", "has been imprisoned for five years": so long it lasted."""
    low, before = line.text.lows[trigger.first], line.text.lows[trigger.first - 1]
    held = trigger.frame.type is EventType.DETAINED and trigger.frame.state
    so_far = low in HELD and (term.vague or (before == "been" and low in LASTING))
    return held and so_far and not _judges(line, trigger)


def _judges(line: Line, trigger: Trigger) -> bool:
    """ "A court in London on Monday jailed three men", "jailed by a judge"; a state that jails may merely hold."""
    lows, passive = line.text.lows, voice.passive(line.text, trigger, line.sentence)
    behind = lows[trigger.last : min(trigger.last + JUDGED, line.sentence.last)]
    before = lows[max(line.sentence.first, trigger.first - JUDGED) : trigger.first]
    by = behind[behind.index("by") :] if passive and "by" in behind else []
    return not COURTS.isdisjoint(by if passive else before)


def _is_term(mark: TermMark) -> bool:
    """ "To death", "the death penalty"; not "the death of"."""
    return mark.special is not None and mark.words.lower() not in ("death", "life")


def _state_follows(line: Line, trigger: Trigger) -> bool:
    """ "Handed over to the United States", "to Italian authorities"; not "to the police"."""
    at = trigger.end + (line.text.lows[trigger.end : trigger.end + 1] == ["the"])
    match = named(line.text, at, line.sentence.last)
    if match is None:
        return False
    if trigger.frame.type is EventType.DEPORTED:
        return match.country.kind == "name" and line.text.lows[match.last : match.last + 1] != ["'s"]
    return match.country.kind in ("name", "capital", "adjective", "organ")


def _prison_follows(line: Line, trigger: Trigger) -> bool:
    """The next words name a prison: "has been in Belmarsh"."""
    text, last = line.text, line.sentence.last
    mark = named(text, trigger.last, last)
    if mark is None or mark.country.kind != "organ" or not text.words[trigger.last][0].isupper():
        return False
    return text.lows[mark.last : mark.last + 1] != ["'s"]


def _place_follows(line: Line, trigger: Trigger) -> bool:
    text = line.text
    ahead = range(trigger.last, min(trigger.last + PLACE_REACH, line.sentence.last))
    town = trigger.frame.needs == "place"
    return any(
        text.lows[i] in words.facilities()
        or (
            town
            and text.words[i][0].isupper()
            and is_place((text.lows[i],))
            and text.lows[i] not in nationals.countries()
        )
        for i in ahead
    )


def _whom(line: Line, trigger: Trigger, before: list[Happening], focus: Focus) -> tuple[Ref | None, tuple[Person, ...]]:
    """The phrase for whom it befell and the people; those of the verb before, where it shares its subject."""
    role = trigger.frame.role
    last = before[-1] if before and before[-1].people else None
    if (
        last
        and role in (Role.OBJECT, Role.SUBJECT)
        and _shares(line, trigger, last)
        and not _lacks_object(line, trigger)
    ):
        return last.ref, last.people
    ref = patients.find(line.text, trigger, line.sentence, line.refs)
    if ref and trigger.frame.type is EventType.PARDONED and _by_whom(line, trigger, ref):
        return None, focus.patients
    return ref, ref.people if ref else _inherited(line, trigger, before, focus)


def _by_whom(line: Line, trigger: Trigger, ref: Ref) -> bool:
    """ "The president commuted her sentence": who does it is not she."""
    does = (r for r in line.refs if r.last == trigger.first and r.people)
    return ref.kind == "possessive" and any(r.people == ref.people for r in does)


def _shares(line: Line, trigger: Trigger, last: Happening) -> bool:
    return subjects.shares(line.text, trigger, line.sentence, last.trigger.last, line.refs)


def _lacks_object(line: Line, trigger: Trigger) -> bool:
    """The verb is active, so that its subject is not whom it befalls."""
    return trigger.frame.role is Role.OBJECT and not voice.passive(line.text, trigger, line.sentence)


def _inherited(line: Line, trigger: Trigger, before: list[Happening], focus: Focus) -> tuple[Person, ...]:
    """No subject of its own: the one of the verb before it ("and was later given"), or of the fragment's paragraph."""
    role = trigger.frame.role
    if _lacks_object(line, trigger) or (role is Role.NOUN and trigger.frame.type not in OWNERLESS):
        return ()
    last = before[-1] if before and before[-1].people else None
    if last and (role is Role.PLAIN or (role is not Role.NOUN and _shares(line, trigger, last))):
        return last.people
    follows = _following(line, trigger) if trigger.first == line.sentence.first else ()
    if follows:
        return follows
    in_view = (focus.subject,) if focus.subject else ()
    if role not in (Role.PLAIN, Role.NOUN):
        return in_view if _opens_line(line, trigger) else ()
    if last:
        nearer = [r for r in line.refs if r.kind == "name" and last.trigger.last <= r.first and r.last <= trigger.first]
        opening = (r for r in nearer if subjects.can_be_subject(line.text, r, line.sentence))
        return next((r.people for r in opening), last.people)
    if line.sentence.title:
        return ()  # read last: who was in view then is the article's last, not its first
    unnamed = (r for r in line.refs if r.kind == "descriptor" and r.plural and not r.people)
    return () if any(r.last <= trigger.first for r in unnamed) else focus.patients or in_view


def _following(line: Line, trigger: Trigger) -> tuple[Person, ...]:
    """ "Arrested in May, X …": the subject behind what opens the sentence."""
    behind = [r for r in line.refs if r.first >= trigger.last and r.people]
    for ref in behind:
        nominative = ref.kind in ("name", "pronoun", "descriptor", "list") and ref.head not in subjects.ACCUSATIVE
        if nominative and line.text.lows[ref.first - 1] in (",", "the", "are", "is", "was", "were"):
            lists = (r for r in behind if r.kind == "list" and r.first <= ref.last <= r.last)
            return next((r.people for r in lists if set(ref.people) < set(r.people)), ref.people)
    if trigger.frame.role not in (Role.PLAIN, Role.NOUN):
        return ()
    return next((r.people for r in behind if r.kind in ("list", "name")), ())


def _opens_line(line: Line, trigger: Trigger) -> bool:
    lead = line.text.lows[line.sentence.first : trigger.first]
    return len(lead) <= 3 and all(w in words.adverbs() or w in subjects.OPENERS for w in lead)


def _detail(text: Text, trigger: Trigger, term: TermMark | None) -> str | None:
    """The detail of the frame, else that the sentence is suspended."""
    frame = trigger.frame
    if frame.detail or frame.type is not EventType.SENTENCED or term is None:
        return frame.detail
    return "suspended" if lengths.suspended(text, trigger, term) else None
