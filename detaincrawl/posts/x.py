"""X: answers of its API of version 2, of an account or of a search for a tag → posts."""

import html
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from detaincrawl.posts.json_items import at, dumped, items, loaded, moment, once, prose, words
from detaincrawl.posts.platform import Asked, Lookup, Platform
from detaincrawl.records import Batch, Embed, Post, PostRef, Refused, Repost, Source

API = "https://api.x.com"
FEWEST, MOST = 5, 100
"""Posts of an answer; of a search ten at least."""
FEWEST_FOUND = 10
SEARCHED = timedelta(days=7) - timedelta(hours=1)
"""What a search goes back; it refuses an id that is older."""
FIELDS = {
    "tweet.fields": "created_at,lang,entities,referenced_tweets,in_reply_to_user_id,note_tweet",
    "expansions": "author_id,in_reply_to_user_id,referenced_tweets.id,referenced_tweets.id.author_id",
    "user.fields": "username,name",
}


def address(asked: Asked) -> str:
    """Posts are paid for one by one: never more than wanted, and never again what is known."""
    fewest = FEWEST_FOUND if asked.tag else FEWEST
    given = {"max_results": max(fewest, min(MOST, asked.most)), **FIELDS}
    if asked.since and not (asked.tag and asked.behind and asked.behind > SEARCHED):
        given["since_id"] = asked.since
    if asked.older:
        given["next_token" if asked.tag else "pagination_token"] = asked.older
    if asked.tag:
        found = {"query": f"#{asked.tag} -is:retweet", **given}
        return f"{asked.source.api or API}/2/tweets/search/recent?{urlencode(found)}"
    return f"{asked.source.api or API}/2/users/{quote(asked.account_id or '', safe='')}/tweets?{urlencode(given)}"


def post_address(source: Source, number: str) -> str:
    """One post, as last edited, asked by the number of any of its editions."""
    return f"{source.api or API}/2/tweets/{quote(number, safe='')}?{urlencode(FIELDS)}"


def account_address(source: Source) -> str:
    return f"{source.api or API}/2/users/by/username/{quote(source.account or '', safe='')}"


def account_id(body: bytes) -> str:
    answer = loaded(body)
    found = words(answer, "data", "id")
    if found is None:
        raise Refused("no account", _error(answer))
    return found


def batch(body: bytes) -> Batch:
    """The posts of an answer; Refused where it is none. An item that cannot be read is left out."""
    answer = loaded(body)
    if not isinstance(at(answer, "meta"), dict):
        raise Refused("no posts", _error(answer))
    told = items(answer, "data")
    found = [one for item in told if (one := _post(_whole(item, at(answer, "includes"))))]
    if told and not found:
        raise Refused("no readable posts")
    return Batch(tuple(found), words(answer, "meta", "next_token"))


def post(raw: bytes) -> Post:
    """One post with what the answer included for it. Refused as gone where the answer says that there is none."""
    answer = loaded(raw)
    found = _post(answer)
    if found is None:
        missing = any((words(error, "type") or "").endswith("/resource-not-found") for error in items(answer, "errors"))
        raise Refused("gone" if missing else "no post", _error(answer))
    return found


def _error(answer: Any) -> str:
    first = next(iter(items(answer, "errors")), None)
    return words(first, "detail") or words(answer, "detail") or words(answer, "title") or ""


def _whole(item: Any, includes: Any) -> dict[str, Any]:
    """A post with those users and posts that the answer includes for it alone."""
    about = {words(one, "id") for one in items(item, "referenced_tweets")}
    tweets = [one for one in items(includes, "tweets") if words(one, "id") in about]
    named = {words(one, key) for one in (item, *tweets) for key in ("author_id", "in_reply_to_user_id")}
    users = [one for one in items(includes, "users") if words(one, "id") in named]
    return {"data": item, "includes": {"users": users, "tweets": tweets}}


