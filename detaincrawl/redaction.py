"""Blots a person's names out of a text, sign for sign, so that every quote stays at its place. Pure."""

import re
from collections.abc import Collection, Iterable

from detaincrawl.resolve.names import folded, is_full, parts

BLOT = "█"
SHORTEST = 3
"""Letters of a part of a name that is blotted out where it stands alone."""
ENDING = 3
"""Letters that a case ending may add: Спектор, Спекторами."""


def full_forms(forms: Iterable[str]) -> frozenset[str]:
    """Forms of two parts or more: those that tell one person from most others."""
    return frozenset(form for form in forms if is_full(form))


def redacted(text: str, forms: Collection[str], spared: Collection[str] = ()) -> str:
    """The text without these names and their parts; a part that one of the ``spared`` names has too stays."""
    pattern = _pattern(forms, spared)
    return pattern.sub(lambda found: BLOT * len(found[0]), text) if pattern else text


def holds(address: str, forms: Iterable[str]) -> bool:
    """Whether an address spells a part of one of the names, as slugs do."""
    inside = folded(address)
    return any(len(part.text) > SHORTEST and part.text in inside for form in forms for part in parts(form))


def _pattern(forms: Collection[str], spared: Collection[str]) -> re.Pattern[str] | None:
    kept = {part.text for form in spared for part in parts(form)}
    whole = sorted(full_forms(forms), key=len, reverse=True)
    alone = {
        part.word for form in forms for part in parts(form) if part.text not in kept and len(part.word) >= SHORTEST
    }
    options = [r"\s+".join(map(re.escape, form.split())) for form in whole]
    options += [f"(?i:{''.join(map(re.escape, form.split()))})" for form in whole]  # in a hashtag
    for word in sorted({*alone, *(word.upper() for word in alone)}, key=len, reverse=True):
        options.append(rf"(?<!\w){re.escape(word)}\w{{0,{ENDING}}}(?!\w)")
    return re.compile("|".join(options)) if options else None
