"""Requests go only outwards."""

import pytest

from detaincrawl.outward import Inward, check_addresses, check_url, is_outward, networks
from tests.crawl.conftest import burst
from tests.web import site

INSIDE = [
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "240.0.0.1",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_inside_is_not_outward(address: str) -> None:
    assert not is_outward(address, ())


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_public_is_outward(address: str) -> None:
    assert is_outward(address, ())


def test_allowed_network_opens_only_itself() -> None:
    allowed = networks("127.0.0.1/32, 10.0.0.0/8")
    assert is_outward("127.0.0.1", allowed)
    assert is_outward("::ffff:127.0.0.1", allowed)
    assert not is_outward("127.0.0.2", allowed)
    assert not is_outward("::1", allowed)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://outlet.test/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http:///a", "only http and https"),
        ("https://user:secret@outlet.test/", "credentials"),
        ("https://user@outlet.test/", "credentials"),
        ("https://outlet.test:22/", "port 22"),
        ("https://outlet.test:99999/", "not an address"),
        ("http://[::1/", "not an address"),
    ],
)
def test_spelling_that_leads_nowhere_public_is_refused(url: str, reason: str) -> None:
    with pytest.raises(Inward, match=reason):
        check_url(url, ())


def test_reason_does_not_repeat_the_credentials() -> None:
    with pytest.raises(Inward) as refused:
        check_url("https://user:secret@outlet.test/", ())
    assert "secret" not in str(refused.value)


def test_one_inward_address_of_a_name_is_enough_to_refuse_it() -> None:
    with pytest.raises(Inward, match=r"outlet\.test is 10\.0\.0\.1, which is not public"):
        check_addresses("outlet.test", 80, ["93.184.215.14", "10.0.0.1"], ())


def test_allowed_network_opens_its_ports_and_no_other_host_s() -> None:
    allowed = networks("127.0.0.1")
    check_addresses("localhost", 45678, ["127.0.0.1"], allowed)
    with pytest.raises(Inward, match="port 45678"):
        check_addresses("outlet.test", 45678, ["93.184.215.14"], allowed)


def test_wrong_network_is_named() -> None:
    with pytest.raises(ValueError, match="ALLOW_NETWORKS: 'localhost' is no network"):
        networks("127.0.0.1,localhost")


def test_resolver_alone_lets_nothing_inwards() -> None:
    """The binding layer: whatever a name resolved to when the middleware looked, this is what is connected to."""
    with site("127.0.0.9") as inside, site("127.0.0.1") as allowed:
        burst(inside)
        burst(allowed)
        assert inside.asked == []
        assert len(allowed.asked) == 30
