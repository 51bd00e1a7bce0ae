"""The sample web, served once for all tests of this folder on ports that are free."""

from collections.abc import Iterator

import pytest

from detaincrawl import sources
from detaincrawl.demo.outlets import Outlet, bundled
from detaincrawl.demo.server import Web, serving
from detaincrawl.records import Source


@pytest.fixture(scope="session")
def outlets() -> tuple[Outlet, ...]:
    return bundled()


@pytest.fixture(scope="session")
def web(outlets: tuple[Outlet, ...]) -> Iterator[Web]:
    with serving(outlets) as served:
        yield served


@pytest.fixture(scope="session")
def catalogue(web: Web, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Source]:
    """The sample's sources.toml as the crawler loads it, by key."""
    path = tmp_path_factory.mktemp("catalogue") / "sources.toml"
    path.write_text(web.catalogue, encoding="utf-8")
    return {source.key: source for source in sources.load(path)}
