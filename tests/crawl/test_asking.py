"""Addresses asked outside a crawl — ``read URL``, ``sources check`` — have its guards: each hole with a real server."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from detaincrawl.store.migrate import CHECKOUT
from tests.crawl.asks import SHIFTING, STEADY
from tests.web import Reply, Site, site

MOST = 100_000


@pytest.fixture(scope="module")
def outlet() -> Iterator[Site]:
    with site() as one:
        yield one


@pytest.fixture(scope="module")
def inside() -> Iterator[Site]:
    with site("127.0.0.2") as one:
        yield one


@pytest.fixture(scope="module")
def inside_v6() -> Iterator[socket.socket]:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
        server.setblocking(False)
        yield server


@pytest.fixture(scope="module")
def asked(outlet: Site, inside: Site, inside_v6: socket.socket) -> dict[str, str | int]:
    """Only 127.0.0.1 is allowed, and the environment names a proxy; the port of each address is left out."""
    port = inside.origin.rpartition(":")[2]
    outlet.pages = {
        "/page": Reply("a page"),
        "/moved": Reply(status=302, headers={"Location": inside.url("/secret")}),
        "/file": Reply(status=302, headers={"Location": "file:///etc/hostname"}),
        "/data": Reply(status=302, headers={"Location": "data:text/html,hello"}),
        "/script": Reply(status=302, headers={"Location": "javascript:alert(1)"}),
        "/large": Reply(b"a" * (MOST + 1)),
        "/boast": Reply(b"a", headers={"Content-Length": str(10**10)}),
        "/password": Reply(status=302, headers={"Location": outlet.url("/page").replace("//", "//user:word@")}),
    }
    urls = [
        *map(outlet.url, outlet.pages),
        inside.url("/secret"),
        f"http://[::1]:{inside_v6.getsockname()[1]}/secret",
        f"http://[::ffff:127.0.0.2]:{port}/secret",
        f"http://2130706434:{port}/secret",
        f"http://{SHIFTING}:{port}/secret",
        f"http://{STEADY}:{outlet.origin.rpartition(':')[2]}/page",
        "http://[::1/",
    ]
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"), inside.origin)
    done = subprocess.run(
        [sys.executable, "-m", "tests.crawl.asks", str(MOST), *urls],
        cwd=CHECKOUT,
        env={**os.environ, **proxies, "ALLOW_NETWORKS": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = json.loads(done.stdout)
    assert set(found) == set(urls), done.stderr
    return {place(url): answer for url, answer in found.items()}


def place(url: str) -> str:
    """An address without its port."""
    before, _, path = url.removeprefix("http://").rpartition("/")
    return f"{before.rpartition(':')[0]}/{path}"


def test_what_is_outside_is_asked_past_the_proxy_of_the_environment(asked: dict[str, str | int]) -> None:
    assert asked["127.0.0.1/page"] == asked[f"{STEADY}/page"] == len("a page")


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("127.0.0.1/moved", "inward request: 127.0.0.2 is 127.0.0.2, which is not public"),
        ("127.0.0.1/password", "inward request: credentials in the address"),
        ("127.0.0.2/secret", "inward request: 127.0.0.2 is 127.0.0.2, which is not public"),
        ("[::1]/secret", "inward request: ::1 is ::1, which is not public"),
        ("[::ffff:127.0.0.2]/secret", "inward request: ::ffff:127.0.0.2 is ::ffff:127.0.0.2, which is not public"),
        ("2130706434/secret", "inward request: 2130706434 is 127.0.0.2, which is not public"),
        (f"{SHIFTING}/secret", "robots.txt: no such host"),
        ("127.0.0.1/large", "too large"),
        ("127.0.0.1/boast", "too large"),
        ("127.0.0.1/script", "bad address"),
        ("[:/", "bad address"),
    ],
)
def test_what_leads_inwards_or_is_too_large_is_refused_with_its_reason(
    asked: dict[str, str | int], where: str, reason: str
) -> None:
    assert asked[where] == reason


@pytest.mark.parametrize("path", ["file", "data"])
def test_redirect_to_no_web_address_is_not_followed(asked: dict[str, str | int], path: str) -> None:
    assert asked[f"127.0.0.1/{path}"] == "status 302"


def test_nobody_inside_heard_of_it(asked: dict[str, str | int], inside: Site, inside_v6: socket.socket) -> None:
    assert asked
    assert inside.asked == []
    with suppress(BlockingIOError):
        inside_v6.accept()
        pytest.fail("somebody connected to ::1")
