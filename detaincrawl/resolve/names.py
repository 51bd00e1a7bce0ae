"""Names over scripts: their parts in Latin letters, the name key, and the keys by which candidates are found."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations, product
from typing import NamedTuple

from anyascii import anyascii

from detaincrawl.lexicon import table
from detaincrawl.resolve.sounds import Script, coarse_keys, fine_keys, script

WORDS = re.compile(r"[\s·・･=.,()\"“”«»/]+")
PIECES = re.compile(r"[\-\u2010-\u2015'’‘`ʼ\u200c]+")
UNITS = 4
"""Words of a name that make keys: with more, the last ones are left out."""


class Part(NamedTuple):
    """One part of a name."""

    text: str
    """Folded: lower-case Latin letters and digits."""
    word: str
    """As printed."""


def folded(text: str) -> str:
    """Yücel → yucel, Евгений → evgeniy, 杨 → yang."""
    return re.sub(r"[^a-z0-9]", "", anyascii(text).lower())


@lru_cache(maxsize=1 << 17)
def parts(form: str) -> tuple[Part, ...]:
    """Jean-Luc Picard → jean, luc, picard; 杨恒均 → yang, hengjun."""
    found = (Part(folded(piece), piece) for word in _words(form) for piece in PIECES.split(word))
    return tuple(part for part in found if part.text)


@lru_cache(maxsize=1 << 17)
def joined_parts(form: str) -> tuple[Part, ...]:
    """As parts, with hyphened words in one: Kim Cheol-su → kim, cheolsu."""
    found = (Part(folded(word), word) for word in _words(form))
    return tuple(part for part in found if part.text)


@lru_cache(maxsize=1 << 17)
def name_key(form: str) -> str:
    """What says that two names are written alike: transliterated, folded, order-free, particles kept."""
    return " ".join(sorted(part.text for part in parts(form)))


def is_initial(part: Part) -> bool:
    """``X.`` of Yaqi X.; a Chinese or Korean syllable may have one Latin letter and be a whole name."""
    return len(part.word) == 1 and script(part.word) not in (Script.HAN, Script.HANGUL)


def is_full(form: str) -> bool:
    """Two parts or more."""
    return len(parts(form)) > 1


def is_common(form: str) -> bool:
    """Whether every part is one that strangers share."""
    return all(part.text in _common() for part in parts(form))


def given_name_class(text: str) -> int | None:
    """Number of the row of names that are one name; None: in none."""
    return _classes().get(text)


def blocking_keys(forms: Iterable[str]) -> frozenset[str]:
    """Keys that a person is filed under: fine and coarse ones of a Latin name (f, l), coarse ones of another (n)."""
    found: set[str] = set()
    for form in forms:
        latin = script(form) == Script.LATIN
        found |= {"f" + key for key in _pairs(form, fine=True)}
        found |= {("l" if latin else "n") + key for key in _pairs(form, fine=False)}
    return frozenset(found)


def asking_keys(forms: Iterable[str]) -> frozenset[str]:
    """Keys that candidates are looked for under: within a script spellings must be nearer than between scripts."""
    found: set[str] = set()
    for form in forms:
        coarse = _pairs(form, fine=False)
        found |= {"n" + key for key in coarse} | {"f" + key for key in _pairs(form, fine=True)}
        if script(form) != Script.LATIN:
            found |= {"l" + key for key in coarse}
    return frozenset(found)


def _words(form: str) -> Iterator[str]:
    """Words; a Chinese or Korean name without spaces is surname and given name."""
    words = [word for word in WORDS.split(form) if word]
    if len(words) == 1 and script(words[0]) in (Script.HAN, Script.HANGUL) and 2 <= len(words[0]) <= 4:
        words = [words[0][:1], words[0][1:]]
    yield from words


@lru_cache(maxsize=1 << 16)
def _pairs(form: str, fine: bool) -> frozenset[str]:
    """Keys of every two units, in either order; of a name of one part, of that part."""
    keys_of = fine_keys if fine else coarse_keys
    units = [_with_class(keys, unit) for unit in _units(form) if (keys := keys_of(unit))]
    pairs = {
        "+".join(sorted((one, other)))
        for mine, theirs in combinations(units, 2)
        for one, other in product(mine, theirs)
        if one.startswith("c") == other.startswith("c")
    }
    return frozenset(pairs or {f"={key}" for keys in units[:1] for key in keys})


def _with_class(keys: frozenset[str], unit: str) -> frozenset[str]:
    """Gene and Yevgeny share no sound: the number of their row is a key beside."""
    row = given_name_class(folded(unit))
    return keys if row is None else keys | {f"#{row}"}


def _units(form: str) -> list[str]:
    """What keys are made of: words, hyphened ones also in pieces, particles joined with what follows."""
    words = list(_words(form))
    syllables = len(words) > 1 and "".join(words) == form  # 라 of 라경민 is a surname, no article
    particles = frozenset[str]() if syllables else _particles()
    units: list[str] = []
    for place, word in enumerate(words):
        pieces = [piece for piece in PIECES.split(word) if piece]
        if folded(word) not in particles:
            units.append("".join(pieces))
        units += pieces if len(pieces) > 1 else []
        if folded(word) in particles and place + 1 < len(words):
            units.append(word + words[place + 1])
    return list(dict.fromkeys(units))[:UNITS]


@cache
def _classes() -> dict[str, int]:
    return {name: number for number, names in enumerate(table("given_names")["same"]) for name in names}


@cache
def _common() -> frozenset[str]:
    return frozenset(table("given_names")["common"])


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("given_names")["particles"])
