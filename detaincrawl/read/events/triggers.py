"""Words that report an event: the frames of lexicon/<language>/events.toml, found in a text."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from detaincrawl.frozen import frozen
from detaincrawl.lexicon import table
from detaincrawl.lexicon.phrases import Slot, compile_phrase, expand
from detaincrawl.read.language.phrases import Match, Phrases, match_end
from detaincrawl.read.language.text import Text
from detaincrawl.vocabularies import EventType

REACH = 14
"""Words between a verb and what completes it: "found the American pastor Andrew Brunson guilty"."""


class Role(StrEnum):
    """Where the detainee stands to the words."""

    OBJECT = "object"
    SUBJECT = "subject"
    NOUN = "noun"
    PLAIN = "plain"


class Form(StrEnum):
    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    EITHER = "either"
    """Past and participle alike: arrested."""
    ING = "ing"
    NONE = "none"


@frozen
class Frame:
    """One way to report one event."""

    type: EventType
    detail: str | None
    role: Role
    form: Form
    needs: str | None
    state: bool
    rest: tuple[Slot, ...] = ()
    """What completes the verb behind its object."""


@frozen
class Trigger:
    """Words ``first`` to ``last`` report an event; ``end`` is behind what completes them."""

    first: int
    last: int
    end: int
    frame: Frame
    others: tuple[Frame, ...] = ()
    """Other readings of the same words, that need a term or a place."""


@cache
def frames(language: str) -> Phrases[Frame]:
    """All frames of a language."""
    words = table(f"{language}/events")
    irregular: dict[str, list[str]] = words["irregular"]
    return Phrases(phrase for entry in words["event"] for phrase in frames_of(entry, irregular))


def frames_of(entry: dict[str, Any], irregular: dict[str, list[str]]) -> Iterator[tuple[str, Frame]]:
    common = (EventType(entry["type"]), entry.get("detail"))
    needs, state = entry.get("needs"), entry.get("state", False)
    for role in (Role.OBJECT, Role.SUBJECT):
        for phrase in entry.get(role.value, ()):
            lemmas, _, tail = phrase.partition(" ")
            for word, form in (f for lemma in lemmas.split("|") for f in _forms(lemma, irregular)):
                yield from _verb(word, tail, Frame(*common, role, form, needs, state))
    for role in (Role.NOUN, Role.PLAIN):
        for phrase in entry.get(role.value, ()):
            before, _, after = phrase.partition(" @ ")
            for rest in [compile_phrase(e, opens=True) for e in expand(after)] if after else [()]:
                yield before, Frame(*common, role, Form.NONE, needs, state, rest)


@cache
def verb_forms(language: str = "en") -> frozenset[str]:
    """First words of the object and subject frames, in all their forms."""
    words = table(f"{language}/events")
    irregular = words["irregular"]
    lemmas = {
        lemma
        for e in words["event"]
        for role in ("object", "subject")
        for p in e.get(role, ())
        for lemma in p.partition(" ")[0].split("|")
    }
    return frozenset(w for lemma in lemmas for forms, _ in _forms(lemma, irregular) for w in forms.split("|"))


@cache
def nouns(language: str = "en") -> frozenset[str]:
    """Nouns that a detainee owns: arrest, release."""
    return frozenset(p.split()[0] for e in table(f"{language}/events")["event"] for p in e.get("noun", ()))


def _verb(word: str, tail: str, frame: Frame) -> Iterator[tuple[str, Frame]]:
    """One form of a verb. With a place for the object: open ("took X into custody") and, of participles, closed."""
    before, at, after = tail.partition("@")
    if not at:
        yield f"{word} {tail}".strip(), frame
        return
    before, after = before.strip(), after.strip()
    rests = [compile_phrase(e, opens=True) for e in expand(after)] if after else [()]
    values = (frame.type, frame.detail, frame.role, frame.form, frame.needs, frame.state)
    if frame.form is not Form.PARTICIPLE:
        yield from ((f"{word} {before}".strip(), Frame(*values, rest=rest)) for rest in rests)
    if frame.form in (Form.PARTICIPLE, Form.EITHER, Form.ING):
        form = frame.form
        yield (
            " ".join(p for p in (word, before, after) if p),
            Frame(frame.type, frame.detail, frame.role, form, frame.needs, frame.state),
        )


def _forms(lemma: str, irregular: dict[str, list[str]]) -> Iterator[tuple[str, Form]]:
    if lemma == "be":
        yield "|".join(["be", "am", *irregular["be"], "'s"]), Form.PAST
        return
    if lemma in irregular:
        present, past, *others = irregular[lemma]
        participle, ing = others
        if lemma not in (past, participle):
            yield lemma, Form.BASE
        yield present, Form.PRESENT
        yield (past, Form.EITHER) if past == participle else (past, Form.PAST)
        if past != participle:
            yield participle, Form.PARTICIPLE
        yield ing, Form.ING
        return
    stem = lemma.removesuffix("e")
    soft_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    doubled = lemma + lemma[-1] if _doubles(lemma) else lemma
    yield lemma, Form.BASE
    yield (
        (lemma[:-1] + "ies" if soft_y else lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")),
        Form.PRESENT,
    )
    yield (lemma[:-1] + "ied" if soft_y else (stem if stem != lemma else doubled) + "ed"), Form.EITHER
    yield (stem if stem != lemma else doubled) + "ing", Form.ING


def _doubles(lemma: str) -> bool:
    """Grab → grabbed, remand → remanded: one syllable, or stressed on the last (those few are listed)."""
    vowels = "aeiou"
    short = len(lemma) > 2 and lemma[-1] not in vowels + "wxy" and lemma[-2] in vowels and lemma[-3] not in vowels
    return short and (sum(c in vowels for c in lemma) == 1 or lemma in ("acquit", "expel", "commit", "abduct"))


def find(text: Text, first: int, last: int, language: str = "en") -> list[Trigger]:
    """All triggers of one sentence, left to right; where several fit at one word, the one that takes most words."""
    found: list[Trigger] = []
    lows, free = text.lows, first
    begun = frames(language).begun(text, first, last)
    for matches in begun:
        index = matches[0].first
        if index < free:
            continue
        best: list[tuple[int, int, int, Frame]] = []
        for match in matches:
            end = completed(match.meaning, lows, match.last, last)
            if end is not None:
                size = match.last - match.first + len(match.meaning.rest)
                best.append((size, match.last, end, match.meaning))
        if best and not _swallows(begun, best):
            size, after, end, frame = max(best, key=lambda b: (b[0], b[3].form is not Form.BASE, b[3].needs is None))
            others = tuple(b[3] for b in best if b[0] == size and b[3] is not frame and b[3].needs)
            found.append(Trigger(index, after, end, frame, others))
            free = after
    return [t for t in found if not any(o.frame.rest and o.end - 2 <= t.first < o.end and o is not t for o in found)]


def _swallows(begun: list[list[Match[Frame]]], best: list[tuple[int, int, int, Frame]]) -> bool:
    """ "Was remanded in custody": what happens stands within words for a state, which then say nothing more."""
    longest = max(best, key=lambda b: b[0])
    if not longest[3].state or longest[3].role is not Role.SUBJECT:
        return False
    inside = range(longest[1] - longest[0] + 1, longest[1])
    return any(
        not m.meaning.state and not m.meaning.rest and not m.meaning.needs and m.meaning.role is Role.OBJECT
        for matches in begun
        if matches[0].first in inside
        for m in matches
    )


def completed(frame: Frame, lows: list[str], after: int, last: int) -> int | None:
    """Where the frame is complete: at once, or behind an object of up to REACH words."""
    if not frame.rest:
        return after
    if frame.role is Role.OBJECT and lows[after : after + 1] in (["to"], ["by"]):
        return None  # "sent to Evin and sentenced to ten years" has no object
    for start in range(after if frame.role is Role.NOUN else after + 1, min(after + REACH, last)):
        if start > after and lows[start - 1] in (".", ";", ":"):
            return None
        end = match_end(frame.rest, lows, start, last)
        if end is not None:
            return end
    return None
