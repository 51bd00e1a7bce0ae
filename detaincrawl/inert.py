"""What a page wrote, made harmless for whoever looks: no sign that a terminal, a log or an editor would obey."""

import json
import logging
import re
from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

UNSEEN = "\N{REPLACEMENT CHARACTER}"
OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029"  # cursor, colours, clipboard, title; forged lines
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # these turn the order of what is read around
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # text that is there and not shown
    "\ud800-\udfff]"  # no encoding writes these: printing would fail
)
SPACES = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


def inert(text: str) -> str:
    """The text with a harmless sign for each that is obeyed, so that offsets stay; line feeds are left."""
    return OBEYED.sub(lambda found: found[0].translate(SPACES) if ord(found[0]) in SPACES else UNSEEN, text)


def inert_line(text: str) -> str:
    """The same on one line."""
    return inert(text).replace("\n", " ")


def inert_json(value: object, **how: Any) -> str:
    """JSON that means the same, with those signs written as escapes."""
    return OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False, **how))


class InertConsole(Console):
    """Prints words as they are: nothing in them is markup, and no sign in them is obeyed."""

    def __init__(self, **how: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, **how)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else inert(text), style, control)


class InertFormatter(logging.Formatter):
    """Formats as another formatter does; a message stays one line, and only a traceback has more."""

    def __init__(self, wrapped: logging.Formatter) -> None:
        super().__init__()
        self.wrapped = wrapped

    def format(self, record: logging.LogRecord) -> str:
        one_line = logging.makeLogRecord({**vars(record), "msg": inert_line(record.getMessage()), "args": None})
        return inert(self.wrapped.format(one_line))


def make_logs_inert() -> None:
    """What the handlers of this process write from now on cannot drive a terminal or forge a line."""
    for handler in logging.root.handlers:
        handler.setFormatter(InertFormatter(handler.formatter or logging.Formatter()))
