"""Social platforms: answers → posts, a module a platform. Pure."""

import json
from collections.abc import Mapping, Sequence

from detaincrawl.posts import bluesky
from detaincrawl.posts.json_items import loaded
from detaincrawl.posts.platform import Platform
from detaincrawl.posts.threads import merged
from detaincrawl.records import Post, Refused, SourceKind

PLATFORMS: Mapping[SourceKind, Platform] = {
    SourceKind.BLUESKY: bluesky.PLATFORM,
}


def body(posts: Sequence[Post]) -> bytes:
    """What is kept of a thread: its items, the first as it is, several as a list of strings."""
    if len(posts) == 1:
        return posts[0].raw
    return json.dumps([post.raw.decode("utf-8", "surrogatepass") for post in posts]).encode()


def kept(body: bytes, kind: SourceKind) -> tuple[Post, ...]:
    """The posts of a kept page. Raises Refused."""
    platform = PLATFORMS[kind]
    items = loaded(body) if body[:2] == b'["' else None
    if items is None:
        return (platform.post(body),)
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise Refused("no posts")
    return merged((), [platform.post(item.encode("utf-8", "surrogatepass")) for item in items])
