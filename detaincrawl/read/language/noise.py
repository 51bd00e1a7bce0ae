"""Short noisy posts as the sentences that their readers see: hashtags as words, capitals as names, no pictures.

Every sign stands for one sign, so that what is read of the plain text is quoted from the printed one.
"""

import re
from functools import cache

from detaincrawl.frozen import changed
from detaincrawl.lexicon import table
from detaincrawl.read.language import nationals, words
from detaincrawl.records import Claim, Mention

_TAG = re.compile(r"[#＃](?=\w*[^\W\d_])\w{2,80}")
_LINK = re.compile(r"https?://\S+")
_PASSED_ON = re.compile(r"^\s*(?:RT|via)\s+@\w+:?", re.M)
_BESIDE = re.compile(r"(?<=[^\W\d_]) \(@[\w.]{1,80}(?:@[\w.]{1,80})?\)")
"""A handle in brackets behind the name of whom it is."""
_PICTURES = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)
"""Emoji, flags, arrows and what joins them."""
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_a-zA-Z]+|\d+")
_SHOUT = re.compile(r"(?<![\w#@])[A-Z][A-Z'’-]+(?:[ ,]{1,2}(?:[A-Z][A-Z'’-]*|\d+)(?![a-z\d]))+(?!\w)")
_STOPS = ".!?…:,;"


def plain(text: str) -> str:
    """The post in plain words, as long as it was."""
    text = _BESIDE.sub(_blank, _PASSED_ON.sub(_blank, _LINK.sub(_blank, text)))
    text = _PICTURES.sub(_stop, text)
    text = _labels().sub(_blank, text)
    text = _TAG.sub(_spoken, text)
    text = _SHOUT.sub(_spoken_softly, text)
    return _telegram().sub(_joined, text)


def printed(mention: Mention, text: str) -> Mention:
    """The mention with quotes that never cut a hashtag."""
    tags = [tag.span() for tag in _TAG.finditer(text)]
    return changed(mention, claims=tuple(_whole(claim, tags) for claim in mention.claims)) if tags else mention


def _whole(claim: Claim, tags: list[tuple[int, int]]) -> Claim:
    start, end = claim.quote_start, claim.quote_end
    start = next((first for first, last in tags if first < start < last), start)
    end = next((last for first, last in tags if first < end < last), end)
    return changed(claim, quote_start=start, quote_end=end) if end - start <= LIMIT else claim


LIMIT = 400
"""Signs of a quote."""


@cache
def _labels() -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, table("en/posts")["labels"]), key=len, reverse=True))
    return re.compile(rf"^\W*?(?<![#@])\b(?:{listed})\b\s?(?::|!|-|–|\|)", re.I | re.M)


@cache
def _calls() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What stands before the name, and behind it."""
    parted = (call.split("…") for call in table("en/posts")["calls"])
    return tuple((tuple(before.split()), tuple(behind.split())) for before, behind in parted)


@cache
def _telegram() -> re.Pattern[str]:
    """A name, and behind a stop or a line's end what happened to whoever bears it: "Jane Doe. Arrested in Tehran"."""
    verbs = "|".join(table("en/posts")["happened"])
    return re.compile(
        rf"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{1,3}})(?P<gap>[\s.!:–—-]{{1,40}})(?=(?:{verbs})\b)(?P<first>[A-Z])"
    )


def _joined(found: re.Match[str]) -> str:
    if not words.is_given(found["name"].split()[0].lower()):
        return found[0]
    return found["name"] + " " * len(found["gap"]) + found["first"].lower()


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _stop(found: re.Match[str]) -> str:
    """A picture parts sentences where no stop does."""
    before, behind = found.string[: found.start()].rstrip(" "), found.string[found.end() :].lstrip(" ")
    ends = not before or before[-1] in _STOPS + "\n" or behind[:1].islower()
    return (" " if ends else ".") + " " * (len(found[0]) - 1)


def _spoken(tag: re.Match[str]) -> str:
    """A hashtag as words: whom it calls for, a country, a term; nothing where it only labels the post."""
    humps = _HUMPS.findall(tag[0])
    low = [hump.lower() for hump in humps]
    if "".join(low) in table("en/posts")["labels"] or not humps:
        return _blank(tag)
    named = _called_for(low)
    if named:
        said = " ".join(hump.capitalize() if hump.isupper() else hump for hump in humps[named])
        return _fitted(tag, said, _parting(tag))
    if len(humps) == 1:
        return _fitted(tag, humps[0].capitalize() if low[0] in nationals.countries() else humps[0], "")
    is_name = words.is_given(low[0]) and len(humps) <= 3 and all(hump[0].isupper() for hump in humps)
    return _fitted(tag, " ".join(humps if is_name else low), "")


def _called_for(low: list[str]) -> slice | None:
    """The words of a tag that are the name of whom it calls for."""
    for before, behind in _calls():
        first, last = len(before), len(low) - len(behind)
        fits = tuple(low[:first]) == before and tuple(low[last:]) == behind
        if fits and 0 < last - first <= 4 and (last - first > 1 or words.is_given(low[first])):
            return slice(first, last)
    return None


def _parting(tag: re.Match[str]) -> str:
    """What keeps a call apart from the sentence before it."""
    before = tag.string[: tag.start()].rstrip(" ")
    return "" if not before or before[-1] in _STOPS + "\n(" else "."


def _fitted(tag: re.Match[str], said: str, parting: str) -> str:
    """As long as the tag: what does not fit stays as it was."""
    room = len(tag[0]) - len(said)
    if room < 0:
        return tag[0]
    parting = parting if room > len(parting) else ""
    return parting + " " * (room - len(parting)) + said


def _spoken_softly(shout: re.Match[str]) -> str:
    """Words in capitals: names keep the first, the rest are small. Two words of which none is a given name stay."""
    parts = re.split(r"([ ,]+)", shout[0])
    given = [words.is_given(part.lower()) for part in parts]
    if sum(part.isalpha() for part in parts) < 4 and not any(given):
        return shout[0]
    return "".join(_small(part, given, place) for place, part in enumerate(parts))


def _small(part: str, given: list[bool], place: int) -> str:
    low = part.lower()
    if low in table("en/posts")["acronyms"]:
        return part
    behind_given = place >= 2 and given[place - 2] and low not in words.openers() and low not in words.prepositions()
    if given[place] or behind_given or low in nationals.countries() or low in nationals.demonyms():
        return part.capitalize()
    return low
