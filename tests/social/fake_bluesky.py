"""A loopback Bluesky: app.bsky.feed.getAuthorFeed as its lexicon and its service have it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.web import Reply, Site

FEED = "/xrpc/app.bsky.feed.getAuthorFeed"
Item = dict[str, Any]


def stamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


@dataclass
class Author:
    """One account."""

    handle: str
    did: str
    name: str = "Press"

    def view(self) -> Item:
        return {"did": self.did, "handle": self.handle, "displayName": self.name}

    def uri(self, key: str) -> str:
        return f"at://{self.did}/app.bsky.feed.post/{key}"

    def page(self, key: str) -> str:
        return f"https://bsky.app/profile/{self.did}/post/{key}"

    def post(self, key: str, text: str, when: datetime, **more: Any) -> Item:
        """A feedViewPost. ``more``: langs, facets, reply (parent's item), embed (a view)."""
        reply, embed = more.pop("reply", None), more.pop("embed", None)
        record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": stamp(when), "langs": ["en"], **more}
        counts = {"likeCount": 12_500_000, "replyCount": 3, "repostCount": 4, "quoteCount": 0}
        view = {"uri": self.uri(key), "cid": f"cid{key}", "author": self.view(), "record": record, **counts}
        item: Item = {"post": {**view, "indexedAt": stamp(when), "labels": []}}
        if embed:
            item["post"]["embed"] = embed
        if reply:
            parent = reply["post"]
            root = reply.get("reply", {}).get("root", parent)
            record["reply"] = {"root": {"uri": root["uri"], "cid": "c"}, "parent": {"uri": parent["uri"], "cid": "c"}}
            item["reply"] = {"root": root, "parent": parent}
        return item


def link(text: str, shown: str, uri: str) -> dict[str, Any]:
    """A facet over ``shown``, counted in bytes."""
    start = len(text.encode()[: text.encode().index(shown.encode())])
    index = {"byteStart": start, "byteEnd": start + len(shown.encode())}
    return {"index": index, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": uri}]}


def quoting(item: Item) -> Item:
    """The embed of a post that quotes another."""
    view = item["post"]
    record = {"$type": "app.bsky.embed.record#viewRecord", **view, "value": view["record"]}
    return {"$type": "app.bsky.embed.record#view", "record": record}


def repost(item: Item, by: Author, when: datetime) -> Item:
    """The item of a feed that passes a post on."""
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": by.view(), "indexedAt": stamp(when)}
    return {**item, "reason": {**reason, "uri": f"at://{by.did}/app.bsky.feed.repost/{when.timestamp():.0f}"}}


@dataclass
class Bluesky:
    """The service; ``feeds``: handle → its items, the newest first."""

    site: Site
    feeds: dict[str, list[Item]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    refuse: list[Reply] = field(default_factory=list)
    """What is answered first, each once."""

    def __post_init__(self) -> None:
        self.site.answer = self.answer

    def answer(self, path: str) -> Reply:
        parts = urlsplit(path)
        if parts.path != FEED:
            return Reply('{"error":"MethodNotImplemented"}', status=501, type="application/json")
        if self.refuse:
            return self.refuse.pop(0)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if asked["actor"] not in self.feeds:
            body = {"error": "InvalidRequest", "message": "Profile not found"}
            return Reply(json.dumps(body), status=400, type="application/json")
        return Reply(json.dumps(self._page(asked)), type="application/json", headers=self.headers)

    def _page(self, asked: dict[str, str]) -> dict[str, Any]:
        limit = int(asked.get("limit", 50))
        assert 1 <= limit <= 100
        before = asked.get("cursor", "9999")
        items = [item for item in self.feeds[asked["actor"]] if _sorted_at(item) < before]
        page: dict[str, Any] = {"feed": items[:limit]}
        if len(items) > limit:
            page["cursor"] = _sorted_at(items[limit - 1])
        return page

    def asked(self) -> list[dict[str, str]]:
        """What was asked of feeds, and how it was answered."""
        return list(self._asked())

    def _asked(self) -> Iterator[dict[str, str]]:
        for one in self.site.asked:
            if one.path != "/robots.txt":
                query = parse_qs(urlsplit(one.path).query)
                yield {**{name: values[-1] for name, values in query.items()}, "status": str(one.status)}


def _sorted_at(item: Item) -> str:
    reason = item.get("reason")
    return str(reason["indexedAt"] if reason else item["post"]["record"]["createdAt"])


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
