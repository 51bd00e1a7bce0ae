"""Times at the ends of the calendar, where another zone is another millennium: absent, or what they can be."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detaincrawl.extract import extract, posts
from detaincrawl.normalise import normalise
from detaincrawl.normalise.dates import published_day
from detaincrawl.read import read
from detaincrawl.records import Article, Page, Source
from detaincrawl.vocabularies import SourceKind
from tests.extract.pages import FETCHED, document, page, paragraphs
from tests.fuzzing import fuzzed

EAST, WEST = "Pacific/Kiritimati", "America/Los_Angeles"
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(timezones=ZONES) | st.builds(
    lambda end, zone: end.replace(tzinfo=zone), st.sampled_from([datetime.min, datetime.max]), ZONES
)
HELD = "Karl Tamm, an Estonian citizen, was detained in Minsk on Monday and charged with espionage."
LATEST = FETCHED + timedelta(minutes=10)


def sites(stated: datetime) -> Iterator[str]:
    """A page that states a time in each of the places that are read."""
    iso, mail = stated.isoformat(), format_datetime(stated)
    yield document(f'<meta property="article:published_time" content="{iso}">')
    yield document(f'<meta property="article:published_time" content="{mail}">')
    yield document(
        f'<script type="application/ld+json">{json.dumps({"@type": "Article", "datePublished": iso})}</script>'
    )
    yield document("", f"<time>{stated.day} December {stated.year:04} 23:59 EST</time>{paragraphs()}")
    linked = f'<a href="https://twitter.com/a/status/1">December {stated.day}, {stated.year:04}</a>'
    yield document(
        "", f'{paragraphs()}<blockquote class="twitter-tweet"><p>{HELD}</p>&mdash; A (@a) {linked}</blockquote>'
    )


def told(stated: datetime) -> Iterator[tuple[SourceKind, bytes]]:
    """A post that its platform, or its author's client, dates so."""
    iso = stated.isoformat()
    author = {"did": "did:plc:a", "handle": "a.test"}
    post = {"uri": "at://did:plc:a/app.bsky.feed.post/1", "author": author, "record": {"text": HELD, "createdAt": iso}}
    yield SourceKind.BLUESKY, json.dumps({"post": post}).encode()
    account = {"id": "1", "acct": "a", "url": "https://instance.test/@a"}
    status = {"id": "1", "created_at": iso, "content": f"<p>{HELD}</p>", "visibility": "public", "account": account}
    yield SourceKind.MASTODON, json.dumps({**status, "url": "https://instance.test/@a/1", "edited_at": iso}).encode()


def articles(stated: datetime, zone: str) -> Iterator[Article]:
    outlet = Source("s", "S", SourceKind.NEWS, "https://www.courier.test/", "en", timezone=zone)
    yield from (extract(page(markup), outlet) for markup in sites(stated))
    for kind, body in told(stated):
        account = Source("s", "S", kind, "https://www.courier.test/", "en", timezone=zone, account="a")
        yield extract(Page("s", "https://instance.test/@a/1", FETCHED, (), body), account)


@fuzzed(40)
@given(TIMES, st.sampled_from([EAST, WEST, "UTC"]))
@example(datetime.min.replace(tzinfo=UTC), WEST)
@example(datetime.max.replace(tzinfo=UTC), EAST)
@example(datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), EAST)
@example(datetime.max.replace(tzinfo=timezone(-timedelta(hours=14))), WEST)
def test_any_time_is_one_that_can_be_or_none(stated: datetime, zone: str) -> None:
    for found in articles(stated, zone):
        for one in (found, *posts(found)):
            assert one.published is None or one.published <= LATEST
            assert one.published is None or one.published.year >= 1990
            assert read(one)
            assert normalise(read(one))


@pytest.mark.parametrize(
    ("published", "zone", "day"),
    [
        (datetime.min.replace(tzinfo=UTC), WEST, date.min),
        (datetime.max.replace(tzinfo=UTC), EAST, date.max),
        (datetime(2024, 12, 24, 23, tzinfo=UTC), EAST, date(2024, 12, 25)),
    ],
)
def test_day_of_publication_is_the_outlets_also_at_the_ends_of_the_calendar(
    published: datetime, zone: str, day: date
) -> None:
    assert published_day(published, zone) == day
