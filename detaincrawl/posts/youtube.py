"""YouTube: the feed of a channel's newest videos → posts: title and description, and no paging."""

import re
from urllib.parse import urlencode

from lxml import etree

from detaincrawl.discover import post_url
from detaincrawl.posts import atom
from detaincrawl.posts.json_items import moment, once, prose
from detaincrawl.posts.platform import Asked, Platform
from detaincrawl.records import Batch, Post, Refused

API = "https://www.youtube.com"
_LINK = re.compile(r"https?://[^\s<>\"]{1,2000}[^\s<>\".,:;!?)\]»”']")


def address(asked: Asked) -> str:
    return f"{asked.source.api or API}/feeds/videos.xml?{urlencode({'channel_id': asked.source.account})}"


def batch(body: bytes) -> Batch:
    """The fifteen newest videos, the newest first; their feed has no older page. Raises Refused as atom.entries does.

    The feed fails in spells, with 404 and with 500: neither says that there is no channel, or no video.
    """
    entries = atom.entries(body)
    found = [one for entry in entries if (one := _post(entry))]
    if entries and not found:
        raise Refused("no readable posts")
    return Batch(tuple(found))


def post(raw: bytes) -> Post:
    """One entry of the feed."""
    found = _post(atom.entry(raw))
    if found is None:
        raise Refused("no post")
    return found


def _post(entry: etree._Element) -> Post | None:
    video, title = atom.words(entry, "videoid"), prose(atom.words(entry, "title") or "")
    url = post_url(f"https://www.youtube.com/watch?v={video}")
    channel = prose(atom.words(entry, "author", "name") or "")
    if video is None or url is None or not title or not channel:
        return None
    description = prose(atom.words(entry, "group", "description") or "")
    return Post(
        id=video,
        url=url,
        author=channel,
        text=f"{title}\n\n{description}".strip(),
        raw=atom.serialised(entry),
        name=channel,
        published=moment(atom.words(entry, "published")),  # "updated" moves with the count of views
        links=once(_LINK.findall(description)),
    )


PLATFORM = Platform(address, batch, post, media="application/atom+xml; charset=utf-8")
