"""What is asked of a PostgreSQL on another machine: TLS, and a certificate for its name (libpq alone asks neither)."""

import ssl
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

OWN_AUTHORITY = Path("~/.postgresql/root.crt")
"""Where libpq looks for the authority by itself."""

TO_DO = (
    "a server on another machine has to prove who it is; name the authority of its certificate with "
    "?sslrootcert=FILE at the end of the address, or do without proof: ?sslmode=require, without TLS: ?sslmode=disable"
)


def asked(given: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    """Parameters beside those of an address; none where it or the environment says what it wants, or the host is here.

    ``given``: parameters as libpq names them.
    """
    if given.get("sslmode") or environment.get("PGSSLMODE") or _is_here(given, environment):
        return {}
    wanted = {"sslmode": "verify-full"}
    named = given.get("sslrootcert") or environment.get("PGSSLROOTCERT") or OWN_AUTHORITY.expanduser().exists()
    authorities = ssl.get_default_verify_paths().cafile
    return wanted if named or not authorities else {**wanted, "sslrootcert": authorities}


def is_meant(reason: str) -> bool:
    """Whether a connection failed by what is asked here, in libpq's words."""
    return "SSL" in reason or "certificate" in reason


def _is_here(given: Mapping[str, Any], environment: Mapping[str, str]) -> bool:
    """Of several hosts all; a service file may name any host."""
    if given.get("service") or environment.get("PGSERVICE"):
        return False
    places = (given.get("hostaddr"), given.get("host"), environment.get("PGHOSTADDR"), environment.get("PGHOST"))
    hosts = next((place for place in places if place), "")
    return all(map(_is_this_machine, hosts.split(",")))


def _is_this_machine(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
