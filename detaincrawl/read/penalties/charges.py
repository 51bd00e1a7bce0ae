"""What people are charged with: the words of offences in a sentence, whose they are, and how they stand."""

from functools import cache

from detaincrawl.frozen import frozen
from detaincrawl.lexicon import table
from detaincrawl.read.events import patients, triggers
from detaincrawl.read.events.told import Happening
from detaincrawl.read.language import clauses, words
from detaincrawl.read.language.phrases import Match, Phrases
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.penalties import offences
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType, Standing

STANDS = {
    EventType.CHARGED: Standing.PENDING,
    EventType.TRIAL_OPENED: Standing.PENDING,
    EventType.REMANDED: Standing.PENDING,
    EventType.CONVICTED: Standing.PROVEN,
    EventType.SENTENCED: Standing.PROVEN,
    EventType.ACQUITTED: Standing.ACQUITTED,
    EventType.DETAINED: Standing.ALLEGED,
    EventType.EXTRADITED: Standing.PENDING,
}
SENT_BACK = frozenset({"illegal_entry"})
"""Told of who is sent back, seldom charged."""
# What the source says of a charge that it does not name needs no other word.
SILENT = frozenset({"undisclosed", "uncharged"})
ATTEMPTS = frozenset("attempted attempting to tried try trying".split())
BESIDE = 4
"""Words between who does something and the words for it, at most."""
FRAME_WORDS = frozenset("of for with over on to as that under".split())
RESUMING = frozenset("of with".split())
LED = 3
"""Words before an offence among which stands what goes on with a charge, at most."""
REACH = 24
# Between a frame and its offence may stand the offences and persons before it, but no new verb of another's deed.
ENDS = frozenset("who which where when while but because although though".split())


@frozen
class Charge:
    """An offence said of people, by words ``first`` to ``last``."""

    people: tuple[Person, ...]
    code: str
    standing: Standing
    first: int
    last: int
    cue: int
    """Word where what it is said by begins."""
    happening: Happening | None
    weak: bool


@frozen
class Cue:
    """Words that put offences to somebody's account."""

    first: int
    last: int
    standing: Standing
    people: tuple[Person, ...]
    happening: Happening | None


@cache
def standing_frames(language: str = "en") -> Phrases[tuple[Standing, triggers.Frame]]:
    """Frames of standings.toml."""
    irregular = table(f"{language}/events")["irregular"]
    entries = []
    for name, frames in table(f"{language}/standings").items():
        for phrase, frame in triggers.frames_of({"type": EventType.CHARGED, **frames}, irregular):
            entries.append((phrase, (Standing(name), frame)))
    return Phrases(entries)


def find(
    text: Text, sentence: Sentence, happenings: list[Happening], refs: list[Ref], fallback: tuple[Person, ...]
) -> tuple[list[Charge], list[Cue]]:
    """The charges of one sentence, and its cues (a following sentence may go on from the last)."""
    cues = _cues(text, sentence, happenings, refs, fallback)
    found = []
    for match in offences.find(text, sentence):
        cue = _nearest(text, match, cues, sentence)
        code, weak = match.meaning
        if code in SILENT and (cue is None or not cue.people):
            cue = Cue(match.first, match.last, Standing.ALLEGED, _spoken_of(text, sentence, refs) or fallback, None)
        if cue is None and not weak:
            cue = Cue(match.first, match.last, Standing.ALLEGED, _doing(text, match, happenings, refs), None)
            weak = code not in SENT_BACK  # a deed counts where nothing is told as a charge
        if cue is None or not cue.people:
            continue
        if text.lows[match.first : match.last] in (["death"], ["life"]):
            continue
        if any(h.trigger.first == match.first and h.type is EventType.SENTENCED for h in happenings):
            continue  # "slapped with a jail term"
        if match.meaning[1] and not _framed(text, match, cue):
            continue
        if text.lows[match.first - 2 : match.first] in (["years", "of"], ["months", "of"], ["punishment", "of"]):
            continue
        if offences.in_name(text, match, sentence) or (
            weak and text.lows[match.last - 1] == "conspiracy" and text.lows[match.last : match.last + 1] == ["to"]
        ):
            continue
        if text.words[match.first].isupper() and len(text.words[match.first]) > 1 and match.last - match.first == 1:
            continue
        found.append(Charge(cue.people, code, cue.standing, match.first, match.last, cue.first, cue.happening, weak))
    return found, cues


def _cues(
    text: Text, sentence: Sentence, happenings: list[Happening], refs: list[Ref], fallback: tuple[Person, ...]
) -> list[Cue]:
    told = [h for h in happenings if not h.state]
    happenings = told or happenings
    cues = [
        Cue(h.trigger.first, h.trigger.last, stands, _dealt(h, happenings), h)
        for h in happenings
        if (stands := _stands(text, h))
    ]
    taken = {i for c in cues for i in range(c.first, c.last)}
    for matches in standing_frames().begun(text, sentence.first, sentence.last):
        index = matches[0].first
        if index in taken:
            continue
        best = None
        for match in matches:
            end = triggers.completed(match.meaning[1], text.lows, match.last, sentence.last)
            if end is not None and (best is None or end > best[0]):
                best = (end, match)
        if best is None:
            continue
        standing, frame = best[1].meaning
        trigger = triggers.Trigger(index, best[1].last, best[0], frame)
        if (
            standing is Standing.PENDING
            and clauses.unreal(text, index, sentence)
            and frame.role is not triggers.Role.SUBJECT
        ):
            continue
        ref = _accused(text, trigger, sentence, refs)
        people = ref.people if ref else ()
        if not people and ref is None:
            near = [c for c in cues if c.people and c.first < index]
            people = near[-1].people if near else fallback if frame.role is triggers.Role.PLAIN else ()
        cues.append(Cue(index, best[1].last, standing, people, _sentencing(cues, index, people)))
    return sorted(cues, key=lambda c: c.first)


