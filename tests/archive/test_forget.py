"""``detaincrawl forget``: nothing of the person is left, everything else is, and they do not come back."""

import asyncio
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert, select, text

from detaincrawl import carried, extract, sources, steps
from detaincrawl.archive import Archive, read
from detaincrawl.archive.segment import segments
from detaincrawl.commands import main
from detaincrawl.records import Link, Page
from detaincrawl.store import forget, forgotten, frontier, pages, readings, roles, sweep
from detaincrawl.store.models.crawl import Url
from tests.archive.conftest import FETCHED
from tests.archive.stored import keep, keep_with_rows
from tests.archive.test_reprocess import TEXT, folder
from tests.databases import Database
from tests.store.readings import add_sources

__all__ = ["folder"]

BOTH = TEXT + (
    "<p>In another case, Ana Mirković, a Croatian citizen, was arrested in Minsk on 5 January 2026 and charged with "
    "fraud. She denies it. Mirković is held in a prison in Gomel, her sister said, and reads what Bakken's sister "
    "sends.</p>"
)
ELSEWHERE = (
    "<p>PARIS — Lars Holm, a Danish citizen, was arrested in France on 7 January 2026 and charged with theft. A court "
    "in Paris sentenced Holm to five months in prison on Monday.</p><p>Denmark's embassy said that it follows the case "
    "and that a consul had seen him twice since the winter began.</p>"
)


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORGET_KEY", "of the tests")


def page(slug: str, words: str, title: str = "Held abroad: a report") -> Page:
    head = f'<title>{title}</title><meta property="article:published_time" content="2026-02-20T10:00:00Z">'
    body = f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1>{words}</article></body></html>"
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    url = f"https://gazette.test/{slug}"
    return Page("gazette", url, FETCHED, headers, body.encode(), Link(url, title=f"{title}, says the feed"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def crawl(database: Database, folder: Path, given: Sequence[Page]) -> None:
    """Frontier, archive and rows as a crawl leaves them."""
    with database.engine.begin() as connection:
        if "gazette" not in pages.known_sources(connection):
            add_sources(connection)
        ids = {
            one.url: connection.scalar(
                insert(Url)
                .values(
                    url=one.url, source="gazette", state="done", discovered_at=FETCHED, next_try_at=FETCHED, attempts=0
                )
                .values(title=one.link.title if one.link else None)
                .returning(Url.id)
            )
            for one in given
        }
    keep_with_rows(database, folder, [replace(one, url_id=ids[one.url]) for one in given])
    assert run("reprocess").exit_code == 0


def everything(database: Database) -> str:
    """All rows of all tables, as text."""
    with database.engine.connect() as connection:
        tables = connection.scalars(text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 2200"))
        return "\n".join(
            str(row) for table in tables.all() for row in connection.scalars(text(f"SELECT t::text FROM {table} t"))
        )


def raw(folder: Path) -> bytes:
    found = b""
    for segment in segments(folder):
        rest = segment.read_bytes()
        while rest:
            unpacker = zlib.decompressobj(31)
            found += unpacker.decompress(rest)
            rest = unpacker.unused_data
    return found


def persons(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        return list(connection.scalars(text("SELECT person FROM case_overview ORDER BY person")))


def test_nothing_of_the_person_is_left_and_all_else_is(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("1", TEXT), page("2", BOTH), page("bakken-in-prison", TEXT), page("4", ELSEWHERE)])
    assert persons(database) == ["Ana Mirković", "Lars Holm", "Odd Bakken"]
    assert "Bakken" in everything(database)
    assert b"Bakken" in raw(folder)
    found = run("forget", "odd bakken", "--yes", "--as", "clerk")
    assert found.exit_code == 0, found.output
    assert found.stdout == (
        "Forgotten: 2 articles removed, 1 kept for others without the name, 3 raw pages taken out\n"
        "1 segments written anew, 0 deleted\n"
    )
    assert persons(database) == ["Ana Mirković", "Lars Holm"]
    assert "bakken" not in everything(database).lower()
    assert b"bakken" not in raw(folder).lower()
    assert b"Lars Holm" in raw(folder)
    assert run("archive", "check").stdout == "1 records whole in 1 segments, 0 torn or missing\n"


def test_quotes_of_the_others_stay_at_their_places(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("2", BOTH)])
    query = text("SELECT c.field, c.value, c.quote_start, c.quote_end FROM claim c JOIN mention m ON m.id = mention_id "
                 "WHERE m.name = 'Ana Mirković' ORDER BY 1, 2, 3, 4")  # fmt: skip
    with database.engine.connect() as connection:
        before = connection.execute(query).all()
    assert run("forget", "Odd Bakken", "--yes").exit_code == 0
    with database.engine.connect() as connection:
        assert connection.execute(query).all() == before
        wrong = connection.scalar(text(
            "SELECT count(*) FROM claim c JOIN mention m ON m.id = c.mention_id"
            " JOIN article_version v USING (article_id, version)"
            " WHERE substr(v.text, c.quote_start + 1, c.quote_end - c.quote_start) <> c.quote"
        ))  # fmt: skip
        assert (len(before) > 3, wrong) == (True, 0)


def test_an_audit_row_is_left_without_the_name(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("1", TEXT)])
    assert run("forget", "Odd Bakken", "--yes", "--as", "clerk").exit_code == 0
    with database.engine.connect() as connection:
        [(actor, action, subject)] = connection.execute(text("SELECT actor, action, subject FROM audit")).all()
    assert (actor, action) == ("clerk", "forgotten")
    assert subject.endswith(": 1 articles removed, 0 redacted, 1 pages")


def test_the_forgotten_do_not_come_back(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("1", TEXT)])
    assert run("forget", "Odd Bakken", "--yes").exit_code == 0
    crawl(database, folder, [page("9", TEXT), page("8", BOTH), page("odd-bakken", TEXT)])
    assert persons(database) == ["Ana Mirković"]
    assert "bakken" not in everything(database).lower()
    assert run("archive", "sweep").exit_code == 0
    assert b"bakken" not in raw(folder).lower()


