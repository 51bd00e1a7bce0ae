"""Which words for a nation tell whose citizen somebody is, and which birth, descent, the past or an errand."""

from detaincrawl.read.language import nationals, words
from detaincrawl.read.language.text import Text
from detaincrawl.read.nations.countries import CountryMark

# "A Uzbekistan national", "citizens of Mali".
HOLDERS = frozenset("citizen citizens national nationals native natives".split())
TEACHERS = frozenset("instructor language lecturer student teacher teachers translator tutor".split())
AGENTS = frozenset("agent agents asset assets informant informants operative operatives spies spy".split())
ONCE = frozenset("ex former once".split())
"""These tell of an office that is over, or of a citizenship where a word for citizens follows."""


def told(text: Text, mark: CountryMark) -> bool:
    """Whether a nation's word may tell a citizenship, as far as the words beside it go."""
    return not (_of_birth(text, mark.last) or _of_old(text, mark) or _taught(text, mark))


def _taught(text: Text, mark: CountryMark) -> bool:
    """ "An English teacher" teaches it, and may be of any nation."""
    return text.lows[mark.first] == "english" and not TEACHERS.isdisjoint(text.lows[mark.last : mark.last + 1])


def charged_as(text: Text, first: int, head: str) -> bool:
    """ "Acting as unregistered Russian agents", "of being a Chinese spy": for whom, and not from where."""
    return head in AGENTS and text.lows[first - 1] in ("as", "being")


def _of_birth(text: Text, index: int) -> bool:
    """The word behind a nation's says where somebody is born or lives; "a Russian resident of London" is Russian."""
    behind = text.lows[index : index + 2]
    return (
        bool(behind) and behind[0] in nationals.of_birth() and behind not in (["resident", "of"], ["residents", "of"])
    )


def _of_old(text: Text, mark: CountryMark) -> bool:
    """ "An ethnic Korean", "a former Russian citizen": no citizenship; "a former Dutch diplomat" is Dutch still."""
    before = text.lows[mark.first - 1] if mark.first else ""
    if before not in nationals.of_old():
        return False
    behind = text.lows[mark.last] if mark.last < len(text.lows) else "."
    served = behind.isalpha() and behind not in words.after_object() and behind not in words.verbs()
    return before not in ONCE or behind in HOLDERS or not served
