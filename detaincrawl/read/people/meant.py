"""Whom an article names for one stranger: "a Chinese national was arrested … Police said that Wang Tao, 31, …"."""

import re
from bisect import bisect_left
from collections.abc import Mapping

from detaincrawl.read.language import words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.people import groups
from detaincrawl.read.people.candidates import QUOTES
from detaincrawl.read.people.focus import Stranger
from detaincrawl.read.people.known import LEAD, Known
from detaincrawl.read.people.named import NameMark, Person
from detaincrawl.read.people.refs import Ref

NEAR = 16
"""So many words into a sentence is named whom one before left unnamed."""
SUBJECT_LEADS = frozenset(["that", ",", "was", "is", "where", "when", "while"])
"""Behind these stands of whom the sentence speaks, and no victim."""
APPOSED = 14
"""Words from a name to the verb behind what says who that is."""
SAID_BARS = frozenset(", . ; : that is was has had".split())
TOLD = frozenset(["told", "tells"])
COURTS = frozenset("court judge judges jury magistrate hearing tribunal".split())
CONSULAR = re.compile(r"\b(?:embassy|consulate|consular|foreign (?:office|ministry|affairs)|state department)\b")
ALSO = frozenset("too also both dual".split())


def who(known: Known, tellings: list[Stranger]) -> tuple[Person, ...]:
    """Whom the article names for one stranger, told of in several places, to whom something happened."""
    involved = [s for s in tellings if known.involved(s.person) and not _of_several(known, s)]
    if involved and involved[0].person.count > 1:
        return next((people for s in involved if (people := groups.named(known, s))), ())
    found = (way(known, stranger) for way in WAYS for stranger in involved)
    person = next((p for p in found if p), None)
    return (person,) if person else ()


def _of_several(known: Known, stranger: Stranger) -> bool:
    """ "Among them a Briton", "including a Briton"."""
    before = known.found.text.lows[max(0, stranger.ref.first - 2) : stranger.ref.first]
    return before == ["among", "them"] or before[-1:] == ["including"]


def is_victim(text: Text, ref: Ref) -> bool:
    """ "For shooting dead an Indian student", "the murder of a Briton"."""
    before = text.lows[max(0, ref.first - DONE_TO) : ref.first + 1]
    done = next((i for i in reversed(range(len(before))) if before[i] in words.harming()), None)
    return done is not None and set(before[done + 1 : -1]) <= {"dead", "death", "of", "on", "to"}


DONE_TO = 3
"""Words from a deed to its victim: "the beating to death of a"."""


def _next(known: Known, stranger: Stranger) -> Person | None:
    """ "A grandmother sentenced to death has lost her appeal. Mair Pugh, 56, …": who is first named behind.

    Who only speaks of it, an official or a relative is passed over.
    """
    if stranger.sentence.title or stranger.ref.definite:
        return None
    for behind in known.naming(stranger.sentence):
        marks = _first_named(known, behind)
        if not marks:
            return None
        for mark in marks:
            person = mark.person
            also = not ALSO.isdisjoint(known.found.text.lows[behind.first : behind.last])
            if _beside(known, person) or not known.fits(stranger, person, also):
                continue
            shown = _shown(known, mark, behind) and not _of_another(known, stranger, person)
            return person if shown else None
    return None


def _by_trade(known: Known, stranger: Stranger) -> Person | None:
    """ "Iraq jails British geologist … X, 66, a retired geologist": the only one named who does the same."""
    if stranger.ref.role != "occupation":
        return None
    alike = [p for p in known.later(stranger) if stranger.ref.head in known.trades.get(p.number, ())]
    likely = [p for p in alike if p.plausible or known.suffered(p)]
    fits = [p for p in likely if known.fits(stranger, p) and not _beside(known, p)]
    return fits[0] if len(alike) == 1 and fits else None


def _first_named(known: Known, sentence: Sentence) -> list[NameMark]:
    """The names near the opening of a sentence."""
    names = known.found.names
    low = bisect_left(names, sentence.first, key=lambda mark: mark.first)
    high = bisect_left(names, min(sentence.first + NEAR, sentence.last), key=lambda mark: mark.first)
    return names[low:high]


def _beside(known: Known, person: Person) -> bool:
    """An official, somebody's lawyer or wife, or who only speaks of it."""
    return (
        not person.title_held
        or person.number in known.beside
        or (not known.suffered(person) and person.number not in known.charged and _speaks(known, person))
    )


def _shown(known: Known, mark: NameMark, sentence: Sentence) -> bool:
    """What the article says of who is named makes them a detainee, or it is they of whom it goes on to speak."""
    person, text = mark.person, known.found.text
    if known.suffered(person) or person.number in known.charged or person.number in known.ages:
        return True
    if mark.first == sentence.first + (text.words[sentence.first] in QUOTES):
        return True
    again = len(known.marks[person.number]) > 1 and not known.told.get(person.number)
    before = text.lows[mark.first - 2 : mark.first]
    return again and (before[-1] in SUBJECT_LEADS or before == ["referring", "to"])


