"""Whose turn it is."""

import asyncio

import pytest
from scrapy import Request

from detaincrawl.turns import IN_HAND, Turns


def asked(turns: Turns) -> list[str]:
    """What may be requested now."""
    found = []
    while request := turns.next():
        found.append(request.url.removeprefix("https://"))
    return found


@pytest.fixture
def turns() -> Turns:
    own = Turns()
    for host in ("slow", "fast"):
        for number in range(20):
            own.add(host, Request(f"https://{host}.test/{number}"))
    return own


def test_host_gets_one_request_until_it_has_answered(turns: Turns) -> None:
    assert asked(turns) == ["slow.test/0", "fast.test/0"]


def test_host_that_answered_gets_a_few_and_a_slow_one_does_not_hold_it_up(turns: Turns) -> None:
    turns.next()
    fast = turns.next()
    assert fast
    turns.answered(fast)
    turns.finished(fast)
    assert asked(turns) == [f"fast.test/{number}" for number in range(1, IN_HAND + 1)]


def test_hosts_take_turns() -> None:
    turns = Turns()
    for host in "abc":
        for number in range(2):
            request = Request(f"https://{host}.test/{number}")
            turns.add("one", request)
            turns.answered(request)
    assert asked(turns) == [f"{host}.test/{number}" for number in range(2) for host in "abc"]


def test_waiting_is_counted_by_source(turns: Turns) -> None:
    assert (turns.waiting("slow"), turns.waiting("fast"), turns.waiting("other")) == (20, 20, 0)
    asked(turns)
    assert turns.waiting("slow") == 19


def test_change_is_noticed_also_when_it_came_before_the_wait(turns: Turns) -> None:
    async def wait_twice() -> None:
        await turns.change()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(turns.change(), 0.01)
        turns.add("new", Request("https://new.test/"))
        await asyncio.wait_for(turns.change(), 1)

    asyncio.run(wait_twice())
