"""What a page says of itself in its head, and the text of its paragraphs, by patterns alone: markup is not parsed.

Every pattern is bounded: the pages are hostile, and this runs in the main process.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from detaincrawl.records import Link

HEAD = 150_000
"""Signs: titles and meta tags behind this much of a page are not looked for."""
MOST_TEXT = 60_000
"""Signs of text: no article is longer, and a page of comments or teasers need not be read to its end."""
MOST_MARKUP = 1_000_000
LITTLE = 300
"""Signs: with less in its paragraphs, a page keeps its text elsewhere."""
_TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<]{1,1000})", re.I)
_META = re.compile(r"""<meta\s((?>[^<>"']{1,500}|"[^"]{0,4000}"|'[^']{0,4000}'){1,40})>""", re.I)
_ATTRIBUTE = re.compile(
    r"""\b(name|property|itemprop|content)\s{0,3}=\s{0,3}(?:"([^"]{0,4000})"|'([^']{0,4000})')""", re.I
)
_LANGUAGE = re.compile(r"""<html\b[^<>]{0,1000}?\slang\s{0,3}=\s{0,3}["']?([a-zA-Z]{2,3})""", re.I)
LINKED = "application/ld+json"
MOST_LINKED = 200_000
_FACT = re.compile(
    r'"(headline|description|articleSection|keywords|datePublished|articleBody)"\s{0,9}:\s{0,9}\[?\s{0,9}"((?:[^"\\]++|\\.)*+)"',
    re.S,
)
_WORDS = frozenset({"og:title", "description", "og:description", "keywords", "news_keywords", "twitter:title"})
_SECTIONS = frozenset({"article:section", "og:type", "section"})
_TIMES = frozenset({"article:published_time", "datepublished", "date", "pubdate", "dc.date", "dcterms.created"})
_OPENS = re.compile(r"<(?:(script|style|SCRIPT|STYLE)|[pP]|[hH][12]|blockquote)\b")
_ENDS = re.compile(
    r"<(?:(script|style)\b|/?(?:p|h1|h2|blockquote|article|div|section)\b|(?:ul|ol|table|figure|aside|nav)\b)", re.I
)
_TAG = re.compile(r"<[^<>]{0,5000}>")
_HASHTAG = re.compile(r"#(\w{2,100})")
_HUMP = re.compile(r"(?<=[^\W\d_])(?=[A-ZА-ЯЁ])|_|(?<=\D)(?=\d)")
"""Where a word of a hashtag begins: ``#FreeKarlTamm``, ``#free_karl``."""
_BLOCK = re.compile(r"</?(?:div|br|li|td|section|article|tr|h\d)\b[^<>]{0,2000}>", re.I)


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's own summary."""

    title: str | None
    words: str
    """Title, description, keywords and slug, from the page and from its feed."""
    section: str
    published: datetime | None
    language: str | None
    body: str | None
    """The article's text where JSON-LD carries it."""


def outline(markup: str, url: str, link: Link | None) -> Outline:
    """The page's own summary, with what its feed said of it."""
    head = markup[:HEAD].partition("<body")[0]
    facts = [*_meta(head), *_linked(markup)]
    title = _TITLE.search(head)
    titles = [*_named(facts, {"headline", "og:title"}), *([html.unescape(title[1])] if title else [])]
    feed = [link.title or "", link.summary or ""] if link else []
    slug = " ".join(part for part in re.split(r"[/_.-]", unquote(urlsplit(url).path)))
    words = [*titles, *_named(facts, _WORDS), *feed, slug]
    language = _LANGUAGE.search(head[:5000])
    return Outline(
        title=next((" ".join(words.split()) for words in [*titles, *feed] if words.strip()), None),
        words=" . ".join(words),
        section=" . ".join([*_named(facts, _SECTIONS | {"articlesection"}), *_folders(url)]),
        published=_published(facts, link),
        language=language[1] if language else None,
        body=max(_named(facts, {"articlebody"}), key=len, default=None),
    )


def paragraphs(markup: str, head: Outline) -> list[str]:
    """The texts of the page's paragraphs; where it has next to none, of all its blocks."""
    if head.body and len(head.body) > 500:
        return [head.body[:MOST_TEXT]]
    markup = markup[:MOST_MARKUP]
    found = list(_first(map(_text, _paragraphs(markup)), MOST_TEXT))
    if sum(map(len, found)) >= LITTLE:
        return found
    return list(_first(map(_text, _BLOCK.split(_visible(markup))), MOST_TEXT))


def _paragraphs(markup: str) -> Iterator[str]:
    """The markup within paragraphs, whether they are closed or not. Scripts and styles are stepped over."""
    at = 0
    while opened := _OPENS.search(markup, at):
        if opened[1]:
            at = _behind(markup, opened)
            continue
        pieces, at = [], opened.end()
        while (ends := _ENDS.search(markup, at)) and ends[1]:
            pieces.append(markup[at : ends.start()])
            at = _behind(markup, ends)
        end = ends.start() if ends else len(markup)
        yield "<p" + " ".join([*pieces, markup[at:end]])
        at = end if ends is None or ends[0][1] != "/" else ends.end()


def _behind(markup: str, opened: re.Match[str]) -> int:
    """Where a script or style is over; the end, where it is not."""
    closing = markup.find(f"</{opened[1]}", opened.end())
    return len(markup) if closing < 0 else closing + 2


def _first(texts: Iterable[str], most: int) -> Iterator[str]:
    for text in texts:
        if text.strip():
            yield text[:most]
            most -= len(text)
        if most <= 0:
            return


def post_text(body: str) -> str:
    """All strings of a JSON answer, or the text of an HTML one; hashtags as words, too."""
    try:
        text = " . ".join(_text(words) for words in _strings(json.loads(body)))
    except (ValueError, RecursionError):
        text = _text(_visible(body))[:MOST_TEXT]
    return " ".join([text, *(_HUMP.sub(" ", tag) for tag in _HASHTAG.findall(text))])


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _strings(item)
        case dict():
            for item in value.values():
                yield from _strings(item)


def _visible(markup: str) -> str:
    """Without scripts and styles: their strings are other stories'."""
    for tag in ("script", "style"):
        # Plain splits: a pattern that ignores case takes ten times as long.
        markup = markup.replace(f"<{tag.upper()}", f"<{tag}").replace(f"</{tag.upper()}", f"</{tag}")
        first, *others = markup.split(f"<{tag}")
        markup = " ".join([first, *(part.partition(f"</{tag}")[2] for part in others)])
    return markup


def _text(markup: str) -> str:
    text = _TAG.sub(" ", markup)
    return html.unescape(text) if "&" in text else text


def _meta(head: str) -> Iterator[tuple[str, str]]:
    for tag in _META.finditer(head):
        found = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(tag[1])}
        name = found.get("property") or found.get("name") or found.get("itemprop")
        if name and found.get("content"):
            yield name.lower(), html.unescape(found["content"])


def _linked(markup: str) -> Iterator[tuple[str, str]]:
    for part in markup.split(LINKED)[1:]:
        script = part[:MOST_LINKED].partition("</script")[0]
        for name, words in _FACT.findall(script):
            try:
                yield name.lower(), html.unescape(json.loads(f'"{words}"', strict=False))
            except ValueError:  # an escape that is none: what the page says of itself is then its title and meta tags
                continue


def _named(facts: list[tuple[str, str]], names: frozenset[str] | set[str]) -> list[str]:
    return [words for name, words in facts if name in names]


def _folders(url: str) -> list[str]:
    """The folders of an address name its section; its last part is the slug."""
    return urlsplit(url).path.split("/")[1:3][:-1]


def _published(facts: list[tuple[str, str]], link: Link | None) -> datetime | None:
    said = [_time(words) for words in _named(facts, _TIMES | {"datepublished"})]
    return next((time for time in said if time), link.published if link else None)


def _time(words: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    return found if found.tzinfo else None
