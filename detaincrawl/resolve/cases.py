"""One person's accounts become cases: one a state and spell, every column by its stated rule (docs/deriving.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from detaincrawl.resolve.accounts import Account, number
from detaincrawl.resolve.charges import Charge, charges
from detaincrawl.resolve.chronology import in_order
from detaincrawl.resolve.displayed import aliases, display_name
from detaincrawl.resolve.events import Event, directed, merged
from detaincrawl.resolve.judgements import Ruling, Verb, held_values, of_accounts
from detaincrawl.resolve.occupied import is_occupied
from detaincrawl.resolve.overview import Overview, overview
from detaincrawl.resolve.scope import in_scope
from detaincrawl.resolve.shares import shared_out
from detaincrawl.resolve.spells import spells
from detaincrawl.resolve.tellings import tellings
from detaincrawl.resolve.values import Choice


@dataclass(frozen=True, slots=True)
class Case:
    """One person held by one state in one spell."""

    id: int
    previous_id: int | None
    anchor_key: str
    country: str
    occupied: bool
    accounts: tuple[Account, ...]
    """With the claims that speak of this case only."""
    timeline: tuple[Event, ...]
    charges: tuple[Charge, ...]
    overview: Overview


@dataclass(frozen=True, slots=True)
class Person:
    """A human being over all articles."""

    id: int
    anchor_key: str
    name: str
    aliases: tuple[str, ...]
    nationalities: tuple[str, ...]
    cases: tuple[Case, ...]


def person(accounts: Sequence[Account], rulings: Iterable[Ruling] = ()) -> Person:
    """The person that the accounts speak of, with their cases; ``accounts`` is not empty, in any order."""
    ordered = sorted(accounts, key=lambda account: account.first)
    decided = list(rulings)
    held = held_values(decided, ordered)
    anchor = ordered[0].key
    name = held["name"][-1] if "name" in held else display_name(ordered)
    own = sorted(
        set(held.get("nationality", ())) or {value for account in ordered for value in account.values("nationality")}
    )
    cases = [case for country, told in _by_country(ordered, decided) for case in _cases(country, told, own, decided)]
    return Person(number("person", anchor), anchor, name, tuple(aliases(ordered, name)), tuple(own), tuple(cases))


def _by_country(accounts: Sequence[Account], rulings: Sequence[Ruling]) -> list[tuple[str, list[Account]]]:
    """The accounts by detaining country; one that names none joins the only country there is."""
    moved = {
        country: ruling.value
        for ruling in of_accounts(rulings, accounts, Verb.HOLDS)
        for country in {account.country for account in accounts if account.key == ruling.mention_key}
        if ruling.field == "detaining_country" and ruling.value
    }
    found: dict[str, list[Account]] = {}
    countries = {moved.get(account.country, account.country) for account in accounts} - {None}
    only = next(iter(countries)) if len(countries) == 1 else None
    for account in accounts:
        country = moved.get(account.country, account.country) or only
        if country is not None:
            found.setdefault(country, []).append(account)
    return sorted(found.items())


def _cases(country: str, accounts: list[Account], own: Sequence[str], rulings: Sequence[Ruling]) -> list[Case]:
    """The cases of one person in one state, one a spell."""
    events = _with_held_dates(directed(merged(tellings(accounts))), held_values(rulings, accounts))
    cut = spells(in_order(events))
    found: list[Case] = []
    anchors: dict[str, int] = {}
    for timeline, told in zip(cut, shared_out(accounts, cut), strict=True):
        if not told or not in_scope(told, own, country) or of_accounts(rulings, told, Verb.NOT_A_CASE):
            continue
        anchor = min(told, key=lambda account: account.first).key
        anchors[anchor] = anchors.get(anchor, -1) + 1
        claimed = charges([(account, claim) for account in told for claim in account.told("charge")], timeline)
        case = Case(
            id=number("case", anchor, anchors[anchor]),
            previous_id=found[-1].id if found else None,
            anchor_key=anchor,
            country=country,
            occupied=is_occupied(told, own, country),
            accounts=tuple(told),
            timeline=tuple(timeline),
            charges=tuple(claimed),
            overview=overview(told, timeline, claimed, rulings),
        )
        found.append(case)
    return found


def _with_held_dates(events: Sequence[Event], held: dict[str, list[str]]) -> list[Event]:
    """The events with the dates that analysts say hold; of several events of a type, the last."""
    result = list(events)
    for field, given in held.items():
        kind, _, name = field.partition(":")
        of_type = [event for event in result if kind == "event" and event.type == name]
        if of_type:
            last = max(of_type, key=lambda event: (event.when or "", event.id))
            result[result.index(last)] = replace(last, date=Choice(given[-1], (), False))
    return result
