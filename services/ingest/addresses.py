"""Which URLs and network addresses may be fetched at all. Pure: no I/O.

The deny table is explicit because `ipaddress.is_global` passes NAT64, 6to4, site-local, multicast and metadata addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

import httpx2

from services.ingest.errors import FetchFailed
from services.ingest.outcomes import Outcome

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

MAX_URL_CHARS: Final = 4_096
"""Longer than any article's address; browsers and servers begin to refuse above 2,000 to 8,000."""
MAX_HOST_CHARS: Final = 253
"""RFC 1035; also keeps IDNA encoding, quadratic in some versions, short."""

FORBIDDEN_NETWORKS: Final[tuple[Network, ...]] = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this host (RFC 1122)
            "10.0.0.0/8",  # private (RFC 1918)
            "100.64.0.0/10",  # shared address space of carriers, some clouds' metadata (RFC 6598)
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # a cloud's host agent, a public address by registration
            "169.254.0.0/16",  # link-local, metadata services
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # IETF protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relay
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
            "::/3",  # unspecified, loopback, IPv4-compatible, -mapped (judged by the address inside before this counts), -translated, NAT64
            "2001::/23",  # IETF protocol assignments, Teredo, ORCHID, benchmarks
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
            "4000::/2",  # nothing outside 2000::/3 is global unicast: segment routing,
            "8000::/1",  # unique local, metadata services, link-local, site-local, multicast
        ),
    )
)
"""IANA's special-purpose registries, and addresses of cloud metadata services outside them."""

PUBLIC_PORTS: Final = frozenset({80, 443})

_HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_ENDS_IN_A_NUMBER: Final = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)\.?$")
"""Such a host is an IPv4 address to a browser (WHATWG URL, "ends in a number"): 127.1, 0x7f000001, 2130706433."""


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What the operator allows beyond the public web."""

    allow_networks: tuple[Network, ...] = ()
    allow_ports: frozenset[int] = frozenset()

    def permits(self, address: Address) -> bool:
        """Whether a connection to `address` may be opened."""
        if isinstance(address, IPv6Address):
            if address.scope_id is not None:
                return False
            if address.ipv4_mapped is not None:
                return self.permits(address.ipv4_mapped)
        return any(address in network for network in self.allow_networks) or not any(address in network for network in FORBIDDEN_NETWORKS)

    def permits_port(self, port: int) -> bool:
        return port in PUBLIC_PORTS or port in self.allow_ports


def fetchable(address: str, policy: AddressPolicy) -> httpx2.URL:
    """`address` as a URL that may be fetched, as far as that can be told without asking a name server.

    Raises `FetchFailed` (forbidden_url, forbidden_address).
    """
    if len(address) > MAX_URL_CHARS:
        raise _forbidden(f"address of {len(address)} characters, {MAX_URL_CHARS} at most")
    if len(_host_part(address)) > MAX_HOST_CHARS:
        raise _forbidden("host name too long")
    try:
        url = httpx2.URL(address)
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise _forbidden("not a valid address") from error
    if url.scheme not in ("http", "https"):
        raise _forbidden(f"scheme {url.scheme[:20]!r}; only http and https are fetched")
    if url.userinfo:
        raise _forbidden("the address carries credentials")
    port = url.port or (443 if url.scheme == "https" else 80)
    if not policy.permits_port(port):
        raise _forbidden(f"port {port}; CLAIMWIRE_INGEST_ALLOW_PORTS would allow it")
    host = url.raw_host.decode("ascii")
    literal = as_literal(host)
    if literal is not None:
        if not policy.permits(literal):
            raise FetchFailed(Outcome.FAILED_FORBIDDEN_ADDRESS, f"{literal} is not a public address")
    elif len(host) > MAX_HOST_CHARS or not _HOST.fullmatch(host) or _ENDS_IN_A_NUMBER.search(host):
        raise _forbidden("not a valid host name")
    return url.copy_with(fragment=None)


def as_literal(host: str) -> Address | None:
    """The address that `host` writes out, None for a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_this_machine(host: str) -> bool:
    """Whether `host` is `localhost` or a name under it, which never leaves the machine (RFC 6761)."""
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


def permitted(addresses: Iterable[Address], policy: AddressPolicy) -> list[Address]:
    """The addresses that may be dialled, in order."""
    return [address for address in addresses if policy.permits(address)]


def _host_part(address: str) -> str:
    authority = re.split(r"[/?#]", address.partition("://")[2], maxsplit=1)[0]
    return authority.rpartition("@")[2]


def _forbidden(detail: str) -> FetchFailed:
    return FetchFailed(Outcome.FAILED_FORBIDDEN_URL, detail)
