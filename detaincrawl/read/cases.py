"""From what was scanned to mentions: who is a detained foreigner, and the claims about them with their quotes."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from detaincrawl.lexicon import table
from detaincrawl.normalise.dates import published_day
from detaincrawl.read import clauses, detention, further, unnamed
from detaincrawl.read.charges import Charge
from detaincrawl.read.confidence import OF_CHARGE, OF_EVENT
from detaincrawl.read.fines import Fine
from detaincrawl.read.further import Further, Subject
from detaincrawl.read.nationalities import BOTH_COUNTRIES
from detaincrawl.read.people import NameMark, Person
from detaincrawl.read.refs import Ref
from detaincrawl.read.scan import Scan
from detaincrawl.read.text import Sentence
from detaincrawl.read.timeline import Event, events, happening_dates, in_force
from detaincrawl.records import Article, Claim, EventType, Mention, Standing

CUSTODY = frozenset(EventType) - {
    EventType.APPEAL_FILED,
    EventType.DESIGNATED,
    EventType.DIED,
    EventType.CHARGED,
}
# What happens only to foreigners.
FOREIGN = frozenset({EventType.EXCHANGED, EventType.DEPORTED, EventType.DESIGNATED, EventType.EXIT_BANNED})
# Words for those who hold people and govern nothing (case model, section 1).
NO_STATE = frozenset(table("en/grammar")["no_state"])
FICTION = frozenset(table("en/grammar")["fiction"])
"""Three of these make a review of an invented story."""
HISTORY = 1990


@dataclass(slots=True)
class File:
    """All that one article says of one person."""

    person: Person
    happenings: list[int] = field(default_factory=list)
    nationalities: dict[str, tuple[int, int, str, float]] = field(default_factory=dict)
    """Code → first word, last word, rule, confidence."""
    names: list[NameMark] = field(default_factory=list)
    refs: list[tuple[Sentence, Ref]] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    fines: list[Fine] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    holder: str | None = None
    held_by: tuple[int, int, str] | None = None
    dual: bool = False
    """The text says that there are two nationalities."""
    """First and last word of what names the state, and its rule."""


def mentions(article: Article, found: Scan) -> tuple[Mention, ...]:
    """The mentions of an article, in the order of first naming."""
    if invented_or_old(found):
        return ()
    facts = further.find(found)
    out = [
        Mention(file.person.name, tuple(_claims(found, file, facts)), _primary(found, file))
        for file, against in judged(article, found)
        if against is None
    ]
    return (*out, *unnamed.mentions(found, _overall(found)))


def invented_or_old(found: Scan) -> str | None:
    """Why the whole article has no case."""
    if _fiction(found):
        return "the article tells a film, play or novel"
    return "all the years that the article names are long ago" if _history(found) else None


def judged(article: Article, found: Scan) -> Iterator[tuple[File, str | None]]:
    """Every person of the article, once a detaining state, with the reason why they are no case; None: they are one."""
    when = happening_dates(found.happenings, published_day(article.published, article.timezone))
    files, overall = _files(found), _overall(found)
    foreign = {n for n, f in files.items() if f.nationalities}
    for file in (part for whole in files.values() for part in _parted(found, _both_countries(found, whole, overall))):
        file.events = events([(i, found.happenings[i]) for i in file.happenings], when)
        if file.holder is None:
            _find_holder(found, file, overall)
        yield file, _objection(found, file, foreign)


def _fiction(found: Scan) -> bool:
    """Two people with another's name in brackets behind theirs: the cast of a film or play."""
    text = found.text
    cast = {m.person.number for m in found.names if _in_brackets(text.words[m.last : m.last + 4])}
    return len(cast) >= 2 or len(FICTION & set(text.lows)) >= 3


def _in_brackets(words: list[str]) -> bool:
    return len(words) == 4 and words[0] == "(" and words[1][0].isupper() and words[2][0].isupper() and words[3] == ")"


YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def _history(found: Scan) -> bool:
    """All the years that the article names are long ago."""
    years = [int(y) for y in YEAR.findall(found.text.text)]
    return len(years) >= 2 and max(years) < HISTORY


def _files(found: Scan) -> dict[int, File]:
    files = {p.number: File(p) for p in found.people}
    for ordinal, happening in enumerate(found.happenings):
        for person in happening.people:
            files[person.number].happenings.append(ordinal)
    for stated in found.stated:
        for person in stated.people:
            for code in stated.codes:
                files[person.number].nationalities.setdefault(
                    code, (stated.first, stated.last, stated.rule, stated.confidence)
                )
    _deal(found, files)
    return files


def _deal(found: Scan, files: dict[int, File]) -> None:
    """To each person what is theirs, in one pass: an article may name ten thousand."""
    for mark in found.names:
        files[mark.person.number].names.append(mark)
    for sentence, ref in found.refs:
        for person in ref.people:
            files[person.number].refs.append((sentence, ref))
    for charge in found.charges:
        for person in charge.people:
            files[person.number].charges.append(charge)
    for fine in found.fines:
        for person in fine.people:
            files[person.number].fines.append(fine)


def _both_countries(found: Scan, file: File, overall: Counter[str]) -> File:
    """ "Both passports" are those of the state that holds and of the state that the article's other detainees are from."""
    evidence = file.nationalities.pop(BOTH_COUNTRIES, None)
    if evidence is None:
        return file
    file.dual = True
    said = Counter(c for s in found.stated for c in s.codes if c != BOTH_COUNTRIES)
    held = overall.most_common(1)
    words = found.text.lows[evidence[0] : evidence[1]]
    other = [c for c, _ in said.most_common() if not held or c != held[0][0]]
    if "both" in words and held and other:
        for code in (held[0][0], other[0]):
            file.nationalities.setdefault(code, evidence)
    return file


def _parted(found: Scan, file: File) -> list[File]:
    """One file a detaining state: who is extradited has one before and one behind (case model, section 1)."""
    for ordinal in file.happenings:
        target = _extradited_to(found, ordinal)
        if target is None:
            continue
        code, place = target
        before = [i for i in file.happenings if i < ordinal and _holder_of(found, i) not in (None, code)]
        rest = [i for i in file.happenings if i not in before]
        after = replace(file, happenings=rest, holder=code, held_by=place)
        if not before:
            return [after]
        state = _holder_of(found, before[-1])
        first = found.holders[before[-1]][0]
        held_by = (first.first, first.last, first.rule)
        origin = replace(file, happenings=[*before, ordinal], holder=state, held_by=held_by)
        return [after, origin]
    return [file]


def _holder_of(found: Scan, ordinal: int) -> str | None:
    holders = found.holders.get(ordinal)
    return holders[0].code if holders else None


def _extradited_to(found: Scan, ordinal: int) -> tuple[str, tuple[int, int, str]] | None:
    """The state that an extradition goes to, and the words that say so."""
    happening = found.happenings[ordinal]
    if happening.type is not EventType.EXTRADITED:
        return None
    for mark in found.marks[happening.sentence.first]:
        lead = found.text.lows[max(0, mark.first - 2) : mark.first]
        if (
            happening.trigger.first < mark.first <= happening.trigger.end + 4
            and "to" in lead
            and mark.country.kind in ("name", "capital", "town", "place")
        ):
            return mark.country.code, (mark.first, mark.last, "detaining_country:extradited_to")
    return None


def _overall(found: Scan) -> Counter[str]:
    """States that the article's events name as holding, weighed."""
    total: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for ordinal, holders in found.holders.items():
        sentence = found.happenings[ordinal].sentence
        if found.happenings[ordinal].type is EventType.DIED or not (found.happenings[ordinal].people or sentence.title):
            continue
        for holder in holders[:1]:
            if (sentence.first, holder.code) not in seen:
                seen.add((sentence.first, holder.code))
                total[holder.code] += 3 if sentence.title or sentence.paragraph <= 1 else 1
    return total


