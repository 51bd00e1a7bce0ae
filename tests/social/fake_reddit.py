"""Reddit's feeds of a subreddit and of a search, without login: about one request a minute, else 429."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from tests.web import Reply

START = datetime(2024, 12, 24, 9, 0, tzinfo=UTC)
FEED = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"
xmlns:media="http://search.yahoo.com/mrss/"><category term="detained" label="r/detained"/>
<updated>2024-12-25T05:49:35+00:00</updated><icon>https://www.redditstatic.com/icon.png/</icon><id>/r/detained/new/.rss</id>
<link rel="self" href="https://www.reddit.com/r/detained/new/.rss" type="application/atom+xml" />
<link rel="alternate" href="https://www.reddit.com/r/detained/new/" type="text/html" />
<subtitle>Held abroad</subtitle><title>newest submissions : detained</title>{}</feed>"""
ENTRY = """<entry>{author}<category term="detained" label="r/detained"/><content type="html">{content}</content>
<id>{number}</id><link href="https://www.reddit.com/r/detained/comments/{short}/{slug}/" />
<updated>{updated}</updated>{published}<title>{title}</title></entry>"""
AUTHOR = "<author><name>/u/{0}</name><uri>https://www.reddit.com/user/{0}</uri></author>"
OWN_WORDS = '<!-- SC_OFF --><div class="md">{}</div><!-- SC_ON -->'
AROUND = """ &#32; submitted by &#32; <a href="https://www.reddit.com/user/{author}"> /u/{author} </a> &#32; to &#32;
<a href="https://www.reddit.com/r/detained/"> r/detained </a> <br/> <span><a href="{link}">[link]</a></span> &#32;
<span><a href="https://www.reddit.com/r/detained/comments/{short}/x/">[comments]</a></span>"""


@dataclass(frozen=True)
class Submission:
    number: str
    """``t3_…``"""
    title: str
    body: str = ""
    """As markup; "": a link or a picture alone."""
    link: str = ""
    """What it leads to; "": itself."""
    author: str | None = "some_one"
    at: datetime = START
    edited: datetime | None = None
    thumbnail: bool = False


def feed(submissions: Sequence[Submission]) -> Reply:
    entries = "".join(map(_entry, submissions))
    return Reply(FEED.format(entries), type="application/atom+xml; charset=UTF-8")


def _entry(one: Submission) -> str:
    short = one.number.removeprefix("t3_")
    link = one.link or f"https://www.reddit.com/r/detained/comments/{short}/x/"
    content = (OWN_WORDS.format(one.body) if one.body else "") + AROUND.format(
        author=one.author or "[deleted]", link=escape(link), short=short
    )
    if one.thumbnail:
        picture = '<a href="https://i.redd.it/x.png"><img src="https://preview.redd.it/x.png" alt="x" title="x" /></a>'
        content = f"<table> <tr><td> {picture} </td><td> {content} </td></tr></table>"
    return ENTRY.format(
        author=AUTHOR.format(one.author) if one.author else "",
        content=escape(content),
        number=one.number,
        short=short,
        slug="words_of_the_title",
        updated=(one.edited or one.at).isoformat(),
        published=f"<published>{one.at.isoformat()}</published>",
        title=escape(one.title),
    )


def blocked() -> Reply:
    """What who is not welcome gets, with 200 or 403."""
    return Reply("<body class=theme-beta><div><style>:root{--rem360:22.5rem;}</style>blocked</div></body>", status=403)


def too_many(seconds: int) -> Reply:
    headers = {"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": str(seconds), "x-ratelimit-used": "1"}
    return Reply("Too Many Requests", status=429, headers=headers)
