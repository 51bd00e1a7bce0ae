"""Which addresses may be asked: public ones on the web's ports, and what ALLOW_NETWORKS opens."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

PORTS = frozenset({80, 443, 8080, 8443})
NAT64 = IPv6Network("64:ff9b::/96")


class Inward(Exception):
    """Raised for an address that must not be asked; the message says which and why."""


def networks(text: str) -> tuple[Network, ...]:
    """``127.0.0.0/8,::1`` → networks. Raises ValueError that names the part which is none."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            found.append(ip_network(part, strict=False))
        except ValueError:
            raise ValueError(f"ALLOW_NETWORKS: {part!r} is no network; write it like 127.0.0.0/8") from None
    return tuple(found)


def is_outward(address: str, allowed: Iterable[Network]) -> bool:
    """Whether an IP address is public, or lies in an allowed network."""
    ip = _carried(ip_address(address.partition("%")[0]))
    if any(ip in network for network in allowed):
        return True
    site_local = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or site_local)


def check_url(url: str, allowed: Iterable[Network]) -> tuple[str, int]:
    """Host and port of an address that may be asked as far as its spelling tells; raises Inward.

    Allowed networks open every port, but only once the name is resolved: see :func:`check_addresses`.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError as wrong:
        raise Inward(f"not an address: {wrong}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Inward("only http and https are asked")
    if parts.username is not None or parts.password is not None:
        raise Inward("credentials in the address")
    if port not in PORTS and not allowed:
        raise Inward(f"port {port} is none of the web's")
    return parts.hostname, port


def check_addresses(host: str, port: int, addresses: Iterable[str], allowed: Iterable[Network]) -> None:
    """Raises Inward unless every address that a name resolves to may be asked on this port."""
    allowed = tuple(allowed)
    for address in addresses:
        if not is_outward(address, allowed):
            raise Inward(f"{host} is {address}, which is not public")
        if port not in PORTS and not is_allowed(address, allowed):
            raise Inward(f"port {port} is none of the web's")


def is_allowed(address: str, allowed: Iterable[Network]) -> bool:
    """Whether an IP address lies in an allowed network."""
    ip = _carried(ip_address(address.partition("%")[0]))
    return any(ip in network for network in allowed)


def _carried(ip: Address) -> Address:
    """The IPv4 address inside an IPv6 one: ::ffff:127.0.0.1 reaches 127.0.0.1."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip
