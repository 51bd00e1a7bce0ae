"""Social posts inside a page → Embed records; they leave the tree, so that no post is read as prose."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from urllib.parse import urlsplit

from lxml import html

from detaincrawl.extract import moments, plain, tree
from detaincrawl.records import Embed

_CLASSES = {
    "twitter-tweet": "x", "twitter-video": "x", "instagram-media": "instagram", "bluesky-embed": "bluesky",
    "mastodon-embed": "mastodon", "telegram-post": "telegram", "tiktok-embed": "tiktok", "fb-post": "facebook",
    "reddit-embed-bq": "reddit", "reddit-card": "reddit",
}  # fmt: skip
"""Class of the element that a platform's embed code puts around a post."""
_TAGS = {"amp-twitter": "x", "amp-instagram": "instagram", "amp-facebook": "facebook"}
_ATTRIBUTES = {"data-telegram-post": "telegram", "data-bluesky-uri": "bluesky", "data-tweet-id": "x"}
_HOSTS = {"x.com": "x", "twitter.com": "x", "t.me": "telegram", "bsky.app": "bluesky", "instagram.com": "instagram"}
_SIGNATURE = re.compile(r"[—–]\s?[^()—–]{1,120}\(\s?(?P<handle>@[\w.@-]{1,80})\s?\)")
_FRAME = re.compile(
    r"^(?:view this (?:post|profile) on|a post shared by|post by @|view on|посмотреть эту публикацию"
    r"|ver esta publicación|voir cette publication|sieh dir diesen beitrag)\b[^\n]*",
    re.I | re.M,
)
"""What the embed code says around a post that has not been loaded."""
_SHARED_BY = re.compile(r"(?:post shared by|post by)[^@\n]{0,120}(?P<handle>@[\w.@-]{1,80})", re.I)
_HANDLE_IN_PATH = re.compile(r"^/(?:s/)?(?P<mark>@?)(?P<name>\w[\w.@-]{0,60})/(?:status/)?\d+")
_MAX_EMBEDS = 100
_TWITTER_EPOCH = 1_288_834_974_657


def take(root: html.HtmlElement, zone: tzinfo, language: str) -> tuple[Embed, ...]:
    """The page's embedded posts in order; the tree loses them. Posts that load later have a URL and no text."""
    found: list[Embed] = []
    for element, platform in list(_embedded(root))[:_MAX_EMBEDS]:
        embed = _embed(element, platform, zone, language)
        if (embed.text or embed.url) and embed not in found:
            found.append(embed)
        element.drop_tree()
    return tuple(found)


def _embedded(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Outermost elements of posts: a post quoted in a post is a part of its text."""
    taken: set[html.HtmlElement] = set()
    for element in root.iter("blockquote", "div", "iframe", "script", *_TAGS):
        platform = _platform(element)
        if platform and element.getparent() is not None and not any(up in taken for up in element.iterancestors()):
            taken.add(element)
            yield element, platform


def _platform(element: html.HtmlElement) -> str | None:
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    named = next((_CLASSES[name] for name in (element.get("class") or "").lower().split() if name in _CLASSES), None)
    if named:
        return named
    marked = next((platform for name, platform in _ATTRIBUTES.items() if element.get(name)), None)
    return marked or (_HOSTS.get(_host(element.get("src"))) if element.tag == "iframe" else None)


def _embed(element: html.HtmlElement, platform: str, zone: tzinfo, language: str) -> Embed:
    links = [link for link in element.iter("a") if link.get("href")]
    url = _address(element, links)
    whole = tree.words(element)
    signature = _SIGNATURE.search(whole)
    paragraphs = [words for part in element.iter("p") if (words := tree.words(part))]
    text = "\n".join(paragraphs) if paragraphs else whole[: signature.start()] if signature else whole
    shared = signature or _SHARED_BY.search(whole)
    return Embed(
        platform=platform,
        author=shared["handle"].rstrip(".") if shared else _handle(url),
        text=plain.line(_FRAME.sub("", text)) if element.tag not in ("script", "iframe") else "",
        url=url,
        published=_published(element, links, url, zone, language),
    )


def _address(element: html.HtmlElement, links: list[html.HtmlElement]) -> str | None:
    """The post's own page, without query."""
    if post := element.get("data-telegram-post"):
        return f"https://t.me/{post}"
    if status := element.get("data-tweetid") or element.get("data-tweet-id"):
        return f"https://x.com/i/status/{status}"
    stated = [element.get(name) for name in ("data-instgrm-permalink", "cite", "data-href", "src")]
    stated += [link.get("href") for link in reversed(links)]
    address = next((str(words) for words in stated if words and words.startswith(("https://", "http://"))), None)
    return re.sub(r"(?:/embed(?:/captioned)?/?)?[?#].*$|/embed(?:/captioned)?/?$", "", address) if address else None


def _handle(url: str | None) -> str | None:
    found = _HANDLE_IN_PATH.match(_path(url)) if url else None
    if not found or found["name"] == "i":
        return None
    return f"@{found['name']}@{_host(url)}" if found["mark"] else f"@{found['name']}"


def _published(
    element: html.HtmlElement, links: list[html.HtmlElement], url: str | None, zone: tzinfo, language: str
) -> datetime | None:
    """What is printed as the link to the post, or the time that a status number of X holds where they agree."""
    counted = _counted(url)
    stated = [part.get("datetime") or tree.words(part) for part in element.iter("time")]
    stated += [tree.words(link) for link in reversed(links)]
    for words in stated:
        line = moments.printed(words)
        found = moments.moment(words, zone, "en") or (moments.moment(line or words, zone, language))
        if found:
            close = counted is not None and abs(counted - found.value) < timedelta(days=2)
            return counted if close and not found.timed else found.value
    return counted


def _counted(url: str | None) -> datetime | None:
    status = re.search(r"/status/(\d{17,20})$", _path(url)) if url and _HOSTS.get(_host(url)) == "x" else None
    if not status:
        return None
    return datetime.fromtimestamp(((int(status[1]) >> 22) + _TWITTER_EPOCH) / 1000, UTC)


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.").removeprefix("mobile.")
    except ValueError:
        return ""


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""
