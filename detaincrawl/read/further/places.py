"""Where somebody is held or tried: place, prison, court; and who holds them where that is no state's usual organ."""

from collections.abc import Iterator
from functools import cache

from detaincrawl.lexicon import table
from detaincrawl.read.events.told import Happening
from detaincrawl.read.further.facts import Fact, View, befallen, said, whose
from detaincrawl.read.language import nationals, words
from detaincrawl.read.language.phrases import Phrases
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.people.named import Person
from detaincrawl.vocabularies import EventType

WITHIN = frozenset("in at inside near outside".split())
REACH = 18
TOWNS = frozenset("town place capital occupied".split())
HELD = {
    EventType.TRANSFERRED: 5.0,
    EventType.SENTENCED: 4.0,
    EventType.CONVICTED: 4.0,
    EventType.TRIAL_OPENED: 4.0,
    EventType.APPEAL_DECIDED: 3.0,
    EventType.REMANDED: 3.5,
    EventType.DETAINED: 2.5,
    EventType.CHARGED: 2.5,
    EventType.EXIT_BANNED: 2.0,
    EventType.ACQUITTED: 3.0,
    EventType.DIED: 2.0,
}
LEFT = frozenset({EventType.RELEASED, EventType.EXCHANGED, EventType.ESCAPED})
TRIED = frozenset(
    {
        EventType.SENTENCED,
        EventType.CONVICTED,
        EventType.TRIAL_OPENED,
        EventType.APPEAL_DECIDED,
        EventType.REMANDED,
        EventType.ACQUITTED,
        EventType.CHARGED,
    }
)
NOW = 6.0
COURTS = frozenset("court courts tribunal".split())
PRISONS = frozenset("prison jail colony penitentiary gaol sizo camp".split())
CENTRES = frozenset("center centre facility institution complex unit".split())
HOUSES = PRISONS | CENTRES
DETAINS = frozenset("detention correctional correction remand processing removal holding penal internment".split())
BARS = frozenset("; who whom whose which where after before while because although though when : — that".split())
OTHER_COURTS = frozenset("international european constitutional human rights".split())
NOT_A_NAME = frozenset("the a an his her their this that another same".split())


def place(view: View) -> Iterator[Fact]:
    """The town, region or prison named with what happened, or with how they are held now."""
    for ordinal, told in view.happenings:
        for mark in view.marks if told.people else ():
            weight = _weight(view, told, mark)
            if weight:
                yield from _placed(view, mark, told.people, weight, ordinal)
    for match in said(view, "status"):
        people = whose(view, match.first, match.last)
        for mark in view.marks if people else ():
            if (
                0 <= mark.first - match.last + 1 <= REACH
                and _inside(view, mark)
                and not _parted(view, match.last, mark.first)
            ):
                yield from _placed(view, mark, people, NOW, None)


def _placed(
    view: View, mark: CountryMark, people: tuple[Person, ...], weight: float, ordinal: int | None
) -> Iterator[Fact]:
    country, span = mark.country, (mark.first - (view.text.lows[mark.first - 1] == "near"), _with_region(view, mark))
    yield Fact("place", people, *span, view.sentence, "place:named", None, country.code, weight, ordinal, 0.85)
    if country.kind == "occupied":
        for state in country.also[:1]:
            yield Fact("occupied", people, *span, view.sentence, "occupied:place", state, country.code)


def _weight(view: View, told: Happening, mark: CountryMark) -> float:
    """How much the words say that this is where it happened; 0: they do not."""
    trigger = told.trigger
    near = abs(mark.first - trigger.first) <= REACH
    between = (trigger.last, mark.first) if mark.first >= trigger.last else (mark.last, trigger.first)
    if not near or _parted(view, *between):
        return 0.0
    if told.type in LEFT:
        return (
            3.0
            if mark.country.kind == "organ" and 0 <= mark.first - trigger.last <= 3 and not _organ_of_police(view, mark)
            else 0.0
        )
    weight = HELD.get(told.type, 0.0)
    if mark.first < trigger.first and not _leads(view, mark):
        return 0.0
    if told.type is EventType.TRANSFERRED and view.text.lows[mark.first - 1] == "to":
        return weight
    if mark.country.kind in TOWNS and _court_behind(view, mark) is not None:
        return weight if told.type in TRIED else 0.0
    return weight if _inside(view, mark) else 0.0


