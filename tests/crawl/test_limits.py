"""Limits that hosts set: when they may be asked again, and that they are not asked before."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detaincrawl.middlewares.limits import free_at
from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

NOW = datetime(2025, 3, 1, 9, tzinfo=UTC)
UNIX = str(int(NOW.timestamp()) + 90)
WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (200, {}, None),
        (429, {}, None),
        (429, {"retry-after": "30"}, 30),
        (503, {"retry-after": "Sat, 01 Mar 2025 09:02:00 GMT"}, 120),
        (200, {"retry-after": "30"}, None),
        (429, {"retry-after": "soon"}, None),
        (429, {"retry-after": "99999999999999999999"}, None),
        (429, {"retry-after": "8640000"}, 86400),
        (200, {"ratelimit-remaining": "0", "ratelimit-reset": UNIX}, 91),
        (200, {"ratelimit-remaining": "1", "ratelimit-reset": UNIX}, None),
        (429, {"ratelimit-remaining": "0", "ratelimit-reset": UNIX, "retry-after": "90"}, 91),
        (200, {"ratelimit-remaining": "0", "ratelimit-reset": "40"}, 40),
        (200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2025-03-01T09:05:00.000000Z"}, 300),
        (200, {"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "57"}, 57),
        (200, {"x-rate-limit-remaining": "0", "x-rate-limit-reset": UNIX}, 91),
        (429, {"x-rate-limit-reset": UNIX}, 91),
        (429, {"x-rate-limit-reset": "nan"}, None),
        (200, {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(int(NOW.timestamp()) - 9)}, None),
    ],
)
def test_host_says_when_it_may_be_asked_again(status: int, headers: Mapping[str, str], seconds: int | None) -> None:
    assert free_at(headers, status, NOW) == (seconds and NOW + timedelta(seconds=seconds))


def test_news_site_that_asks_to_wait_is_left_to_a_later_run(
    crawler: Crawler, tmp_path: Path, outlet: Site, other: Site, database: Database
) -> None:
    busy = Reply("later", status=429, headers={"Retry-After": "3600"})
    outlet.pages = {f"/{number}": busy for number in range(12)}
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), "Held", WHEN) for path in outlet.pages])
    other.pages = {"/goal": article("Late goal", ("The home side won.",), WHEN)}
    other.pages["/feed"] = atom([Entry(other.url("/goal"), "Goal", WHEN)])
    feeds = {"busy": {"feeds": [outlet.url("/feed")]}, "calm": {"feeds": [other.url("/feed")]}}
    sources = catalogue(tmp_path / "sources.toml", feeds)
    before = datetime.now(UTC)
    assert crawler.crawl(sources, settings={"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}).status == 0
    assert len(outlet.paths()) == 2
    assert other.paths() == ["/feed", "/goal"]
    due = rows(database, "SELECT state, attempts, next_try_at FROM url WHERE source = 'busy'")
    assert [(state, attempts) for state, attempts, _ in due] == [("queued", 0)] * 12
    assert all(next_try >= before + timedelta(hours=1) for *_, next_try in due)
