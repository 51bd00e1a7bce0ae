"""Lengths of time that are served only where a fine is not paid: "K20,000 or in default six months" is no sentence."""

import re

from detaincrawl.read.language.text import Text
from detaincrawl.read.penalties.amounts import TermMark

CUES = frozenset("default fine fined fines pay penalty".split())
"""Without one of these no term stands for a fine."""
UNPAID = (
    r"(?:in|on|upon|by|of|for)\s+(?:the\s+event\s+of\s+)?(?:default|non-?\s?payment)|failing\s+(?:which|payment|that)"
    r"|failure\s+(?:(?:of|to|in)\s+which|to\s+(?:comply|settle|do\s+so|pay(?:\s+(?:up|it|this|the\s+fine|will|would))?))"
    r"|in\s+lieu(?!\s+of\s+(?:caning|\w+\s+strokes|strokes|lashes))|in\s+the\s+alternative|alternatively|or\s+else"
    r"|(?:if|should|in\s+case)\s+(?:\w+\s+){1,3}?(?:fails?|failed|defaults?|defaulted|cannot|can\s?not|could\s+not"
    r"|(?:do|does|did|is|are)\s+not|(?:ca|could|do|does|did|is)n?[’']t|unable)"
)
ANOTHER = r"while|whereas|meanwhile|and\s+(?:was|were)|(?:was|were)\s+(?:sentenced|jailed|given)"
WITHIN = rf"(?:(?!\.\s+[A-Z“\"]|;|\b(?:{ANOTHER})\b).)"
"""One more character of the same man's ruling."""
BEFORE = re.compile(
    rf"\b(?:{UNPAID})\b{WITHIN}{{0,90}}$"
    rf"|\b(?:fine[ds]?|pay|penalty)\b{WITHIN}{{0,90}}?[\w)’'=/-],?\s+or(?:\s+(?!and\b|was\b|were\b)[a-z’'-]+){{0,7}}\s+$",
    re.I | re.S,
)
AFTER = re.compile(
    rf"^[’']?s?(?:\s+(?!and\b|fined?\b|pay\b|plus\b|with\b)[a-z’'-]+){{0,8}}?,?\s+(?:with\s+)?(?:{UNPAID}|for\s+failing\s+to\s+pay\s+\w+\s+fine)\b",
    re.I,
)
"""No figure stands between: the default may be another's."""
NEAR = 170
"""Characters before a length of time that may say what it is for, and behind it."""
FINE_REACH = 5
"""Words behind "sentenced" in which the fine is named."""


def served(text: Text, terms: list[TermMark]) -> list[TermMark]:
    """The lengths of time less those that stand in for a fine."""
    if CUES.isdisjoint(text.lows):
        return terms
    return [mark for mark in terms if not _instead(text, mark)]


def _instead(text: Text, mark: TermMark) -> bool:
    before = text.text[max(0, mark.start - NEAR) : mark.start]
    return bool(BEFORE.search(before) or AFTER.match(text.text[mark.end : mark.end + NEAR]))


def only_a_fine(text: Text, at: int) -> bool:
    """ "Sentenced to a fine of", "to pay": behind the verb, at word ``at``, stands no term."""
    behind = text.lows[at : at + FINE_REACH]
    return behind[:1] == ["to"] and not {"fine", "fines", "pay"}.isdisjoint(behind)
