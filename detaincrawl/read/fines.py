"""Fines: sums that a court makes a person pay to the state; bail, damages and forfeited goods are none."""

import re
from collections.abc import Iterator
from functools import cache

from detaincrawl.frozen import frozen
from detaincrawl.lexicon import table
from detaincrawl.read import clauses, patients
from detaincrawl.read.focus import Focus
from detaincrawl.read.people import Person
from detaincrawl.read.refs import Ref
from detaincrawl.read.text import Sentence, Text
from detaincrawl.read.told import Happening

FIGURE = r"\d[\d.,]*\d|\d"
SCALE = r"(?:\ ?(?:hundred|thousand|million|billion|trillion|m|mn|bn|k|lakh|crore)\b)?"
LEAD = re.compile(
    r"(?:fine[sd]?(?:\s+\w+){0,3}?\s+(?:of\s+|totalling\s+)?|fined(?:\s+[\w.'’-]+){0,7}?\s+|to\s+pay\s+|paying\s+)(?:a\s+fine\s+of\s+)?(?:about\s+|around\s+|nearly\s+|almost\s+|more\s+than\s+|over\s+|some\s+|roughly\s+|the\s+equivalent\s+of\s+|up\s+to\s+)?$",
    re.I,
)
TRAIL = re.compile(r"^[\s-]*(?:\([^)]*\)\s*)?(?:fine|penalty)\b", re.I)
# Without one of these no sum is a fine.
NEEDED = ("fine", "penalty", "pay")
OTHER = re.compile(
    r"\b(?:compensat\w+|damages|bail|bond|restitution|back|costs|ransom|confiscat\w+|forfeit\w+"
    r"|reparation|worth|victim|blood money|could|may|up to|maximum|carr(?:y|ies)|punishable)\b",
    re.I,
)


@frozen
class Fine:
    """A sum that people are fined, at characters ``start`` to ``end``."""

    people: tuple[Person, ...]
    start: int
    end: int
    sentence: Sentence


@cache
def sums(language: str = "en") -> re.Pattern[str]:
    """A figure with its currency, sign or code before or word behind."""
    units = table(f"{language}/units")
    listed = [w for words in units["currencies"].values() for w in words] + list(units["shared"])
    signs = "|".join(
        re.escape(w)
        for w in sorted(listed, key=len, reverse=True)
        if not w[0].isalpha() or w.endswith(("$", "£")) or len(w) <= 3
    )
    names = "|".join(re.escape(w) for w in sorted(listed, key=len, reverse=True) if w[-1].isalpha())
    return re.compile(
        rf"(?<![\w$])(?:(?:{signs})\s?(?:{FIGURE}){SCALE}"
        rf"|(?:(?:{FIGURE}){SCALE}|(?:a|one|two|three|five|ten|half a)\ (?:hundred|thousand|million|billion))"
        rf"\s(?:{names})(?!\w))",
        re.I,
    )


def find(text: Text, sentence: Sentence, happenings: list[Happening], refs: list[Ref], focus: Focus) -> Iterator[Fine]:
    """The fines of one sentence; of a sum and its conversion in brackets the first."""
    start, end = text.starts[sentence.first], text.ends[sentence.last - 1]
    line = text.text[start:end]
    last = -1
    if not any(word in line.lower() for word in NEEDED):
        return
    for match in sums().finditer(line):
        before, after = line[: match.start()], line[match.end() :]
        clause = re.split(r"[;:]|\bbut\b", before)[-1][-90:]
        if (
            not (LEAD.search(before) or TRAIL.match(after))
            or OTHER.search(clause)
            or OTHER.search(after[:25])
            or match.start() < last
        ):
            continue
        word = next(i for i in range(sentence.first, sentence.last) if text.ends[i] > start + match.start())
        if clauses.unreal(text, word, sentence):
            continue
        last = match.end() + 30
        people = _payer(text, word, sentence, happenings, refs, focus)
        if people:
            yield Fine(people, start + match.start(), start + match.end(), sentence)


def _payer(
    text: Text, word: int, sentence: Sentence, happenings: list[Happening], refs: list[Ref], focus: Focus
) -> tuple[Person, ...]:
    """Whom the event before it befell, else the subject, else who is in view."""
    told = [h for h in happenings if h.trigger.first < word and h.people]
    if told:
        return told[-1].people
    named = [
        r
        for r in refs
        if r.last <= word
        and r.people
        and r.kind != "possessive"
        and (patients.can_be_subject(text, r, sentence) or r.head in patients.ACCUSATIVE)
    ]
    return named[-1].people if named else focus.patients
