"""A reading as a person sees it on a terminal, its claims in colour, and as JSON for scripts."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detaincrawl.commands.cases import wide_console
from detaincrawl.inert import inert
from detaincrawl.read.why import Verdict
from detaincrawl.records import Article, Claim, Mention, Reading

COLOURS = {
    "name": "bold", "nationality": "green", "detaining_country": "blue", "charge": "red", "event": "yellow",
    "sentence": "magenta", "term": "magenta", "fine": "magenta",
}  # fmt: skip
FURTHER = "cyan"
PARTICULARS = ("detail", "standing", "statute", "speaker")


def show(reading: Reading) -> None:
    """The article with its claims marked, then a table a person; the same for each post it carries."""
    console = wide_console()
    for one in (reading, *reading.carried):
        console.print(
            _article(one.article, [claim for mention in one.mentions for claim in mention.claims]), soft_wrap=False
        )
        _legend(console, one)
        for mention in one.mentions:
            console.print(_mention(mention))
        for dropped in one.dropped:
            console.print(Text(f"  no value for {inert(dropped)}", "dim"))


def say(verdicts: Iterable[Verdict]) -> None:
    """Why each is or is no case."""
    console = wide_console()
    for verdict in verdicts:
        console.print(
            Text(inert(verdict.name), "bold"),
            Text(f"no case: {inert(verdict.against)}" if verdict.against else "a case"),
        )
        origin = ", ".join(verdict.nationalities) or "nowhere stated"
        console.print(f"  from {origin}, held by {verdict.detaining_country or 'nobody known'}")
        for told in verdict.told:
            console.print(Text(f"  {inert(told)}"))


def as_json(reading: Reading) -> dict[str, Any]:
    """Stable keys; ``start`` and ``end`` count signs of ``text``."""
    article = reading.article
    return {
        "kind": article.kind,
        "url": article.canonical_url,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published and article.published.isoformat(),
        "language": article.language,
        "timezone": article.timezone,
        "text": article.text,
        "relevant": bool(reading.mentions),
        "mentions": [_mention_json(article, mention) for mention in reading.mentions],
        "dropped": list(reading.dropped),
        "posts": [as_json(post) for post in reading.carried],
    }


def _mention_json(article: Article, mention: Mention) -> dict[str, Any]:
    claims = []
    for claim in mention.claims:
        facts = asdict(claim)
        start, end = facts.pop("quote_start"), facts.pop("quote_end")
        claims.append({**facts, "quote": article.text[start:end], "start": start, "end": end})
    return {"name": mention.name, "people": mention.people, "primary": mention.primary, "claims": claims}


def _article(article: Article, claims: list[Claim]) -> RenderableType:
    """The text with the words of each claim in the colour of its field."""
    shown = Text(inert(article.text))
    if article.body_start:
        shown.stylize("bold underline", 0, len(article.title or ""))
    for claim in claims:
        start, end = _words(article.text, claim)
        shown.stylize(_colour(claim.field), start, end)
    head = " · ".join(filter(None, (article.published.isoformat() if article.published else "", article.canonical_url)))
    return Group(Text(inert(head), "dim"), Text(), Padding(shown, (0, 2)), Text())


def _words(text: str, claim: Claim) -> tuple[int, int]:
    """Where the claim's words stand in its quote; a code that the rules set stands nowhere, and its quote is marked."""
    at = text.find(claim.words, claim.quote_start, claim.quote_end) if claim.words else -1
    return (at, at + len(claim.words)) if at >= 0 else (claim.quote_start, claim.quote_start)


def _legend(console: Console, reading: Reading) -> None:
    if not reading.mentions:
        console.print(Text("  No detained foreigner was read in this. `--why NAME` says why somebody is none."))
        return
    fields = dict.fromkeys(_group(claim.field) for mention in reading.mentions for claim in mention.claims)
    console.print(Text("  ") + Text("  ").join(Text(name.replace("_", " "), _colour(name)) for name in fields))


def _mention(mention: Mention) -> RenderableType:
    name = mention.name or ("somebody unnamed" if mention.people == 1 else f"{mention.people} people, unnamed")
    heading = Text(inert(name), "bold") + Text("" if mention.primary or not mention.name else "  (in passing)", "dim")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("Field", "Value", "", "Words", "Rule", "Sure"):
        table.add_column(column, overflow="fold")
    for claim in mention.claims:
        table.add_row(
            Text(claim.field, _colour(claim.field)),
            Text(inert(claim.value or "")),
            Text(", ".join(str(value) for key in PARTICULARS if (value := getattr(claim, key)))),
            Text(inert(" ".join(claim.words.split()))),
            Text(claim.rule, "dim"),
            Text(f"{claim.confidence:.2f}", "dim"),
        )
    return Group(Text(), heading, Padding(table, (0, 0, 0, 2)))


def _group(field: str) -> str:
    return field.partition(":")[0]


def _colour(field: str) -> str:
    return COLOURS.get(_group(field), FURTHER)
