"""Annotated articles as readings with perfect claims, so that resolution is tested apart from the reader."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from detaincrawl.records import Article, Claim, Mention, Reading
from detaincrawl.vocabularies import ArticleKind, Precision, Standing

RULE = "gold"
Gold = dict[str, Any]


def gold_articles(folder: Path) -> list[Gold]:
    """The annotations of a folder, by file name."""
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


def reading(gold: Gold) -> Reading:
    """One annotated article. A person with two spells in one state is one mention."""
    text = "\n\n".join([gold["title"], *gold["paragraphs"], *(embed["text"] for embed in gold["embeds"])])
    url = f"https://{gold['outlet']['domain']}{gold['path']}"
    article = Article(
        source=gold["outlet"]["domain"].removesuffix(".test"),
        kind=ArticleKind(gold["kind"]),
        url=url,
        canonical_url=url,
        title=gold["title"],
        text=text,
        body_start=len(gold["title"]) + 2,
        authors=tuple(gold["authors"]),
        published=datetime.fromisoformat(gold["published"]),
        language=gold["language"],
        timezone=gold["outlet"]["timezone"],
        fetched_at=datetime.fromisoformat(gold["published"]),
    )
    mentions = [*_named(gold, text), *_unnamed(gold, text)]
    return Reading(article, tuple(mentions))


def _named(gold: Gold, text: str) -> Iterator[Mention]:
    together: dict[tuple[str, str | None], list[Gold]] = {}
    for case in gold["cases"]:
        together.setdefault((case["person_key"], case["detaining_country"]), []).append(case)
    for cases in together.values():
        claims = _Claims(text)
        _names(claims, cases[0])
        for case in sorted(cases, key=_first_date):
            _facts(claims, case)
        yield Mention(cases[0]["forms"][0], tuple(claims.made), cases[0]["primary"])


def _first_date(case: Gold) -> str:
    return min((event["date"] or "9999" for event in case["events"]), default="9999")


def _unnamed(gold: Gold, text: str) -> Iterator[Mention]:
    for group in gold["unidentified"]:
        claims = _Claims(text)
        if group["nationality"]:
            claims.add("nationality", group["nationality"], group["quote"])
        claims.add("detaining_country", group["detaining_country"], group["quote"])
        yield Mention(None, tuple(claims.made), people=group["count"] or 1)


def _names(claims: "_Claims", case: Gold) -> None:
    for form in case["forms"]:
        claims.add("name", form, form)
    anywhere = case["forms"][0]
    for nationality in case["nationalities"]:
        claims.add("nationality", nationality, anywhere)
    if case["detaining_country"]:
        claims.add("detaining_country", case["detaining_country"], anywhere)
    if case["place"]:
        claims.add("place", case["place"], anywhere)


def _facts(claims: "_Claims", case: Gold) -> None:
    total = case["sentence_special"] or _months(case["sentence_months"])
    first = claims.events
    for event in case["events"]:
        value = event["date"] and event["date"][: {"day": 10, "month": 7, "year": 4}[event["precision"]]]
        number = claims.event(event["type"], value, event["precision"], event["quote"])
        term = event.get("sentence_special") or _months(event.get("sentence_months"))
        if term is not None:
            claims.add("sentence" if term == total else "term", term, event["quote"], event=number)
    for charge in case["charges"]:
        told_with = _event_of(charge["quote"], case["events"], first)
        claims.add("charge", charge["code"], charge["quote"], event=told_with, standing=Standing(charge["standing"]))
    if total is not None and not any(claim.field == "sentence" for claim in claims.made):
        claims.add("sentence", total, case["forms"][0])
    if case["fine"]:
        claims.add("fine", f"{case['fine']['amount']} {case['fine']['currency']}", case["forms"][0])
    claims.add("status", case["status"], case["forms"][0], event=claims.events - 1 if case["events"] else None)


def _event_of(quote: str, events: list[Gold], first: int) -> int | None:
    """The event whose quote the charge's quote overlaps; a verdict before anything else."""
    for types in (("sentenced",), ("convicted", "charged", "acquitted", "detained")):
        for number, event in enumerate(events, first):
            if event["type"] in types and (quote in event["quote"] or event["quote"] in quote):
                return number
    return None


def _months(months: float | None) -> str | None:
    return None if months is None else f"{months:g}"


@dataclass
class _Claims:
    text: str
    made: list[Claim] = field(default_factory=list)
    events: int = 0

    def event(self, kind: str, value: str | None, precision: str | None, quote: str) -> int:
        self.events += 1
        known = Precision(precision) if precision else None
        self.add(f"event:{kind}", value, quote, precision=known, event=self.events - 1)
        return self.events - 1

    def add(self, name: str, value: str | None, quote: str, **particulars: Any) -> None:
        start = self.text.index(quote)
        made = Claim(name, quote, start, start + len(quote), RULE, 0.9, value=value, **particulars)
        self.made.append(made)
