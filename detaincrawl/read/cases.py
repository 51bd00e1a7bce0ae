"""From what was scanned to mentions: who is a foreigner held by a state, and which state it is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from detaincrawl.normalise.dates import published_day
from detaincrawl.normalise.fines import outlet_state
from detaincrawl.read import further, objections, unnamed
from detaincrawl.read.claims import claims, primary
from detaincrawl.read.events.timeline import events, happening_dates
from detaincrawl.read.files import (
    File,
    both_countries,
    files,
    mentioned_states,
    most_mentioned,
    parted,
    sought_by,
    weighed_states,
)
from detaincrawl.read.found import Scan
from detaincrawl.read.nations import detention
from detaincrawl.read.nations.countries import CountryMark
from detaincrawl.read.nations.detention import Holder
from detaincrawl.read.objections import HARD, Around
from detaincrawl.records import Article, Mention


def mentions(article: Article, found: Scan) -> tuple[Mention, ...]:
    """The mentions of an article, in the order of first naming."""
    if objections.invented_or_old(found):
        return ()
    cases = [file for file, against in judged(article, found) if against is None]
    facts = further.find(found, {file.person for file in cases})
    out = [Mention(file.person.name, tuple(claims(found, file, facts)), primary(found, file)) for file in cases]
    return (*out, *unnamed.mentions(found, _common_holder(article, found)))


def _common_holder(article: Article, found: Scan) -> str | None:
    """The state that most of the events name as holding; without any the outlet's own, where the article names it."""
    weighed = weighed_states(found).most_common(1)
    outlet = outlet_state(article.timezone)
    return weighed[0][0] if weighed else outlet if _named(mentioned_states(found), outlet) else None


def _around(found: Scan, by_person: dict[int, File], outlet: str | None) -> Around:
    states = sorted((found.happenings[i].trigger.first, held[0].code) for i, held in found.holders.items() if held)
    overall, sought = weighed_states(found), sought_by(found)
    main = {code for code, _ in overall.most_common(1)}
    foreign = {number for number, file in by_person.items() if file.nationalities and set(file.nationalities) != main}
    turned_away = any(objections.turnings().find(found.text, s.first, s.last) for s in found.text.sentences)
    held = (file for file in by_person.values() if file.happenings)
    homes = {code for file in held for code in file.nationalities}
    spoken = {code: marks for code, marks in mentioned_states(found).items() if code not in sought}
    for code in sought:
        del overall[code]
    return Around(overall, states, spoken, foreign, homes, turned_away, sought, outlet)


def judged(article: Article, found: Scan) -> Iterator[tuple[File, str | None]]:
    """Every person of the article, once a detaining state, with the reason why they are no case; None: they are one."""
    when = happening_dates(found.happenings, published_day(article.published, article.timezone))
    by_person = files(found)
    around = _around(found, by_person, outlet_state(article.timezone))
    wholes = (both_countries(found, whole, around.overall) for whole in by_person.values())
    for file in (part for whole in wholes for part in parted(found, whole)):
        file.events = events([(i, found.happenings[i]) for i in file.happenings], when)
        if file.holder is None:
            _find_holder(found, file, around)
        yield file, objections.objection(found, file, around)


def _find_holder(found: Scan, file: File, around: Around) -> None:
    """Set the state that holds and the words that say so."""
    own = set(file.nationalities)
    votes: dict[str, float] = defaultdict(float)
    best: dict[str, Holder] = {}
    for ordinal in file.happenings:
        named = found.holders.get(ordinal, [])
        named = [h for h in named if h.code not in around.sought]
        if named and named[0].rule == "detaining_country:place" and own == {named[0].code}:
            named.sort(key=lambda h: (-h.weight, own == {h.code}))
        for holder in [h for h in named if h.rule == "detaining_country:swap"] or named[:1]:
            votes[holder.code] += holder.weight
            if holder.code not in best or holder.weight > best[holder.code].weight:
                best[holder.code] = holder
    home = found.home.country.code if found.home else None
    last = None if votes else _last_holder(found, file, around.states)
    file.holder = detention.choose(votes, around.overall, set(file.nationalities), last, home)
    if file.holder in best:
        chosen = best[file.holder]
        file.held_by = (chosen.first, chosen.last, chosen.rule)
    elif file.holder is not None:
        file.held_by = _named_elsewhere(found, file)
    elif mark := _likely_state(file, around):
        file.holder, file.held_by = mark.country.code, (mark.first, mark.last, "detaining_country:mentioned")
    elif mark := _outlet_state(file, around):
        file.holder, file.held_by = mark.country.code, (mark.first, mark.last, "detaining_country:outlet")


def _of_elsewhere(file: File) -> bool:
    """A foreigner held or judged by some state, and no traitor: only their own tries those."""
    hard = not HARD.isdisjoint(e.type for e in file.events)
    return hard and bool(file.nationalities) and all(charge.code != "treason" for charge in file.charges)


def _likely_state(file: File, around: Around) -> CountryMark | None:
    """Words for the state that the article speaks of most, where a foreigner was held or judged by some state."""
    own = set(file.nationalities)
    if own <= {code for _, code in around.states} or not _of_elsewhere(file):
        return None
    others = {code: marks for code, marks in around.spoken.items() if code not in around.homes - own}
    return most_mentioned(around.spoken, own) or most_mentioned(others, own)


def _outlet_state(file: File, around: Around) -> CountryMark | None:
    """Words for the state that the outlet reports from, where no other holds anybody: its pages need not say that the
    courts are its own state's, but speak of it and not mostly of where the person is from."""
    own = set(file.nationalities)
    if around.overall or around.outlet in own or not _of_elsewhere(file):
        return None
    at_home = max(len(_places(around.spoken, code)) for code in own)
    outlet = _places(around.spoken, around.outlet)
    return outlet[0] if outlet and at_home <= 2 * len(outlet) else None


def _named(spoken: dict[str, list[CountryMark]], state: str | None) -> CountryMark | None:
    """The first words for a state that are no adjective."""
    return next(iter(_places(spoken, state)), None)


def _places(spoken: dict[str, list[CountryMark]], state: str | None) -> list[CountryMark]:
    """The words for a state that are no adjective."""
    return [m for m in spoken.get(state or "", ()) if m.country.kind != "adjective"]


def _named_elsewhere(found: Scan, file: File) -> tuple[int, int, str] | None:
    """Words of another's event that name the state; without any, where the article was filed."""
    for ordinal in range(len(found.happenings)):
        for holder in found.holders.get(ordinal, [])[:1]:
            if holder.code == file.holder:
                return holder.first, holder.last, "detaining_country:article"
    if asked := next((h for h in found.urged if h.code == file.holder), None):
        return asked.first, asked.last, asked.rule
    return (found.home.first, found.home.last, "detaining_country:dateline") if found.home else None


def _last_holder(found: Scan, file: File, states: list[tuple[int, str]]) -> str | None:
    """The state last named as holding before the person's first event."""
    if not file.happenings:
        return None
    first = min(found.happenings[i].trigger.first for i in file.happenings)
    before = bisect_left(states, (first,))
    return states[before - 1][1] if before else None
