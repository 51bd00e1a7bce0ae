"""A loopback X: user lookup, a user's posts and recent search of version 2 of its API, behind a bearer token."""

import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.web import Asked, Reply, Site

USERS = {"1": "press", "2": "desk"}


def tweet(number: int, text: str, when: datetime, author: str = "1", **more: Any) -> dict[str, Any]:
    """``more``: referenced_tweets, entities, in_reply_to_user_id, edit_history_tweet_ids …"""
    stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    told = {"id": str(number), "text": text, "created_at": stamp, "lang": "en", "author_id": author}
    return {**told, "edit_history_tweet_ids": [str(number)], **more}


def answer(told: list[dict[str, Any]], known: list[dict[str, Any]], token: str | None = None) -> dict[str, Any]:
    """An answer with its includes: ``known`` are posts that those told may refer to."""
    about = {one["id"] for item in told for one in item.get("referenced_tweets", [])}
    users = [{"id": number, "username": name, "name": name.title()} for number, name in USERS.items()]
    includes = {"users": users, "tweets": [one for one in known if one["id"] in about]}
    if not told:
        return {"meta": {"result_count": 0}}
    meta = {"newest_id": told[0]["id"], "oldest_id": told[-1]["id"], "result_count": len(told)}
    return {"data": told, "includes": includes, "meta": {**meta, **({"next_token": token} if token else {})}}


@dataclass
class X:
    """The service; posts of each user, and of a search, the newest first."""

    site: Site
    token: str
    posts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    known: list[dict[str, Any]] = field(default_factory=list)
    limited: bool = False
    reset: int | None = None
    """Unix second told with the first answer, which is the last that the limit allows."""
    most: int = 100

    def __post_init__(self) -> None:
        self.site.answer = self.answer

    def answer(self, path: str) -> Reply:
        parts = urlsplit(path)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.path.startswith("/2/users/by/username/"):
            name = parts.path.rpartition("/")[2]
            found = [number for number, own in USERS.items() if own == name]
            return _json({"data": {"id": found[0], "username": name, "name": name}} if found else _missing(name))
        if parts.path.startswith("/2/tweets/") and parts.path != "/2/tweets/search/recent":
            return self._one(parts.path.rpartition("/")[2])
        key = asked["query"] if parts.path == "/2/tweets/search/recent" else parts.path.split("/")[3]
        return _json(self._page(self.posts.get(key, []), asked), headers=self._limit())

    def _limit(self) -> dict[str, str]:
        if not self.limited or self.reset:
            return {}
        self.reset = int(time.time()) + 2
        return {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(self.reset)}

    def _one(self, number: str) -> Reply:
        """A post as last edited, by the number of any edition; one that was deleted is an error with status 200."""
        told = (one for posts in self.posts.values() for one in posts)
        for one in told:
            if number in one["edit_history_tweet_ids"]:
                whole = answer([one], self.known)
                return _json({"data": one, "includes": whole["includes"]})
        kind = "https://api.x.com/2/problems/resource-not-found"
        return _json({"errors": [{"type": kind, "title": "Not Found Error", "detail": f"no tweet {number}"}]})

    def _page(self, posts: list[dict[str, Any]], asked: dict[str, str]) -> dict[str, Any]:
        limit = min(int(asked["max_results"]), self.most)
        assert 5 <= int(asked["max_results"]) <= 100
        told = [one for one in posts if int(one["id"]) > int(asked.get("since_id", "0"))]
        start = int(asked.get("pagination_token", asked.get("next_token", "0")))
        end = start + limit
        return answer(told[start:end], self.known, str(end) if len(told) > end else None)

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        found = [urlsplit(path) for path in self.site.paths()]
        return [(one.path, {name: values[-1] for name, values in parse_qs(one.query).items()}) for one in found]

    def unauthorized(self) -> list[Asked]:
        return [one for one in self.site.asked if one.headers.get("Authorization") != f"Bearer {self.token}"]


def _missing(name: str) -> dict[str, Any]:
    return {"errors": [{"title": "Not Found Error", "detail": f"Could not find user with username: [{name}]."}]}


def _json(value: object, **how: Any) -> Reply:
    return Reply(json.dumps(value), type="application/json; charset=utf-8", **how)
