"""Where a text prints dates: spans that normalise.dates can turn into values, with the kind of base they count from."""

import re

from detaincrawl.frozen import frozen
from detaincrawl.normalise.calendar import HOLIDAYS, MONTHS, WEEKDAYS
from detaincrawl.read.language.text import Lead, Text

_M = "|".join(sorted((m for m in MONTHS if m != "may"), key=len, reverse=True))
_MAY = "May"
# Given names as well: "the murder of April Jones".
_NAMES = "(?:April|August|May|June)"
_W = "|".join(sorted((w for w in WEEKDAYS if len(w) > 4), key=len, reverse=True))
_COUNT = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|\d{1,3}"
    r"|(?:a|one) year and a half)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_PREFIX = (
    r"(?i:(?:in|since|until|till|by|from|during|of|early|late|mid|earlier\ in|later\ in|back\ in|end\ of)[\ -]"
    r"(?:the\ (?:end|middle|beginning|start)\ of\ |early\ |late\ |mid-?)?)"
)
_MONTH = rf"(?:(?i:{_M})\b\.?|{_MAY}\b)"
# "On Tuesday, June 3", "yesterday (June 3)".
_WEEKDAY = rf"(?i:(?:on\ )?(?:(?:{_W})(?:\ (?:morning|afternoon|evening|night))?|today|yesterday),?\ (?:the\ )?\(?)"

# Longer first: the first alternative that fits wins.
DATE = re.compile(
    rf"""
    (?<![\w-])(?:
      (?P<full>\d{{4}}-\d\d-\d\d
          | \d{{1,2}}(?P<sign>[./-])\d{{1,2}}(?P=sign){_YEAR}(?!\d)
          | (?:{_WEEKDAY})?{_MONTH}\ {_DAY}\b(?!:)
            (?:,?\ {_YEAR}|,?\ (?:last|this)\ year)?(?!\d)
          | (?:{_WEEKDAY})?{_DAY}\ (?:of\ )?{_MONTH}
            (?:,?\ {_YEAR}|,?\ (?:last|this)\ year)?)
    | (?P<ago>(?i:(?:just\ |only\ |about\ |some\ )?
          {_COUNT}\ (?:day|week|fortnight|month|year)s?\ ago(?:,?\ in\ {_MONTH})?))
    | (?P<former>(?i:(?:just\ |only\ )?{_COUNT}\ (?:day|week|month|year)s?\ after\ (?:he|she|they|being)\b))
    | (?P<later>(?i:(?:just\ |only\ )?{_COUNT}\ (?:day|week|month|year)s?
          \ (?:later|earlier|after\ (?:that|his|her|their|the)|before\ (?:that))\b
          |the\ (?:next|following|previous|preceding)\ (?:day|morning|month|year)\b))
    | (?P<same>(?i:\b(?:that|(?:the\ )?same)\ (?:day|month|year|afternoon|evening)\b)
          |(?i:that|the\ (?:following|next|same))\ (?:same\ )?{_MONTH}
          |(?:in\ )?{_MONTH}\ (?:of\ )?that\ (?:same\ )?year)
    | (?P<month>(?:{_PREFIX})?{_MONTH}(?:\ of)?,?\ (?:{_YEAR}|last\ year|this\ year)(?!\d)
          | (?:{_PREFIX})?(?i:last|this)\ {_MONTH}(?!\w)
          | (?!(?i:by|of|from)\ {_NAMES}\ [A-Z]){_PREFIX}{_MONTH}(?![\w’'])(?!\.?\ \d{{1,2}}\b))
    | (?P<holiday>(?i:(?:(?:the\ day\ |just\ )?(?:before|after|around)\ |on\ |since\ |at\ )?
          (?:{"|".join(map(re.escape, HOLIDAYS))})(?:\ {_YEAR})?\b))
    | (?P<weekday>(?i:(?:last\ |early\ on\ |late\ on\ |on\ |this\ )?
          \b(?:{_W})\b(?:\ (?:morning|afternoon|evening|night))?))
    | (?P<year>(?i:
          (?:in|since|until|till|by|from|during|of|early|late|mid|back\ in|summer|winter|autumn|fall|spring)[\ -]
          (?:the\ (?:summer|spring|autumn|winter|end)\ of\ |early\ |late\ |mid-?)?)
          {_YEAR}\b(?!\ (?:[a-z]+ians?|people)\b))
    | (?P<named>(?i:\b(?:today|tonight|yesterday|last\ night|this\ morning|this\ afternoon|this\ evening
          |overnight|(?:earlier\ )?this\ (?:week|month|year)|last\ (?:week|month|year)
          |(?:over|at|during)\ the\ weekend|(?:last|this)\ weekend
          |last\ (?:spring|summer|autumn|fall)|the\ day\ before\ yesterday)\b))
    )
    """,
    re.VERBOSE,
)
COUNTS = "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
NAMES = [word for name in (*MONTHS, *WEEKDAYS, *HOLIDAYS) for word in name.split()]
LEAD = Lead(
    openers=frozenset(
        [
            *"in since until till by from during of early late mid earlier later back end".split(),
            *"just only about some the that same".split(),
            *COUNTS,
            *"before after around on at over during last this today tonight yesterday overnight".split(),
            *"summer winter autumn fall spring".split(),
            *NAMES,
        ]
    ),
    followers=frozenset(
        [
            *"day days week weeks fortnight fortnights month months year years morning afternoon evening night".split(),
            *"spring summer autumn fall weekend today yesterday before after around in of on".split(),
            *"the early late mid end last this that same next following previous preceding".split(),
            *COUNTS,
            *NAMES,
        ]
    ),
    anchors=frozenset(
        [
            *"day days week weeks fortnight fortnights month months year years morning afternoon evening night".split(),
            *"today tonight yesterday overnight weekend spring summer autumn fall".split(),
            *NAMES,
        ]
    ),
)
# "In 2020", "since May": the event went on from then.
SINCE = re.compile(r"(?i)\b(?:since|from)\b")
# "until May": it ended then.
RELATIVE = frozenset(["former", "later", "same"])
"""Of these "former" dates what stands behind it: "on Monday, a day after she was arrested"."""
UNTIL = re.compile(r"(?i)\b(?:until|till)\b")


@frozen
class DateMark:
    """Characters ``start`` to ``end`` print a date; ``relative`` ones need the date of another event."""

    start: int
    end: int
    words: str
    kind: str
    relative: bool
    since: bool
    until: bool
    base: str = ""
    """The date of its sentence that a relative one counts from."""


def find(parsed: Text) -> list[DateMark]:
    """All dates, left to right."""
    text, marks, free = parsed.text, [], 0
    for word in parsed.leading(LEAD):
        start = parsed.starts[word]
        match = DATE.match(text, start) if start >= free else None
        if match is None:
            continue
        free = match.end()
        kind = match.lastgroup or "full"
        words = match.group()
        before = text[max(0, match.start() - 8) : match.start()].lower()
        since = bool(SINCE.match(words)) or before.endswith(("since ", "since last "))
        until = bool(UNTIL.match(words)) or before.endswith(("until ", "till "))
        marks.append(DateMark(match.start(), match.end(), words, kind, kind in RELATIVE, since, until))
    return marks
