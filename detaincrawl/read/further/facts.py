"""What the further fields share: a fact said of people by words of the text, and whose the words are."""

from collections.abc import Iterator
from functools import cache

from detaincrawl.frozen import frozen
from detaincrawl.lexicon import table
from detaincrawl.read.events import patients
from detaincrawl.read.events.told import Happening
from detaincrawl.read.events.triggers import Form, Frame, Role, Trigger
from detaincrawl.read.language import clauses
from detaincrawl.read.language.phrases import Match, Phrases
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType


@frozen
class Fact:
    """One further field of one or more people, by words ``first`` to ``last``."""

    field: str
    people: tuple[Person, ...]
    first: int
    last: int
    sentence: Sentence
    rule: str
    value: str | None = None
    """Of coded fields; the others are normalised from the words."""
    country: str | None = None
    """The state that a place, court or prison is in."""
    weight: float = 1.0
    """Of several the heaviest holds."""
    happening: int | None = None
    """Ordinal of the event that it was said with."""
    confidence: float = 0.9


@frozen
class View:
    """One sentence with what the scan found in it."""

    text: Text
    sentence: Sentence
    refs: list[Ref]
    marks: list[CountryMark]
    happenings: list[tuple[int, Happening]]


@cache
def phrases(field: str, language: str = "en") -> Phrases[str]:
    """Phrases of one field of further.toml → the code that they stand under."""
    listed: dict[str, list[str]] = table(f"{language}/further")[field]
    return Phrases((phrase, code) for code, several in listed.items() for phrase in several)


def said(view: View, field: str) -> Iterator[Match[str]]:
    """The field's phrases in the sentence, left to right; what is only planned, wished or denied is left out."""
    for match in phrases(field).find(view.text, view.sentence.first, view.sentence.last):
        if not clauses.unreal(view.text, match.first, view.sentence):
            yield match


def whose(view: View, first: int, last: int) -> tuple[Person, ...]:
    """Whom the words speak of: their subject, or who stands right beside them."""
    frame = Frame(EventType.DETAINED, None, Role.PLAIN, Form.NONE, None, True)
    ref = patients.find(view.text, Trigger(first, last, last, frame), view.sentence, view.refs)
    return ref.people if ref else ()


def one_of(view: View) -> tuple[Person, ...]:
    """The only person whom the sentence speaks of; nobody where it speaks of two."""
    people = {p.number: p for ref in view.refs for p in ref.people}
    return tuple(people.values()) if len(people) == 1 else ()


def befallen(view: View, near: int, reach: int = 20) -> tuple[int, Happening] | None:
    """The event of the sentence nearest to a word that befell somebody known."""
    close = [(abs(h.trigger.first - near), n) for n, (_, h) in enumerate(view.happenings) if h.people]
    distance, place = min(close, default=(reach + 1, 0))
    return view.happenings[place] if distance <= reach else None
