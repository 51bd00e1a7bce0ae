"""Social platforms: answers → posts, a module a platform. Pure."""

from collections.abc import Mapping, Sequence

from detaincrawl.posts import bluesky, mastodon, x
from detaincrawl.posts.json_items import dumped, loaded
from detaincrawl.posts.platform import Platform
from detaincrawl.posts.threads import merged
from detaincrawl.records import Post, Refused, SourceKind

PLATFORMS: Mapping[SourceKind, Platform] = {
    SourceKind.BLUESKY: bluesky.PLATFORM,
    SourceKind.MASTODON: mastodon.PLATFORM,
    SourceKind.X: x.PLATFORM,
}


def body(posts: Sequence[Post]) -> bytes:
    """What is kept of a thread: its items, the first as it is, several as a JSON array."""
    return posts[0].raw if len(posts) == 1 else b"[" + b",".join(post.raw for post in posts) + b"]"


def kept(body: bytes, kind: SourceKind) -> tuple[Post, ...]:
    """The posts of a kept page, in order. Raises Refused."""
    read = PLATFORMS[kind].post
    if not body.startswith(b"["):
        return (read(body),)
    items = loaded(body)
    if not items:
        raise Refused("no posts")
    return merged((), [read(dumped(item)) for item in items])
