"""Whose article an address is: the outlet of the catalogue that sits at its host, else a site of its own. Pure."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from detaincrawl.records import Source
from detaincrawl.vocabularies import SourceKind

PLATFORMS = frozenset(
    ("bsky.app", "facebook.com", "fb.me", "fb.watch", "instagram.com", "linkedin.com", "ok.ru", "pinterest.com",
     "reddit.com", "redd.it", "snapchat.com", "t.me", "telegram.me", "threads.com", "threads.net", "tiktok.com",
     "twitter.com", "vk.com", "wa.me", "whatsapp.com", "x.com", "youtu.be", "youtube.com")
)  # fmt: skip
"""Hosts whose pages are posts, and no articles."""


class Outlets:
    """The news outlets of a catalogue by where they sit."""

    def __init__(self, catalogue: Iterable[Source]) -> None:
        self._at: dict[str, list[Source]] = {}
        self._social: set[str] = set()
        for source in catalogue:
            if source.kind is SourceKind.NEWS:
                self._at.setdefault(host(source.homepage), []).append(source)
            else:
                self._social |= {host(address) for address in (source.homepage, source.api) if address}

    def outlet(self, url: str, led_by: Source) -> Source | None:
        """The source of a linked article; None for the pages of platforms, which are no articles.

        A site that the catalogue does not have is a source of its own, named by its host, of type ``other``: it is not
        the account that linked to it, and speaks with a voice of its own. Its key has a dot, which no key of the
        catalogue has.
        """
        place = host(url)
        parents = [place, *(place[at + 1 :] for at, sign in enumerate(place) if sign == ".")]
        known = next((self._at[parent] for parent in parents if parent in self._at), None)
        if known:
            return max(known, key=lambda source: _shared(source.homepage, url))
        if "." not in place or any(parent in PLATFORMS or parent in self._social for parent in parents):
            return None
        scheme = urlsplit(url).scheme
        return Source(place, place, SourceKind.NEWS, f"{scheme}://{urlsplit(url).netloc}/", led_by.language)


def host(url: str) -> str:
    """Without ``www.``; empty where there is none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _shared(homepage: str, url: str) -> tuple[int, str]:
    """How much of an outlet's folder an address has: some outlets share a host."""
    folder, path = urlsplit(homepage).path, urlsplit(url).path
    return (len(folder), homepage) if path.startswith(folder) else (0, homepage)
