"""Social posts inside a page → Embed records; they leave the tree, so that no post is read as prose."""

import re
from collections.abc import Iterator
from datetime import tzinfo
from urllib.parse import urlsplit

from lxml import html

from detaincrawl.extract import moments, plain, tree
from detaincrawl.records import Embed

_BLOCKQUOTES = {
    "twitter-tweet": "x",
    "twitter-video": "x",
    "instagram-media": "instagram",
    "bluesky-embed": "bluesky",
    "tiktok-embed": "tiktok",
    "mastodon-embed": "mastodon",
    "telegram-post": "telegram",
    "fb-post": "facebook",
    "reddit-embed-bq": "reddit",
    "reddit-card": "reddit",
}
"""Class of the element that a platform's embed code puts around a post."""
_SIGNATURE = re.compile(r"\s*[—–-]+\s*(?P<name>[^()]{1,120}?)\s*\((?P<handle>@[\w.@-]{1,80})\)\s*")
_MAX_EMBEDS = 100


def take(root: html.HtmlElement, zone: tzinfo) -> tuple[Embed, ...]:
    """The page's embedded posts in order, each with its text; the tree loses them, with or without text."""
    found = []
    for element, platform in list(_embedded(root))[:_MAX_EMBEDS]:
        embed = _embed(element, platform, zone)
        if embed is not None and embed not in found:
            found.append(embed)
        element.drop_tree()
    return tuple(found)


def _embedded(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    for element in root.iter("blockquote", "div", "iframe"):
        platform = _platform(element)
        if platform and element.getparent() is not None:
            yield element, platform


def _platform(element: html.HtmlElement) -> str | None:
    classes = (element.get("class") or "").lower().split()
    for name in classes:
        if name in _BLOCKQUOTES:
            return _BLOCKQUOTES[name]
    if element.get("data-telegram-post"):
        return "telegram"
    if element.get("data-bluesky-uri"):
        return "bluesky"
    if element.tag == "iframe" and urlsplit(element.get("src") or "").hostname == "t.me":
        return "telegram"
    return None


def _embed(element: html.HtmlElement, platform: str, zone: tzinfo) -> Embed | None:
    link = _last_link(element)
    paragraphs = [tree.words(part) for part in element.iter("p")]
    whole = tree.words(element)
    text = "\n".join(part for part in paragraphs if part) or whole
    signature = _SIGNATURE.search(whole)
    if signature and not paragraphs:
        text = whole[: signature.start()]
    if not text:
        return None
    published = moments.moment(tree.words(link), zone, "en") if link is not None else None
    return Embed(
        platform=platform,
        author=signature["handle"] if signature else None,
        text=plain.line(text),
        url=_address(element, link),
        published=published.value if published else None,
    )


def _last_link(element: html.HtmlElement) -> html.HtmlElement | None:
    links = list(element.iter("a"))
    return links[-1] if links else None


def _address(element: html.HtmlElement, link: html.HtmlElement | None) -> str | None:
    post = element.get("data-telegram-post")
    if post:
        return f"https://t.me/{post}"
    href = element.get("data-instgrm-permalink") or (link.get("href") if link is not None else None)
    if href and href.startswith(("http://", "https://")):
        return str(href).split("?")[0]
    return None
