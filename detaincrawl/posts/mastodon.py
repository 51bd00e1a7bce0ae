"""Mastodon: arrays of statuses, of an account or of a tag → posts, by the documentation of its API."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from lxml import etree, html

from detaincrawl.discover import post_url
from detaincrawl.posts.json_items import at, dumped, items, loaded, moment, once, prose, words
from detaincrawl.posts.platform import Asked, Lookup, Platform
from detaincrawl.records import Batch, Embed, Post, PostRef, Refused, Repost, Source

MOST = 40
"""Posts of an answer."""
PUBLIC = frozenset({"public", "unlisted"})
_LINK = re.compile(r'<([^<>]+)>\s*;[^,]*?\brel="?(\w+)"?')


def address(asked: Asked) -> str:
    """Upwards from the newest that is known; downwards where nothing is."""
    if asked.older:
        return asked.older
    given = {"limit": min(MOST, asked.most), **({"min_id": asked.since} if asked.since else {})}
    if asked.tag:
        return f"{_api(asked.source)}/api/v1/timelines/tag/{quote(asked.tag)}?{urlencode(given)}"
    account = quote(asked.account_id or "", safe="")
    return f"{_api(asked.source)}/api/v1/accounts/{account}/statuses?{urlencode({**given, 'exclude_replies': 'true'})}"


def onward(asked: Asked, batch: Batch, link: str | None) -> str | None:
    """The address that the Link header gives for the next page, where it is the instance's own."""
    wanted = "prev" if asked.since else "next"
    found = next((url for url, rel in _LINK.findall(link or "") if rel == wanted), None)
    return found if found and urlsplit(found)[:2] == urlsplit(_api(asked.source))[:2] else None


def account_address(source: Source) -> str:
    """Where an instance tells the number of an account, which it knows by the name before its own."""
    name, _, host = (source.account or "").removeprefix("@").partition("@")
    known_as = name if urlsplit(_api(source)).hostname == host else f"{name}@{host}"
    return f"{_api(source)}/api/v1/accounts/lookup?{urlencode({'acct': known_as})}"


def status_address(source: Source, number: str) -> str:
    """Where an instance tells one status."""
    return f"{_api(source)}/api/v1/statuses/{quote(number, safe='')}"


def account_id(body: bytes) -> str:
    found = words(loaded(body), "id")
    if found is None:
        raise Refused("no account")
    return found


def batch(body: bytes) -> Batch:
    """The posts of an answer; Refused where it is none. An item that cannot be read is left out."""
    answer = loaded(body)
    if not isinstance(answer, list):
        raise Refused("no statuses", words(answer, "error") or "")
    found = [one for item in answer if (one := _post(item))]
    if not found and any(at(item, "visibility") in PUBLIC for item in answer):
        raise Refused("no readable posts")
    return Batch(tuple(found))


def post(raw: bytes) -> Post:
    """One status."""
    found = _post(loaded(raw))
    if found is None:
        raise Refused("no post")
    return found


def _post(item: Any) -> Post | None:
    """A status, or the one that it boosts; None for what is not public."""
    boosted = at(item, "reblog")
    status = boosted if isinstance(boosted, dict) else item
    number, content, acct = words(status, "id"), at(status, "content"), words(status, "account", "acct")
    url = words(status, "url") or words(status, "uri")
    public = {at(one, "visibility") for one in (item, status)} <= PUBLIC
    if not number or not isinstance(content, str) or not acct or not url or not public:
        return None
    text, linked = _read(content)
    when = moment(words(item, "created_at"))
    return Post(
        id=number,
        url=post_url(url) or url,
        author=_handle(status),
        text=prose("\n\n".join(part for part in (words(status, "spoiler_text"), text) if part)),
        raw=dumped(item),
        name=words(status, "account", "display_name"),
        published=moment(words(status, "created_at")),
        edited=moment(words(status, "edited_at")),
        language=(words(status, "language") or "").partition("-")[0].lower() or None,
        links=once([*linked, words(status, "card", "url")]),
        quoted=_quoted(at(status, "quote", "quoted_status")),
        reply_to=_reply_to(status),
        reposted=Repost(words(item, "id") or f"boost of {number}", when) if status is boosted and when else None,
    )


def _handle(status: Any) -> str:
    """With the instance, which leaves its own name out."""
    acct = words(status, "account", "acct") or ""
    return f"@{acct}" if "@" in acct else f"@{acct}@{urlsplit(words(status, 'account', 'url') or '').hostname or ''}"


def _reply_to(status: Any) -> PostRef | None:
    """With the author's handle where it is the same author, or one that the status mentions."""
    answered = words(status, "in_reply_to_id")
    if not answered:
        return None
    account = at(status, "in_reply_to_account_id")
    if account == at(status, "account", "id"):
        return PostRef(answered, _handle(status))
    mentioned = (words(one, "acct") for one in items(status, "mentions") if at(one, "id") == account)
    return PostRef(answered, next((f"@{acct}" for acct in mentioned if acct), None))


def _quoted(status: Any) -> Embed | None:
    content, url = at(status, "content"), words(status, "url") or words(status, "uri")
    if not isinstance(content, str) or not url or at(status, "visibility") not in PUBLIC:
        return None
    return Embed(
        "mastodon", _handle(status), prose(_read(content)[0]), post_url(url) or url, moment(words(status, "created_at"))
    )


def _read(content: str) -> tuple[str, list[str]]:
    """The text of a status's HTML with its lines, and the addresses of its links that are no mentions or hashtags."""
    try:
        root = html.fragment_fromstring(content, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return "", []
    for repeated in root.find_class("quote-inline"):  # the quoted post's address, for programs without quotes
        repeated.drop_tree()
    links = [link for link in root.iter("a") if not {"mention", "hashtag"} & set((link.get("class") or "").split())]
    return re.sub(r"\n{3,}", "\n\n", "".join(_texts(root))), [link.get("href") or "" for link in links]


def _texts(root: html.HtmlElement) -> Iterator[str]:
    for event, part in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield "\n" if part.tag == "br" else part.text or ""
        else:
            yield "\n\n" if part.tag in ("p", "blockquote", "li", "ul", "ol", "pre") else ""
            yield (part.tail or "") if part is not root else ""


def _api(source: Source) -> str:
    return source.api or f"https://{(source.account or '').rpartition('@')[2]}"


PLATFORM = Platform(
    address,
    batch,
    post,
    onward=onward,
    lookup=Lookup(account_address, account_id),
    tells_known=False,
    upwards=True,
    by_id=status_address,
)