def test_a_forgotten_address_is_not_queued_again(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("odd-bakken", TEXT), page("2", TEXT)])
    assert run("forget", "Odd Bakken", "--yes").exit_code == 0
    links = [Link(f"https://gazette.test/{slug}", title="Odd Bakken") for slug in ("odd-bakken", "2")]
    with database.engine.begin() as connection:
        assert frontier.discover(connection, "gazette", links, FETCHED) == 0
        assert connection.execute(select(Url.url, Url.state, Url.title)).all() == [
            ("https://gazette.test/2", "refused", None)
        ]


def test_another_key_is_refused_before_anybody_comes_back(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl(database, folder, [page("1", TEXT), page("2", TEXT)])
    assert run("forget", "Odd Bakken", "--yes").exit_code == 0
    keep_with_rows(database, folder, [page("9", TEXT)])
    monkeypatch.setenv("FORGET_KEY", "lost")
    found = run("reprocess")
    assert found.exit_code == 1
    assert "people were forgotten in this database under a key that is not here: set FORGET_KEY" in found.output
    assert persons(database) == []


def test_a_segment_that_a_run_writes_waits_for_the_next_sweep(database: Database, folder: Path) -> None:
    async def during_a_run() -> None:
        writer = Archive(folder).writer()
        placed = await writer.keep(page("1", TEXT))
        with database.engine.begin() as connection:
            add_sources(connection)
            pages.save(connection, [placed])
        assert (await asyncio.to_thread(run, "reprocess")).exit_code == 0
        found = await asyncio.to_thread(run, "forget", "Odd Bakken", "--yes")
        assert "1 are being written by a run: `detaincrawl archive sweep` when it has ended" in found.stdout
        await writer.close()

    asyncio.run(during_a_run())
    assert b"Bakken" in raw(folder)
    assert run("archive", "sweep").stdout == "0 segments written anew, 1 deleted\n"
    assert b"Bakken" not in raw(folder)


def test_what_a_killed_run_left_without_a_row_goes_too(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("1", TEXT), page("4", ELSEWHERE)])
    keep(folder, [page("1", TEXT)])
    [stray] = [name for name in segments(folder) if _rows(database, name) == 0]
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM article_version"))
        connection.execute(text("DELETE FROM page WHERE url LIKE '%/1'"))
    found = run("forget", "Odd Bakken", "--yes")
    assert "1 segments written anew" in found.stdout
    assert found.stderr == f"No row names {stray.name}: where no other database has its pages in there, delete it\n"
    stray.unlink()
    assert b"Bakken" not in raw(folder)


def _rows(database: Database, segment: Path) -> int:
    with database.engine.connect() as connection:
        return len(pages.in_segment(connection, segment.name))


def test_a_sweep_cut_short_is_done_by_the_next(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl(database, folder, [page("1", TEXT), page("4", ELSEWHERE)])
    with database.engine.begin() as connection:
        [mine] = connection.scalars(text("SELECT id FROM page WHERE url LIKE '%/1'"))
        sweep.drop_pages(connection, [mine])
        # As a power loss leaves it: a copy that was announced and written, and no row that names it.
        [segment] = segments(folder)
        (folder / "20260101T000000Z-00000000-00000.warc.gz").write_bytes(segment.read_bytes())
        sweep.order(connection, ["20260101T000000Z-00000000-00000.warc.gz", "gone.warc.gz"], "delete")
    assert run("archive", "sweep").stdout == "1 segments written anew, 2 deleted\n"
    assert b"Bakken" not in raw(folder)
    with database.engine.connect() as connection:
        [kept] = pages.after(connection, 0, 9)
        assert connection.scalar(text("SELECT count(*) FROM segment_due")) == 0
    assert kept.place
    assert b"Lars Holm" in read(folder, kept.place).body


def test_raw_pages_expire_and_what_was_read_from_them_stays(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("1", TEXT)])
    assert run("archive", "expire", "--older-than", "99999d").stdout.startswith("0 pages expired\n")
    found = run("archive", "expire", "--older-than", "0d")
    assert found.stdout == "1 pages expired\n0 segments written anew, 1 deleted\n"
    assert segments(folder) == []
    assert persons(database) == ["Odd Bakken"]
    assert run("reprocess").stdout == "0 pages read again: nothing kept yet\n"
    assert run("archive", "expire", "--older-than", "soon").exit_code == 2


