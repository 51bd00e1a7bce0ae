"""What a page's site is called: needed to take the name off headlines and out of bylines."""

import re
import unicodedata
from urllib.parse import urlsplit

from detaincrawl.extract import jsonld
from detaincrawl.extract.jsonld import Node
from detaincrawl.extract.meta import Meta
from detaincrawl.records import Source

_TAGS = ("og:site_name", "og:site:name", "application-name", "apple-mobile-web-app-title", "twitter:site", "publisher")
_SECTION_TAGS = ("article:section", "section")


class Site:
    """The folded names of a site, and of the section that the page is in."""

    def __init__(self, tags: Meta, node: Node, source: Source, url: str) -> None:
        stated = [source.name, *(name for key in _TAGS for name in tags.get(key, ()))]
        stated += jsonld.texts(node.get("publisher"))
        self._sections = {_folded(name) for key in _SECTION_TAGS for name in tags.get(key, ())}
        self._sections |= {_folded(name) for name in jsonld.texts(node.get("articleSection"))}
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        labels = [label for label in host.split(".")[:-1] if len(label) > 1]
        self._label = max((_folded(label) for label in labels), key=len, default="")
        self._names = {_folded(name) for name in stated} | {_folded(host), self._label}
        self._names.discard("")

    def is_name(self, words: str) -> bool:
        """Whether the words are the site's name or address."""
        folded = _folded(words)
        return folded in self._names or re.sub(r"(?:com|org|net|de|tv)$", "", folded) in self._names

    def is_suffix(self, words: str) -> bool:
        """Whether the words behind a headline name the site (also with an ornament), its section or only a date."""
        folded = _folded(words)
        ornate = len(self._label) > 4 and self._label in folded and len(words.split()) < 6
        return not folded or self.is_name(words) or ornate or folded in self._sections or folded.isdigit()


def _folded(words: str) -> str:
    """Letters and digits alone, accents off and umlauts spelled as hosts spell them."""
    plain = words.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "", plain).removeprefix("the")