def _inside(view: View, mark: CountryMark) -> bool:
    before = view.text.lows[mark.first - 1] if mark.first > view.sentence.first else ""
    if before == "the" and mark.country.kind == "organ":
        before = view.text.lows[mark.first - 2] if mark.first - 1 > view.sentence.first else ""
    if mark.country.kind == "organ":
        return before in WITHIN and not _organ_of_police(view, mark)
    airport = view.text.lows[mark.last : mark.last + 1] == ["airport"]
    return mark.country.kind in TOWNS and before in WITHIN and not airport


def _leads(view: View, mark: CountryMark) -> bool:
    """Before the verb only a court or the opening of the sentence says where, not "taught in Brussels, was jailed"."""
    before = view.text.lows[mark.first - 2 : mark.first - 1] if mark.first >= 2 else []
    court = _court_behind(view, mark) is not None or (before and before[0] in COURTS)
    return bool(court) or mark.first <= view.sentence.first + 1


def _organ_of_police(view: View, mark: CountryMark) -> bool:
    """An organ that is no prison: it speaks, arrests or judges."""
    inside = view.text.lows[mark.first : mark.last]
    listed = set(inside) & (
        COURTS
        | words.organs_of_state() - PRISONS
        | {"ministry", "administration", "department", "agency", "service", "ice"}
    )
    acronym = len(inside) == 1 and view.text.words[mark.first].isupper()
    return bool(listed) or acronym


def _parted(view: View, low: int, high: int) -> bool:
    return any(w in BARS for w in view.text.lows[low:high])


def _with_region(view: View, mark: CountryMark) -> int:
    """The end of "Jena, Louisiana" with its region, of "Evin prison" without the noun."""
    if mark.country.kind == "organ" and view.text.lows[mark.last - 1] in PRISONS and mark.last - mark.first > 1:
        return mark.last - 1
    behind = next((m for m in view.marks if m.first == mark.last + 1), None)
    comma = view.text.words[mark.last : mark.last + 1] == [","]
    region = behind and comma and behind.country.kind == "place" and behind.country.code == mark.country.code
    return behind.last if behind and region else mark.last


def _court_behind(view: View, mark: CountryMark) -> int | None:
    """Where the court named by a town ends: "a Moscow court", "Lincoln Crown Court", "Bali High Court"."""
    for index in range(mark.last, min(mark.last + 4, view.sentence.last)):
        if view.text.lows[index] in COURTS:
            return index + 1
        if not view.text.words[index].isalpha() or view.text.lows[index] in words.prepositions():
            return None
    return None


def court(view: View) -> Iterator[Fact]:
    """The court named with a ruling: "Moscow City Court", "the Supreme Court of Equatorial Guinea"."""
    for index in view.text.among(COURTS, view.sentence.first, view.sentence.last):
        first, last = _name_before(view, index), index + 1
        if (
            view.text.lows[last : last + 1] == ["of"]
            and view.text.words[last + 1 : last + 2]
            and view.text.words[last + 1][0].isupper()
        ):
            last += 2
            while last < view.sentence.last and view.text.words[last][0].isupper():
                last += 1
        near = befallen(view, index, REACH)
        named = first < index or last > index + 1
        if not named or near is None or near[1].type not in TRIED or OTHER_COURTS & set(view.text.lows[first:last]):
            continue
        between = sorted((near[1].trigger.first, index))
        if not _parted(view, *between):
            yield Fact("court", near[1].people, first, last, view.sentence, "court:named", happening=near[0])


