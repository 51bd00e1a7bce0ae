"""Words of an entry → one line of plain text."""

import html
import re

TITLE_SIGNS = 500
SUMMARY_SIGNS = 2_000
INLINE = frozenset({"a", "abbr", "b", "em", "font", "i", "mark", "q", "small", "strong", "sub", "sup", "u", "wbr"})
"""Elements that stand within a word or beside a full stop: no space comes of them."""
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})(?:\s[^<>]{{0,2000}})?/?>", re.I)
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,2000}|!--[^<>]{0,2000}--)>")
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, bidirectional overrides and lone surrogates: they forge what a terminal or a database shows."""


def plain(text: str | None, longest: int) -> str | None:
    """Without markup, references and control characters; None where no words are left.

    Feeds give titles as text, as escaped HTML and as twice escaped HTML; text that shows ``<b>`` is rarer than these.
    """
    if not text:
        return None
    text = text[: longest * 20]
    for _ in range(2):
        text = html.unescape(_untagged(text))
    words = " ".join(_UNFIT.sub("", _untagged(text)).split())
    return words[:longest].rstrip() or None


def _untagged(text: str) -> str:
    return _TAG.sub(" ", _INLINE_TAG.sub("", text))


def language_tag(text: str | None) -> str | None:
    """BCP 47 spelling of what a feed declares (``en_us`` → ``en-US``); None for what is no language tag."""
    found = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\s*", text or "")
    if not found:
        return None
    parts = (found[1].lower(), (found[2] or "").title(), (found[3] or "").upper())
    return "-".join(part for part in parts if part)
