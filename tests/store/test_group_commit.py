import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from detaincrawl.records import Reading
from detaincrawl.store.readings import GroupCommit, Saved
from tests.databases import Database
from tests.store.readings import add_sources, reading


@pytest.fixture
def filled(database: Database) -> Database:
    with database.engine.begin() as connection:
        add_sources(connection)
    return database


def numbered(count: int) -> list[Reading]:
    return [reading(f"https://gazette.test/{number}") for number in range(count)]


def articles(database: Database) -> int:
    with database.engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM article")).scalar_one())


def saved_by(database: Database, readings: Sequence[Reading]) -> tuple[list[Saved | BaseException], list[int]]:
    """What came of each, and how many readings each transaction had."""
    sizes: list[int] = []

    def count(connection: Connection, batch: Sequence[Reading], saved: Sequence[Saved]) -> None:
        sizes.append(len(batch))

    async def save_all() -> list[Saved | BaseException]:
        stage = GroupCommit(database.engine, after=count)
        return await asyncio.gather(*map(stage.save, readings), return_exceptions=True)

    return asyncio.run(save_all()), sizes


def test_what_waits_is_committed_together(filled: Database) -> None:
    results, sizes = saved_by(filled, numbered(50))
    assert sizes == [50]
    assert len({one.article_id for one in results if isinstance(one, Saved)}) == articles(filled) == 50


@pytest.mark.parametrize("words", ["NUL \x00", "half a sign \ud800"])
def test_one_bad_article_fails_alone(filled: Database, words: str) -> None:
    bad = reading("https://gazette.test/bad")
    bad = replace(bad, article=replace(bad.article, title=words))
    results, _ = saved_by(filled, [*numbered(5), bad, *numbered(9)[5:]])
    assert [isinstance(one, Saved) for one in results] == [True] * 5 + [False] + [True] * 4
    assert articles(filled) == 9


def test_what_follows_a_failed_batch_is_saved(filled: Database) -> None:
    async def save_two() -> Saved:
        stage = GroupCommit(filled.engine)
        with pytest.raises(Exception, match="violates foreign key"):
            await stage.save(replace(bad, article=replace(bad.article, source="unknown")))
        return await stage.save(reading())

    bad = reading("https://gazette.test/bad")
    assert asyncio.run(save_two()).changed


def test_saving_and_what_follows_it_are_one_transaction(filled: Database) -> None:
    def fail(connection: Connection, batch: Sequence[Reading], saved: Sequence[Saved]) -> None:
        raise RuntimeError("the frontier does not want it")

    async def save_one() -> None:
        await GroupCommit(filled.engine, after=fail).save(reading())

    with pytest.raises(RuntimeError):
        asyncio.run(save_one())
    assert articles(filled) == 0


def test_who_gives_up_waiting_keeps_nobody_from_being_saved(filled: Database) -> None:
    async def save_one_of_two() -> None:
        stage = GroupCommit(filled.engine)
        given_up = asyncio.create_task(stage.save(reading("https://gazette.test/1")))
        await asyncio.sleep(0)
        given_up.cancel()
        await stage.save(reading("https://gazette.test/2"))

    asyncio.run(save_one_of_two())
    assert articles(filled) == 2


def test_writers_that_save_the_same_articles_in_opposite_orders_do_not_deadlock(filled: Database) -> None:
    async def save_all(readings: Sequence[Reading]) -> None:
        stages = [GroupCommit(filled.engine) for _ in range(4)]
        saving = [
            stage.save(one) for stage, order in zip(stages, (1, -1, 1, -1), strict=True) for one in readings[::order]
        ]
        await asyncio.gather(*saving)

    asyncio.run(save_all(numbered(60)))
    asyncio.run(save_all(numbered(60)))
    assert articles(filled) == 60
