"""The screen's words: lexicon/screen.toml → quick tests on plain text."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

STRONG, WEAK = 2, 1
"""Points of a word found; a word counts once, however often it comes."""
KEY = 3
"""Letters; no entry is shorter, its closing space counted."""
UNSPACED = frozenset({"ar", "fa", "he", "zh", "ja", "ko", "th"})
"""Languages that write prefixes or no spaces: their entries are found inside words too."""
SCRIPTS = {
    "ru": "Cyrillic", "uk": "Cyrillic", "be": "Cyrillic", "bg": "Cyrillic", "sr": "Cyrillic",
    "ar": "Arabic", "fa": "Arabic", "he": "Hebrew", "zh": "Han", "ja": "Han", "ko": "Hangul",
}  # fmt: skip
"""Other languages are written in Latin letters."""
SIGNS = {
    "Cyrillic": re.compile("[\u0400-\u04ff]"),
    "Arabic": re.compile("[\u0600-\u06ff]"),
    "Hebrew": re.compile("[\u05d0-\u05ea]"),
    "Han": re.compile("[\u3040-\u30ff\u4e00-\u9fff]"),
    "Hangul": re.compile("[\uac00-\ud7a3]"),
}
_NO_WORD = re.compile(r"[\W_]+")
_SAME = (("i\u0307", "i"), ("ё", "е"), ("ي", "ی"), ("ك", "ک"), ("\u200c", ""), ("\u0640", ""))
"""Spellings of one letter: Turkish İ in small letters, Arabic and Persian keyboards, joiners and stretchers."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries to look for in text that went through ``plain``: by the first letters of its words, or anywhere."""

    beginnings: Mapping[str, tuple[str, ...]]
    """First KEY letters of a word → entries that begin so."""
    anywhere: tuple[str, ...]
    """Entries of several words, or of a script without spaces."""

    def present(self, text: str) -> list[str]:
        """Those that the text has. 0.5 ms for 30,000 letters, however many entries there are."""
        words = {word + " " for word in text.split()}
        inside = {
            entry for word in words for entry in self.beginnings.get(word[:KEY], ()) if word.startswith(entry[1:])
        }
        return [*inside, *(entry for entry in self.anywhere if entry in text)]


@dataclass(frozen=True, slots=True)
class Words:
    """What the languages of one text call custody, foreigners and other sections."""

    worth: Mapping[str, int]
    """Points of each entry of custody."""
    custody: Entries
    foreign: Entries
    aside: Entries


def points(text: str, custody: Mapping[str, int]) -> int:
    """How much the text speaks of custody."""
    return sum(worth for word, worth in custody.items() if word in text)


def plain(text: str) -> str:
    """Small letters, one space for all that is no letter or digit, a space at both ends."""
    text = text.lower()
    for spelling, letter in _SAME:
        text = text.replace(spelling, letter)
    return f" {_NO_WORD.sub(' ', text)} "


def words_for(text: str, languages: Set[str | None]) -> Words:
    """The words of every language that the text may be in: by its script, and among Latin ones as declared."""
    if text.isascii():
        scripts: frozenset[str] = frozenset()
    else:
        scripts = frozenset(script for script, signs in SIGNS.items() if signs.search(text))
    return _words(scripts, frozenset(tag.lower().partition("-")[0] for tag in languages if tag))


@cache
def _words(scripts: frozenset[str], declared: frozenset[str]) -> Words:
    known = declared & lexicon().keys()
    latin = {language for language in lexicon() if language not in SCRIPTS}
    # A tag of no language in the lexicon, or none, tells nothing: then every Latin language may be it.
    chosen = (known or latin) | {"en"} | {language for language, script in SCRIPTS.items() if script in scripts}
    tables = [lexicon()[language] for language in lexicon() if language in chosen]
    strong, weak, foreign, aside = (
        tuple(dict.fromkeys(word for table in tables for word in table[column]))
        for column in ("strong", "weak", "foreign", "aside")
    )
    worth = {**dict.fromkeys(weak, WEAK), **dict.fromkeys(strong, STRONG)}
    return Words(worth, _entries_of(worth), _entries_of(foreign), _entries_of(aside))


def _entries_of(entries: Iterable[str]) -> Entries:
    beginnings: dict[str, tuple[str, ...]] = {}
    anywhere = []
    for entry in entries:
        if entry[0] == " " and " " not in entry[1:-1]:
            key = entry[1 : 1 + KEY]
            beginnings[key] = (*beginnings.get(key, ()), entry)
        else:
            anywhere.append(entry)
    return Entries(beginnings, tuple(anywhere))


@cache
def lexicon() -> dict[str, dict[str, tuple[str, ...]]]:
    """Language → column → entries as they are looked for in plain text."""
    tables = tomllib.loads((files("detaincrawl") / "lexicon/screen.toml").read_text("utf-8"))
    return {
        language: {column: tuple(_entries(listed, language)) for column, listed in table.items()}
        for language, table in tables.items()
    }


def _entries(listed: str, language: str) -> list[str]:
    entries = (entry.strip() for entry in listed.split(","))
    return [_entry(entry, language) for entry in entries if entry]


def _entry(entry: str, language: str) -> str:
    begins = "" if language in UNSPACED else " "
    return begins + plain(entry).strip() + (" " if entry.endswith("$") else "")
