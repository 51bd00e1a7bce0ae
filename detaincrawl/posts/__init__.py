"""Social platforms: answers → posts, a module a platform. Pure."""

import json
from collections.abc import Mapping, Sequence

from detaincrawl.posts import bluesky, mastodon, reddit, telegram, x, youtube
from detaincrawl.posts.json_items import dumped, loaded
from detaincrawl.posts.platform import Platform
from detaincrawl.posts.threads import merged
from detaincrawl.records import Post, Refused
from detaincrawl.vocabularies import SourceKind

PLATFORMS: Mapping[SourceKind, Platform] = {
    SourceKind.BLUESKY: bluesky.PLATFORM,
    SourceKind.MASTODON: mastodon.PLATFORM,
    SourceKind.X: x.PLATFORM,
    SourceKind.TELEGRAM: telegram.PLATFORM,
    SourceKind.YOUTUBE: youtube.PLATFORM,
    SourceKind.REDDIT: reddit.PLATFORM,
}


def body(posts: Sequence[Post]) -> bytes:
    """What is kept of a thread: its item, or a JSON array of its items, of strings where they are markup."""
    return posts[0].raw if len(posts) == 1 else b"[" + b",".join(_element(post.raw) for post in posts) + b"]"


def _element(raw: bytes) -> bytes:
    return raw if raw.startswith(b"{") else json.dumps(raw.decode("utf-8", "replace"), ensure_ascii=False).encode()


def kept(body: bytes, kind: SourceKind) -> tuple[Post, ...]:
    """The posts of a kept page, in order. Raises Refused."""
    read = PLATFORMS[kind].post
    if not body.startswith(b"["):
        return (read(body),)
    items = loaded(body)
    if not items:
        raise Refused("no posts")
    raws = (item.encode("utf-8", "replace") if isinstance(item, str) else dumped(item) for item in items)
    return merged((), [read(raw) for raw in raws])
