"""Pages in own words for the tests of extraction."""

from datetime import UTC, datetime

from detaincrawl.records import Page, Source
from detaincrawl.vocabularies import SourceKind

FETCHED = datetime(2024, 12, 25, 12, 0, tzinfo=UTC)
SOURCE = Source(
    key="courier",
    name="Baltic Courier",
    kind=SourceKind.NEWS,
    homepage="https://www.courier.test/",
    language="en",
    timezone="Europe/Riga",
)
PROSE = (
    "A court in the capital sent a foreign engineer to prison for nine years on Tuesday, after a trial of two days.",
    "His lawyer said that the verdict would be appealed, and that the family had not been let into the court room.",
    "The foreign ministry of his country asked for a visit and called the charge of espionage without any basis.",
)


def page(body: str | bytes, *, url: str = "https://www.courier.test/news/1", content_type: str = "text/html") -> Page:
    """A page as fetched on Christmas Day."""
    raw = body if isinstance(body, bytes) else body.encode()
    return Page("courier", url, FETCHED, (("Content-Type", content_type),), raw)


def document(head: str = "", body: str | None = None, *, lang: str = "en", prose: tuple[str, ...] = PROSE) -> str:
    """A plain article page with the given head."""
    inner = body if body is not None else f"<h1>Engineer gets nine years</h1>{paragraphs(prose)}"
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body><article>{inner}</article></body></html>'


def paragraphs(prose: tuple[str, ...] = PROSE) -> str:
    """The sentences as ``p`` elements."""
    return "".join(f"<p>{sentence}</p>" for sentence in prose)
