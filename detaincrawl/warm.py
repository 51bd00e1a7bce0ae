"""Imported by the server that workers are forked from: what their steps load once is loaded for all.

A worker would otherwise load the lexicon and the towns with its first article: 1.5 s of the time that a page has, and
past its end on a busy machine.
"""

from datetime import UTC, datetime

from detaincrawl.carried import read_article
from detaincrawl.extract import extract
from detaincrawl.records import Page, Source
from detaincrawl.vocabularies import SourceKind

WORDS = "Anna Berg, a Swedish citizen, was detained in Minsk on Monday and charged with theft, a court said."
PAGE = f"<html lang='en'><head><title>Swede held</title></head><body><article><p>{WORDS}</p></article></body></html>"

read_article(
    extract(
        Page("warm", "https://warm.example/", datetime(2025, 3, 1, tzinfo=UTC), body=PAGE.encode()),
        Source("warm", "Warm", SourceKind.NEWS, "https://warm.example/", "en"),
    )
)
