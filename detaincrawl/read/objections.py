"""Why somebody of whom an article tells is no case: an official, a national of the holder, a player, a hero of old."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.read.events.told import Happening
from detaincrawl.read.events.triggers import Role
from detaincrawl.read.files import File
from detaincrawl.read.found import Scan
from detaincrawl.read.language import words
from detaincrawl.read.language.phrases import Phrases
from detaincrawl.read.nations import abroad
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.vocabularies import EventType

CUSTODY = frozenset(EventType) - {
    EventType.APPEAL_FILED,
    EventType.DESIGNATED,
    EventType.DIED,
    EventType.CHARGED,
}


# What a state alone does, and not to those whom it merely turns away.
HARD = frozenset({EventType.REMANDED, EventType.CHARGED, EventType.CONVICTED, EventType.SENTENCED, EventType.DETAINED})


# What a border does to those whom it turns away.
TURNED = frozenset({EventType.DETAINED, EventType.DEPORTED, EventType.RELEASED})


# What happens only to foreigners.
FOREIGN = frozenset({EventType.EXCHANGED, EventType.DEPORTED, EventType.DESIGNATED, EventType.EXIT_BANNED})


# What happens to travellers, players and goods as well.
SOFT = frozenset(
    {
        EventType.DEPORTED,
        EventType.DETAINED,
        EventType.DIED,
        EventType.EXCHANGED,
        EventType.RELEASED,
        EventType.TRANSFERRED,
        EventType.TRIAL_OPENED,
    }
)

SOFTER = frozenset({EventType.DIED, EventType.EXCHANGED, EventType.TRANSFERRED})


POWERS = frozenset(
    {
        "detaining_country:agent",
        "detaining_country:facility",
        "detaining_country:organ",
        "detaining_country:organ_before",
    }
)
"""Rules by which a state, its court, police or prison is named as holding."""
GUESSED = frozenset({"detaining_country:article", "detaining_country:dateline", "detaining_country:mentioned"})
"""Rules by which a state is taken to hold somebody of whom the article does not say so."""
BRIEF = 60
"""In so few words, a post or a headline, custody may be named but once: "held in Dubai since March"."""
OF_CUSTODY = frozenset(table("en/grammar")["of_custody"])


# Words for those who hold people and govern nothing (case model, section 1).
NO_STATE = frozenset(table("en/grammar")["no_state"])


SPORT = frozenset(table("en/grammar")["sport"])
A_MATCH = 8
"""So many of these make a report of sport."""
FICTION = frozenset(table("en/grammar")["fiction"])
"""Three of these make a review of an invented story."""


HISTORY = 1990


YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


ASIDE = 2
"""Words behind an offence that belong to it: "member of the gang"."""


MOVED = frozenset({EventType.DEPORTED, EventType.EXCHANGED, EventType.TRANSFERRED})
"""What is said of whom a minister sends, of the plane, and of who agrees on a swap."""
APPOSED = 4
"""Words between a name and what says who that is: "X, 61, the"."""
RULED = frozenset({EventType.CONVICTED, EventType.SENTENCED, EventType.ACQUITTED, EventType.EXTRADITED})
"""What only a state does."""


TRIED = frozenset({EventType.CHARGED, EventType.REMANDED, EventType.TRIAL_OPENED})
"""What a court does, if a place is named and nobody else."""


COURTS = frozenset("court magistrate tribunal".split())
"""Before whom one is charged."""
ENVOYS = frozenset("diplomat diplomats diplomatic attache attaché".split())


@dataclass(frozen=True, slots=True)
class Around:
    """What the whole article says, for each of its people."""

    overall: Counter[str]
    """States that its events name as holding, weighed."""
    states: list[tuple[int, str]]
    """First words of its events and who holds."""
    spoken: dict[str, list[CountryMark]]
    """Every state it speaks of, the most frequent first."""
    foreign: set[int]
    """Numbers of the people whose nationality it states, and not as that of the state that holds most."""
    homes: set[str]
    """Of which states those are whom it tells of as held."""
    turned_away: bool
    """It tells of people whom a border did not let in."""
    sought: set[str]
    """States that somebody is to be extradited to, and so far hold nobody."""
    outlet: str | None
    """The state that the outlet reports from."""


def invented_or_old(found: Scan) -> str | None:
    """Why the whole article has no case."""
    if _fiction(found):
        return "the article tells a film, play or novel"
    return "all the years that the article names are long ago" if _history(found) else None


def _fiction(found: Scan) -> bool:
    """Two people with another's name in brackets behind theirs: the cast of a film or play."""
    text = found.text
    cast = {m.person.number for m in found.names if _in_brackets(text.words[m.last : m.last + 4])}
    return len(cast) >= 2 or len(FICTION & set(text.lows)) >= 3


def _in_brackets(words: list[str]) -> bool:
    return len(words) == 4 and words[0] == "(" and words[1][0].isupper() and words[2][0].isupper() and words[3] == ")"


def _history(found: Scan) -> bool:
    """All the years that the article names are long ago."""
    years = [int(y) for y in YEAR.findall(found.text.text)]
    return len(years) >= 2 and max(years) < HISTORY


