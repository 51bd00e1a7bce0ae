"""What the parsers of JSON answers share: values by path, absent where the answer has another shape."""

import json
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from detaincrawl.discover.dates import EARLIEST
from detaincrawl.records import Refused

LATEST = datetime(9999, 1, 1, tzinfo=UTC)
"""What no zone, and no session of a database, can shift out of the calendar."""
MOST_BYTES = 8_000_000
"""Of one answer; a hundred posts with all that platforms tell of them have 500,000."""


def loaded(body: bytes) -> Any:
    """Raises Refused for what is no JSON, too large or nested too deep."""
    if len(body) > MOST_BYTES:
        raise Refused("too large", f"{len(body)} bytes")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("no JSON", type(error).__name__) from None


def dumped(item: object) -> bytes:
    """One item of an answer as bytes of its own."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def at(value: Any, *path: str) -> Any:
    """What lies at the end of a path of keys; None where a step is missing."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def words(value: Any, *path: str) -> str | None:
    """A string that says something."""
    found = at(value, *path)
    return found if isinstance(found, str) and found.strip() else None


def items(value: Any, *path: str) -> list[Any]:
    found = at(value, *path)
    return found if isinstance(found, list) else []


def moment(printed: str | None) -> datetime | None:
    """An ISO time, in UTC; None where it is none, or before the web: clients may state any (0001-01-01)."""
    try:
        found = datetime.fromisoformat(printed or "")
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if EARLIEST <= found < LATEST else None


def prose(text: str) -> str:
    """A post's text without what no database or terminal should meet; its lines stay."""
    visible = (sign for sign in text.replace("\r\n", "\n") if sign == "\n" or not _is_dropped(sign))
    return unicodedata.normalize("NFC", "".join(visible)).strip()


def _is_dropped(sign: str) -> bool:
    """Controls and lone surrogates; and the marks of direction, which split names that readers search for."""
    category = unicodedata.category(sign)
    return category in ("Cc", "Cs", "Cn") or (category == "Cf" and sign not in "\u200c\u200d")


def once(addresses: Iterable[str | None]) -> tuple[str, ...]:
    """The web's addresses, each once, in order."""
    return tuple(dict.fromkeys(one for one in addresses if one and one.startswith(("https://", "http://"))))
