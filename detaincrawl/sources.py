"""The catalogue: sources.toml → Sources. Strict: whatever it does not know, it refuses, naming file, entry and key."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detaincrawl.records import Source
from detaincrawl.source_keys import ADDRESS_LISTS, KEYS, account_mistake
from detaincrawl.vocabularies import SourceKind, SourceType

CATALOGUE = Path(__file__).with_name("sources.toml")


class CatalogueError(ValueError):
    """Raised by load where a catalogue cannot be used: the crawl does not begin.

    The message is one line about the first mistake; ``mistakes`` has all of them.
    """

    def __init__(self, file: Path, mistakes: tuple[str, ...]) -> None:
        more = f" (and {len(mistakes) - 1} more: see `detaincrawl sources list`)" if len(mistakes) > 1 else ""
        super().__init__(f"{file}: {mistakes[0]}{more}")
        self.file = file
        self.mistakes = mistakes


def load(path: Path | None = None) -> tuple[Source, ...]:
    """The sources of a catalogue, in its order: of ``path``, else of the file that SOURCES names, else of the bundled.

    Raises CatalogueError where the file is missing, is no TOML, or an entry is wrong.
    """
    file = path or Path(os.environ.get("SOURCES") or CATALOGUE)
    entries = _entries(file)
    mistakes = (*_mistakes(entries), *_doubles(entries))
    if mistakes:
        raise CatalogueError(file, mistakes)
    return tuple(_source(entry) for entry in entries)


def _entries(file: Path) -> list[Any]:
    try:
        document = tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        reason = f"cannot be read ({error.strerror}): set SOURCES to a catalogue, or unset it for the bundled one"
        raise CatalogueError(file, (reason,)) from error
    except UnicodeDecodeError as error:
        raise CatalogueError(file, (f"is not UTF-8 (byte {error.start})",)) from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(file, (f"is no TOML: {error}",)) from error
    unknown = sorted(set(document) - {"source"})
    if unknown:
        raise CatalogueError(file, (f"unknown table {unknown[0]!r}: a catalogue has [[source]] entries only",))
    entries = document.get("source")
    if not isinstance(entries, list) or not entries:
        raise CatalogueError(file, ("has no [[source]] entry",))
    return entries


def _mistakes(entries: list[Any]) -> Iterator[str]:
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            yield f"source {number}: is no table"
            continue
        for key, what in _entry_mistakes(entry):
            yield f"{_where(number, entry)}: {key}: {what}"


def _where(number: int, entry: dict[str, Any]) -> str:
    key = entry.get("key")
    return f"source {number} ({key})" if isinstance(key, str) else f"source {number}"


def _entry_mistakes(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in sorted(set(entry) - set(KEYS)):
        yield key, "unknown key"
    sound = True
    for key, rule in KEYS.items():
        if key not in entry:
            if rule.required:
                sound = False
                yield key, "is missing"
            continue
        mistake = rule.mistake(entry[key])
        if mistake:
            sound = False
            yield key, mistake
    if sound:
        yield from _kind_mistakes(entry)


def _kind_mistakes(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What does not fit together, in an entry whose single values are right."""
    kind = SourceKind(entry["kind"])
    if kind is not SourceKind.NEWS:
        for key in ADDRESS_LISTS:
            if key in entry:
                yield key, f"a {kind} source has an account or tags instead"
        mistake = account_mistake(kind, entry)
        if mistake:
            yield mistake
        return
    for key in ("account", "tags", "api"):
        if key in entry:
            yield key, "only a social source has one"
    if not any(entry.get(key) for key in ADDRESS_LISTS):
        yield "feeds", "a news source needs at least one of feeds, sitemaps, listings"


def _doubles(entries: list[Any]) -> Iterator[str]:
    """Keys and addresses given twice: one article would have two sources."""
    seen: dict[tuple[str, object], int] = {}
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            continue
        for key, value in _unique_values(entry):
            first = seen.setdefault((key, value), number)
            if first != number:
                yield f"{_where(number, entry)}: {key}: {value!r} is that of source {first} already"


def _unique_values(entry: dict[str, Any]) -> Iterator[tuple[str, object]]:
    if isinstance(entry.get("key"), str):
        yield "key", entry["key"]
    for key in ADDRESS_LISTS:
        addresses = entry.get(key)
        if isinstance(addresses, list):
            yield from ((key, address) for address in addresses if isinstance(address, str))
    if isinstance(entry.get("account"), str):
        yield "account", f"{entry.get('kind')}:{entry['account'].lower()}"


def _source(entry: dict[str, Any]) -> Source:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    values["kind"] = SourceKind(entry["kind"])
    values["type"] = SourceType(entry.get("type", SourceType.OTHER))
    return Source(**values)
