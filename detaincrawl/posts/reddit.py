"""Reddit: the feeds of a subreddit's newest posts and of a search → posts: title and own words."""

from urllib.parse import urlencode

from lxml import etree, html

from detaincrawl.discover import post_url
from detaincrawl.markup import tree
from detaincrawl.posts import atom
from detaincrawl.posts.json_items import moment, once, prose
from detaincrawl.posts.platform import Asked, Platform
from detaincrawl.records import Batch, Post, Refused

API = "https://www.reddit.com"
PAUSE = 60
"""Seconds between requests: about one a minute is let through without login."""
MOST = 100
"""Posts of an answer."""
_TAKEN_OUT = frozenset({"[removed]", "[deleted]", "[ Removed by Reddit ]", "[removed by moderator]"})


def address(asked: Asked) -> str:
    """Newest first, of a subreddit or of the whole site's search for a word."""
    given = {"limit": min(MOST, asked.most)} | ({"after": asked.older} if asked.older else {})
    root = asked.source.api or API
    if asked.tag:
        return f"{root}/search.rss?{urlencode({'q': asked.tag, 'sort': 'new', **given})}"
    return f"{root}/r/{asked.source.account}/new/.rss?{urlencode(given)}"


def batch(body: bytes) -> Batch:
    """The posts of a feed, the newest first; what is older is asked for by the last of them.

    Raises Refused as atom.entries does: the page that blocks is no feed, whatever its status.
    """
    entries = atom.entries(body)
    found = [one for entry in entries if (one := _post(entry))]
    if entries and not found:
        raise Refused("no readable posts")
    return Batch(tuple(found), found[-1].id if found else None)


def post(raw: bytes) -> Post:
    """One entry of a feed."""
    found = _post(atom.entry(raw))
    if found is None:
        raise Refused("no post")
    return found


def _post(entry: etree._Element) -> Post | None:
    """None for comments and subreddits, which a search gives too."""
    number, title = atom.words(entry, "id") or "", prose(atom.words(entry, "title") or "")
    link = atom.child(entry, "link")
    url = post_url(link.get("href", "")) if link is not None else None
    if not number.startswith("t3_") or not title or url is None:
        return None
    body, links = _body(atom.words(entry, "content") or "")
    updated = moment(atom.words(entry, "updated"))
    published = moment(atom.words(entry, "published")) or updated
    return Post(
        id=number,
        url=url,
        author=(atom.words(entry, "author", "name") or "[deleted]").removeprefix("/"),
        text=f"{title}\n\n{body}".strip(),
        raw=atom.serialised(entry),
        published=published,
        edited=updated if updated and published and updated > published else None,
        links=links,
    )


def _body(content: str) -> tuple[str, tuple[str, ...]]:
    """The writer's own words, and the addresses that they or the post itself lead to; not what the feed says around."""
    if "<" not in content:
        return "", ()
    root = tree.parsed(content)
    own = next((part for part in root.iter("div") if part.get("class") == "md"), None)
    said = prose(tree.lines(own)) if own is not None else ""
    anchors = [*(own.iter("a") if own is not None else ()), *(a for a in root.iter("a") if tree.words(a) == "[link]")]
    return "" if said in _TAKEN_OUT else said, once(_outward(anchors))


def _outward(anchors: list[html.HtmlElement]) -> list[str]:
    """Without pictures and posts of Reddit itself."""
    hrefs = [str(anchor.get("href") or "") for anchor in anchors]
    return [href for href in hrefs if not href.startswith("/") and "redd.it/" not in href and "reddit.com/" not in href]


TOKEN = "REDDIT_BEARER_TOKEN"  # noqa: S105 (a name)
PLATFORM = Platform(address, batch, post, media="application/atom+xml; charset=utf-8", token=TOKEN)
