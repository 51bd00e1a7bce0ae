"""Social posts inside a page → Embed records; they leave the tree, so that no post is read as prose."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from urllib.parse import urlsplit

from lxml import html

from detaincrawl.discover import post_url
from detaincrawl.extract import language, moments
from detaincrawl.markup import tree
from detaincrawl.records import Embed

_CLASSES = {
    "twitter-tweet": "x", "twitter-video": "x", "instagram-media": "instagram", "bluesky-embed": "bluesky",
    "mastodon-embed": "mastodon", "telegram-post": "telegram", "tiktok-embed": "tiktok", "fb-post": "facebook",
    "reddit-embed-bq": "reddit", "reddit-card": "reddit", "text-post-media": "threads",
}  # fmt: skip
"""Class of the element that a platform's embed code puts around a post."""
_TAGS = {"amp-twitter": "x", "amp-instagram": "instagram", "amp-facebook": "facebook"}
_ATTRIBUTES = {"data-telegram-post": "telegram", "data-bluesky-uri": "bluesky", "data-tweet-id": "x"}
_HOSTS = {"x.com": "x", "t.me": "telegram", "bsky.app": "bluesky", "www.instagram.com": "instagram"}
"""Of a post's one address."""
_LOADED_LATER = frozenset({"instagram", "mastodon", "threads"})
"""Outside paragraphs their embed code says only "View this post", in the language of whoever put it there."""
_SIGNED = r"\(\s?(?P<handle>@[\w.@-]{1,80})\s?\)[^\n]{0,80}"
_SIGNATURES = (
    re.compile(rf"^[—–][^\n]{{1,160}}?{_SIGNED}", re.M),
    re.compile(rf"[—–]\s?[^\n—–]{{1,120}}?{_SIGNED}"),
)
"""On a line of its own, where a name may have a dash in it; else behind the last dash."""
_SHARED_BY = re.compile(r"[^\n]{0,200}\(\s?(?P<handle>@[\w.]{1,80})\s?\)[^\n]{0,80}(?:\n[^\n]{0,80})?\Z")
"""Last words of Instagram's embed code, in any language: "A post shared by Name (@name) on <date>"."""
_POSTED_BY = re.compile(r"(?:post shared by|post by)[^@\n]{0,120}(?P<handle>@[\w.@-]{1,80})", re.I)
_PLACEHOLDER = re.compile(r"\s*\[image or embed\]\Z")
_HANDLE_IN_PATH = re.compile(r"^/(?:s/)?(?P<mark>@?)(?P<name>\w[\w.@-]{0,60})/(?:status(?:es)?/)?\d+")
_ADDRESSES = (
    "data-instgrm-permalink", "data-embed-url", "data-text-post-permalink", "cite", "data-href", "src", "data-src"
)  # fmt: skip
_MAX_EMBEDS = 100
_TWITTER_EPOCH = 1_288_834_974_657
_RECORD_KEY = "234567abcdefghijklmnopqrstuvwxyz"
"""Digits of the number that Bluesky's record keys are: microseconds, and ten bits of a clock."""


def take(root: html.HtmlElement, zone: tzinfo, spoken: str) -> tuple[Embed, ...]:
    """The page's embedded posts in order; the tree loses them. Posts that load later have a URL and no text.

    ``spoken``: the page's language, in which dates are printed.
    """
    found: list[Embed] = []
    for element, platform in list(_embedded(root))[:_MAX_EMBEDS]:
        embed = _embed(element, platform, zone, spoken)
        if (embed.text or embed.url) and embed not in found:
            found.append(embed)
        element.drop_tree()
    return tuple(found)


