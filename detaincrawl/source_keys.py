"""What each key of a sources.toml entry may hold; a rule gives the mistake in a value, or None."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from detaincrawl.vocabularies import SourceKind, SourceType

ADDRESS_LISTS = ("feeds", "sitemaps", "listings")
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Rule:
    mistake: Callable[[object], str | None]
    """What is wrong with a value, to be read after ``entry: key:``; None where nothing is."""
    required: bool = False


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return f"must be a string, not {_type(value)}"
    if not value.strip() or value != value.strip() or _CONTROL.search(value):
        return f"{value!r} is empty, or has space around it or control characters in it"
    return None


def _type(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "an array", dict: "a table"}
    return names.get(type(value), "a date or time")


def _matching(pattern: str, what: str) -> Callable[[object], str | None]:
    def mistake(value: object) -> str | None:
        wrong = _text(value)
        if wrong:
            return wrong
        return None if re.fullmatch(pattern, str(value)) else f"{value!r} is no {what}"

    return mistake


def _one_of(words: type[StrEnum]) -> Callable[[object], str | None]:
    def mistake(value: object) -> str | None:
        known = [str(word) for word in words]
        return None if value in known else f"{value!r} is none of {', '.join(known)}"

    return mistake


def _address(value: object) -> str | None:
    wrong = _text(value)
    if wrong:
        return wrong
    try:
        parts = urlsplit(str(value))
        port = parts.port
    except ValueError as error:
        return f"{value!r} is no address: {error}"
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in str(value):
        return f"{value!r} is no http or https address"
    if parts.username is not None or parts.password is not None or port == 0:
        return f"{value!r} must not carry credentials or port 0"
    return "must not have a fragment (#…)" if parts.fragment else None


def _each(rule: Callable[[object], str | None]) -> Callable[[object], str | None]:
    def mistake(value: object) -> str | None:
        if not isinstance(value, list) or not value:
            return "must be an array with at least one value"
        wrong = next((found for found in map(rule, value) if found), None)
        if wrong:
            return wrong
        return "has a value twice" if len(set(value)) < len(value) else None

    return mistake


def _language(value: object) -> str | None:
    wrong = _matching(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", "BCP 47 language such as en or pt-BR")(value)
    if wrong:
        return wrong
    try:
        Locale.parse(str(value), sep="-")
    except (UnknownLocaleError, ValueError):
        return f"{value!r} is no language known to CLDR"
    return None


@cache
def _countries() -> frozenset[str]:
    names = Locale("en").territories
    return frozenset(str(code) for code in names if re.fullmatch("[A-Z]{2}", str(code))) - NO_COUNTRIES


def _country(value: object) -> str | None:
    known = isinstance(value, str) and value in _countries()
    return None if known else f"{value!r} is no ISO 3166-1 alpha-2 country"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _timezone(value: object) -> str | None:
    known = isinstance(value, str) and value in _zones()
    return None if known else f"{value!r} is no IANA time zone such as Europe/Moscow"


def _boolean(value: object) -> str | None:
    return None if isinstance(value, bool) else f"must be true or false, not {_type(value)}"


KEYS: Mapping[str, Rule] = {
    "key": Rule(_matching(r"[a-z0-9]+(-[a-z0-9]+)*", "key: small letters, digits and single hyphens"), required=True),
    "name": Rule(_text, required=True),
    "kind": Rule(_one_of(SourceKind), required=True),
    "homepage": Rule(_address, required=True),
    "language": Rule(_language, required=True),
    "country": Rule(_country),
    "timezone": Rule(_timezone),
    "type": Rule(_one_of(SourceType)),
    "feeds": Rule(_each(_address)),
    "sitemaps": Rule(_each(_address)),
    "listings": Rule(_each(_address)),
    "account": Rule(_text),
    "tags": Rule(_each(_matching(r"[^\W_]\w*", "tag: letters and digits, without #"))),
    "api": Rule(_address),
    "verified": Rule(_boolean),
}

ACCOUNTS: Mapping[SourceKind, Callable[[object], str | None]] = {
    SourceKind.MASTODON: _matching(r"@\w[\w.-]*@[a-z0-9-]+(\.[a-z0-9-]+)+", "account such as @user@mastodon.example"),
    SourceKind.BLUESKY: _matching(r"did:(plc|web):\S+|[a-z0-9-]+(\.[a-z0-9-]+)+", "handle such as name.bsky.social"),
    SourceKind.TELEGRAM: _matching(r"[A-Za-z]\w{3,31}", "public channel name, without @ or t.me/"),
    SourceKind.YOUTUBE: _matching(r"UC[\w-]{22}", "channel id (UC and 22 more signs)"),
    SourceKind.REDDIT: _matching(r"\w{2,21}", "subreddit name, without r/"),
    SourceKind.X: _matching(r"\w{1,15}", "handle, without @"),
}
TAGGED = frozenset({SourceKind.MASTODON, SourceKind.REDDIT, SourceKind.X})


def account_mistake(kind: SourceKind, entry: Mapping[str, Any]) -> tuple[str, str] | None:
    """Key and mistake of a social source that cannot be followed as it stands."""
    if "tags" in entry and kind not in TAGGED:
        return "tags", f"{kind} has no public search by tag"
    if "account" in entry:
        wrong = ACCOUNTS[kind](entry["account"])
        return ("account", wrong) if wrong else None
    if "tags" not in entry:
        return "account", f"a {kind} source needs an account" + (" or tags" if kind in TAGGED else "")
    if kind is SourceKind.MASTODON and "api" not in entry:
        return "api", "tags need the instance to ask, such as https://mastodon.example"
    return None
