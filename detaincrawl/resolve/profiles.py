"""What matching compares of a mention; kept beside it, so that a new article is resolved without reading old claims."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from detaincrawl.frozen import frozen
from detaincrawl.resolve.accounts import Account, event_type
from detaincrawl.resolve.names import asking_keys, blocking_keys
from detaincrawl.resolve.tellings import when
from detaincrawl.vocabularies import EventType


@frozen
class Profile:
    """One mention's particulars; every tuple is sorted but the forms, of which the fullest is first."""

    forms: tuple[str, ...]
    country: str | None = None
    """The state that holds the person."""
    nationalities: tuple[str, ...] = ()
    born: int | None = None
    """Year of birth by the age told, a year more or less."""
    sex: str | None = None
    requesting: tuple[str, ...] = ()
    """States that want the person extradited."""
    dates: tuple[str, ...] = ()
    """``detained 2023-03-29``: dated events."""
    charges: tuple[str, ...] = ()
    article: int = 0
    family: int = 0
    """The article that carries this post, else the article itself."""
    story: int = 0

    @property
    def signature(self) -> tuple[object, ...]:
        """Mentions with the same signature are compared once."""
        return (
            self.forms,
            self.country,
            self.nationalities,
            self.born,
            self.sex,
            self.requesting,
            self.dates,
            self.charges,
        )

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in PARTICULARS}


PARTICULARS = tuple(each.name for each in fields(Profile))


def profile_of(account: Account) -> Profile:
    """The profile of a mention."""
    return Profile(
        forms=account.forms,
        country=account.country,
        nationalities=tuple(sorted(account.values("nationality"))),
        born=_born(account),
        sex=next(iter(account.values("sex")), None),
        requesting=tuple(sorted(account.values("requesting_country"))),
        dates=tuple(sorted({f"{kind} {day}" for kind, day in _dated(account)})),
        charges=tuple(sorted(account.values("charge"))),
        article=account.article_id,
        family=account.carried_by or account.article_id,
        story=account.story,
    )


def _dated(account: Account) -> Iterator[tuple[EventType, str]]:
    for told in account.claims:
        kind = event_type(told)
        if kind is not None and (day := when(told)):
            yield kind, day


def from_json(kept: dict[str, Any]) -> Profile:
    """The reverse of as_json: JSON has no tuples."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
    return Profile(**values)


def blocks(profile: Profile) -> frozenset[str]:
    """Keys that the person is filed under: strangers in other states are never compared."""
    return _by_state(profile, blocking_keys(profile.forms))


def asks(profile: Profile) -> frozenset[str]:
    """Keys that candidates are looked for under."""
    return _by_state(profile, asking_keys(profile.forms))


def distinct(profiles: Iterable[Profile]) -> dict[tuple[object, ...], Profile]:
    """One profile a signature."""
    return {profile.signature: profile for profile in profiles}


def _by_state(profile: Profile, keys: frozenset[str]) -> frozenset[str]:
    states = {profile.country or "", *profile.requesting}
    return frozenset(f"{state}:{key}" for state in states for key in keys)


def _born(account: Account) -> int | None:
    ages = account.values("age")
    if not ages or account.published is None or not ages[0].isdigit():
        return None
    return account.published.year - int(ages[0])
