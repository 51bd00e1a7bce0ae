"""Telegram: pages of a public channel, as its web preview prints them, → posts."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from lxml import etree, html

from detaincrawl.discover import post_url
from detaincrawl.markup import tree
from detaincrawl.posts.json_items import moment, once, prose
from detaincrawl.posts.platform import Asked, Platform
from detaincrawl.records import Batch, Post, PostRef, Refused, Repost

API = "https://t.me"
PAUSE = 2
"""Seconds between requests: no limit is published, and nobody has been refused at this pace."""
MOST_BYTES = 2_000_000
"""Of a page; a real one of twenty long posts has 300,000."""
MOST = 200
"""Posts of a page that are read; a real one has twenty."""
_NUMBERED = re.compile(r"(?P<channel>[A-Za-z]\w{3,31})/(?P<number>\d{1,12})", re.ASCII)


def address(asked: Asked) -> str:
    """The page of a channel, or the one of what is older than a number: twenty posts or fewer."""
    before = f"?{urlencode({'before': asked.older})}" if asked.older else ""
    return f"{asked.source.api or API}/s/{asked.source.account}{before}"


def batch(body: bytes) -> Batch:
    """The posts of a page, the newest first as other platforms have them; the page has them last.

    Nearly every refusal comes with status 200, so the page is judged by what it holds. Raises Refused: no such account,
    a group, preview closed, no page of posts.
    """
    if len(body) > MOST_BYTES:
        raise Refused("too large", f"{len(body)} bytes")
    root = tree.parsed(body.decode("utf-8", "replace"))
    wraps = _all(root, "tgme_widget_message_wrap")[-MOST:]
    if not wraps and _first(root, "tgme_channel_history", "tgme_channel_info") is None:
        raise Refused(_instead(root))
    found = [one for wrap in reversed(wraps) if (one := _post(wrap))]
    older = _older(root)
    return Batch(tuple(found), older, ends=older is None)


def post(raw: bytes) -> Post:
    """One block of a page."""
    wrap = _first(tree.parsed(raw.decode("utf-8", "replace")), "tgme_widget_message_wrap")
    found = _post(wrap) if wrap is not None else None
    if found is None:
        raise Refused("no post")
    return found


def _instead(root: html.HtmlElement) -> str:
    """What the page is that stands where posts were asked for; also what the redirect of a group leads to."""
    card = " ".join(tree.words(part) for part in _all(root, "tgme_page_extra"))
    if "subscriber" in card:
        return "preview closed"
    if "member" in card:
        return "a group"
    return "no such account" if _first(root, "tgme_page") is not None else "no page of posts"


def _all(element: html.HtmlElement, *names: str) -> list[html.HtmlElement]:
    """Elements within, itself too, that have one of the classes."""
    found: Any = _named(names)(element)
    return list(found)


@cache
def _named(names: tuple[str, ...]) -> etree.XPath:
    has = " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)
    return etree.XPath(f"descendant-or-self::*[@class][{has}]")


def _first(element: html.HtmlElement, *names: str) -> html.HtmlElement | None:
    return next(iter(_all(element, *names)), None)


def _post(wrap: html.HtmlElement) -> Post | None:
    """None for what is no post of words: service messages, pictures alone, stickers, polls."""
    message = next((part for part in wrap.iter(etree.Element) if part.get("data-post")), None)
    numbered = _NUMBERED.fullmatch(message.get("data-post", "")) if message is not None else None
    if message is None or not numbered or "service_message" in (message.get("class") or ""):
        return None
    body = _first(message, "js-message_text")  # a quoted reply has only the class beside it
    text = prose(tree.lines(body)) if body is not None else ""
    if body is None or not text:
        return None
    at = _time(message)
    number = f"{numbered['channel'].lower()}/{numbered['number']}"
    origin = _origin(message) if at else None
    name = _first(message, "tgme_widget_message_forwarded_from_name" if origin else "tgme_widget_message_owner_name")
    return Post(
        id=origin or number,
        url=f"https://t.me/{origin or number}",
        author=f"@{(origin or number).partition('/')[0]}",
        text=text,
        raw=etree.tostring(wrap, encoding="utf-8", method="html", with_tail=False),
        name=tree.words(name) or None if name is not None else None,
        published=None if origin else at,
        links=once(_links(body, _first(message, "tgme_widget_message_link_preview"))),
        reply_to=_reply_to(message),
        reposted=Repost(number, at) if origin and at else None,
    )


def _time(message: html.HtmlElement) -> datetime | None:
    """Of the post; other times on it are lengths of videos. The mark of an edit has none."""
    times = (time for date in _all(message, "tgme_widget_message_date") for time in date.iter("time"))
    return moment(next((time.get("datetime") for time in times), None))


def _origin(message: html.HtmlElement) -> str | None:
    """The post that was passed on, as channel/number; None where it is the channel's own, or a hidden user's."""
    name = _first(message, "tgme_widget_message_forwarded_from_name")
    return _number(name.get("href")) if name is not None else None


def _reply_to(message: html.HtmlElement) -> PostRef | None:
    reply = _first(message, "tgme_widget_message_reply")
    number = _number(reply.get("href")) if reply is not None else None
    return PostRef(number) if number else None


def _number(href: str | None) -> str | None:
    """``channel/123`` of a post's address."""
    url = post_url(href) if href else None
    return url.removeprefix("https://t.me/") if url and url.startswith("https://t.me/") else None


def _links(body: html.HtmlElement, preview: html.HtmlElement | None) -> Iterator[str | None]:
    """Without those of hashtags, which are relative, and of mentions."""
    for link in (*body.iter("a"), *((preview,) if preview is not None else ())):
        href = link.get("href") or ""
        if not tree.words(link).startswith("@"):
            yield href.replace("&amp;", "&") if link.get("onclick") else href  # which t.me escapes twice


def _older(root: html.HtmlElement) -> str | None:
    """The number to ask on from: what the page calls the one before it."""
    stated = [link.get("href") for link in root.iter("link") if link.get("rel") == "prev"]
    stated += [f"?before={more.get('data-before')}" for more in _all(root, "tme_messages_more")]
    for href in filter(None, stated):
        found = re.search(r"[?&]before=([0-9]{1,12})(?![0-9])", href)
        if found:
            return found[1]
    return None


PLATFORM = Platform(address, batch, post, media="text/html; charset=utf-8", robots=True)
