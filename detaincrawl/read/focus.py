"""What the reader of a sentence has in view: who was named when, who was subject, which lists of names were printed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from detaincrawl.read.people import Person


@dataclass(slots=True)
class Focus:
    """Kept from sentence to sentence, and added to by each."""

    seen: dict[int, int] = field(default_factory=dict)
    """Person number → last word that named or meant them."""
    subject: Person | None = None
    """Subject of the sentence before."""
    topic: Person | None = None
    """Who the paragraph is about: its first subject."""
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

    def see(self, person: Person, at: int) -> None:
        if person.plausible or self.held.get(person.number):
            self.people[person.number] = person
        self.seen[person.number] = at

    def learn(self, person: Person, facts: Iterable[str]) -> None:
        self.facts.setdefault(person.number, set()).update(facts)

    def befell(self, people: tuple[Person, ...]) -> None:
        """Something happened to these as detainees."""
        self.patients = people or self.patients
        for person in people:
            self.held[person.number] = self.held.get(person.number, 0) + 1

    def nationalities(self, person: Person) -> set[str]:
        """Codes said of a person so far."""
        return {fact for fact in self.facts.get(person.number, ()) if len(fact) == 2 and fact.isupper()}
