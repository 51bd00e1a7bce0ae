"""Names over scripts: folding to Latin letters, the parts of a name, its key and its blocking keys."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from anyascii import anyascii

HAN = re.compile(r"[\u3400-\u9fff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]")
SPLIT = re.compile(r"[\s\-\u2010-\u2015·・･=.,'’‘`ʼ()\"“”«»]+")

_SOUNDS = (
    (re.compile(r"shch|schtsch|tsch|sch|tch|dzh|sh|zh|ch|cz|ts|tz|dj"), "s"),
    (re.compile(r"kh|gh|ck|qu"), "k"),
    (re.compile(r"ph"), "p"),
    (re.compile(r"th"), "t"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"x"), "ks"),
)
_CLASSES = str.maketrans(
    {"b": "p", "f": "p", "v": "p", "w": None, "d": "t", "g": "k", "q": "k", "c": "k", "h": None, "z": "s", "j": "s"}
    | {"l": "r", "y": None, "a": None, "e": None, "i": None, "o": None, "u": None}
)


def folded(text: str) -> str:
    """Lower-case Latin letters and digits only: Yücel → yucel, Евгений → evgeniy, 杨 → yang."""
    return re.sub(r"[^a-z0-9]", "", anyascii(text).lower())


@lru_cache(maxsize=65536)
def parts(form: str) -> tuple[str, ...]:
    """The folded parts of a name as printed: Jean-Luc Picard → jean, luc, picard; 杨恒均 → yang, hengjun."""
    found: list[str] = []
    for word in SPLIT.split(form):
        if (HAN.search(word) and 2 <= len(word) <= 4 and "·" not in form) or (
            HANGUL.search(word) and len(word) == 3 and " " not in form.strip()
        ):
            found += [folded(word[0]), folded(word[1:])]
        else:
            found.append(folded(word))
    return tuple(part for part in found if part)


def name_key(form: str) -> str:
    """What says that two names are written alike: transliterated, folded, order-free, particles kept."""
    return " ".join(sorted(parts(form)))


@lru_cache(maxsize=65536)
def skeleton(part: str) -> str:
    """Consonants by the classes that transliterations keep; a part without any is its first letter."""
    sounds = part
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    found = re.sub(r"(.)\1+", r"\1", sounds.translate(_CLASSES))
    return found or part[:1]


def is_initial(part: str) -> bool:
    return len(part) == 1


def blocking_keys(forms: Iterable[str]) -> frozenset[str]:
    """Keys of which two names of one person share at least one: every pair of parts, as skeletons."""
    keys = set()
    for form in forms:
        whole = [skeleton(part) for part in parts(form) if not is_initial(part)][:5]
        keys |= {"+".join(sorted(pair)) for pair in combinations(whole, 2)}
        if len(whole) == 1:
            keys.add("=" + whole[0])
    return frozenset(keys)
