"""Ports that are free, one after the other."""

import socket
from contextlib import ExitStack
from itertools import count

from detaincrawl.demo.server import HOST


def free_ports(number: int) -> int:
    """The first of so many free ports in a row."""
    return next(first for first in count(20000, 10) if _all_free(first, number))


def _all_free(first: int, number: int) -> bool:
    with ExitStack() as stack:
        for port in range(first, first + number):
            taken = stack.enter_context(socket.socket())
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                taken.bind((HOST, port))
            except OSError:
                return False
    return True
