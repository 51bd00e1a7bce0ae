"""What one sentence tells: the sentence with all that was found in it, and the events that it reports."""

from dataclasses import field

from detaincrawl.frozen import frozen
from detaincrawl.read.events.dates import DateMark
from detaincrawl.read.events.triggers import Trigger
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.penalties.amounts import TermMark
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType


@frozen
class Marks:
    """Dates and lengths of time of one sentence, each with the word that it begins at."""

    dates: tuple[tuple[int, DateMark], ...] = field(default=())
    terms: tuple[tuple[int, TermMark], ...] = field(default=())


@frozen
class Line:
    """One sentence and what was found in it before its events."""

    text: Text
    sentence: Sentence
    refs: list[Ref]
    """Its phrases for people, resolved."""
    marks: Marks


@frozen
class Happening:
    """One event of one or more people as one sentence tells it."""

    type: EventType
    detail: str | None
    people: tuple[Person, ...]
    ref: Ref | None
    """The phrase for them, resolved or not; None: they are those of the verb before, or in view."""
    trigger: Trigger
    sentence: Sentence
    date: DateMark | None = None
    term: TermMark | None = None
    reported: bool = False
    """The date is of the report, for want of a closer one."""
    state: bool = False
    """They are in custody, or serve: nothing happens."""
