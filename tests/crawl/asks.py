"""Asks addresses as ``detaincrawl read`` and ``sources check`` do, and prints what came: ``python -m … MOST URL…``.

One name here changes between two look-ups, as an attacker's do: whoever looks first, to check, is told of 127.0.0.1,
and who connects then, of 127.0.0.2.
"""

import json
import socket
import sys
from typing import Any

from scrapy.http import Response

from detaincrawl import asking

SHIFTING, STEADY = "shifting.test", "steady.test"
CONNECTED = {SHIFTING: "127.0.0.2", STEADY: "127.0.0.1"}
real = socket.getaddrinfo


def checked(host: str, *rest: Any, **named: Any) -> Any:
    return real("127.0.0.1" if host in CONNECTED else host, *rest, **named)


def connected(host: str) -> str:
    return CONNECTED.get(host) or socket.inet_ntoa(socket.inet_aton(host))


if __name__ == "__main__":
    vars(socket).update(getaddrinfo=checked, gethostbyname=connected)
    found: dict[str, str | int] = {}

    def answered(url: str, answer: Response | str) -> None:
        found[url] = answer if isinstance(answer, str) else len(answer.body)

    asking.ask(sys.argv[2:], int(sys.argv[1]), answered)
    print(json.dumps(found))