def _accused(text: Text, cue: triggers.Trigger, sentence: Sentence, refs: list[Ref]) -> Ref | None:
    """Whom the words accuse; behind "on suspicion of" is the offence, "of the murder of a tourist"."""
    led = cue.frame.role is triggers.Role.PLAIN and text.lows[cue.last - 1] in FRAME_WORDS
    return patients.find(
        text, cue, sentence, [r for r in refs if not led or r.first < cue.first or text.lows[r.first - 1] == "by"]
    )


def _dealt(happening: Happening, told: list[Happening]) -> tuple[Person, ...]:
    """ "Lee to ten years and Roe to five for theft": one verb for several, each with a term of their own."""
    first = happening.trigger.first
    return tuple(dict.fromkeys(p for h in told if h.trigger.first == first for p in h.people))


def _stands(text: Text, happening: Happening) -> Standing | None:
    """How what a person is said to have done stands by the event that it is told with."""
    if text.lows[happening.trigger.first] == "found" and happening.type is EventType.DETAINED:
        return None  # what somebody is found with is no charge yet
    executed = happening.type is EventType.DIED and happening.detail == "executed"
    return Standing.PROVEN if executed else STANDS.get(happening.type)


def _sentencing(cues: list[Cue], index: int, people: tuple[Person, ...]) -> Happening | None:
    """ "Serving 3.5 years for alleged bribes": words right behind a sentencing tell what it was for."""
    before = [c for c in cues if c.last <= index]
    nearest = max(before, key=lambda c: c.last, default=None)
    told = nearest.happening if nearest and nearest.people == people else None
    return told if told and told.type is EventType.SENTENCED and told.term else None


def _nearest(text: Text, match: Match[tuple[str, bool]], cues: list[Cue], sentence: Sentence) -> Cue | None:
    """The last cue before the offence that its words belong to; "charge of spying was dropped" has it behind."""
    within = [c for c in cues if c.first <= match.first < c.last or match.first <= c.first < match.last]
    inside = [c for c in within if c.people]
    ahead = [
        c
        for c in cues
        if c.last <= match.first and match.first - c.last <= REACH and _reaches(text, c.last, match.first)
    ]
    behind = [
        c
        for c in cues
        if c.standing in (Standing.DROPPED, Standing.ACQUITTED) and match.last <= c.first <= match.last + 10
    ]
    verdict = [
        c
        for c in cues
        if c.standing is Standing.PROVEN
        and c.happening
        and match.last <= c.first <= match.last + 4
        and "and" in text.lows[match.last : c.first]
    ]
    for pool in (inside, behind, [c for c in ahead if c.people][-1:], ahead[-1:], verdict):
        with_people = [c for c in pool if c.people] or pool
        if with_people:
            return with_people[-1]
    return None


def _reaches(text: Text, start: int, end: int) -> bool:
    between = text.lows[_resumed(text, start, end) : end]
    return not any(
        w in ENDS or w in (";", ".", "—") or (w == "that" and _acts(between[i + 1 : i + 2]))
        for i, w in enumerate(between)
    )


def _resumed(text: Text, start: int, end: int) -> int:
    """ "Charged Lee, an American who worked at a base, with spying": where the words go on behind a relative clause."""
    lead = range(end - 1, max(start, end - LED) - 1, -1)
    return next((i for i in lead if text.lows[i] in RESUMING and text.lows[i - 1] == ","), start)


def _acts(following: list[str]) -> bool:
    """ "A unit that handles cases of": a verb of now, of somebody else's work."""
    return any(w.endswith("s") and w not in words.auxiliaries() for w in following)


def _spoken_of(text: Text, sentence: Sentence, refs: list[Ref]) -> tuple[Person, ...]:
    spoken = [r for r in refs if r.people and r.kind in ("name", "pronoun", "list", "possessive")]
    return spoken[0].people if spoken else ()


def _doing(
    text: Text, match: Match[tuple[str, bool]], happenings: list[Happening], refs: list[Ref]
) -> tuple[Person, ...]:
    """ "He illegally entered", "the three had tried to smuggle": those right before what is done, if it is no event."""
    before = [r for r in refs if r.last <= match.first and r.kind != "possessive"]
    between = text.lows[before[-1].last : match.first] if before else []
    acting = all(w in ATTEMPTS or w in words.auxiliaries() or w in words.adverbs() for w in between)
    if len(between) > BESIDE or any(h.trigger.first == match.first for h in happenings):
        return ()
    return before[-1].people if before and (acting or match.meaning[0] in SENT_BACK) else ()


def _framed(text: Text, match: Match[tuple[str, bool]], cue: Cue) -> bool:
    """A weak phrase counts right behind the frame: "accused of", "over", "for"."""
    before = text.lows[max(cue.first, match.first - 4) : match.first]
    return bool(set(before) & FRAME_WORDS) and match.first - cue.last <= 8
