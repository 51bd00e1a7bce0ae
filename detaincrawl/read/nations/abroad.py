"""Whether an article tells of somebody as a foreigner though it states no nationality: who came home, lives abroad or
was held with foreigners."""

from detaincrawl.read.events.told import Happening
from detaincrawl.read.events.triggers import Form
from detaincrawl.read.files import File
from detaincrawl.read.found import Scan
from detaincrawl.read.language.text import Sentence
from detaincrawl.read.nations import countries
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.people.lists import LOCAL
from detaincrawl.read.people.named import Person
from detaincrawl.read.people.refs import Ref
from detaincrawl.vocabularies import EventType

ALL_FROM = ([",", "all", "from"], [",", "both", "from"])
HOME_REACH = 7
"""Words from a name to where they are from: "X, 34, who hails from"."""
LIVING = (["living", "in"], ["based", "in"], ["residing", "in"])
OF_HOME = frozenset(", ( ) who is was also aged originally hails comes both".split())
"""These may stand before "from Leeds" and "living in Leeds"."""
HOME = frozenset("home homeland soil".split())
AT_HOME = (["is", "home"], ["was", "home"], ["were", "home"])
HOUSES = frozenset("a an at care family funeral her his in mobile my nursing our the their your".split())
"""Behind these a home is a house."""


def tells(found: Scan, file: File, foreign: set[int]) -> bool:
    """No nationality stated, but they come home from there, live in another state, or were held with foreigners."""
    if any(LOCAL in found.text.lows[max(0, m.first - 2) : m.first] for m in file.names):
        return False
    for ordinal in file.happenings:
        happening = found.happenings[ordinal]
        if _came_home(found, happening):
            return True
        if _beside(file.person, happening.people, foreign) or _one_more(found, ordinal, foreign):
            return True
    return any(_lives_abroad(found, file, sentence, ref) for sentence, ref in file.refs)


def _one_more(found: Scan, ordinal: int, foreign: set[int]) -> bool:
    """ "A third person detained with them, X": with foreigners, and counted with them."""
    happening, text = found.happenings[ordinal], found.text
    counted = happening.ref is not None and not COUNTED.isdisjoint(
        text.lows[happening.ref.first + 1 : happening.ref.first + 2]
    )
    behind = text.lows[happening.trigger.last : happening.trigger.last + 2]
    refs = (r for s, r in found.refs if s is happening.sentence and r.first == happening.trigger.last + 1)
    with_them = behind[:1] in (["with"], ["alongside"]) and any(p.number in foreign for r in refs for p in r.people)
    return counted and with_them


COUNTED = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())


def _beside(person: Person, together: tuple[Person, ...], foreign: set[int]) -> bool:
    """Of those whom it befell together, most are said to be from somewhere."""
    others = [p.number in foreign for p in together if p is not person]
    return 2 * sum(others) > len(others)


def _came_home(found: Scan, happening: Happening) -> bool:
    """Freed or moved, and homewards; "was returning home", "was home that night" tell of any day."""
    trigger = happening.trigger
    daily = trigger.frame.form is Form.ING or found.text.lows[trigger.first : trigger.first + 2] in AT_HOME
    freed = happening.type in (EventType.RELEASED, EventType.TRANSFERRED)
    return freed and not daily and _homewards(found, trigger.first, trigger.end + 3)


def _homewards(found: Scan, first: int, last: int) -> bool:
    """ "Flew home", "on German soil"; not "a fall at home", "the family home"."""
    lows = found.text.lows
    homes = (i for i in range(first, min(last, len(lows))) if lows[i] in HOME)
    return any(lows[i] != "home" or lows[i - 1] not in HOUSES for i in homes)


def _lives_abroad(found: Scan, file: File, sentence: Sentence, ref: Ref) -> bool:
    """ "X from Leeds", "a Uyghur living in Turkey", "A, B and C, all from Karachi"."""
    lows = found.text.lows
    for mark in found.marks[sentence.first]:
        lead = lows[ref.last : mark.first]
        if mark.country.code == file.holder or mark.country.kind not in ("town", "place", "capital", "name"):
            continue
        if ref.kind == "list" and lead in ALL_FROM and mark.country.kind != "name":
            return True
        plain = [w for w in lead if w not in OF_HOME and not w.isdigit()]
        if plain == ["of"] and countries.has_town(file.holder, tuple(lows[mark.first : mark.last])):
            continue
        near = ref.kind in ("name", "descriptor") and ref.last <= mark.first <= ref.last + HOME_REACH
        if near and plain in (["from"], ["of"], *LIVING) and not _of_address(found, mark, sentence):
            return True
    return False


def _of_address(found: Scan, mark: CountryMark, sentence: Sentence) -> bool:
    """ "Of 229 Cambridge Square", "from Warwick Road": a street's name."""
    behind = found.text.words[mark.last : min(mark.last + 1, sentence.last)]
    return found.text.words[mark.first - 1].isdigit() or any(w[0].isupper() for w in behind)
