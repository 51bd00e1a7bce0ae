"""Whom an article names for a group that it tells of: "two Zimbabweans were jailed … Gift Moyo and Tendai Nkomo"."""

import re

from detaincrawl.read.language import words
from detaincrawl.read.people.focus import Stranger
from detaincrawl.read.people.known import LEAD, Known
from detaincrawl.read.people.named import Person

PLEAS = frozenset("admit admitted denied denies deny guilty plead pleaded pleads".split())
SOME = re.compile(r"(?i)\b(?:one|two|three|four|five|six) of the (?:two|three|four|five|six|seven|eight|nine|ten)\b")
"""“Three of the five are known by name”: those whom the article tells of are not all."""


def named(known: Known, stranger: Stranger) -> tuple[Person, ...]:
    """As many as they are: a list, those of their nationality, those whom something befell, lists together."""
    count, found = stranger.person.count, known.found
    fits = {p.number: p for p in known.later(stranger) if known.fits(stranger, p)}
    lists = [g for p in fits.values() for g in known.lists.get(p.number, ()) if fits.keys() >= {q.number for q in g}]
    lists = [g for g in lists if any(known.involved(p) or known.codes.get(p.number) for p in g)]
    for people in lists:
        if len(people) == count:
            return people
    following = _next(known, stranger)
    if following and fits.keys() >= {p.number for p in following}:
        return following
    codes = known.codes.get(stranger.person.number, set())
    alike = tuple(p for p in fits.values() if codes & known.codes.get(p.number, set()))
    if len(alike) == count:
        return alike
    if (stranger.sentence.title or stranger.sentence.paragraph <= LEAD) and not SOME.search(found.text.text):
        befallen = tuple(p for p in fits.values() if known.told.get(p.number))
        if len(befallen) == count:
            return befallen
    return _together(lists, count) or _most(known, lists, count)


def _most(known: Known, lists: list[tuple[Person, ...]], count: int) -> tuple[Person, ...]:
    """ "Seven Indians were charged … A, B, C and D were released on bail": a list of most of them, of no nation."""
    accused = (g for g in lists if count > len(g) > count / 2 and not any(known.codes.get(p.number) for p in g))
    return next((g for g in accused if all(known.suffered(p) for p in g)), ())


def _next(known: Known, stranger: Stranger) -> tuple[Person, ...]:
    """ "A British couple were charged. X, 52, and his wife deny it": as many open the next sentence that names some."""
    here = (known.codes.get(s.person.number) for s in known.strangers if s.sentence is stranger.sentence)
    several = any(codes != known.codes.get(stranger.person.number) for codes in here)  # "two Poles and two Czechs"
    alone = not (stranger.ref.definite or stranger.sentence.title or several)
    behind = next(known.naming(stranger.sentence), None) if alone else None
    first = known.opening(behind) if behind else None
    lists = known.lists.get(first.number, ()) if first else ()
    people = next((g for g in lists if len(g) == stranger.person.count), ())
    if behind is None or not people:
        return ()
    said = set(known.found.text.lows[behind.first : behind.last])
    kin = len({p.surname for p in people}) == 1
    aged = all(p.number in known.ages for p in people) and words.saying().isdisjoint(said)
    return people if kin or aged or not PLEAS.isdisjoint(said) else ()


def _together(lists: list[tuple[Person, ...]], count: int) -> tuple[Person, ...]:
    """Lists, one behind the other, that have so many people."""
    for start in range(len(lists)):
        union: dict[Person, None] = {}
        for people in lists[start:]:
            union.update(dict.fromkeys(people))
            if len(union) == count:
                return tuple(union)
            if len(union) > count:
                break
    return ()