def _find_holder(found: Scan, file: File, overall: Counter[str]) -> None:
    votes: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, tuple[int, int, str]]] = {}
    for ordinal in file.happenings:
        named = found.holders.get(ordinal, [])
        for holder in [h for h in named if h.rule == "detaining_country:swap"] or named[:1]:
            votes[holder.code] += holder.weight
            if holder.code not in best or holder.weight > best[holder.code][0]:
                best[holder.code] = (holder.weight, (holder.first, holder.last, holder.rule))
    home = found.home.country.code if found.home else None
    file.holder = detention.choose(votes, overall, set(file.nationalities), _last_holder(found, file), home)
    if file.holder is None:
        return
    if file.holder in best:
        file.held_by = best[file.holder][1]
        return
    for ordinal in range(len(found.happenings)):
        for holder in found.holders.get(ordinal, [])[:1]:
            if holder.code == file.holder:
                file.held_by = (holder.first, holder.last, "detaining_country:article")
                return
    if found.home:
        file.held_by = (found.home.first, found.home.last, "detaining_country:dateline")


def _held_by_no_state(found: Scan, file: File) -> bool:
    """Gunmen, kidnappers, pirates: and no court, police or prison of a state."""
    rules = {h.rule for i in file.happenings for h in found.holders.get(i, [])[:1]}
    if rules - {"detaining_country:place", "detaining_country:town"}:
        return False
    spans = [found.happenings[i].sentence for i in file.happenings]
    return any(NO_STATE & set(found.text.lows[s.first : s.last]) for s in spans)


def _last_holder(found: Scan, file: File) -> str | None:
    """The state last named as holding before the person's first event."""
    first = min((found.happenings[i].trigger.first for i in file.happenings), default=0)
    before = [
        (found.happenings[i].trigger.first, h[0].code)
        for i, h in found.holders.items()
        if h and found.happenings[i].trigger.first < first
    ]
    return max(before)[1] if before else None


def _objection(found: Scan, file: File, foreign: set[int]) -> str | None:
    """Why this is nobody held by a state that is not their only one; None: it is."""
    types = {e.type for e in file.events} | {
        found.happenings[i].type for i in file.happenings if found.happenings[i].state
    }
    if not types & CUSTODY:
        return "nothing says that they were held"
    if file.holder is None:
        return "nothing says which state holds them"
    if _held_by_no_state(found, file):
        return "held by people who govern nothing"
    if all(e.dated and e.dated.date.year < HISTORY for e in file.events) and file.events:
        return "it was long ago"
    codes = set(file.nationalities)
    if codes:
        return None if codes != {file.holder} or file.dual else f"a national of {file.holder} alone, which holds them"
    if file.dual or bool(types & FOREIGN) or _from_abroad(found, file, foreign):
        return None
    return "nothing says that they are a foreigner"


HOME = frozenset("home homeland soil".split())


def _from_abroad(found: Scan, file: File, foreign: set[int]) -> bool:
    """No nationality stated, but they come home from there, live in another state, or were held with a foreigner."""
    text = found.text
    for ordinal in file.happenings:
        happening = found.happenings[ordinal]
        span = text.lows[happening.trigger.first : happening.trigger.end + 3]
        if happening.type in (EventType.RELEASED, EventType.TRANSFERRED) and set(span) & HOME:
            return True
        if any(p.number in foreign for p in happening.people if p is not file.person):
            return True
    marks = [(r, m) for s, r in file.refs if r.kind in ("name", "descriptor") for m in found.marks[s.first]]
    return any(
        r.last <= m.first <= r.last + 3
        and text.lows[m.first - 1] in ("from", "of")
        and m.country.code != file.holder
        and m.country.kind in ("town", "place", "capital", "name")
        for r, m in marks
    )


def _primary(found: Scan, file: File) -> bool:
    sentences = (_sentence_of(found, mark.first) for mark in file.names)
    return len(file.names) >= 3 or any(s.title or s.paragraph <= 2 for s in sentences)


def _sentence_of(found: Scan, word: int) -> Sentence:
    return found.text.sentences[bisect_right(found.text.sentences, word, key=lambda s: s.first) - 1]


