"""The one address of a page, as the page itself names it within its own site."""

from urllib.parse import urljoin, urlsplit

from lxml import html

from detaincrawl.discover import urls
from detaincrawl.extract import jsonld
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta, first
from detaincrawl.records import Refused


def canonical(root: html.HtmlElement, tags: Meta, node: Node, url: str, homepage: str) -> str:
    """The canonical link; the page's own URL where it names none, another site's, or a front page."""
    link = next(
        (tag.get("href") for tag in root.iter("link") if "canonical" in (tag.get("rel") or "").lower().split()), None
    )
    page = node.get("mainEntityOfPage")
    main = page.get("@id") if isinstance(page, dict) else page
    for stated in (link, first(tags, "og:url"), main, jsonld.first(node, "url")):
        if isinstance(stated, str) and (address := _within(stated, url, homepage)):
            return address
    return _spelt(url) or url


def _within(stated: str, url: str, homepage: str) -> str | None:
    """Another site's address would overwrite that site's article, and a front page would swallow every article."""
    try:
        address = urljoin(url, stated.strip())
        parts, own = urlsplit(address), urlsplit(url)
        hosts = {_site(own.hostname), _site(urlsplit(homepage).hostname)}
        bare = parts.username is None and parts.scheme in ("http", "https")
    except ValueError:
        return None
    if not bare or not any(_same_site(_site(parts.hostname), host) for host in hosts):
        return None
    front = parts.path in ("", "/") and not parts.query and own.path not in ("", "/")
    return None if front else _spelt(address)


def _spelt(address: str) -> str | None:
    """As the frontier spells addresses, so that an article is one row however it was reached."""
    try:
        return urls.canonical(address)
    except Refused:
        return None


def _site(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")


def _same_site(one: str, other: str) -> bool:
    return bool(one and other) and (one == other or one.endswith("." + other) or other.endswith("." + one))
