"""YouTube's feed of a channel: the fifteen newest videos, and spells in which it fails."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape

from tests.web import Reply

CHANNEL = "UCaBcDeFgHiJkLmNoPqRsTuV"
START = datetime(2024, 12, 24, 9, 0, tzinfo=UTC)
NEWEST = 15
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id={channel}"/>
 <id>yt:channel:{short}</id><yt:channelId>{short}</yt:channelId><title>{title}</title>
 <link rel="alternate" href="https://www.youtube.com/channel/{channel}"/>
 <author><name>{title}</name><uri>https://www.youtube.com/channel/{channel}</uri></author>
 <published>2011-03-12T10:00:00+00:00</published>{entries}
</feed>"""
ENTRY = """
 <entry>
  <id>yt:video:{number}</id><yt:videoId>{number}</yt:videoId><yt:channelId>{channel}</yt:channelId>
  <title>{title}</title><link rel="alternate" href="https://www.youtube.com/{path}{number}"/>
  <author><name>{name}</name><uri>https://www.youtube.com/channel/{channel}</uri></author>
  <published>{at}</published><updated>{updated}</updated>
  <media:group><media:title>{title}</media:title>
   <media:content url="https://www.youtube.com/v/{number}?version=3" type="application/x-shockwave-flash"/>
   <media:thumbnail url="https://i1.ytimg.com/vi/{number}/hqdefault.jpg" width="480" height="360"/>
   <media:description>{description}</media:description>
   <media:community><media:starRating count="12" average="5.00" min="1" max="5"/>
    <media:statistics views="{views}"/></media:community></media:group>
 </entry>"""


@dataclass(frozen=True)
class Video:
    number: str
    """Eleven signs."""
    title: str
    description: str = ""
    at: datetime = START
    updated: datetime = START
    views: int = 12_500_000
    short: bool = False


@dataclass
class Channel:
    """A channel; ``videos`` the newest first."""

    videos: list[Video] = field(default_factory=list)
    title: str = "Courier TV"

    def reply(self) -> Reply:
        entries = "".join(map(self._entry, self.videos[:NEWEST]))
        feed = FEED.format(channel=CHANNEL, short=CHANNEL[2:], title=escape(self.title), entries=entries)
        return Reply(feed, type="text/xml; charset=UTF-8")

    def _entry(self, video: Video) -> str:
        return ENTRY.format(
            number=video.number,
            channel=CHANNEL,
            title=escape(video.title),
            path="shorts/" if video.short else "watch?v=",
            name=escape(self.title),
            at=video.at.isoformat(),
            updated=video.updated.isoformat(),
            description=escape(video.description),
            views=video.views,
        )


GONE = Reply(
    "<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p>The requested URL was not found.</p>",
    status=404,
)
"""What the feed of a channel that is there answers in some spells."""
BROKEN = Reply("", status=500)
