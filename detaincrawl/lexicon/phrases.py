"""How a phrase of the lexicon is written, and what it becomes: one slot a word.

A phrase is words parted by spaces; ``a|b`` alternatives, ``word?`` one that may be absent, ``stem~`` any word that
begins so, ``...`` up to three words of any kind. All matching is on lower-cased words.
"""

import re

from detaincrawl.frozen import frozen

WORD = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                   # U.S.  a.m.
  | \d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![^\W\d_]{2})       # 14,116,805  12.5  9th
  | \d+(?:[.,]\d+)*                                      # the number of 10bn, of 39m
  | ['’]s\b                                              # possessive
  | [\#@]?\w+(?:['’](?!s\b)\w+)*                         # words, Sana'a, #FreeX, @handle
  | \S
    """,
    re.VERBOSE,
)
HYPHENS = "-‐‑–"
"""An en dash joins only words: "Swedish–Israeli", but "2019–2021"."""


class PhraseError(ValueError):
    """A phrase of the lexicon is misspelt; raised when the lexicon is loaded, and by its test."""


@frozen
class Slot:
    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def takes(self, word: str) -> bool:
        return word in self.words or (self.stems != () and word.startswith(self.stems))


Slots = tuple[Slot, ...]


def split(phrase: str) -> list[str]:
    """The words of a phrase as a text is cut: lower case, hyphens gone."""
    return [w for w in WORD.findall(phrase.lower().replace("’", "'")) if w not in HYPHENS]


def expand(phrase: str) -> list[str]:
    """One phrase for each alternative that is several words: ``in pre-trial|police custody`` → two."""
    pieces = phrase.split()
    for place, piece in enumerate(pieces):
        options = piece.rstrip("?").split("|")
        several = [o for o in options if len(split(o)) > 1 and not o.endswith("~")]
        if several and len(options) > 1:
            rest = "|".join(o for o in options if o not in several)
            mark = "?" if piece.endswith("?") else ""
            kept = [rest + mark] if rest else []
            return [e for o in [*kept, *several] for e in expand(" ".join([*pieces[:place], o, *pieces[place + 1 :]]))]
    return [phrase]


def compile_phrase(phrase: str, opens: bool = False) -> Slots:
    """``possess~ of|with a? drug`` → slots.

    Raises PhraseError where it is empty or, unless it ``opens`` mid-way, begins loosely.
    """
    slots: list[Slot] = []
    for piece in phrase.split():
        if piece == "...":
            slots.append(Slot(gap=True))
            continue
        optional = piece.endswith("?")
        options = piece.rstrip("?").split("|")
        if len(options) == 1 and not options[0].endswith("~"):
            slots += [Slot(frozenset([w]), optional=optional) for w in split(options[0])]
            continue
        stems = tuple(o[:-1].lower() for o in options if o.endswith("~"))
        slots.append(Slot(frozenset(w for o in options if not o.endswith("~") for w in split(o)), stems, optional))
    if not slots or (not opens and (slots[0].gap or slots[0].optional)):
        raise PhraseError(f"{phrase!r}: a phrase begins with a word that must be there")
    if not opens and any(len(s) < 3 for s in slots[0].stems):
        raise PhraseError(f"{phrase!r}: the first stem needs three letters")
    return tuple(slots)
