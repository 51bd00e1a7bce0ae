"""What the reader of a sentence has in view: who was named when, who was subject, which lists of names were printed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from detaincrawl.frozen import frozen
from detaincrawl.read.language.text import Sentence
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

VIEW = 60
"""So many people, the last seen, can be meant where an article names more, so that long lists cost no more."""


@frozen
class Stranger:
    """ "A Chinese national", "two Nigerians": people told of without a name, by the phrase that first does so."""

    person: Person
    ref: Ref
    sentence: Sentence


@dataclass(slots=True)
class Focus:
    """Kept from sentence to sentence, and added to by each."""

    seen: dict[int, int] = field(default_factory=dict)
    """Person number → last word that named or meant them."""
    subject: Person | None = None
    """Subject of the sentence before."""
    topic: Person | None = None
    """Who the paragraph is about: its first subject."""
    headed: Person | None = None
    """Of whose name alone the sentence before consists."""
    aside: set[int] = field(default_factory=set)
    """Numbers of officials, lawyers, relatives."""
    group: tuple[Person, ...] = ()
    """The last list of people, or the last plural."""
    lists: list[tuple[Person, ...]] = field(default_factory=list)
    facts: dict[int, set[str]] = field(default_factory=dict)
    """Person number → nationalities and nouns said of them so far: "the American", "the pastor"."""
    held: dict[int, int] = field(default_factory=dict)
    """Person number → how often something was reported to have happened to them as a detainee."""
    people: dict[int, Person] = field(default_factory=dict)
    patients: tuple[Person, ...] = ()
    """Whom the last event befell: whose "the sentence" and "the trial" are."""
    paragraphs: tuple[int, int] = (0, 0)
    """First words of the paragraph before and of the one at hand."""
    sentence: Sentence | None = None
    """The sentence at hand."""
    strangers: list[Stranger] = field(default_factory=list)
    members: dict[int, dict[Person, None]] = field(default_factory=dict)
    """Number of strangers told of together → those of them whom the text names."""
    same: dict[int, tuple[Person, ...]] = field(default_factory=dict)
    """Number of a stranger → the people as whom the text names them later."""

    def see(self, person: Person, at: int) -> None:
        if person.plausible or self.held.get(person.number):
            self.people[person.number] = person
        self.seen.pop(person.number, None)
        self.seen[person.number] = at

    def meet(self, ref: Ref) -> Person:
        """The stranger that a phrase brings in; their numbers are below zero."""
        number = -1 - len(self.strangers)
        person = Person(
            number, "", (ref.head,), ref.gender, plausible=bool(ref.nationalities), count=ref.count or 1, named=False
        )
        if self.sentence:
            self.strangers.append(Stranger(person, ref, self.sentence))
        return person

    def in_view(self) -> list[Person]:
        """Who can be meant, in the order of first naming."""
        if len(self.people) <= VIEW:
            return list(self.people.values())
        last = sorted(number for number in islice(reversed(self.seen), VIEW) if number in self.people)
        return [self.people[number] for number in last]

    def latest(self, several: int) -> list[int]:
        """The words that last named or meant one of the people last seen, the latest first."""
        return sorted(islice(reversed(self.seen.values()), VIEW), reverse=True)[:several]

    def learn(self, person: Person, facts: Iterable[str]) -> None:
        self.facts.setdefault(person.number, set()).update(facts)

    def befell(self, people: tuple[Person, ...]) -> None:
        """Something happened to these as detainees."""
        self.patients = people or self.patients
        for person in people:
            self.held[person.number] = self.held.get(person.number, 0) + 1
            if person.number in self.seen:
                self.people[person.number] = person

    def nationalities(self, person: Person) -> set[str]:
        """Codes said of a person so far."""
        return {fact for fact in self.facts.get(person.number, ()) if len(fact) == 2 and fact.isupper()}
