"""t.me as it shows a public channel without login: pages of twenty posts, in the markup of its web preview."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.web import Reply, Site

START = datetime(2024, 12, 24, 9, 0, tzinfo=UTC)
PAGE = """<!DOCTYPE html><html class="theme_dark"><head><meta charset="utf-8"><title>{title} – Telegram</title>{prev}
<link rel="canonical" href="/s/{name}?before=99999"></head><body class="widget_frame_base"><header class="tgme_header">
<div class="tgme_channel_info"><div class="tgme_channel_info_header_title"><span dir="auto">{title}</span></div>
<div class="tgme_channel_info_counter"><span class="counter_value">12.5M</span>
<span class="counter_type">subscribers</span></div></div></header><main class="tgme_main" data-url="/{name}">
<section class="tgme_channel_history js-message_history">{more}{blocks}</section></main></body></html>"""
MORE = """<div class="tgme_widget_message_centered js-messages_more_wrap"><a href="/s/{name}?before={before}"
class="tme_messages_more js-messages_more" data-before="{before}"></a></div>"""
BLOCK = """<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="{kind}" data-post="{name}/{number}"
data-view="eyJjIjotMTAwfQ"><div class="tgme_widget_message_user"><a href="https://t.me/{name}">
<i class="tgme_widget_message_user_photo bgcolor0"></i></a></div>
<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color">
<a class="tgme_widget_message_owner_name" href="https://t.me/{name}"><span dir="auto">{title}</span></a></div>{parts}
<div class="media_not_supported_cont"><div class="message_media_not_supported_wrap">
<div class="message_media_not_supported"><div class="message_media_not_supported_label">Please open Telegram to
view this post</div>
<a href="https://t.me/{name}/{number}" class="message_media_view_in_telegram">VIEW IN TELEGRAM</a></div></div></div>
<div class="tgme_widget_message_footer compact js-message_footer">
<div class="tgme_widget_message_info short js-message_info"><span class="tgme_widget_message_views">{views}</span>
<span class="copyonly"> views</span><span class="tgme_widget_message_meta">{mark}<a class="tgme_widget_message_date"
href="https://t.me/{name}/{number}"><time datetime="{at}" class="time">09:00</time></a></span></div></div></div></div>
</div>"""
TEXT = '<div class="tgme_widget_message_text js-message_text" dir="auto">{}</div>'
ALBUM = '<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap">{}</div>'
PICTURE = """<a class="tgme_widget_message_photo_wrap grouped_media_wrap blured js-message_photo"
href="https://t.me/{}/{}?single" style="left:0px;background-image:url('https://cdn.test/1.jpg')"></a>"""
FORWARDED = """<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;<{tag}
class="tgme_widget_message_forwarded_from_name"{href}><span dir="auto">{name}</span></{tag}></div>"""
REPLY = """<a class="tgme_widget_message_reply user-color-default" href="{}"><div class="tgme_widget_message_author
accent_color"><span class="tgme_widget_message_author_name" dir="auto">Court Press</span></div>
<div class="tgme_widget_message_text js-message_reply_text" dir="auto">{}</div></a>"""
PREVIEW = """<a class="tgme_widget_message_link_preview" href="{}"><div class="link_preview_site_name">c.test
</div><div class="link_preview_title" dir="auto">{}</div><div class="link_preview_description" dir="auto">Words
of another page.</div></a>"""
CARD = """<!DOCTYPE html><html><head><title>{}</title></head><body class="no_transition"><div class="tgme_page_wrap">
<div class="tgme_page"><div class="tgme_page_extra">{}</div><div class="tgme_page_action">
<a class="tgme_action_button_new" href="tg://resolve?domain=name">View in Telegram</a></div></div></div></body>
</html>"""


@dataclass(frozen=True)
class Message:
    """One message of a channel."""

    number: int
    words: str | None = None
    """As markup; None: a picture alone."""
    at: datetime = START
    forwarded: tuple[str, str | None] | None = None
    """Name and, where it is told, the address of the original."""
    reply: tuple[str, str] | None = None
    """Address and beginning of the post that is answered."""
    album: int = 0
    """Pictures, each with a number of its own."""
    edited: bool = False
    service: bool = False
    preview: tuple[str, str] | None = None
    """Address and title of the page that a link leads to."""
    views: str = "1.2K"


@dataclass
class Channel:
    """A public channel; change its messages at will."""

    name: str
    messages: list[Message]
    title: str = "Court Press"
    size: int = 20

    def reply(self, before: int | None = None) -> Reply:
        """The newest page, or the one of what is older than a number."""
        older = [one for one in self.messages if before is None or one.number < before]
        shown = older[-self.size :]
        return Reply(self.page(shown, shown[0].number if len(older) > len(shown) else None))

    def page(self, shown: Sequence[Message], before: int | None) -> str:
        return PAGE.format(
            title=escape(self.title),
            name=self.name,
            prev=f'<link rel="prev" href="/s/{self.name}?before={before}">' if before else "",
            more=MORE.format(name=self.name, before=before) if before else "",
            blocks="".join(map(self.block, shown)),
        )

    def block(self, message: Message) -> str:
        """One message as the page prints it."""
        kind = "tgme_widget_message text_not_supported_wrap js-widget_message" + " service_message" * message.service
        return BLOCK.format(
            kind=kind,
            name=self.name,
            number=message.number,
            title=escape(self.title),
            parts="".join(self._parts(message)),
            views=message.views,
            mark="edited &nbsp;" * message.edited,
            at=message.at.isoformat(),
        )

    def _parts(self, message: Message) -> list[str]:
        pictures = message.album or int(message.words is None)
        shown = "".join(PICTURE.format(self.name, message.number + place) for place in range(pictures))
        return [
            _forwarded(*message.forwarded) if message.forwarded else "",
            REPLY.format(*message.reply) if message.reply else "",
            ALBUM.format(shown) if message.album else shown,
            TEXT.format(message.words) if message.words else "",
            PREVIEW.format(*message.preview) if message.preview else "",
        ]


def _forwarded(name: str, address: str | None) -> str:
    """Hidden users have no link."""
    href = f' href="{address}"' if address else ""
    return FORWARDED.format(tag="a" if address else "span", href=href, name=escape(name))


def series(name: str, words: Sequence[str], first: int = 1, apart: timedelta = timedelta(hours=3)) -> Channel:
    """A channel with a message for each text."""
    made = [Message(first + place, text, START + place * apart) for place, text in enumerate(words)]
    return Channel(name, made)


def edited(message: Message, words: str) -> Message:
    return replace(message, words=words, edited=True)


def card(title: str, extra: str) -> Reply:
    """The landing page that stands where a preview is not to be had; status 200."""
    return Reply(CARD.format(title, extra))


def elsewhere(name: str) -> Reply:
    """How groups and unknown names answer under /s/."""
    return Reply(status=302, headers={"Location": f"https://t.me/{name}"})


@dataclass
class Preview:
    """t.me: channels by name in small letters, and what stands where there is none."""

    site: Site
    channels: dict[str, Channel] = field(default_factory=dict)
    instead: dict[str, Reply] = field(default_factory=dict)
    refuse: list[Reply] = field(default_factory=list)
    """What is answered first, each once."""

    def __post_init__(self) -> None:
        self.site.answer = self.answer

    def answer(self, path: str) -> Reply:
        if self.refuse:
            return self.refuse.pop(0)
        parts = urlsplit(path)
        name = parts.path.removeprefix("/s/")
        before = parse_qs(parts.query).get("before")
        if parts.path.startswith("/s/") and name.lower() in self.channels:
            return self.channels[name.lower()].reply(int(before[0]) if before else None)
        return self.instead.get(name, elsewhere(name))

    def channel(self, name: str, messages: Sequence[Message], title: str = "Court Press") -> Channel:
        self.channels[name.lower()] = made = Channel(name, list(messages), title)
        return made
