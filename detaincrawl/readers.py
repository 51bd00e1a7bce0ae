"""Who reads: the rules, a tagger that adds names, other readers; chosen by settings, loaded once a process."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar

from detaincrawl import read
from detaincrawl.read import several
from detaincrawl.read.several import Reader
from detaincrawl.read.taggers import NameSpan, Tagger
from detaincrawl.records import Article, Reading

T = TypeVar("T")
RULES = "rules"
SPACY = "spacy:"


class ReaderError(ValueError):
    """A reader or tagger cannot be loaded, or failed: one line with the setting, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The two settings as written; they travel to the worker processes, which load what they name."""

    readers: str = RULES
    tagger: str = ""


RULES_ALONE = Chosen()


def chosen(settings: Mapping[Any, Any]) -> Chosen:
    """READERS and NAME_TAGGER of the environment or of Scrapy's settings."""
    return Chosen(settings.get("READERS") or RULES, settings.get("NAME_TAGGER") or "")


@cache
def reader(choice: Chosen) -> Reader:
    """One function for all that is chosen. Raises ReaderError."""
    names = dict.fromkeys(part.strip() for part in choice.readers.split(",") if part.strip())
    if not names:
        raise ReaderError("READERS names no reader: write it like rules,package.module:function")
    rules = partial(read.read, tagger=tagger(choice.tagger))
    parts = [rules if spec == RULES else _own(spec) for spec in names]
    if parts == [rules]:
        return rules
    return lambda article: several.joined(article, [part(article) for part in parts])


@cache
def tagger(spec: str) -> Tagger | None:
    """The tagger that NAME_TAGGER names; None: the rules alone. Raises ReaderError."""
    if not spec:
        return None
    found: Tagger
    if spec.startswith(SPACY):
        from detaincrawl import spacy_tagger

        try:
            found = spacy_tagger.load(spec.removeprefix(SPACY))
        except spacy_tagger.Missing as missing:
            raise ReaderError(f"NAME_TAGGER={spec}: {missing}") from missing
    else:
        found = _function("NAME_TAGGER", spec)

    def spans(text: str) -> list[NameSpan]:
        return _asked(f"NAME_TAGGER={spec}", lambda: [_inside(span, text) for span in found(text)])

    return spans


def _own(spec: str) -> Reader:
    function = _function("READERS", spec)

    def asked(article: Article) -> Reading:
        return _asked(f"READERS={spec}", lambda: several.held(article, function(article)))

    return asked


def _inside(span: NameSpan, text: str) -> NameSpan:
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no place in a text of {len(text)} characters")
    return start, end


def _asked(who: str, call: Callable[[], T]) -> T:
    """What a stranger's code answers; its mistakes carry its name."""
    try:
        return call()
    except MemoryError:
        raise
    except Exception as error:
        raise ReaderError(f"{who} failed: {type(error).__name__}: {error}") from error


def _function(setting: str, spec: str) -> Callable[..., Any]:
    module, _, name = spec.partition(":")
    if not module or not name:
        raise ReaderError(f"{setting}: {spec!r} cannot be loaded; write it like package.module:function")
    try:
        function = getattr(importlib.import_module(module), name, None)
    except (ImportError, SyntaxError) as error:
        raise ReaderError(
            f"{setting}={spec}: {module} cannot be imported ({error}); install it, or put its folder into PYTHONPATH"
        ) from error
    if not callable(function):
        raise ReaderError(f"{setting}={spec}: {module} has no function {name}")
    return function  # type: ignore[no-any-return]
