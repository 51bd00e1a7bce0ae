"""Frozen records that travel between the steps, in the words of the case model (docs/case-model.md).

Source, Link (or Post) → Page → Article → Reading(Mention(Claim)) → rows. Every step takes one and gives the next.
"""

from dataclasses import dataclass, field
from datetime import datetime

from detaincrawl.frozen import frozen
from detaincrawl.vocabularies import ArticleKind, Precision, SourceKind, SourceType, Speaker, Standing


class Refused(Exception):
    """This document is of no use: raised by discover, screen and extract, counted by ``reason``, and others go on."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of sources.toml: a news site, a feed or a social account."""

    key: str
    name: str
    kind: SourceKind
    homepage: str
    language: str
    """BCP 47, lower-case primary tag: ``en``, ``pt-BR``."""
    country: str | None = None
    """ISO 3166-1 alpha-2 of where the outlet sits."""
    timezone: str = "UTC"
    """IANA name of the zone that "on Tuesday" is counted in."""
    type: SourceType = SourceType.OTHER
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    account: str | None = None
    tags: tuple[str, ...] = ()
    api: str | None = None
    verified: bool = False
    """False until somebody has seen the addresses answer; ``detaincrawl sources check`` tells."""


@dataclass(frozen=True, slots=True)
class Link:
    """One address that a feed, sitemap or listing names, with what it says of it."""

    url: str
    title: str | None = None
    summary: str | None = None
    published: datetime | None = None
    """Aware, or absent."""
    updated: datetime | None = None
    """Aware; later than the last fetch means: fetch again."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """Where the raw bytes lie: a gzip member of a WARC segment, and the digest of the body in it."""

    segment: str
    """File name, without folder."""
    offset: int
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Page:
    """One document as fetched."""

    source: str
    """Key of the source."""
    url: str
    """After redirects."""
    fetched_at: datetime
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    link: Link | None = None
    """What the feed or sitemap said of it."""
    url_id: int | None = None
    """Row of the frontier it was fetched for."""
    place: ArchivePlace | None = None
    """Set by keep."""
    page_id: int | None = None
    """Row of the kept page; set by keep."""


@dataclass(frozen=True, slots=True)
class Embed:
    """A social post inside a page: read as an article of its own, never part of the page's text."""

    platform: str
    author: str | None
    """Handle as printed, ``@name``."""
    text: str = field(repr=False)
    url: str | None = None
    """The one address of the post, as its own crawl knows it; None: not told."""
    published: datetime | None = None
    language: str | None = None
    """BCP 47 primary tag, where the embed code names it."""


@dataclass(frozen=True, slots=True)
class PostRef:
    """Another post that a post points at."""

    id: str
    """The platform's."""
    author: str | None = None
    """``@handle``, where the answer tells it."""


@dataclass(frozen=True, slots=True)
class Repost:
    """How an account passed on the post of another."""

    id: str
    """The feed's own, of the repost."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """One social post as its platform tells it; of a repost, the original."""

    id: str
    """The platform's."""
    url: str
    """Its public page."""
    author: str
    """``@handle``."""
    text: str = field(repr=False)
    """As a reader sees it, mentions, hashtags and links in it."""
    raw: bytes = field(repr=False)
    """This item of the answer: reading it again gives the same post."""
    name: str | None = None
    """Display name."""
    published: datetime | None = None
    """Aware; absent of a passed-on original whose time is not told."""
    edited: datetime | None = None
    language: str | None = None
    """BCP 47 primary tag, where the platform states one."""
    links: tuple[str, ...] = ()
    """Whole addresses, also of those that the text shortens; each once, in order."""
    quoted: Embed | None = None
    reply_to: PostRef | None = None
    reposted: Repost | None = None

    @property
    def feed_id(self) -> str:
        """What the feed calls the item."""
        return self.reposted.id if self.reposted else self.id

    @property
    def told_at(self) -> datetime | None:
        """Its place in the feed."""
        return self.reposted.at if self.reposted else self.published


@dataclass(frozen=True, slots=True)
class Batch:
    """The posts of one answer."""

    posts: tuple[Post, ...]
    """In the answer's order; what is no post is left out."""
    older: str | None = None
    """What asks for the next page: a cursor, an id, an address; absent where there is none."""
    ends: bool = False
    """The feed has nothing older than these."""


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a thread that is read as one text."""

    url: str
    start: int
    """Offset of its text in the article's."""


@dataclass(frozen=True, slots=True)
class Article:
    """One document's words."""

    source: str
    kind: ArticleKind
    url: str
    canonical_url: str
    title: str | None
    text: str = field(repr=False)
    """What quotes are counted in. Paragraphs joined by a blank line; an article's title is its first paragraph."""
    body_start: int = 0
    """Offset in ``text`` where the title ends and the body begins; 0 for a post."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    """Aware, in the outlet's zone where the page gives one."""
    modified: datetime | None = None
    language: str | None = None
    """BCP 47 primary tag, ``en``."""
    timezone: str = "UTC"
    """Of the source: what weekdays are counted in."""
    country: str | None = None
    """ISO 3166-1 alpha-2 of the source: where a court is that the text puts nowhere."""
    embeds: tuple[Embed, ...] = ()
    parts: tuple[Part, ...] = ()
    """The posts of a thread, in order; none of any other document."""
    links: tuple[str, ...] = ()
    """Of a post: whole addresses that it links to."""
    carried_by: str | None = None
    """Canonical URL of the article that carries this post."""
    fetched_at: datetime | None = None
    page_id: int | None = None


@frozen
class Claim:
    """One field of one mention with one value, and the words that say so.

    ``article.text[quote_start:quote_end]`` is the quote, at most 400 characters.
    """

    field: str
    """A field of case_citations: ``nationality``, ``charge``, ``event:sentenced``, ``age`` …"""
    words: str
    """What is normalised, as printed: ``three and a half years``, ``last Tuesday``; of an undated event its verb."""
    quote_start: int
    quote_end: int
    rule: str
    """Name of the rule that made it; docs/reading.md lists them."""
    confidence: float
    """0 to 1; calibrated on the annotated articles."""
    value: str | None = None
    """Set by normalise: ``US``, ``180``, ``2024-12-24``, ``140500 USD``; None for an event without a date."""
    precision: Precision | None = None
    """Of a dated event."""
    base: str | None = None
    """The printed date that a relative one counts from ("a year later"); absent: the publication."""
    event: int | None = None
    """Ordinal, within the mention, of the event that the claim belongs to: a term and its charges share one."""
    detail: str | None = None
    """The event's detail of section 3: ``suspended``, ``bail``, ``reduced`` …"""
    statute: str | None = None
    """Of a charge: ``RU:276``."""
    standing: Standing | None = None
    """Of a charge."""
    speaker: Speaker | None = None


@frozen
class Mention:
    """One person (or, unnamed, a few people) as one article speaks of them."""

    name: str | None
    """Fullest form printed here, titles off; None: unidentified."""
    claims: tuple[Claim, ...]
    """In reading order; the first ``name`` claim has the fullest form, further ones the other forms."""
    primary: bool = False
    """The article is about this person."""
    people: int = 1
    """How many an unidentified mention speaks of."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says. No mentions: it is not relevant."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    dropped: tuple[str, ...] = ()
    """Claims that no normaliser could give a value, as ``field: words``: counted, never guessed."""
    carried: tuple["Reading", ...] = ()
    """Readings of the posts embedded in the article."""
