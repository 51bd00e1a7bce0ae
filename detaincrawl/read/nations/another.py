"""Nationalities told by counting: who was named before "another Briton" or "a third Frenchman" is one, too."""

from collections.abc import Iterator

from detaincrawl.read.found import Scan
from detaincrawl.read.nations.nationalities import Stated
from detaincrawl.read.people.refs import Ref

FORMER = {"another": 1, "fellow": 1, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
"""The word → how many were told of before, at most."""


def find(found: Scan) -> Iterator[Stated]:
    """Of people to whom something happened and whose nationality nothing else states."""
    stated = {p.number for said in found.stated for p in said.people}
    suffered = {p.number for happening in found.happenings for p in happening.people}
    first = {mark.person.number: mark.first for mark in reversed(found.names)}
    for sentence, ref in found.refs:
        former = 0 if sentence.title else _former(found, ref)
        open_ones = suffered - stated - {p.number for p in ref.people}
        before = [p for p in found.people if p.number in open_ones and first.get(p.number, ref.first) < ref.first]
        if 0 < len(before) <= former:
            yield Stated(tuple(before), ref.nationalities, ref.first, ref.last, "nationality:another", 0.85)


def _former(found: Scan, ref: Ref) -> int:
    """How many of the same nation the phrase says were told of before it."""
    if ref.kind != "descriptor" or ref.plural or not ref.nationalities:
        return 0
    lead = found.text.lows[max(0, ref.first - 1) : ref.last]
    return next((FORMER[low] for low in lead if low in FORMER), 0)