def _embedded(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Outermost elements of posts: a post quoted in a post is a part of its text."""
    taken: set[html.HtmlElement] = set()
    for element in root.iter("blockquote", "div", "iframe", "script", "p", *_TAGS):
        platform = _platform(element)
        if platform and element.getparent() is not None and not any(up in taken for up in element.iterancestors()):
            taken.add(element)
            yield element, platform


def _platform(element: html.HtmlElement) -> str | None:
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    if element.tag == "p":
        return _alone(element)
    named = next((_CLASSES[name] for name in (element.get("class") or "").lower().split() if name in _CLASSES), None)
    if named:
        return named
    marked = next((platform for name, platform in _ATTRIBUTES.items() if element.get(name)), None)
    if element.tag == "iframe":
        return marked or _hosted(element.get("src") or element.get("data-src"))
    return marked or (_alone(element) if "embed" in (element.get("class") or "") else None)


def _alone(element: html.HtmlElement) -> str | None:
    """A line that is a post's address and nothing else: what a site leaves where the embed code was not to be had."""
    words = (element.text_content() if len(element) < 2 else "").strip()
    return _hosted(words) if words.startswith("http") and " " not in words else None


def _hosted(address: str | None) -> str | None:
    url = post_url(_absolute(address)) if address else None
    return _HOSTS.get(_host(url)) if url else None


def _embed(element: html.HtmlElement, platform: str, zone: tzinfo, spoken: str) -> Embed:
    address = _address(element)
    whole = tree.lines(element) if element.tag not in ("script", "iframe", "p") else ""
    text, signature = _parted(element, platform, whole)
    handle = signature["handle"].rstrip(".") if signature else _handle(address)
    tongue = next((part.get("lang") for part in element.iter("p") if part.get("lang")), None)
    return Embed(
        platform=platform,
        author=handle,
        text="" if post_url(text) else text,
        url=(post_url(address) or address) if address else None,
        published=_published(element, address, zone, spoken),
        language=language.primary(tongue) if tongue and tongue not in ("und", "zxx", "art") else None,
    )


def _parted(element: html.HtmlElement, platform: str, whole: str) -> tuple[str, re.Match[str] | None]:
    """The words of the post without what the embed code says around them, and who has signed."""
    paragraphs = "\n\n".join(words for part in element.iter("p") if (words := tree.lines(part))) if whole else ""
    text = paragraphs or ("" if platform in _LOADED_LATER else whole)
    if platform == "instagram":
        signature = _SHARED_BY.search(whole[-600:])
        return (text.removesuffix(signature[0]).rstrip() if signature else text), signature
    signature = _signature(whole)
    if signature:
        text = text.removesuffix(signature[0] + whole[signature.end() :]).rstrip()
    return _PLACEHOLDER.sub("", text), signature or _POSTED_BY.search(whole)


def _signature(whole: str) -> re.Match[str] | None:
    found = (next(reversed(list(pattern.finditer(whole))), None) for pattern in _SIGNATURES)
    return next(filter(None, found), None)


def _address(element: html.HtmlElement) -> str | None:
    """Where the embed code says that the post is, as it writes it; the page of a post before any other page."""
    if post := element.get("data-telegram-post"):
        return f"https://t.me/{post}"
    if status := element.get("data-tweetid") or element.get("data-tweet-id"):
        return f"https://x.com/i/status/{status}"
    if record := element.get("data-bluesky-uri"):
        return str(record)
    stated = [part.get(name) for part in (element, *element.iter("iframe")) for name in _ADDRESSES]
    stated += [link.get("href") for link in reversed(list(element.iter("a")))]
    found = [_absolute(words) for words in (*stated, element.text_content().strip()) if words]
    found = [words for words in found if words.startswith(("https://", "http://")) and " " not in words]
    first = next((words for words in found if post_url(words)), next(iter(found), None))
    return re.sub(r"[?#].*$", "", first) if first and not post_url(first) else first


def _absolute(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def _handle(url: str | None) -> str | None:
    found = _HANDLE_IN_PATH.match(_path(url)) if url else None
    if not found or found["name"] == "i":
        return None
    return f"@{found['name']}@{_host(url)}" if found["mark"] else f"@{found['name']}"


def _published(element: html.HtmlElement, url: str | None, zone: tzinfo, spoken: str) -> datetime | None:
    """What is printed as the link to the post, or the instant that the post's number holds where they agree."""
    counted = _counted(url)
    stated = [part.get("datetime") or tree.words(part) for part in element.iter("time")]
    stated += [tree.words(link) for link in reversed(list(element.iter("a")))]
    for words in stated:
        line = moments.printed(words)
        found = moments.moment(words, zone, "en") or (moments.moment(line or words, zone, spoken))
        if found:
            close = counted is not None and abs(counted - found.value) < timedelta(days=2)
            return counted if close else found.value
    return counted


def _counted(url: str | None) -> datetime | None:
    """The instant in the number of a post on X or Bluesky."""
    kept = _path(post_url(url) if url else None)
    if status := re.fullmatch(r"/i/status/(\d{17,20})", kept):
        return datetime.fromtimestamp(((int(status[1]) >> 22) + _TWITTER_EPOCH) / 1000, UTC)
    if record := re.fullmatch(rf"/profile/[^/]+/post/([2-7a-j][{_RECORD_KEY}]{{12}})", kept):
        number = sum(_RECORD_KEY.index(sign) << 5 * place for place, sign in enumerate(reversed(record[1])))
        return datetime.fromtimestamp((number >> 10) / 1_000_000, UTC)
    return None


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""
