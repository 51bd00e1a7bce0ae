"""What matching compares of a mention; kept beside it, so that a new article is resolved without reading old claims."""

from dataclasses import asdict, dataclass
from typing import Any

from detaincrawl.resolve.accounts import Account
from detaincrawl.resolve.names import blocking_keys


@dataclass(frozen=True, slots=True)
class Profile:
    """One mention's particulars."""

    forms: tuple[str, ...]
    country: str | None
    nationalities: tuple[str, ...]
    born: int | None
    """Year of birth by the age told, a year more or less."""
    requesting: tuple[str, ...] = ()
    """States that want the person extradited."""
    article: int = 0
    story: int = 0

    @property
    def signature(self) -> tuple[object, ...]:
        """Mentions with the same signature are compared once."""
        return (self.forms, self.country, self.nationalities, self.born, self.requesting)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def profile_of(account: Account) -> Profile:
    """The profile of a mention."""
    return Profile(
        forms=account.forms,
        country=account.country,
        nationalities=tuple(sorted(account.values("nationality"))),
        born=_born(account),
        requesting=tuple(sorted(account.values("requesting_country"))),
        article=account.article_id,
        story=account.story,
    )


def from_json(kept: dict[str, Any]) -> Profile:
    """The reverse of as_json: JSON has no tuples."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
    return Profile(**values)


def blocks(profile: Profile) -> frozenset[str]:
    """Blocking keys with the states that may hold the person: strangers in other states are never compared."""
    states = [profile.country or "", *profile.requesting]
    return frozenset(f"{state}:{key}" for state in states for key in blocking_keys(profile.forms))


def _born(account: Account) -> int | None:
    ages = account.values("age")
    if not ages or account.published is None or not ages[0].isdigit():
        return None
    return account.published.year - int(ages[0])
