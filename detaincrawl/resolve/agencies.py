"""Whose report an article is, by an agency's mark: "MOSCOW (AP) — …", a byline "Reuters", a last line "(dpa)"."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

OPENING = 160
"""Letters: a mark further down is what somebody else said ("…, TASS reported")."""
CLOSING = 60


def agency(body: str, authors: Sequence[str]) -> str | None:
    """Key of the agency (lexicon/agencies.toml) that the text was taken over from, as far as its marks tell."""
    marks = _marks()
    for author in authors:
        for name in re.split(r"\s*[/,;&+|]\s*|\s+(?:and|with|und|et|y|mit)\s+", author):
            if found := marks.get(name.strip().lower()):
                return found
    closing = body.rstrip().rpartition("\n")[2]
    places = [body[:OPENING], closing if len(closing) <= CLOSING else ""]
    for place in places:
        for inside in re.findall(r"[(/\[（]\s?([^()/\[\]（）\n]{2,40}?)\s?[)/\]）]", place):
            if found := marks.get(inside.strip().lower()):
                return found
    return None


@cache
def _marks() -> dict[str, str]:
    table: dict[str, list[str]] = tomllib.loads((files("detaincrawl") / "lexicon/agencies.toml").read_text("utf-8"))
    return {mark.lower(): key for key, listed in table.items() for mark in listed}
