"""Telegram, crawled three times from a loopback t.me that changes before the second: one story, many facts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.crawl.conftest import migrated
from tests.social.conftest import Crawler, catalogue, rows
from tests.social.fake_telegram import START, Message, Preview, card, edited
from tests.web import Asked, Reply, Site, site

HELD = "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2024 and charged with espionage."
JAILED = (
    "A court in Baku sentenced <b>Luc Moreau</b>, a French citizen, to nine years for espionage on 20 December 2024."
)
ABROAD = "Ana Silva, a Portuguese citizen, was arrested in Istanbul on 22 December 2024 on suspicion of espionage."
ANSWER = "Silva was charged with espionage on 24 December 2024."
QUERIES = {
    "articles": "SELECT canonical_url, authors, published_at, a.version, text FROM article a JOIN article_version v"
    " ON v.article_id = a.id AND v.version = a.version ORDER BY 1",
    "told": "SELECT source, count(*) FROM post GROUP BY source ORDER BY 1",
    "gone": "SELECT post_id FROM post WHERE gone_at IS NOT NULL",
    "cases": "SELECT person, status, sentence_months, articles FROM case_overview ORDER BY 1",
    "runs": "SELECT source, discovered, stored, errors FROM source_run"
    " WHERE run_id = (SELECT max(id) FROM run) ORDER BY 1",
}


@dataclass
class Seen:
    """What one crawl asked, and left."""

    status: int
    asked: list[Asked]
    rows: dict[str, list[tuple[Any, ...]]]

    def paths(self, name: str) -> list[str]:
        return [one.path for one in self.asked if one.path.partition("?")[0] == f"/s/{name}"]

    def articles(self) -> dict[str, tuple[Any, ...]]:
        """Address → authors, time, version, text."""
        return {row[0]: row[1:] for row in self.rows["articles"]}


def at(number: int) -> timedelta:
    return timedelta(hours=3) * number


def open_channels(preview: Preview) -> None:
    quiet = [Message(number, f"Weather report {number}.", START + at(number)) for number in range(1, 45)]
    preview.channel("CourtPress", [*quiet, Message(45, HELD, START + at(45))])
    passed_on = ("Court Press", "https://t.me/CourtPress/45")
    elsewhere = ("Far Channel", "https://t.me/FarChannel/77")
    preview.channel(
        "Embassy", [Message(7, HELD, START + at(50), passed_on), Message(8, JAILED, START + at(51), elsewhere)]
    )
    preview.channel("Campaign", [Message(9, JAILED, START + at(52), elsewhere)])
    answered = ("https://t.me/Family/1", "Ana Silva, a Portuguese…")
    preview.channel("Family", [Message(1, ABROAD), Message(2, ANSWER, START + timedelta(minutes=20), reply=answered)])
    preview.instead["closed"] = card("Telegram: View @closed", "48 201 subscribers")
    preview.refuse = [Reply("Too Many Requests", status=429, headers={"Retry-After": "1"})]


def change_channels(preview: Preview) -> None:
    court = preview.channels["courtpress"].messages
    court[-1] = edited(court[-1], f"{HELD} His wife has not seen him since.")
    del court[42]
    court += [Message(46), Message(47, "Weather.", START + at(47), album=3), Message(50, "New name", service=True)]


@pytest.fixture(scope="module")
def crawls(
    address: Callable[[str], str], template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Seen]]:
    folder = tmp_path_factory.mktemp("telegram")
    with ExitStack() as stack:
        preview = Preview(stack.enter_context(site()))
        database = stack.enter_context(migrated(address, template))
        open_channels(preview)
        names = ("CourtPress", "Embassy", "Campaign", "Family", "closed", "chat")
        entries = {name.lower(): {"account": name, "api": preview.site.origin} for name in names}
        sources = catalogue(folder / "sources.toml", "telegram", entries)
        crawler = Crawler(database.url, folder)
        stack.callback(crawler.close)
        seen = []
        for number in range(3):
            if number == 1:
                change_channels(preview)
            ended = crawler.crawl(sources, spider="telegram", settings={"BACKFILL": "30"})
            left = {name: rows(database, query) for name, query in QUERIES.items()}
            seen.append(Seen(ended.status, [*preview.site.asked], left))
            preview.site.asked.clear()
        yield seen


def test_a_new_channel_is_read_back_to_the_limit_and_no_further(crawls: list[Seen]) -> None:
    assert crawls[0].paths("CourtPress")[-2:] == ["/s/CourtPress", "/s/CourtPress?before=26"]
    assert ("courtpress", 30) in crawls[0].rows["told"]


def test_a_relevant_post_is_an_article_with_author_and_time(crawls: list[Seen]) -> None:
    found = crawls[0].articles()["https://t.me/courtpress/45"]
    assert found == (["@courtpress"], START + at(45), 1, HELD)


def test_forwards_are_the_original_and_count_once(crawls: list[Seen]) -> None:
    found = crawls[0].articles()
    assert sorted(found) == [f"https://t.me/{number}" for number in ("courtpress/45", "family/1", "farchannel/77")]
    authors, published, version, _ = found["https://t.me/farchannel/77"]
    assert (authors, published, version) == (["@farchannel"], None, 1)
    assert [(row[0], row[3]) for row in crawls[0].rows["cases"]] == [
        ("Ana Silva", 1),
        ("Karl Tamm", 1),
        ("Luc Moreau", 1),
    ]


def test_a_reply_within_the_hour_is_read_with_what_it_answers(crawls: list[Seen]) -> None:
    assert crawls[0].articles()["https://t.me/family/1"][3] == f"{ABROAD}\n\n{ANSWER}"
    assert ("Ana Silva", "charged", None, 1) in crawls[0].rows["cases"]


def test_refusals_are_told_apart_and_cost_only_their_channel(crawls: list[Seen]) -> None:
    errors = {source: errors for source, _, _, errors in crawls[0].rows["runs"] if errors}
    assert errors == {"chat": {"feed: status 302": 1}, "closed": {"feed: preview closed": 1}}


def test_a_refused_page_is_asked_again_when_the_time_is_up(crawls: list[Seen]) -> None:
    (refused,) = [one for one in crawls[0].asked if one.status == 429]
    again = next(one for one in crawls[0].asked if one.path == refused.path and one.status != 429)
    assert again.at - refused.at >= 1


def test_only_what_is_new_is_asked_for_and_an_edit_is_a_version(crawls: list[Seen]) -> None:
    assert crawls[1].paths("CourtPress") == ["/s/CourtPress"]
    authors, published, version, text = crawls[1].articles()["https://t.me/courtpress/45"]
    assert (authors, published, version) == (["@courtpress"], START + at(45), 2)
    assert text.endswith("His wife has not seen him since.")


def test_what_is_gone_is_noticed_and_stays_read(crawls: list[Seen]) -> None:
    assert crawls[0].rows["gone"] == []
    assert crawls[1].rows["gone"] == [("courtpress/43",)]


def test_nothing_is_done_again_where_nothing_changed(crawls: list[Seen]) -> None:
    """The forwards of the edited post still have its old words."""
    assert [(discovered, stored) for _, discovered, stored, _ in crawls[2].rows["runs"]] == [(0, 0)] * 6
    assert crawls[2].rows["articles"] == crawls[1].rows["articles"]
    assert all(seen.status == crawls[0].status for seen in crawls)


def test_pages_are_asked_two_seconds_apart(
    crawler: Crawler, tmp_path_factory: pytest.TempPathFactory, api: Site
) -> None:
    preview = Preview(api)
    preview.channel("CourtPress", [Message(number, "Weather.", START + at(number)) for number in range(1, 45)])
    folder = tmp_path_factory.mktemp("pace")
    sources = catalogue(folder / "sources.toml", "telegram", {"court": {"account": "CourtPress", "api": api.origin}})
    crawler.crawl(sources, spider="telegram", settings={"DOWNLOAD_DELAY": "", "BACKFILL": "30"})
    times = [one.at for one in api.asked]
    assert len(times) == 3
    assert times[-1] - times[0] > 3, "of 4: the first may be seen late"