def _name_before(view: View, noun: int) -> int:
    """Where the capitalised words before a noun begin; a bare country or nationality is no name."""
    first = noun
    while first > view.sentence.first and _part_of_name(view, first - 1):
        first -= 1
    while first < noun and (
        view.text.lows[first] in NOT_A_NAME
        or (not view.text.words[first][0].isupper() and not view.text.words[first][0].isdigit())
    ):
        first += 1
    inside = view.text.lows[first:noun]
    named = [w for w in inside if not nationals.nationality(w) and w not in nationals.countries()]
    adjectival = named and all(view.text.words[first + n][0].islower() for n, w in enumerate(inside) if w in named)
    plain = view.text.words[noun][0].islower() and len(inside) == 1 and any(m.first == first for m in view.marks)
    return noun if not named or adjectival or (plain and view.text.lows[noun] in COURTS) else first


def _part_of_name(view: View, index: int) -> bool:
    word, low = view.text.words[index], view.text.lows[index]
    if not word[0].isalnum():
        return word[0] == "#"
    return (
        word[0].isupper()
        or word[0].isdigit()
        or low in DETAINS | {"district", "city", "regional", "high", "central", "supreme", "women", "'s", "immigration"}
    )


def facility(view: View) -> Iterator[Fact]:
    """The prison named with what happened or how they are held: "Evin prison", not "a prison in Tehran"."""
    for first, last, country in _prisons(view):
        people, ordinal = _held_there(view, first, last)
        if people:
            yield Fact("facility", people, first, last, view.sentence, "facility:named", None, country, 1.0, ordinal)


def _prisons(view: View) -> Iterator[tuple[int, int, str | None]]:
    lows = view.text.lows
    taken = view.sentence.first
    organs = [m.first for m in view.marks if m.country.kind == "organ"]
    for index in sorted({*organs, *view.text.among(HOUSES, view.sentence.first, view.sentence.last)}):
        noun = lows[index] in PRISONS or (lows[index] in CENTRES and lows[index - 1] in DETAINS)
        organ = next(
            (m for m in view.marks if m.first == index and m.country.kind == "organ" and _inside(view, m)), None
        )
        if (
            organ
            and lows[organ.last : organ.last + 1] not in (["prison"], ["jail"], ["detention"], ["women"])
            and index >= taken
        ):
            yield organ.first, organ.last, organ.country.code
            taken = organ.last
        elif noun and index >= taken:
            first = _name_before(view, index)
            if first < index and first >= taken:
                mark = next((m for m in view.marks if first <= m.first <= index), None)
                yield first, index + 1, mark.country.code if mark else None
                taken = index + 1


def _held_there(view: View, first: int, last: int) -> tuple[tuple[Person, ...], int | None]:
    near = befallen(view, first, REACH)
    if near and (near[1].type in HELD or near[1].type in LEFT):
        low, high = sorted((near[1].trigger.last, first))
        if not _parted(view, low, high):
            return near[1].people, near[0]
    for match in said(view, "status"):
        if 0 <= first - match.last + 1 <= REACH:
            return whose(view, match.first, match.last), None
    return (), None


@cache
def authorities() -> Phrases[str]:
    return Phrases((name, name) for name in table("en/further")["authority"]["names"])


def authority(view: View) -> Iterator[Fact]:
    """ "Arrested by the FSB", "the Houthis have detained X", "in Taliban custody"."""
    lows = view.text.lows
    for match in authorities().find(view.text, view.sentence.first, view.sentence.last):
        near = befallen(view, match.first, 10)
        if (
            near is None
            or near[1].type not in (EventType.DETAINED, EventType.REMANDED)
            or not view.text.words[match.first][0].isupper()
        ):
            continue
        trigger = near[1].trigger
        by = match.first >= trigger.last and "by" in lows[max(trigger.last - 1, match.first - 2) : match.first]
        ahead = lows[match.last : trigger.first]
        acts = match.last <= trigger.first and all(w in words.auxiliaries() or w in words.adverbs() for w in ahead)
        custody = lows[match.last : match.last + 1] and lows[match.last] in ("custody", "detention", "captivity")
        if by or (acts and near[1].ref is not None and near[1].ref.first >= trigger.first) or custody:
            yield Fact(
                "authority",
                near[1].people,
                match.first,
                match.last,
                view.sentence,
                "authority:holds",
                happening=near[0],
            )
