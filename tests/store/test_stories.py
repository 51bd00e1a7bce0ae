"""Stories in the database, one article after the other."""

import itertools
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import Connection, text

from detaincrawl.records import Reading
from detaincrawl.store import readings, stories
from detaincrawl.vocabularies import ArticleKind
from tests.databases import Database
from tests.resolve.test_stories import OTHER, WIRE
from tests.store.readings import add_sources, article

COPY = "\n\n".join(WIRE)
CUT = "\n\n".join(WIRE[:3])
LONGER = "\n\n".join([*WIRE, "Bakken used to teach at the school in Vestby, where a vigil is held on Sunday."])
ELSE = "\n\n".join(OTHER)
TEXTS = {"copy": COPY, "cut": CUT, "longer": LONGER, "else": ELSE, "short": "More to follow."}


def save(connection: Connection, name: str, words: str, day: int = 1) -> int:
    made = article(f"https://gazette.test/{name}", words, day)
    [saved] = readings.save(connection, [Reading(made)])
    return saved.article_id


def groups(connection: Connection) -> set[frozenset[str]]:
    rows = connection.execute(text("SELECT story_id, canonical_url FROM article ORDER BY story_id")).all()
    assert all(row.story_id is not None for row in rows)
    found = itertools.groupby(rows, lambda row: row.story_id)
    return {frozenset(row.canonical_url.rpartition("/")[2] for row in members) for _, members in found}


TOLD = {frozenset({"copy", "cut", "longer"}), frozenset({"else"}), frozenset({"short"})}
ORDERS = random.Random(2).sample(list(itertools.permutations(TEXTS)), 4)


@pytest.mark.parametrize("order", ORDERS)
def test_stories_are_the_same_in_whatever_order_articles_arrive(database: Database, order: Sequence[str]) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        for name in order:
            stories.place(connection, [save(connection, name, TEXTS[name])])
        assert groups(connection) == TOLD


def test_all_at_once_is_the_same(database: Database) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        stories.place(connection, [save(connection, name, words) for name, words in TEXTS.items()])
        assert groups(connection) == TOLD
        first = connection.scalar(text("SELECT min(id) FROM article"))
        assert connection.scalar(text("SELECT min(story_id) FROM article")) == first


def test_again_moves_nothing(database: Database) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        numbers = [save(connection, name, words) for name, words in TEXTS.items()]
        assert stories.place(connection, numbers) == set(numbers)
        assert stories.place(connection, numbers) == set()


def test_the_article_that_connects_two_others_takes_them_along(database: Database) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        one = save(connection, "one", ELSE)
        other = save(connection, "other", COPY)
        stories.place(connection, [one, other])
        assert len(groups(connection)) == 2
        bridge = save(connection, "bridge", f"{COPY}\n\n{ELSE}")
        assert stories.place(connection, [bridge]) == {other, bridge}
        assert len(groups(connection)) == 1


def test_an_article_with_new_words_leaves_its_story_which_may_fall_apart(database: Database) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        names = {"bridge": f"{COPY}\n\n{ELSE}", "one": ELSE, "other": COPY}
        numbers = {name: save(connection, name, words) for name, words in names.items()}
        stories.place(connection, list(numbers.values()))
        assert len(groups(connection)) == 1
        save(
            connection,
            "bridge",
            "Nothing of it was true, the paper says now, and regrets the error very much indeed.",
            2,
        )
        assert stories.place(connection, [numbers["bridge"]]) == set(numbers.values()) - {min(numbers.values())} | {
            numbers["bridge"]
        }
        assert groups(connection) == {frozenset({name}) for name in names}


def test_stories_of_other_rules_become_those_of_now(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        numbers = [save(connection, name, words) for name, words in TEXTS.items()]
        with monkeypatch.context() as former:
            former.setattr(stories, "near", lambda one, other: False)
            stories.place(connection, numbers)
        assert len(groups(connection)) == len(TEXTS)
        for batch in (numbers[:2], numbers[2:]):
            stories.place_again(connection, batch)
        assert groups(connection) == TOLD
        connection.execute(text("UPDATE article SET story_id = (SELECT min(id) FROM article)"))
        connection.execute(text("UPDATE story_text SET agency = NULL"))
        for batch in (numbers[:2], numbers[2:]):
            stories.place_again(connection, batch)
        assert groups(connection) == TOLD
        assert connection.scalar(text("SELECT count(*) FROM story_text WHERE agency = 'ap'")) == 3


def test_a_post_and_its_repost_are_one_story(database: Database) -> None:
    words = "Odd Bakken is home. The cyclist landed in Oslo at noon after fourteen months in a colony, his sister says."
    with database.engine.begin() as connection:
        add_sources(connection)
        made = [
            article(f"https://social.test/{number}", said, kind=ArticleKind.POST, title=None)
            for number, said in enumerate((words, f"RT @oslo: {words}"))
        ]
        saved = readings.save(connection, [Reading(one) for one in made])
        stories.place(connection, [one.article_id for one in saved])
        assert len(groups(connection)) == 1


def test_the_mark_of_an_agency_is_kept(database: Database) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        stories.place(connection, [save(connection, "copy", COPY), save(connection, "else", ELSE)])
        found = connection.execute(text("SELECT agency FROM story_text ORDER BY article_id"))
        assert list(found.scalars()) == ["ap", None]


def test_two_that_save_copies_of_one_story_at_once_never_lock_each_other_out(database: Database) -> None:
    with database.engine.begin() as connection:
        add_sources(connection)
        stories.place(connection, [save(connection, name, COPY) for name in ("one", "other")])
    together = Barrier(2)

    def save_anew(name: str) -> None:
        with database.engine.begin() as connection:
            number = save(connection, name, f"{COPY} It was a {name}.", 2)
            with suppress(BrokenBarrierError):  # the other one waits for this one, as it should
                together.wait(1)
            stories.place(connection, [number])

    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(save_anew, name) for name in ("one", "other")]:
            done.result()
    with database.engine.connect() as connection:
        assert groups(connection) == {frozenset({"one", "other"})}
