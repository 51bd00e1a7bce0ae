"""Where a text prints lengths of time, sums of money and ages: spans for normalise.terms and normalise.fines."""

import re

from detaincrawl.frozen import frozen
from detaincrawl.normalise.numbers import FRACTIONS, NUMBERS
from detaincrawl.read.language.text import Lead, Text

_WORD = "|".join(sorted((n for n in NUMBERS if n not in ("a", "an")), key=len, reverse=True))
_NUM = rf"(?:\d+(?:[.,]\d+)*(?:\ \d/\d|[{''.join(FRACTIONS)}])?|(?:{_WORD})(?:-(?:{_WORD}))?)"
_HALF = r"(?:\ and\ (?:a|one)[\ -](?:half|quarter)|-and-a-half)"
_UNIT = r"(?:decades?|years?|yrs?|months?|mos?|weeks?|days?)"
_PART = (
    rf"(?:{_NUM}{_HALF}?[\ -]{_UNIT}|an?\ (?:decade|year|month|week|day)(?:[\ -]and[\ -]a[\ -]half)?"
    rf"|half\ a\ year|a\ year\ and\ a\ half|{_NUM}\ {_UNIT}\ and\ a\ half)"
)
TERM = re.compile(
    rf"(?<![\w$€£.,])(?i:(?P<time>{_PART}(?:(?:,\ |,?\ and\ |\ ){_PART}){{0,3}}))"
    r"(?![\w])(?!\ ago|\ old|-old|\ later|\ earlier|\ after|\ before|\ into\ "
    r"|\ of\ (?:an?|his|her|their)\ |'?\s*experience)"
    r"|(?<![\w-])(?i:(?P<life>(?:to\ |for\ )?life(?:\ (?:in\ (?:prison|jail)"
    r"|behind\ bars|imprisonment|sentences?|terms?|without\ parole))?"
    r"|(?:for\ )?the\ rest\ of\ (?:his|her|their)\ (?:natural\ )?li(?:fe|ves)"
    r"|indefinite\ (?:prison\ |jail\ )?(?:imprisonment|sentence|term))"
    r"|(?P<death>(?:to\ )?death(?:\ (?:penalty|sentences?|row|by\ (?:hanging|firing\ squad|shooting)))?"
    r"|to\ (?:hang|die|be\ (?:hanged|executed|shot|beheaded))|the\ gallows))(?![\w-])",
    re.VERBOSE,
)
AGE = re.compile(
    r"(?<=[,(])\ ?(?P<bare>\d{1,3})\ ?(?=[,);.])"
    rf"|(?P<year_old>\b(?:\d{{1,3}}|{_WORD})(?:-(?:{_WORD}))?)[\ -]years?[\ -]old"
    r"|\b(?i:aged)\ (?P<aged>\d{1,3})\b"
    r"|\b(?:He|She|he|she)\ (?:is|was|turned)\ (?P<is>\d{1,3})(?=[,.;\ ])"
    r"(?!\ (?:years?\ (?!old)|months?|days?|minutes?|per))"
)


UNITS = "decade decades year years yr yrs month months mo mos week weeks day days".split()
LEAD = Lead(
    openers=frozenset([*NUMBERS, *"half to for life death the indefinite".split()]),
    followers=frozenset([*UNITS, *NUMBERS, *"and life death hang be gallows the rest".split()]),
    anchors=frozenset([*UNITS, *"life lives indefinite death hang die hanged executed shot beheaded gallows".split()]),
)
AGE_OPENERS = frozenset([*NUMBERS, "aged", "he", "she"])
AGE_FOLLOWERS = frozenset([*NUMBERS, *"year years is was turned".split()])
VAGUE = re.compile(
    r"\b(?:(?:more|longer|less) than|over|at least|up to|between [\w ]+ (?:and|to)"
    r"|(?:anywhere|rang\w+|var\w+) from [\w ]+ to"
    rf"|as many as|(?:to|of|for|them|give[ns]?|gave|handed|received?|got|serv\w+) {_NUM}(?: {_UNIT})? (?:to|or))\s*$",
    re.I,
)


@frozen
class TermMark:
    """Characters ``start`` to ``end`` print a length of time, or life, or death."""

    start: int
    end: int
    words: str
    special: str | None
    elided: str = ""
    """The unit, where it is not printed again."""
    vague: bool = False
    """ "More than 30 years": there is a term, and no figure for it."""


def terms(parsed: Text) -> list[TermMark]:
    """All lengths of time, and the words life and death, left to right."""
    text, marks, free = parsed.text, [], 0
    for word in parsed.leading(LEAD):
        start = parsed.starts[word]
        match = TERM.match(text, start) if start >= free else None
        if match is None:
            continue
        free = match.end()
        special = "life" if match["life"] else "death" if match["death"] else None
        vague = special is None and bool(VAGUE.search(text[max(0, match.start() - 40) : match.start()]))
        marks.append(TermMark(match.start(), match.end(), match.group(), special, vague=vague))
    return marks


def ages(parsed: Text) -> list[tuple[int, int, str]]:
    """All ages as (start, end, figure or word)."""
    found, free = [], 0
    lows = parsed.lows
    led = [i for i in parsed.among(AGE_OPENERS, 0, len(lows) - 1) if lows[i + 1] in AGE_FOLLOWERS or lows[i] == "aged"]
    for word in sorted({*led, *parsed.figures}):
        start = parsed.starts[word]
        # A bare age takes the space before it along: "( 34 )".
        match = AGE.match(parsed.text, max(free, start - 1)) or AGE.match(parsed.text, start) if start >= free else None
        if match:
            found.append((match.start(match.lastgroup or 0), match.end(), match[match.lastgroup or 0]))
            free = match.end()
    return found
