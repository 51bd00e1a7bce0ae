"""How a state's words stand in a sentence: its court, police or prison, who does it, or who only says so."""

from detaincrawl.normalise.calendar import MONTHS, WEEKDAYS
from detaincrawl.read.events.told import Happening
from detaincrawl.read.language import nouns, words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations.countries import CountryMark

SAID = 16
"""Words from a state that says so to what it says that it did."""
SENT = frozenset({"agents"})
"""“Agents of China” may be what they are charged as."""
# Behind one of these a state is the subject of its clause.
SUBJECT_OPENERS = frozenset(', : — – and that after when because before as " “'.split())
# Behind a dateline stands one of these.
DASHES = frozenset(("—", "–", "-", ":"))
PRISONERS = frozenset("prisoner prisoners inmate inmates detainee detainees".split())
WITHIN = frozenset("in at inside near outside".split())


def says_it_did(text: Text, happening: Happening, mark: CountryMark) -> bool:
    """ "Iran says it has arrested", "Russia said on Monday that it had jailed": the speaker is who did it."""
    between = text.lows[mark.last : happening.trigger.first]
    opens = mark.first <= happening.sentence.first + 1 or text.lows[mark.first - 1] in DASHES
    if "it" not in between or len(between) > SAID or not opens or not DASHES.isdisjoint(between):
        return False
    behind = between[between.index("it") + 1 :]
    said = not words.saying().isdisjoint(between[: between.index("it")])
    return said and all(w in words.auxiliaries() or w in words.adverbs() for w in behind)


def speaks(text: Text, mark: CountryMark, sentence: Sentence) -> bool:
    """The words name who says so: "according to Iranian police", "U.S. prosecutors said"."""
    if text.lows[max(sentence.first, mark.first - 3) : mark.first][-2:] == ["according", "to"] or text.lows[
        max(sentence.first, mark.first - 3) : mark.first
    ][:2] == ["according", "to"]:
        return True
    behind = text.lows[mark.last : min(mark.last + 4, sentence.last)]
    if "," in behind[1:] and mark.first > sentence.first and text.lows[mark.first - 1] in WITHIN:
        behind = behind[: behind.index(",")]  # "arrested in Iran, officials said"
    return any(w in words.saying() for w in behind)


def organ(text: Text, mark: CountryMark, sentence: Sentence) -> int | None:
    """ "A Moscow court", "Iranian authorities", "a court in Suzhou": end of the phrase, or None."""
    if mark.country.kind == "organ" and text.lows[mark.last - 1] in words.organs_of_state():
        return mark.last
    for index in range(mark.last, min(mark.last + 5, sentence.last)):
        low = text.lows[index]
        if low in words.organs_of_state() or (low in PRISONERS and "'s" in text.lows[mark.last : index]):
            return index + 1
        if (
            not (low == "'s" or low.isalpha())
            or low in words.prepositions()
            or low in words.auxiliaries()
            or low in words.subordinators()
            or (low in nouns.of_people() and mark.country.kind == "adjective")
        ):
            break
    if (
        mark.first - 2 >= sentence.first
        and text.lows[mark.first - 1] in ("in", "of")
        and text.lows[mark.first - 2] in words.organs_of_state() - SENT
    ):
        return mark.last
    return None


def agent(text: Text, happening: Happening, mark: CountryMark) -> bool:
    """The state is the subject of an active verb: "Russia jails", "Qatar has freed", or stands behind "by"."""
    trigger = happening.trigger
    if mark.last <= trigger.first and mark.first >= happening.sentence.first:
        between = text.lows[mark.last : trigger.first]
        first = mark.first - (text.lows[mark.first - 1] == "the" and mark.country.kind == "name")
        opens = first == happening.sentence.first or text.lows[first - 1] in MONTHS.keys() | SUBJECT_OPENERS
        return (
            opens
            and len(between) <= 4
            and all(
                w in words.auxiliaries() or w in words.adverbs() or w in WEEKDAYS or w in ("on", "late", "early")
                for w in between
            )
        )
    return mark.first > trigger.first and text.lows[mark.first - 1] == "by"
