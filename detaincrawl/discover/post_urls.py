"""The one address of a social post: embed code, links, feeds and APIs write the same post in a dozen ways.

It is made of what never changes: handles do, and so do the words that Reddit puts behind a number.
"""

import re
from urllib.parse import urlsplit

LONGEST = 2_000
_HOSTS = {
    "x.com": "x", "twitter.com": "x", "platform.twitter.com": "x", "platform.x.com": "x",
    "bsky.app": "bluesky", "embed.bsky.app": "bluesky",
    "t.me": "telegram", "telegram.me": "telegram", "telegram.dog": "telegram",
    "instagram.com": "instagram", "instagr.am": "instagram",
    "reddit.com": "reddit", "embed.reddit.com": "reddit",
    "youtube.com": "youtube", "youtube-nocookie.com": "youtube", "youtu.be": "youtube",
}  # fmt: skip
_FORMS = {
    "x": "https://x.com/i/status/{id}",
    "bluesky": "https://bsky.app/profile/{name}/post/{id}",
    "telegram": "https://t.me/{name}/{id}",
    "instagram": "https://www.instagram.com/p/{id}/",
    "reddit": "https://www.reddit.com/comments/{id}/",
    "youtube": "https://www.youtube.com/watch?v={id}",
}
_ACTOR = r"(?P<name>did:[a-z]{1,10}:[\w.:%-]{1,200}|[A-Za-z0-9.-]{3,120})"
_PATHS = {
    "x": (
        r"/(?:i/web|i|\w{1,20})/status(?:es)?/(?P<id>\d{1,20})(?:/.*)?",
        r"/embed/Tweet\.html\?(?:.*&)?id=(?P<id>\d{1,20})(?:&.*)?",
    ),
    "bluesky": (rf"/(?:profile|embed)/{_ACTOR}/(?:app\.bsky\.feed\.)?post/(?P<id>[\w.~:-]{{1,100}})/?",),
    "telegram": (r"/(?:s/)?(?P<name>[A-Za-z]\w{3,31})/(?P<id>\d{1,12})/?",),
    "instagram": (r"/(?:[\w.]{1,40}/)?(?:p|reels?|tv)/(?P<id>[\w-]{5,60})(?:/embed(?:/captioned)?)?/?",),
    "reddit": (r"(?:/(?:r|u|user)/[\w-]{2,40})?/comments/(?P<id>[a-z0-9]{2,12})(?:/.*)?",),
    "youtube": (
        r"/(?:(?:shorts|live|embed|v)/)?(?P<id>[\w-]{11})/?",
        r"/watch\?(?:.*&)?v=(?P<id>[\w-]{11})(?:&.*)?",
    ),
}  # fmt: skip
"""What names a public post behind the host, its query included where the pattern has one."""
_PATTERNS = {platform: tuple(re.compile(path, re.ASCII) for path in paths) for platform, paths in _PATHS.items()}
_MASTODON = re.compile(
    r"(?:/web|/deck)?/(?:@(?P<name>[\w.@-]{1,120})|users/(?P<user>[\w.-]{1,80})/statuses)/(?P<id>\d{6,20})(?:/embed)?/?",
    re.ASCII,
)
_OTHER_FACES = re.compile(r"^(?:www|m|mobile|old|new|np|amp)\.")


def post_url(url: str) -> str | None:
    """The address that stands for a post under all its addresses; None for what names no public post.

    X, Bluesky (also ``at://…``), Telegram, Instagram, Reddit, YouTube, Mastodon. Doing it again changes nothing.
    """
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url.replace("at://", "https://bsky.app/profile/", 1) if url.startswith("at://") else url)
        host, port = _OTHER_FACES.sub("", parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host in _HOSTS:
        return _of(_HOSTS[host], parts.path, parts.query)
    found = _MASTODON.fullmatch(parts.path)
    if not found or not host:
        return None
    return f"https://{parts.hostname}{f':{port}' if port else ''}/@{found['name'] or found['user']}/{found['id']}"


def _of(platform: str, path: str, query: str) -> str | None:
    for pattern in _PATTERNS[platform]:
        found = pattern.fullmatch(f"{path}?{query}" if r"\?" in pattern.pattern else path)
        if found:
            names = found.groupdict()
            return _FORMS[platform].format(id=names["id"], name=_name(names.get("name") or ""))
    return None


def _name(name: str) -> str:
    """Channels and handles are the same in small letters; of a DID a part of the letters is its meaning."""
    return name if name.startswith("did:") else name.lower()