def test_who_is_not_known_or_not_one_is_a_line(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("1", TEXT)])
    found = run("forget", "Somebody Else")
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert "nobody is 'Somebody Else' here" in found.stderr
    assert run("forget", "Odd Bakken").exit_code == 1
    assert persons(database) == ["Odd Bakken"]
    with database.engine.connect() as connection:
        reference = connection.scalar(text("SELECT case_ref FROM case_overview"))
    assert run("forget", str(reference), "--yes").exit_code == 0
    assert persons(database) == []


def test_who_is_being_saved_meanwhile_is_forgotten_too(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("1", TEXT)])
    late = keep_with_rows(database, folder, [page("2", TEXT)])[0]
    found = carried.read_article(extract.extract(late, sources.load()[0]))
    with ThreadPoolExecutor(1) as other, database.engine.connect() as saving:
        saved = readings.save(saving, [found])
        forgetting = other.submit(run, "forget", "Odd Bakken", "--yes")
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as looking:
            while not looking.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                assert not forgetting.done(), forgetting.result().output
        steps.derive(saving, [found], saved)
        saving.commit()
        assert forgetting.result().stdout.startswith("Forgotten: 2 articles removed")
    assert "bakken" not in everything(database).lower()


def test_the_crawlers_role_may_forget(database: Database, folder: Path) -> None:
    crawl(database, folder, [page("1", TEXT), page("2", BOTH)])
    with database.engine.begin() as owner:
        roles.make_roles(owner)
    with database.engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text("SET ROLE crawler"))
        [found] = forget.find(connection, "Odd Bakken")
        assert forget.forget(connection, found.person_id, "clerk").pages == 2
        transaction.rollback()


@pytest.mark.parametrize(
    ("form", "known"),
    [
        ("ODD BAKKEN", True),
        ("Bakken, Odd", True),
        ("Одд Баккен", True),
        ("Odd Erik Bakken", False),
        ("Bakken", False),
        ("Odd Baken", False),
    ],
)
def test_the_forgotten_are_known_in_other_scripts_by_the_same_key_alone(
    database: Database, form: str, known: bool
) -> None:
    """SECURITY.md says what is not caught."""
    with database.engine.begin() as connection:
        forgotten.remember(connection, ["Odd Bakken"], ())
        found = forgotten.digests(connection)
    assert found
    assert found.has_name(form) is known


POST = (
    '<blockquote class="twitter-tweet"><p>Odd Bakken, a Norwegian citizen, was arrested in Belarus on 3 February 2026.'
    '</p>&mdash; Consul (@consul) <a href="https://twitter.com/consul/status/2019000000000000000">February 3, 2026</a>'
    "</blockquote>"
)


def test_nothing_is_left_in_posts_stories_judgements_proposals_and_titles_of_what_was_never_kept(
    database: Database, folder: Path
) -> None:
    crawl(database, folder, [page("1", TEXT), page("2", TEXT + POST), page("3", BOTH), page("4", ELSEWHERE)])
    judge = ("--author", "clerk", "--note", "not Odd Bakken, whom the family of BAKKEN knows")
    with database.engine.begin() as connection:
        rows = connection.execute(text("SELECT name, id FROM person"))
        numbers = {row.name: row.id for row in rows}
        bakken, holm = str(numbers["Odd Bakken"]), str(numbers["Lars Holm"])
        connection.execute(
            text(
                "INSERT INTO proposal SELECT a.id, b.id, a.anchor_key, b.anchor_key, 0.5, '{Odd Bakken, Lars Holm}' "
                "FROM person a, person b WHERE a.name = 'Odd Bakken' AND b.name = 'Lars Holm'"
            )
        )
        for state, title in (("queued", "Odd Bakken: the interview"), ("screened_out", "Chess: ODD BAKKEN wins")):
            row = {"url": f"https://gazette.test/{state}", "source": "gazette", "state": state, "title": title}
            connection.execute(insert(Url).values(**row, discovered_at=FETCHED, next_try_at=FETCHED, attempts=0))
    assert run("judge", "different", bakken, holm, *judge).exit_code == 0
    assert run("judge", "confirm", holm, *judge).exit_code == 0
    assert run("forget", "Odd Bakken", "--yes").exit_code == 0
    assert "bakken" not in everything(database).lower()
    assert persons(database) == ["Ana Mirković", "Lars Holm"]
    with database.engine.connect() as connection:
        verbs = connection.execute(text("SELECT verb, note FROM judgement")).all()
    assert [tuple(row) for row in verbs] == [("confirmed", "not ██████████, whom the family of ██████ knows")]
