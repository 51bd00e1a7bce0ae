"""Meta tags of a page: name, property or itemprop → its contents in order."""

from collections.abc import Mapping

from lxml import html

Meta = Mapping[str, tuple[str, ...]]

_MAX_TAGS = 2_000


def meta(root: html.HtmlElement) -> Meta:
    """Contents under lower-case keys (``og:title``, ``article:published_time``, ``dc.date``)."""
    found: dict[str, list[str]] = {}
    for count, tag in enumerate(root.iter("meta")):
        if count >= _MAX_TAGS:
            break
        content = (tag.get("content") or "").strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for key in (tag.get(attribute) or "").lower().split():
                found.setdefault(key, []).append(content)
    return {key: tuple(values) for key, values in found.items()}


def first(tags: Meta, *keys: str) -> str | None:
    """The first content under the keys, in their order."""
    return next((value for key in keys for value in tags.get(key, ())), None)
