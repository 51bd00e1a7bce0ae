"""Names printed one a line behind a colon: "They are:", then "1. Agus Salim, 33", "2. Budi Hartono, 29"."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from detaincrawl.read.found import Scan
from detaincrawl.read.language.text import Sentence
from detaincrawl.read.people import members
from detaincrawl.read.people.focus import Focus
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref

BULLETS = frozenset("• - – — * · . ) (".split())
MOST = 100
"""More lines are a table."""


def give(found: Scan, focus: Focus) -> None:
    """To the group that the words before the colon are about, the people of the lines behind it."""
    listed = {sentence.first: people for sentence, people in _lists(found)}
    for sentence, ref in found.refs if listed else ():
        if ref.plural and sentence.first in listed:
            _belong(found, ref, listed[sentence.first], focus)


def _belong(found: Scan, ref: Ref, people: tuple[Person, ...], focus: Focus) -> None:
    group = next((p for p in ref.people if not p.named and p.count >= len(people)), None)
    if group is None:
        if not members.recognise(found.text, ref, people, focus):
            members.belong(ref, people, focus)
    elif group.count == len(people):
        focus.same.setdefault(group.number, people)
    else:
        focus.members.setdefault(group.number, {}).update(dict.fromkeys(people))


def _lists(found: Scan) -> Iterator[tuple[Sentence, tuple[Person, ...]]]:
    """Each sentence that a colon ends, with the people whose names open the next paragraphs."""
    text = found.text
    for place, sentence in enumerate(text.sentences):
        if text.words[sentence.last - 1] != ":" or sentence.title:
            continue
        behind = (s for s in text.sentences[place + 1 : place + 1 + 2 * MOST] if s.paragraph > sentence.paragraph)
        people: list[Person] = []
        for _, paragraph in groupby(behind, key=lambda s: s.paragraph):
            person = _opening(found, list(paragraph))
            if person is None or person in people:
                break
            people.append(person)
        if len(people) > 1:
            yield sentence, tuple(people)


def _opening(found: Scan, paragraph: list[Sentence]) -> Person | None:
    """Whose name stands first in a paragraph, figures and bullets aside."""
    text, first, last = found.text, paragraph[0].first, paragraph[-1].last
    while first < last and (text.words[first] in BULLETS or text.words[first].isdigit()):
        first += 1
    at = bisect_left(found.names, first, key=lambda mark: mark.first)
    mark = found.names[at] if at < len(found.names) else None
    return mark.person if mark and mark.first == first else None
