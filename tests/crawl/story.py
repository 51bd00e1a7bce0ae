"""A small web of several outlets that changes between crawls, and what is seen of each crawl of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.crawl.conftest import Ended
from tests.web import Entry, Reply, Site, article, atom

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
HELD = (
    "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2025, a court spokeswoman said.",
    "Tamm was charged with espionage. Estonia's foreign ministry asked for consular access to him.",
)
TRIED = (*HELD, "On 28 February 2025 the court sentenced Tamm to four years in prison for espionage.")
FRENCH = ("Luc Morel, a French citizen, was detained in Tehran on 20 February 2025 and charged with theft.",)
ITALIAN = ("Dario Conti, an Italian citizen, was detained in Cairo on 21 February 2025 and charged with fraud.",)
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

KEYS = ("plain", "many", "mapped", "page", "broken", "busy", "empty", "failing", "luring")
"""Each an outlet on a host of its own; ``dead`` and ``nowhere`` are in the catalogue too."""


@dataclass(frozen=True)
class Seen:
    """One crawl: what it said, what each outlet was asked (path, status), what the database then held."""

    ended: Ended
    asked: Mapping[str, list[tuple[str, int]]]
    rows: Mapping[str, list[tuple[Any, ...]]]

    def paths(self, outlet: str, status: int | None = None) -> list[str]:
        return sorted(path for path, answer in self.asked[outlet] if status in (None, answer))


def goal(number: int = 1) -> Reply:
    return article(f"Late goal {number}", ("The home side won by a goal in the last minute.",), WHEN)


def sitemap(outlet: Site, root: str, item: str, *paths: str) -> Reply:
    inner = "".join(f"<{item}><loc>{outlet.url(path)}</loc></{item}>" for path in paths)
    return Reply(f'<{root} xmlns="{SPACE}">{inner}</{root}>', type="application/xml", etag=True)


def open_web(web: Mapping[str, Site], inside: Site) -> dict[str, dict[str, str | list[str]]]:
    """The web of the first crawl; its catalogue."""
    _plain(web["plain"])
    _many(web["many"])
    _mapped(web["mapped"])
    _failing(web["failing"])
    _luring(web["luring"], inside)
    web["page"].pages["/feed"] = Reply("<html><body><p>Welcome</p></body></html>")
    web["broken"].pages["/feed"] = Reply("<rss><channel><item>", type="application/rss+xml")
    web["busy"].pages["/feed"] = Reply("later", status=500)
    web["empty"].pages["/feed"] = atom([])
    feeds: dict[str, dict[str, str | list[str]]] = {key: {"feeds": [web[key].url("/feed")]} for key in KEYS}
    feeds["mapped"] = {
        "sitemaps": [web["mapped"].url("/index.xml")],
        "listings": [web["mapped"].url("/latest")],
    }
    feeds["luring"]["sitemaps"] = [web["luring"].url("/index.xml")]
    return feeds | {
        "dead": {"feeds": ["http://127.0.1.99:9/feed"]},
        "nowhere": {"feeds": ["http://nowhere.invalid/feed"]},
    }


def _plain(outlet: Site) -> None:
    outlet.pages = {"/held": article("Estonian held in Minsk on spying charge", HELD, WHEN), "/goal": goal()}
    outlet.pages["/feed"] = atom([Entry(outlet.url("/held"), "Held", WHEN), Entry(outlet.url("/goal"), "Goal", WHEN)])


def _many(outlet: Site) -> None:
    """One article under four addresses."""
    page = article("Frenchman held in Tehran for theft", FRENCH, WHEN, canonical=outlet.url("/held"))
    outlet.pages = {
        "/short": Reply(status=302, headers={"Location": "/held?ref=short&session=1"}),
        **dict.fromkeys(("/held?ref=short&session=1", "/held", "/print/held"), page),
        "/feed": atom([Entry(outlet.url(path), "Held", WHEN) for path in ("/short", "/print/held", "/held")]),
    }


def _mapped(outlet: Site) -> None:
    title = "Italian held in Cairo on fraud charge"
    outlet.pages = {
        "/index.xml": sitemap(outlet, "sitemapindex", "sitemap", "/index.xml", "/map.xml", "/gone.xml"),
        "/map.xml": sitemap(outlet, "urlset", "url", "/2025/03/01/late-goal-at-home"),
        "/2025/03/01/late-goal-at-home": goal(),
        "/2025/03/01/italian-held-in-cairo": article(title, ITALIAN, WHEN),
        "/latest": Reply(
            f'<main><article><h2><a href="/2025/03/01/italian-held-in-cairo">{title}</a></h2></article></main>'
            '<nav><a href="/about">About us</a></nav>',
            etag=True,
        ),
    }


def _failing(outlet: Site) -> None:
    outlet.pages = {
        "/busy": Reply("later", status=503),
        "/loop": Reply(status=302, headers={"Location": "/loop2"}),
        "/loop2": Reply(status=302, headers={"Location": "/loop"}),
        "/large": Reply(b"a" * 6_000_000),
        "/feed": atom([Entry(outlet.url(f"/{path}"), path, WHEN) for path in ("busy", "gone", "loop", "large")]),
    }


def _luring(outlet: Site, inside: Site) -> None:
    """Leads inwards by redirect, link, sitemap and canonical address."""
    port = inside.origin.rsplit(":", 1)[1]
    links = [
        f"http://{host}:{port}/secret"
        for host in ("127.0.0.9", "2130706441", "0x7f000009", "[::ffff:127.0.0.9]", "[::1]")
    ]
    moved = {
        "/redirect": inside.url("/secret"),
        "/chain": "/redirect",
        "/metadata": "http://169.254.169.254/latest/meta-data/",
        "/file": "file:///etc/passwd",
        "/password": f"http://user:word@{outlet.origin.removeprefix('http://')}/goal",
    }
    outlet.pages = {path: Reply(status=302, headers={"Location": to}) for path, to in moved.items()}
    outlet.pages["/canonical"] = article(
        "Briton held in Oslo", ["A Briton was detained in Oslo."], WHEN, inside.url("/x")
    )
    links += [outlet.url(path) for path in outlet.pages]
    outlet.pages["/feed"] = atom([Entry(link, "Held", WHEN) for link in links])
    outlet.pages["/index.xml"] = Reply(
        f'<sitemapindex xmlns="{SPACE}"><sitemap><loc>{inside.url("/map.xml")}</loc></sitemap></sitemapindex>',
        type="application/xml",
        etag=True,
    )


def change_web(web: Mapping[str, Site]) -> None:
    """Between the second crawl and the third: an article is updated, a sitemap gains an address."""
    plain, mapped = web["plain"], web["mapped"]
    later = datetime.now(UTC) + timedelta(hours=1)
    plain.pages["/held"] = article("Estonian held in Minsk on spying charge", TRIED, WHEN)
    goals = Entry(plain.url("/goal"), "Goal", WHEN)
    plain.pages["/feed"] = atom([Entry(plain.url("/held"), "Held", WHEN, updated=later), goals])
    paths = ("/2025/03/01/late-goal-at-home", "/2025/03/02/second-late-goal")
    mapped.pages["/map.xml"] = sitemap(mapped, "urlset", "url", *paths)
    mapped.pages["/2025/03/02/second-late-goal"] = goal(2)
