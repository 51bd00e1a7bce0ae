"""Invented persons with the uneven frequencies of real names, states and fame, for benchmarks."""

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from detaincrawl.lexicon import table

STATES = "US RU CN IR TR EG SA AE IN PK VE MX BR DE FR GB IT ES TH ID MY PH VN KR JP UA BY KZ UZ IL".split()
"""Detaining states and nationalities, the most frequent first."""

HEADS = "ba be bo bra da de do fe fra ga go gra ha he ja ka ke kho ko kra la le li lo ma me mi mo na ne ni no".split()
MIDDLES = "ra la na ri le no vi ma ta lo sha ne ki do ze gu mi be ro sa".split()
TAILS = "ov in son man ez i enko ski yan dze ian ado er elli oglu sen ura ani ic ton".split()


@dataclass(frozen=True, slots=True)
class Invented:
    """One person and how many articles tell of them."""

    name: str
    nationality: str
    state: str
    mentions: int


def population(persons: int, mentions: float, seed: int = 1) -> Iterator[Invented]:
    """Persons with ``mentions`` each on average: most with one or two, a few with hundreds."""
    drawn = random.Random(seed)
    given = _Frequent([name.title() for row in table("given_names")["same"] for name in row], 0.8)
    surnames = _Frequent(_surnames(drawn), 0.85)
    states = _Frequent(STATES, 1.0)
    for _ in range(persons):
        nationality, state = states.draw(drawn), states.draw(drawn)
        name = f"{given.draw(drawn)} {surnames.draw(drawn)}"
        told = max(1, round(drawn.lognormvariate(0.6, 1.0) * mentions / 3.0))
        yield Invented(name, nationality, state if state != nationality else "QA", min(told, 500))


class _Frequent:
    """Draws the earlier of a list more often, as names are spread: by rank to a power."""

    def __init__(self, choices: list[str], power: float) -> None:
        self.choices = choices
        self.sums = [*accumulate((rank + 5) ** -power for rank in range(len(choices)))]

    def draw(self, drawn: random.Random) -> str:
        return self.choices[bisect(self.sums, drawn.random() * self.sums[-1])]


def _surnames(drawn: random.Random) -> list[str]:
    """Common ones first, then made of syllables: some 40,000."""
    made = {
        (drawn.choice(HEADS) + "".join(drawn.choices(MIDDLES, k=drawn.randint(0, 2))) + drawn.choice(TAILS)).title()
        for _ in range(60_000)
    }
    return [name.title() for name in table("given_names")["common"]] + sorted(
        made, key=lambda name: (drawn.random(), name)
    )
