"""Bluesky: answers of app.bsky.feed.getAuthorFeed → posts, by the lexicons of the AT Protocol."""

from typing import Any
from urllib.parse import urlencode

from detaincrawl.posts.json_items import at, dumped, items, loaded, moment, once, prose, words
from detaincrawl.posts.platform import Asked, Platform
from detaincrawl.records import Batch, Embed, Post, PostRef, Refused, Repost

API = "https://public.api.bsky.app"
MOST = 100
"""Posts of an answer."""


def address(asked: Asked) -> str:
    """With replies: without them the service leaves out threads that reach beyond the page. Ours are kept below."""
    given = {"actor": asked.source.account, "limit": min(MOST, asked.most), "filter": "posts_with_replies"}
    if asked.older:
        given["cursor"] = asked.older
    return f"{asked.source.api or API}/xrpc/app.bsky.feed.getAuthorFeed?{urlencode(given)}"


def batch(body: bytes) -> Batch:
    """The posts of an answer; Refused where it is none. An item that cannot be read is left out."""
    answer = loaded(body)
    feed = at(answer, "feed")
    if not isinstance(feed, list):
        raise Refused("no feed", words(answer, "message") or "")
    found = [one for item in feed if (one := _post(item))]
    if feed and not found:
        raise Refused("no readable posts")
    older = words(answer, "cursor")
    return Batch(tuple(found), older, ends=older is None)


def post(raw: bytes) -> Post:
    """One item of a feed."""
    found = _post(loaded(raw))
    if found is None:
        raise Refused("no post")
    return found


def _post(item: Any) -> Post | None:
    view = at(item, "post")
    uri, handle = words(view, "uri"), words(view, "author", "handle")
    text = at(view, "record", "text")
    if not uri or not handle or not isinstance(text, str):
        return None
    return Post(
        id=uri,
        url=_page(uri),
        author=f"@{handle}",
        text=prose(text),
        raw=dumped(item),
        name=words(view, "author", "displayName"),
        published=_published(view, at(view, "record")),
        language=_language(items(view, "record", "langs")),
        links=once([*_linked(at(view, "record")), words(view, "embed", "external", "uri"), _media_link(view)]),
        quoted=_quoted(at(view, "embed")),
        reply_to=_reply_to(item),
        reposted=_repost(item, uri),
    )


def _page(uri: str) -> str:
    """``at://did:plc:…/app.bsky.feed.post/KEY`` → its page. By DID: handles change hands."""
    did, _, key = uri.removeprefix("at://").partition("/app.bsky.feed.post/")
    return f"https://bsky.app/profile/{did}/post/{key}"


def _published(view: Any, record: Any) -> Any:
    """The client's own time, but never later than the service saw it: that is how the feed is ordered."""
    stated, seen = moment(words(record, "createdAt")), moment(words(view, "indexedAt"))
    return min((time for time in (stated, seen) if time), default=None)


def _language(stated: list[Any]) -> str | None:
    first = next((tag for tag in stated if isinstance(tag, str)), None)
    return first.partition("-")[0].lower() if first else None


def _linked(record: Any) -> list[str | None]:
    """Whole addresses: the text shows them shortened."""
    features = [feature for facet in items(record, "facets") for feature in items(facet, "features")]
    return [words(feature, "uri") for feature in features if at(feature, "$type") == "app.bsky.richtext.facet#link"]


def _media_link(view: Any) -> str | None:
    """The card beside a quoted post."""
    return words(view, "embed", "media", "external", "uri")


def _quoted(embed: Any) -> Embed | None:
    """Also beside media; not where it is deleted, detached, blocked, or no post."""
    record = at(embed, "record")
    if at(embed, "$type") == "app.bsky.embed.recordWithMedia#view":
        record = at(record, "record")
    uri, text, handle = words(record, "uri"), at(record, "value", "text"), words(record, "author", "handle")
    if not uri or not handle or not isinstance(text, str):
        return None
    published = _published(record, at(record, "value"))
    return Embed("bluesky", f"@{handle}", prose(text), _page(uri), published)


def _reply_to(item: Any) -> PostRef | None:
    parent = words(item, "post", "record", "reply", "parent", "uri")
    if not parent:
        return None
    handle = words(item, "reply", "parent", "author", "handle")
    return PostRef(parent, f"@{handle}" if handle else None)


def _repost(item: Any, uri: str) -> Repost | None:
    if at(item, "reason", "$type") != "app.bsky.feed.defs#reasonRepost":
        return None
    when = moment(words(item, "reason", "indexedAt"))
    return Repost(words(item, "reason", "uri") or f"repost of {uri}", when) if when else None


PLATFORM = Platform(address, batch, post)
