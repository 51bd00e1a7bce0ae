"""The tests of the store run on the embedded PostgreSQL and on every one that is installed."""

from collections.abc import Callable, Iterator

import pytest

from detaincrawl.store.embedded import Server
from tests.store import ordinary

INSTALLED = ordinary.installed()


@pytest.fixture(scope="session", params=["embedded", *INSTALLED])
def address(request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    if request.param == "embedded":
        server: Server = request.getfixturevalue("postgres")
        yield server.url
        return
    with ordinary.running(INSTALLED[request.param]) as url:
        yield lambda database: f"{url}/{database}"
