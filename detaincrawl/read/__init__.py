"""Reads an article: who is held abroad, and every claim about them with its quote. Pure; normalise gives values."""

from detaincrawl.read import cases, scan
from detaincrawl.read.language import noise, sought, text
from detaincrawl.read.taggers import Tagger
from detaincrawl.records import Article, Reading
from detaincrawl.vocabularies import ArticleKind


def read(article: Article, tagger: Tagger | None = None) -> Reading:
    """The mentions of an article; none where it is not relevant or its language has no lexicon yet.

    A tagger adds names to those that the rules find.
    """
    if (article.language or "en").partition("-")[0] != "en" or not article.text.strip():
        return Reading(article)
    if article.kind is ArticleKind.POST:
        parsed = text.parse(noise.plain(article.text))
        sought.look(parsed)
        found = cases.mentions(article, scan.scan(parsed, tagger))
        return Reading(article, tuple(noise.printed(mention, article.text) for mention in found))
    parsed = text.parse(article.text, article.body_start)
    sought.look(parsed)
    return Reading(article, cases.mentions(article, scan.scan(parsed, tagger)))
