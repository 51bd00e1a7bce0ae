"""Threads: posts of one author that answer each other within an hour are read as one text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from detaincrawl.records import Post

SPAN = timedelta(hours=1)
"""From its first post to its last."""
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Head:
    """The first post of a thread that is known."""

    url: str
    published: datetime


def own(posts: Iterable[Post]) -> list[Post]:
    """Without answers to other people."""
    return [post for post in posts if post.reposted or not post.reply_to or post.reply_to.author in (None, post.author)]


def threads(posts: Iterable[Post], known: Mapping[str, Head]) -> dict[str, tuple[Post, ...]]:
    """Address of a thread's first post → those of the posts that belong to it, in order.

    ``known``: id of a post that was stored before → the head of its thread. A post alone is a thread of one.
    """
    found: dict[str, list[Post]] = {}
    heads = dict(known)
    for post in sorted(posts, key=_order):
        head = _head(post, heads)
        heads[post.id] = head
        found.setdefault(head.url, []).append(post)
    return {url: tuple(own) for url, own in found.items()}


def _head(post: Post, heads: Mapping[str, Head]) -> Head:
    before = heads.get(post.reply_to.id) if post.reply_to else heads.get(post.id)
    time = post.published or _EARLIEST
    if before and post.reposted is None and time - before.published <= SPAN:
        return before
    return Head(post.url, time)


def merged(before: Sequence[Post], now: Sequence[Post]) -> tuple[Post, ...]:
    """A thread's posts as last told, in order."""
    return tuple(sorted({post.id: post for post in (*before, *now)}.values(), key=_order))


def _order(post: Post) -> tuple[datetime, str]:
    return post.published or _EARLIEST, post.id
