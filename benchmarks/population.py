"""Invented persons with the uneven frequencies of real names, states and fame, for benchmarks."""

import random
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from detaincrawl.lexicon import table
from detaincrawl.resolve.matching import Verdict, weighed
from detaincrawl.resolve.profiles import Profile, blocks
from detaincrawl.vocabularies import Status

T = TypeVar("T")

STATES = "US RU CN IR TR EG SA AE IN PK VE MX BR DE FR GB IT ES TH ID MY PH VN KR JP UA BY KZ UZ IL".split()
"""Detaining states and nationalities, the most frequent first."""

OUTCOMES = (Status.CHARGED, Status.IMPRISONED, Status.DETAINED, Status.RELEASED, Status.DEPORTED)
CHARGES = "drug_trafficking fraud theft espionage illegal_entry terrorism protest murder assault bribery".split()
"""The most frequent first; none that restricts a case."""

HEADS = "ba be bo bra da de do fe fra ga go gra ha he ja ka ke kho ko kra la le li lo ma me mi mo na ne ni no".split()
MIDDLES = "ra la na ri le no vi ma ta lo sha ne ki do ze gu mi be ro sa".split()
TAILS = "ov in son man ez i enko ski yan dze ian ado er elli oglu sen ura ani ic ton".split()


@dataclass(frozen=True, slots=True)
class Invented:
    """One person, what every article tells of them, and how many articles do."""

    name: str
    nationality: str
    state: str
    detained: str
    """Month: ``2012-03``."""
    outcome: Status
    charge: str | None
    mentions: int

    @property
    def ending(self) -> str | None:
        """The type of the event that led to the outcome, of those after the charge."""
        return {Status.IMPRISONED: "sentenced", Status.RELEASED: "released", Status.DEPORTED: "deported"}.get(
            self.outcome
        )

    @property
    def ended(self) -> str | None:
        """The month of that event."""
        return self.detained[:4] + "-12" if self.ending else None

    @property
    def profile(self) -> Profile:
        """What matching compares."""
        dates = [f"detained {self.detained}"] + ([f"{self.ending} {self.ended}"] if self.ended else [])
        charges = (self.charge,) if self.charge else ()
        return Profile((self.name,), self.state, (self.nationality,), dates=tuple(sorted(dates)), charges=charges)


def population(persons: int, mentions: float, seed: int = 1) -> Iterator[Invented]:
    """Persons with ``mentions`` each on average: most with one or two, a few with hundreds.

    No two that resolution would take for one: such a person is drawn again.
    """
    drawn = random.Random(seed)
    draw = _Draws(drawn, mentions)
    known: defaultdict[int, list[Invented]] = defaultdict(list)
    for _ in range(persons):
        while True:
            one = draw.person()
            # Strangers of two nationalities weigh too little, whatever else they share.
            places = [hash((key, one.nationality)) for key in blocks(one.profile) if ":f" in key]
            if not any(_same(one, other) for place in places for other in known.get(place, ())):
                break
        for place in places:
            known[place].append(one)
        yield one


def _same(one: Invented, other: Invented) -> bool:
    return weighed(one.profile, other.profile).verdict == Verdict.SAME


class _Draws:
    """Draws persons, one after the other."""

    def __init__(self, drawn: random.Random, mentions: float) -> None:
        self.drawn, self.mentions = drawn, mentions
        self.given = _Frequent([name.title() for row in table("given_names")["same"] for name in row], 0.8)
        self.surnames = _Frequent(_surnames(), 0.85)
        self.states = _Frequent(STATES, 1.0)
        self.charges = _Frequent(CHARGES, 1.0)
        self.outcomes = _Frequent(list(OUTCOMES), 1.0)

    def person(self) -> Invented:
        drawn = self.drawn
        nationality, state = self.states.draw(drawn), self.states.draw(drawn)
        name = f"{self.given.draw(drawn)} {self.surnames.draw(drawn)}"
        outcome = self.outcomes.draw(drawn)
        charged = outcome in (Status.CHARGED, Status.IMPRISONED)
        told = max(1, round(drawn.lognormvariate(0.6, 1.0) * self.mentions / 3.0))
        return Invented(
            name,
            nationality,
            state if state != nationality else "QA",
            f"{drawn.randint(2005, 2019)}-0{drawn.randint(1, 9)}",
            outcome,
            self.charges.draw(drawn) if charged else None,
            min(told, 500),
        )


class _Frequent(Generic[T]):
    """Draws the earlier of a list more often, as names are spread: by rank to a power."""

    def __init__(self, choices: list[T], power: float) -> None:
        self.choices = choices
        self.sums = [*accumulate((rank + 5) ** -power for rank in range(len(choices)))]

    def draw(self, drawn: random.Random) -> T:
        return self.choices[bisect(self.sums, drawn.random() * self.sums[-1])]


def _surnames() -> list[str]:
    """Common ones first, then made of syllables: some 40,000, the same for every population."""
    drawn = random.Random(0)
    made = {
        (
            drawn.choice(HEADS) + "".join(drawn.choices(MIDDLES, k=drawn.randint(0, 2))) + drawn.choice(TAILS)
        ).title(): None
        for _ in range(60_000)
    }
    rest = list(made)
    drawn.shuffle(rest)
    return [name.title() for name in table("given_names")["common"]] + rest