def _post(whole: Any) -> Post | None:
    """A post, or the one that it passes on whole: its own text would be cut."""
    item, includes = at(whole, "data"), at(whole, "includes")
    passed_on = _referenced(item, includes, "retweeted")
    told = passed_on or item
    number, handle, text = words(told, "id"), _handle(words(told, "author_id"), includes), _text(told)
    if not number or not handle or text is None:
        return None
    when = moment(words(item, "created_at"))
    return Post(
        id=number,
        url=_page(_first_edition(told, number)),
        author=f"@{handle}",
        text=text,
        raw=dumped(whole),
        name=_user(words(told, "author_id"), includes, "name"),
        published=moment(words(told, "created_at")),
        language=_language(told),
        links=once(_linked(told)),
        quoted=_quoted(told, includes),
        reply_to=_reply_to(told, includes),
        reposted=Repost(words(item, "id") or f"repost of {number}", when) if passed_on and when else None,
    )


def _page(number: str) -> str:
    """Without the handle, which changes hands: the address that embed code comes to as well."""
    return f"https://x.com/i/status/{number}"


def _first_edition(told: Any, number: str) -> str:
    """Every edition has a number of its own, and says those of all: they are one post."""
    numbers = [one for one in items(told, "edit_history_tweet_ids") if isinstance(one, str) and one.isdecimal()]
    return min(numbers, key=int, default=number)


def _text(told: Any) -> str | None:
    """Of a long post the whole; the API escapes three signs as HTML does."""
    text = words(told, "note_tweet", "text") or at(told, "text")
    return prose(html.unescape(text)) if isinstance(text, str) else None


def _linked(told: Any) -> list[str | None]:
    """What t.co shortens; not the post's own pictures and quotes."""
    entities = [*items(told, "entities", "urls"), *items(told, "note_tweet", "entities", "urls")]
    found = [words(url, "unwound_url") or words(url, "expanded_url") for url in entities]
    return [url for url in found if url and not url.startswith(("https://x.com/", "https://twitter.com/"))]


def _language(told: Any) -> str | None:
    """X writes ``und`` and codes of its own (``qme``) where there are no words to tell by."""
    tag = (words(told, "lang") or "").partition("-")[0].lower()
    return {"iw": "he", "in": "id"}.get(tag, tag) if tag and tag != "und" and not tag.startswith("q") else None


def _referenced(item: Any, includes: Any, kind: str) -> Any:
    about = {words(one, "id") for one in items(item, "referenced_tweets") if at(one, "type") == kind}
    return next((one for one in items(includes, "tweets") if words(one, "id") in about), None)


def _quoted(told: Any, includes: Any) -> Embed | None:
    quoted = _referenced(told, includes, "quoted")
    number, handle, text = words(quoted, "id"), _handle(words(quoted, "author_id"), includes), _text(quoted)
    if not number or not handle or not text:
        return None
    return Embed("x", f"@{handle}", text, _page(_first_edition(quoted, number)), moment(words(quoted, "created_at")))


def _reply_to(told: Any, includes: Any) -> PostRef | None:
    about = (words(one, "id") for one in items(told, "referenced_tweets") if at(one, "type") == "replied_to")
    answered = next((number for number in about if number), None)
    if answered is None:
        return None
    account = words(told, "in_reply_to_user_id")
    handle = _handle(account, includes) or account
    return PostRef(answered, f"@{handle}" if handle else None)


def _handle(account: str | None, includes: Any) -> str | None:
    return _user(account, includes, "username")


def _user(account: str | None, includes: Any, what: str) -> str | None:
    found = (words(one, what) for one in items(includes, "users") if account and words(one, "id") == account)
    return next((name for name in found if name), None)


PLATFORM = Platform(
    address,
    batch,
    post,
    lookup=Lookup(account_address, account_id),
    tells_known=False,
    by_id=post_address,
    pays=True,
    token="X_BEARER_TOKEN",  # noqa: S106 (its name)
)
