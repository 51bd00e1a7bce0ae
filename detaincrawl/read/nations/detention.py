"""Which state holds a person: its court, police or prison named with the event, else the state of others around it."""

from collections import Counter

from detaincrawl.frozen import frozen
from detaincrawl.read.events.told import Happening
from detaincrawl.read.language import words
from detaincrawl.read.language.text import Sentence, Text
from detaincrawl.read.nations import organs
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.vocabularies import EventType

PLACE_REACH = 16
FREED_IN = 2
"""Words from "freed" to the state: "freed in the Philippines"."""
# Where a person comes home to, or is swapped to, is not where they are held.
LEAVING = frozenset(
    {
        EventType.RELEASED,
        EventType.EXCHANGED,
        EventType.DEPORTED,
        EventType.PARDONED,
        EventType.DESIGNATED,
        EventType.EXTRADITED,
    }
)
CLAUSE_BARS = frozenset("; when who whom whose which where after before while because although though : —".split()) | {
    "that"
}
PLACES = frozenset("name capital place town occupied".split())
ARRIVED = frozenset("arrived returned flew landed back home".split())
"""Behind these stands where they came to from there."""
WENT = frozenset("came drove flew flown gone moved returned sailed travelled traveled trip visit went".split())
LEFT = frozenset("leave leaving exit exiting enter entering flee fleeing".split())
PORTS = frozenset("airport airports border harbour harbor port".split())
LANDS = frozenset("capital city town port resort province region coast island state territory".split())
RESIDING = frozenset(
    "living lives lived based born resident residing working works worked studying studies studied grew raised settled"
    " headquartered registered".split()
)
WARS = frozenset("conflict fight invasion war".split())
"""“Jailed for denouncing the war in Ukraine” was not in Ukraine."""
RULERS = frozenset("king emir amir sultan president ruler queen crown".split())
HEARING = frozenset("alerted alerting informed informing tell telling tells told".split())
COMPASS = frozenset("east north outside south west".split())
"""“A jail north of Colombo”."""


@frozen
class Holder:
    """A state that an event's words name as holding, by words ``first`` to ``last``."""

    code: str
    first: int
    last: int
    weight: float
    rule: str


def holders(text: Text, happening: Happening, marks: list[CountryMark]) -> list[Holder]:
    """What the sentence of an event says of who holds; strongest first, of equals the nearest."""
    found = []
    for mark in marks:
        holder = _holder(text, happening, mark)
        if holder:
            found.append(holder)
    at = happening.trigger.first
    return sorted(found, key=lambda h: (-h.weight, abs(h.first - at)))


def _holder(text: Text, happening: Happening, mark: CountryMark) -> Holder | None:
    """What one country named in the sentence of an event has to do with it; None: it holds nobody there."""
    sentence, trigger, ref = happening.sentence, happening.trigger, happening.ref
    code, kind = mark.country.code, mark.country.kind
    beyond = text.lows[mark.last : min(mark.last + 4, sentence.last)]
    theirs = ref is not None and ref.first <= mark.first < ref.last and words.organs_of_state().isdisjoint(beyond)
    if theirs or happening.type is EventType.DESIGNATED or _seeks(text, mark):
        return None
    if kind in ("name", "capital", "organ") and organs.says_it_did(text, happening, mark):
        return Holder(code, mark.first, mark.last, 2.5, "detaining_country:says_it_did")
    if organs.speaks(text, mark, sentence):
        organ = None if happening.type in LEAVING else organs.organ(text, mark, sentence)
        return Holder(code, mark.first, organ, 1.5, "detaining_country:speaker") if organ else None
    where = beyond[:2] == [",", "where"] and 0 < trigger.first - mark.last <= 9
    if where and kind != "adjective":
        return Holder(code, mark.first, mark.last, 2.0, "detaining_country:where")
    if not _same_clause(text, happening, mark):
        opens = mark.first <= sentence.first + 3 and happening.type not in LEAVING
        organ = organs.organ(text, mark, sentence) if opens else None
        return Holder(code, mark.first, organ, 1.0, "detaining_country:organ_before") if organ else None
    return _by_event(text, happening, mark) or _by_organ(text, happening, mark) or _by_place(text, happening, mark)