def _of_another(known: Known, stranger: Stranger, person: Person) -> bool:
    """ "A Chinese man and an Indian woman were held. X …": X may be the other of them."""
    beside = [s for s in known.strangers if s.sentence is stranger.sentence and s is not stranger]
    mine = known.codes.get(stranger.person.number)
    others = (s for s in beside if s.person.count == 1 and known.involved(s.person))
    return any(known.codes.get(s.person.number) != mine and known.fits(s, person) for s in others)


def assisted(known: Known, stranger: Stranger) -> tuple[Person, ...]:
    """ "X was arrested. … The embassy is helping a British man": the one held whose nation nothing else tells."""
    text, sentence = known.found.text, stranger.sentence
    said = " ".join(text.lows[sentence.first : sentence.last])
    if stranger.person.count > 1 or stranger.ref.definite or sentence.title or not CONSULAR.search(said):
        return ()
    named = known.found.people
    held = [p for p in named if known.suffered(p) and not known.codes.get(p.number) and p.title_held]
    person = held[0] if len(held) == 1 and held[0].number not in known.beside else None
    earlier = person is not None and known.first.get(person.number, stranger.ref.first) < stranger.ref.first
    return (person,) if person and earlier and known.agree(stranger.person, person) else ()


def left_over(known: Known, stranger: Stranger, names: Mapping[int, tuple[Person, ...]]) -> tuple[Person, ...]:
    """ "A Briton was jailed, the German tried with him went free": of two, whom nobody else is."""
    beside = [s for s in known.strangers if s.sentence is stranger.sentence and s is not stranger]
    paired = len(beside) == 1 and bool(names.get(beside[0].person.number)) and beside[0].person.count == 1
    lead = stranger.sentence.paragraph <= LEAD and stranger.person.count == 1 and known.involved(stranger.person)
    if not (paired and lead):
        return ()
    left = [p for p in known.later(stranger) if known.suffered(p) and not known.codes.get(p.number)]
    return tuple(left) if len(left) == 1 and known.fits(stranger, left[0]) and not _beside(known, left[0]) else ()


def _by_nationality(known: Known, stranger: Stranger) -> Person | None:
    """The only one of that nationality whom the article goes on to name."""
    codes = known.codes.get(stranger.person.number, set())
    alike = [p for p in known.later(stranger) if codes & known.codes.get(p.number, set()) and known.fits(stranger, p)]
    person = alike[0] if len(alike) == 1 else None
    return person if person and (known.involved(person) or not _speaks(known, person)) else None


def _speaks(known: Known, person: Person) -> bool:
    """ "French researcher X said", "said X": who tells of it, but to a court."""
    return any(_says(known.found.text, mark) for mark in known.marks.get(person.number, ()))


def _says(text: Text, mark: NameMark) -> bool:
    """ "X said", "X, his lawyer, said", "said X", "said his lawyer, X"."""
    behind = text.lows[mark.last : mark.last + APPOSED]
    before = text.lows[max(0, mark.first - APPOSED) : mark.first]
    if before[-1:] == [","]:
        before = before[:-1]
        while before and before[-1] not in SAID_BARS | words.saying():
            before.pop()
    if before and before[-1] in words.saying():
        return not behind or behind[0] not in words.auxiliaries()
    if behind[:1] == [","] and "," in behind[1:]:
        behind = behind[behind.index(",", 1) + 1 :]
    said = words.saying() & {*behind[:2]}
    return bool(said) and not (said <= TOLD and not COURTS.isdisjoint(behind[:6]))


def _lead(known: Known, stranger: Stranger) -> Person | None:
    """One person of the headline or the first paragraphs is the one whom most is told of."""
    text, ref, sentence = known.found.text, stranger.ref, stranger.sentence
    if any(first < ref.first for first in known.strangers_of(sentence)):
        return None
    opens = ref.first == sentence.first or text.lows[ref.first - 1] in ("—", ")", ":", "–")
    fits = [p for p in known.later(stranger) if known.fits(stranger, p) and known.told.get(p.number)]
    codes = known.codes.get(stranger.person.number, set())
    stated = [p for p in fits if codes & known.codes.get(p.number, set())]
    leads = sentence.title or (sentence.paragraph <= LEAD and (opens or len(stated) == 1))
    if not leads or not fits or (ref.definite and not sentence.title):
        return None
    return max(stated or fits, key=lambda p: (len(known.told[p.number]), -known.first.get(p.number, 0)))


WAYS = (_next, _by_trade, _by_nationality, _lead)
"""To find the one whom a stranger is named as, the surest first."""
