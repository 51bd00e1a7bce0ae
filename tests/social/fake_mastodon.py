"""A loopback Mastodon instance: lookup, an account's statuses and a tag's timeline, with min_id, max_id and Link."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.web import Reply, Site

Status = dict[str, Any]


def account(name: str, number: str, instance: str = "instance.test", *, remote: bool = False) -> dict[str, Any]:
    acct = f"{name}@{instance}" if remote else name
    return {"id": number, "acct": acct, "username": name, "display_name": name.title(), "bot": False,
            "url": f"https://{instance}/@{name}"}  # fmt: skip


def status(number: int, author: dict[str, Any], content: str, when: datetime, **more: Any) -> Status:
    """``content`` as HTML, or as words of one paragraph."""
    stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    url = f"{author['url']}/{number}"
    html = content if content.startswith("<") or not content else f"<p>{escape(content)}</p>"
    told = {"id": str(number), "created_at": stamp, "uri": url, "url": url, "content": html, "language": "en"}
    rest: Status = {"visibility": "public", "reblog": None, "card": None, "tags": [], "mentions": [], "edited_at": None}
    rest |= {"spoiler_text": "", "in_reply_to_id": None, "in_reply_to_account_id": None}
    return {**told, **rest, "account": author, **more}


@dataclass
class Instance:
    """One instance; timelines are the newest first."""

    site: Site
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By the name that is looked up."""
    timelines: dict[str, list[Status]] = field(default_factory=dict)
    """By path."""
    most: int = 40
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.site.answer = self.answer

    def answer(self, path: str) -> Reply:
        parts = urlsplit(path)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/api/v1/accounts/lookup":
            found = self.accounts.get(asked["acct"])
            return _json(found or {"error": "Record not found"}, status=200 if found else 404)
        if parts.path.startswith("/api/v1/statuses/"):
            told = (one for timeline in self.timelines.values() for one in timeline)
            one = next((one for one in told if one["id"] == parts.path.rpartition("/")[2]), None)
            return _json(one or {"error": "Record not found"}, status=200 if one else 404)
        if parts.path not in self.timelines:
            return _json({"error": "The access token is invalid"}, status=401)
        return self._timeline(parts.path, asked)

    def _timeline(self, path: str, asked: dict[str, str]) -> Reply:
        limit = min(int(asked.get("limit", "20")), self.most)
        told = self.timelines[path]
        if "max_id" in asked:
            told = [one for one in told if int(one["id"]) < int(asked["max_id"])]
        if "min_id" in asked:
            told = [one for one in told if int(one["id"]) > int(asked["min_id"])][-limit:]
        told = told[:limit]
        return _json(told, headers={**self._link(path, asked, told), **self.headers})

    def _link(self, path: str, asked: dict[str, str], told: list[Status]) -> dict[str, str]:
        if not told:
            return {}
        kept = {name: value for name, value in asked.items() if name not in ("max_id", "min_id")}
        ends = {"next": {"max_id": told[-1]["id"]}, "prev": {"min_id": told[0]["id"]}}
        links = (f'<{self.site.url(path)}?{urlencode({**kept, **end})}>; rel="{rel}"' for rel, end in ends.items())
        return {"Link": ", ".join(links)}

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Paths and queries, robots.txt left out."""
        found = [urlsplit(path) for path in self.site.paths()]
        return [(one.path, {name: values[-1] for name, values in parse_qs(one.query).items()}) for one in found]


def _json(value: object, **how: Any) -> Reply:
    return Reply(json.dumps(value), type="application/json; charset=utf-8", **how)