def _quoted(found: Scan, first: int, last: int) -> tuple[int, int]:
    return clauses.quote(found.text, first, last, _sentence_of(found, first))


def _claims(found: Scan, file: File, facts: Further) -> Iterator[Claim]:
    yield from _names(found, file)
    for code, (first, last, rule, confidence) in sorted(file.nationalities.items()):
        yield Claim("nationality", code, *_quoted(found, first, last), rule, confidence)
    if file.holder and file.held_by:
        first, last, rule = file.held_by
        yield Claim("detaining_country", file.holder, *_quoted(found, first, last), rule, 0.9)
    yield from _event_claims(found, file)
    yield from _fine_claims(found, file)
    subject = Subject(file.person, file.holder, frozenset(file.nationalities), tuple(file.events))
    yield from further.claims(found, facts, subject, _charge_claims(found, file))


def _names(found: Scan, file: File) -> Iterator[Claim]:
    text = found.text
    printed: dict[str, tuple[int, int]] = {}
    for mark in file.names:
        printed.setdefault(text.span(mark.first, mark.last), (text.starts[mark.first], text.ends[mark.last - 1]))
    full = file.person.name
    for form, (start, end) in sorted(printed.items(), key=lambda item: (item[0] != full, item[1])):
        yield Claim("name", form, start, end, "name:full" if form == full else "name:form", 0.98)


def _event_claims(found: Scan, file: File) -> Iterator[Claim]:
    force = in_force(file.events)
    for number, event in enumerate(file.events):
        told = found.happenings[event.told[0]]
        start, end = clauses.quote(found.text, told.trigger.first, told.trigger.last, told.sentence)
        words = event.words or found.text.span(told.trigger.first, told.trigger.last)
        yield Claim(
            f"event:{event.type}",
            words,
            start,
            end,
            f"event:{told.trigger.frame.role}",
            OF_EVENT[event.dated.precision if event.dated else None],
            base=event.base,
            event=number,
            detail=event.detail,
        )
        if event.term:
            telling = next(found.happenings[i] for i in event.told if found.happenings[i].term)
            field_name = "sentence" if event is force else "term"
            quote = clauses.quote(found.text, telling.trigger.first, telling.trigger.last, telling.sentence)
            yield Claim(
                field_name,
                event.term_words,
                *quote,
                f"{field_name}:{telling.trigger.frame.role}",
                0.9,
                value=event.term.value,
                event=number,
            )


def _fine_claims(found: Scan, file: File) -> Iterator[Claim]:
    mine = file.fines
    for fine in mine[:1]:
        quote = clauses.quote_of(found.text, fine.start, fine.end, fine.sentence)
        yield Claim("fine", found.text.text[fine.start : fine.end], *quote, "fine:sum", 0.9)


RANK = {Standing.ALLEGED: 0, Standing.PENDING: 1, Standing.DROPPED: 2, Standing.ACQUITTED: 3, Standing.PROVEN: 4}


def _charge_claims(found: Scan, file: File) -> Iterator[Claim]:
    by_code: dict[str, list[object]] = {}
    mine = file.charges
    if any(c.code != "uncharged" for c in mine):
        mine = [c for c in mine if c.code != "uncharged"]
    for charge in sorted(mine, key=lambda c: (-RANK[c.standing], c.first)):
        if charge.code in by_code:
            continue
        by_code[charge.code] = []
        number = next(
            (
                n
                for n, e in enumerate(file.events)
                if charge.happening and any(found.happenings[i].trigger is charge.happening.trigger for i in e.told)
            ),
            None,
        )
        first = min(charge.cue, charge.first)
        yield Claim(
            "charge",
            found.text.span(charge.first, charge.last),
            *clauses.quote(found.text, first, charge.last, _sentence_of(found, charge.first)),
            f"charge:{charge.standing}",
            OF_CHARGE[charge.standing],
            value=charge.code,
            event=number,
            standing=charge.standing,
        )
