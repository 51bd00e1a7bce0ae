"""Printed words as plain text: what no database, terminal or offset should ever meet is taken out here."""

import html
import re
import unicodedata
from collections.abc import Iterable

# Controls, lone surrogates and noncharacters break PostgreSQL or terminals; soft hyphens, zero-width spaces and bidi
# marks split names that readers search for. ZWNJ and ZWJ stay: Persian and emoji are spelled with them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0e\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")


def line(words: str) -> str:
    """The words in one line: NFC, single spaces, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", _DROPPED.sub("", words)).split())


def lines(words: str) -> str:
    """The same with its line ends kept: of empty lines no more than one together, none at either end."""
    text = unicodedata.normalize("NFC", _DROPPED.sub("", words))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(part.split()) for part in text.split("\n"))).strip("\n")


def unmarked(words: str) -> str:
    """A line from a metadata value, which sites fill with entities (often twice) and stray tags."""
    if "&" in words:
        words = html.unescape(html.unescape(words))
    if "<" in words:
        words = _TAG.sub(" ", words)
    return line(words)


def same_as_any(words: str, others: Iterable[str]) -> bool:
    """Whether another line has the same words, whatever their case and punctuation."""
    return _folded(words) in {_folded(other) for other in others}


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())
