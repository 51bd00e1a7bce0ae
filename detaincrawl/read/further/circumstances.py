"""How somebody is held: status, sort of custody, health, consular access, what they or their family ask for."""

from collections.abc import Iterator

from detaincrawl.read.further.facts import Fact, View, befallen, one_of, phrases, said, whose
from detaincrawl.read.language import words
from detaincrawl.vocabularies import EventType

AILMENT = 6
"""Words of an ailment behind "suffers from"."""
OPEN = frozenset("from with".split())
SEEKS = frozenset("extradition extradited extradite".split())
PLACES = frozenset("name capital".split())
CRIMINAL = frozenset({EventType.CHARGED, EventType.TRIAL_OPENED, EventType.CONVICTED, EventType.SENTENCED})


def status(view: View) -> Iterator[Fact]:
    """ "Remains in custody", "is on trial": only in the present tense."""
    for match in said(view, "status"):
        people = whose(view, match.first, match.last)
        if people:
            yield Fact("status", people, match.first, match.last, view.sentence, "status:present", match.meaning)


def custody(view: View) -> Iterator[Fact]:
    """The sort of custody, said with what happened to them; a charge, trial or sentence makes it criminal."""
    for match in said(view, "custody"):
        near = befallen(view, match.first)
        people = near[1].people if near else whose(view, match.first, match.last)
        if people:
            yield Fact(
                "custody", people, match.first, match.last, view.sentence, "custody:words", match.meaning, weight=2
            )
    for _, told in view.happenings:
        if told.type in CRIMINAL and told.people:
            trigger = told.trigger
            rule = "custody:event"
            yield Fact("custody", told.people, trigger.first, trigger.last, view.sentence, rule, "criminal")


def consular_access(view: View) -> Iterator[Fact]:
    """Granted or denied."""
    for match in phrases("consular_access").find(view.text, view.sentence.first, view.sentence.last):
        people = one_of(view) or whose(view, match.first, match.last)
        if people:
            rule = "consular_access:words"
            yield Fact("consular_access", people, match.first, match.last, view.sentence, rule, match.meaning)


def health(view: View) -> Iterator[Fact]:
    """What ails them, as printed."""
    for match in said(view, "health"):
        people = one_of(view) or whose(view, match.first, match.last)
        first, last = match.first, match.last
        if view.text.lows[last - 1] in OPEN:
            first = last
            while last < view.sentence.last and last - first < AILMENT and _names(view.text.lows[last]):
                last += 1
        if people and last > first:
            yield Fact("health", people, first, last, view.sentence, "health:words", confidence=0.8)


def _names(low: str) -> bool:
    return (
        (low.isalnum() or low in ("'s", "and"))
        and low not in words.subordinators() - {"and"}
        and low not in words.auxiliaries()
    )


def flags(view: View) -> Iterator[Fact]:
    """Seeks asylum; the family asks not to be named."""
    for field, rule in (("asylum", "asylum:words"), ("anonymity", "anonymity:words")):
        for match in said(view, field):
            people = one_of(view) or whose(view, match.first, match.last)
            if people:
                yield Fact(field, people, match.first, match.last, view.sentence, rule, "yes")


def requesting_country(view: View) -> Iterator[Fact]:
    """ "Extradition to the United States", "wanted by Germany", "at the request of Ankara"."""
    lows = view.text.lows
    for mark in view.marks:
        if mark.country.kind not in PLACES:
            continue
        before = lows[max(view.sentence.first, mark.first - 6) : mark.first]
        after = lows[mark.last : mark.last + 7]
        to = bool(SEEKS & set(before)) and "to" in before[-2:]
        by = "wanted" in before and "by" in before[-2:]
        request = "request" in before and "of" in before[-2:]
        asks = bool({"seeks", "requested", "sought", "wants", "requests"} & set(after[:3])) and bool(SEEKS & set(after))
        near = befallen(view, mark.first)
        people = one_of(view) or (near[1].people if near else ())
        if (to or by or request or asks) and people:
            code, rule = mark.country.code, "requesting_country:words"
            yield Fact("requesting_country", people, mark.first, mark.last, view.sentence, rule, code)