def _seeks(text: Text, mark: CountryMark) -> bool:
    """ "Wanted by the FBI", "told Thai police": who wants somebody, or hears of them, does not hold them yet."""
    before = text.lows[max(0, mark.first - 3) : mark.first]
    if before[-1:] and before[-1] in HEARING:
        return True
    by = before.index("by") if "by" in before else 0
    return by > 0 and before[by - 1] in ("wanted", "sought", "hunted")


def _beside(text: Text, mark: CountryMark, sentence: Sentence) -> tuple[str, str]:
    """The words of the sentence right before and behind; empty where there are none."""
    before = text.lows[mark.first - 1] if mark.first > sentence.first else ""
    return before, text.lows[mark.last] if mark.last < sentence.last else ""


def _lead(text: Text, mark: CountryMark) -> tuple[str, str]:
    """The two words before a country and its article: "imprisoned in" of "imprisoned in the Philippines"."""
    first = mark.first - (text.lows[mark.first - 1] == "the" and mark.country.kind == "name")
    return text.lows[first - 2], text.lows[first - 1]


def _by_event(text: Text, happening: Happening, mark: CountryMark) -> Holder | None:
    """What the kind of event says: who pardons, whom one escapes from, who exchanges."""
    kind, code, first, last = happening.type, mark.country.code, mark.first, mark.last
    before, after = _beside(text, mark, happening.sentence)
    if "request" in text.lows[max(0, first - 3) : first]:
        return None
    if mark.country.kind == "adjective" and after in RULERS and kind is EventType.PARDONED:
        return Holder(code, first, last + 1, 2.5, "detaining_country:ruler")
    ruler = before == "of" and text.lows[max(0, first - 2)] in RULERS
    if ruler and kind in (EventType.PARDONED, EventType.RELEASED):
        return Holder(code, first - 2, last, 2.5, "detaining_country:ruler")
    if kind is EventType.EXIT_BANNED and before in ("leave", "leaving"):
        return Holder(code, first, last, 2.5, "detaining_country:from")
    if kind is EventType.ESCAPED and "from" in text.lows[happening.trigger.last : first]:
        return Holder(code, first, last, 2.0, "detaining_country:from")
    party = mark.country.kind in ("name", "capital") and before in ("between", "and", "with")
    if kind is EventType.EXCHANGED and party:
        return Holder(code, first, last, 0.5, "detaining_country:swap")
    return None


def _by_organ(text: Text, happening: Happening, mark: CountryMark) -> Holder | None:
    """The state's court, police or prison, or the state itself as who does it."""
    kind, code, first, last = mark.country.kind, mark.country.code, mark.first, mark.last
    sentence, leaves = happening.sentence, happening.type in LEAVING
    before, after = _beside(text, mark, sentence)
    organ = organs.organ(text, mark, sentence)
    if organ and (happening.type is not EventType.EXCHANGED or text.lows[organ - 1] in words.facilities()):
        return Holder(code, first, organ, 1.0 if leaves else 3.0, "detaining_country:organ")
    if kind == "organ" and leaves and abs(first - happening.trigger.last) <= 2:
        return Holder(code, first, last, 2.5, "detaining_country:left")
    acts = (
        before in organs.WITHIN or before in ("by", "the") or "by" in text.lows[max(sentence.first, first - 3) : first]
    )
    if kind == "organ" and (acts or after in words.facilities()):
        return Holder(code, first, last, 2.5, "detaining_country:organ")
    if kind in ("name", "capital", "organ") and organs.agent(text, happening, mark):
        return Holder(code, first, last, 3.0, "detaining_country:agent")
    return None


