"""The sample web, served once for all tests of this folder, and the demo, run twice."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from detaincrawl import sources
from detaincrawl.demo.outlets import Outlet, bundled
from detaincrawl.demo.server import Web, serving
from detaincrawl.records import Source
from tests.demo.demos import Demo, everything, free_ports, run


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


@pytest.fixture(scope="session")
def demo(address: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A database after two demos."""
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE demo TEMPLATE template0 STRATEGY file_copy")
        url, port = address("demo"), str(free_ports(9))
        archive = str(tmp_path_factory.mktemp("archive"))
        first = run(url, archive, "--port", port)
        assert first.returncode == 0, first.stdout + first.stderr
        rows = everything(url)
        second = run(url, archive, "--port", port)
        assert second.returncode == 0, second.stdout + second.stderr
        yield Demo(url, first.stdout, second.stdout, rows)
        server.execute("DROP DATABASE demo WITH (FORCE)")