def objection(found: Scan, file: File, around: Around) -> str | None:
    """Why this is nobody held by a state that is not their only one; None: it is."""
    types = {e.type for e in file.events} | {
        found.happenings[i].type for i in file.happenings if found.happenings[i].state
    }
    ended = any(e.type is EventType.DIED and e.detail for e in file.events)
    told = [found.happenings[i] for i in file.happenings]
    filed = file.held_by is not None and file.held_by[2] == "detaining_country:dateline"
    present = bool(file.nationalities) and not filed and any(_in_court(found, h) for h in told)
    if not types & CUSTODY and not ended and not present:
        return "nothing says that they were held"
    if (_in_office(found, file) or (types <= MOVED and not file.person.title_held)) and not any(
        _befell(found, file, i) for i in file.happenings
    ):
        return "they hold an office, and nothing says of them by name that they were held"
    if _in_office(found, file) and file.held_by is not None and file.held_by[2] in GUESSED:
        return "they hold an office, and no state is told to hold them"
    if _of_sport(found, file):
        return "a report of sport, and no state is told to hold them"
    if _of_no_custody(found, file):
        return "the article has no word for custody"
    if file.holder is None:
        return "nothing says which state holds them"
    if types == {EventType.DEPORTED} and not ENVOYS.isdisjoint(found.text.places):
        return "diplomats are sent home without being held"
    if around.turned_away and types <= TURNED and not any(_is_arrest(found, h) for h in told):
        return "turned away at a border"
    if _held_by_no_state(found, file):
        return "held by people who govern nothing"
    if all(e.dated and e.dated.date.year < HISTORY for e in file.events) and file.events:
        return "it was long ago"
    codes = set(file.nationalities)
    if codes:
        return None if codes != {file.holder} or file.dual else f"a national of {file.holder} alone, which holds them"
    if file.dual or bool(types & FOREIGN) or abroad.tells(found, file, around.foreign):
        return None
    return "nothing says that they are a foreigner"


def _is_arrest(found: Scan, happening: Happening) -> bool:
    """Who is "arrested" is not merely held at a border."""
    return found.text.lows[happening.trigger.first].startswith("arrest")


def _in_court(found: Scan, happening: Happening) -> bool:
    """ "Appeared before a magistrate", "was arraigned", "was charged in a Manila court": who is charged so is there."""
    if happening.type is not EventType.CHARGED:
        return False
    sentence = happening.sentence
    said = found.text.among(COURTS, sentence.first, sentence.last)
    return happening.state or bool(said) or found.text.lows[happening.trigger.first].startswith("arraign")


def _of_no_custody(found: Scan, file: File) -> bool:
    """ "Held", "traded", "flown home" tell of travellers and players, too: nothing else speaks of custody."""
    types = {found.happenings[i].type for i in file.happenings}
    if not types <= SOFT or len(found.text.words) <= BRIEF:
        return False
    if types <= SOFTER:
        spans = [s for s, _ in file.refs] + [found.happenings[i].sentence for i in file.happenings]
        return all(OF_CUSTODY.isdisjoint(found.text.lows[s.first : s.last]) for s in spans)
    by = {h.rule for i in file.happenings for h in found.holders.get(i, [])}
    return OF_CUSTODY.isdisjoint(found.text.places) and POWERS.isdisjoint(by)


def _of_sport(found: Scan, file: File) -> bool:
    """ "The captain was in handcuffs again within half an hour": of a state that holds nothing is said."""
    guessed = file.held_by is None or file.held_by[2] in GUESSED
    return guessed and len(SPORT & found.text.places.keys()) >= A_MATCH


@cache
def turnings() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in table("en/grammar")["turned_away"])


def _in_office(found: Scan, file: File) -> bool:
    """A minister, judge, lawyer, spokesman, by what the article calls them."""
    if any(found.text.lows[m.first - 1] in words.offices() for m in file.names):
        return True
    called = (r for _, r in file.refs if r.kind == "descriptor" and r.people == (file.person,))
    offices = [r for r in called if r.head in words.offices() and found.text.lows[r.last : r.last + 1] != ["'s"]]
    return any(0 <= m.first - r.last <= 1 or 0 < r.first - m.last <= APPOSED for r in offices for m in file.names)


def _befell(found: Scan, file: File, ordinal: int) -> bool:
    """The sentence names them as whom it befell; "his release", "they" and lists may be another's."""
    happening = found.happenings[ordinal]
    ref = happening.ref
    named = ref is not None and ref.kind in ("name", "relative", "descriptor") and file.person in ref.people
    return named and happening.trigger.frame.role is not Role.NOUN and happening.type in CUSTODY - MOVED


def _held_by_no_state(found: Scan, file: File) -> bool:
    """Gunmen, kidnappers, pirates: and no court, police or prison of a state."""
    rules = {h.rule for i in file.happenings for h in found.holders.get(i, [])[:1]}
    if rules - {"detaining_country:place"} or (RULED | TRIED) & {e.type for e in file.events}:
        return False
    lows, accused = found.text.lows, {i for c in file.charges for i in range(c.cue, c.last + ASIDE)}
    spans = [found.happenings[i].sentence for i in file.happenings]
    spans += [] if rules else [s for s in found.text.sentences if s.title]
    return any(lows[i] in NO_STATE and i not in accused for s in spans for i in range(s.first, s.last))