def _by_place(text: Text, happening: Happening, mark: CountryMark) -> Holder | None:
    """Where it happened, and where from or by whom they were made to leave."""
    kind, code, first, last = mark.country.kind, mark.country.code, mark.first, mark.last
    leaves = happening.type in LEAVING
    after = _beside(text, mark, happening.sentence)[1]
    second, before = _lead(text, mark)
    habit = text.lows[max(0, first - 4) : max(0, first - 2)] == ["used", "to"]
    if before in organs.WITHIN and (second in RESIDING or second in WARS or habit):
        return None
    if before in ("in", "near") and second in words.facilities() and happening.type is not EventType.EXCHANGED:
        return Holder(code, first - 2, last, 2.5, "detaining_country:facility")
    within = before in organs.WITHIN or (before == "the" and second in organs.WITHIN and after in PORTS)
    within = within or (before == "of" and second in COMPASS)
    between = text.lows[happening.trigger.last : first]
    if not ARRIVED.isdisjoint(between):
        return None
    leaving = before in LEFT and happening.type is EventType.DETAINED
    if kind in PLACES and _went_there(text, happening, mark):
        return Holder(code, first, last, 1.5, "detaining_country:place")
    stayed = not leaves or happening.detail == "bail" or happening.type is EventType.PARDONED
    if kind in PLACES and (within or leaving) and (stayed or _freed_there(happening, mark)):
        near = abs(first - happening.trigger.first) <= PLACE_REACH
        return Holder(code, first, last, 2.0, "detaining_country:place") if near else None
    land = after in LANDS and text.lows[max(0, first - 2) : first] == ["in", "the"]
    if kind == "adjective" and land and not leaves:
        return Holder(code, first, last + 1, 2.0, "detaining_country:place")
    if kind == "adjective" and after in words.facilities():
        return Holder(code, first, last + 1, 2.5, "detaining_country:facility")
    if kind in PLACES and before == "from" and happening.type in (EventType.DEPORTED, EventType.EXTRADITED):
        return Holder(code, first, last, 2.0, "detaining_country:from")
    if kind == "name" and before == "by" and leaves:
        return Holder(code, first, last, 2.5, "detaining_country:agent")
    return None


def _went_there(text: Text, happening: Happening, mark: CountryMark) -> bool:
    """ "Flew to Riyadh for a visit and was arrested at the airport"."""
    lead = text.lows[max(happening.sentence.first, mark.first - 3) : mark.first]
    goes = lead[-1:] == ["to"] and not WENT.isdisjoint(lead)
    behind = happening.trigger.first - mark.last
    return goes and happening.type is EventType.DETAINED and 0 < behind <= PLACE_REACH


def _freed_there(happening: Happening, mark: CountryMark) -> bool:
    """ "Freed in Iran", "in Iran, X was freed": no other words stand between, where they could have gone to."""
    opens = mark.first == happening.sentence.first + 1
    return happening.type is EventType.RELEASED and (opens or 0 < mark.first - happening.trigger.last <= FREED_IN)


def _same_clause(text: Text, happening: Happening, mark: CountryMark) -> bool:
    """No other verb's clause opens between the event and the word."""
    trigger = happening.trigger
    low, high = (trigger.last, mark.first) if mark.first >= trigger.last else (mark.last, trigger.first)
    if text.lows[mark.last : trigger.first] in ([",", "which"], [",", "that"]):
        return True  # "by a court in Dubai, which sentenced her"
    if happening.type is EventType.DETAINED and _meanwhile(text.lows[low:high]):
        return True
    bars = sum(text.lows[i] in CLAUSE_BARS and not text.lows[i + 1].endswith("ing") for i in range(low, high))
    return bars == 0 or (mark.first < trigger.first and bars == 1 and text.lows[low:high][:1] == ["court"])


def _meanwhile(between: list[str]) -> bool:
    """ "Arrested as she tried to leave Dubai": she was there."""
    told = next((i for i, w in enumerate(between) if w in CLAUSE_BARS), None)
    if told is None or between[told] not in ("as", "when", "while", "after"):
        return False
    return between[told + 1 : told + 2] in (["he"], ["she"], ["they"]) and CLAUSE_BARS.isdisjoint(between[told + 1 :])


def choose(
    votes: dict[str, float], article: Counter[str], nationalities: set[str], last: str | None, home: str | None
) -> str | None:
    """The state with the most weight of the person's own events; without any, the article's, else the ``last`` before,
    else, where no state is named at all, where it was filed (``home``); never a person's only one."""
    own = nationalities if len(nationalities) == 1 else set()
    abroad = {code: weight for code, weight in votes.items() if code not in own} or votes
    if abroad and max(votes.values()) > 2 * max(abroad.values()) and min(abroad.values()) > 0.5:
        abroad = votes
    if votes:
        return max(abroad, key=lambda code: (abroad[code], article[code], code))
    foreign = Counter({c: n for c, n in article.items() if c not in own})
    common = foreign.most_common(2)
    if common and (len(common) == 1 or common[0][1] >= 2 * common[1][1]):
        return common[0][0]
    if common or last:
        return last if last and last not in own else None
    return home if home not in own else None
