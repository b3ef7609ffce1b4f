"""Which addresses may be fetched."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from services.ingest.addresses import AddressPolicy, fetchable
from services.ingest.errors import FetchFailed
from services.ingest.outcomes import Outcome

PUBLIC = AddressPolicy()
LAN = AddressPolicy(allow_networks=(ip_network("192.168.7.0/24"),), allow_ports=frozenset({8080}))


@pytest.mark.parametrize(
    "literal",
    [
        "0.0.0.1", "0.1.2.3", "10.200.3.4", "100.64.0.9", "100.100.100.200", "127.0.0.1", "127.255.0.1", "168.63.129.16",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.4", "192.88.99.1", "192.168.0.10", "198.18.3.3",
        "198.51.100.7", "203.0.113.5", "224.0.0.251", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.1.1.1", "::ffff:0:127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
        "100::1", "2001::1", "2001:0:4136:e378::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_address_that_is_not_public_is_forbidden(literal: str) -> None:
    assert not PUBLIC.permits(ip_address(literal)), literal


@pytest.mark.parametrize(
    "literal", ["1.1.1.1", "93.184.215.14", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::2e", "::ffff:1.1.1.1"]
)
def test_public_address_is_permitted(literal: str) -> None:
    assert PUBLIC.permits(ip_address(literal)), literal


def test_allowed_network_is_permitted_and_its_neighbours_are_not() -> None:
    assert LAN.permits(ip_address("192.168.7.9"))
    assert LAN.permits(ip_address("::ffff:192.168.7.9"))
    assert not LAN.permits(ip_address("192.168.8.9"))


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1/", Outcome.FAILED_FORBIDDEN_ADDRESS),
        ("http://127.1/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://2130706433/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://0x7f000001/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://0177.0.0.1/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://0/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://[::1]/", Outcome.FAILED_FORBIDDEN_ADDRESS),
        ("http://[::ffff:127.0.0.1]/", Outcome.FAILED_FORBIDDEN_ADDRESS),
        ("http://[fe80::1%25eth0]/", Outcome.FAILED_FORBIDDEN_ADDRESS),
        ("http://１２７.０.０.１/", Outcome.FAILED_FORBIDDEN_URL),
        ("file:///etc/passwd", Outcome.FAILED_FORBIDDEN_URL),
        ("gopher://paper.example/", Outcome.FAILED_FORBIDDEN_URL),
        ("data:text/html,hello", Outcome.FAILED_FORBIDDEN_URL),
        ("http://paper.example:22/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://paper.example:9092/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://reader:secret@paper.example/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://pap\ter.example/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://paper.example/\r\nX-Injected: yes", Outcome.FAILED_FORBIDDEN_URL),
        ("http://" + "a" * 300 + ".example/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://" + "ü" * 300 + ".example/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://paper.example/" + "a" * 1_000_000, Outcome.FAILED_FORBIDDEN_URL),
        ("http:///news", Outcome.FAILED_FORBIDDEN_URL),
        ("http://pa per.example/", Outcome.FAILED_FORBIDDEN_URL),
        ("http://[not-an-address]/", Outcome.FAILED_FORBIDDEN_URL),
        ("//paper.example/", Outcome.FAILED_FORBIDDEN_URL),
        ("", Outcome.FAILED_FORBIDDEN_URL),
    ],
)
def test_forbidden_address_is_refused_before_any_connection(address: str, code: Outcome) -> None:
    with pytest.raises(FetchFailed) as refused:
        fetchable(address, PUBLIC)
    assert refused.value.code is code
    assert "secret" not in str(refused.value)


def test_ordinary_address_is_fetchable_without_its_fragment() -> None:
    assert str(fetchable("https://paper.example/news?page=2#top", PUBLIC)) == "https://paper.example/news?page=2"
    assert str(fetchable("https://bücher.example/", PUBLIC)) == "https://xn--bcher-kva.example/"
    assert str(fetchable("http://192.168.7.1:8080/", LAN)) == "http://192.168.7.1:8080/"
