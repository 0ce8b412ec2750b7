"""Which addresses may be asked."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_CARRIER = ipaddress.ip_network("100.64.0.0/10")
# Clouds answer with secrets here, to whoever asks from inside: the machine's own, a container's, a pod's.
_METADATA = frozenset(
    map(
        ipaddress.ip_address,
        (
            *("169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.0.23", "168.63.129.16"),
            *("100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254"),
        ),
    )
)
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_HOLDING = (
    ipaddress.IPv6Network("64:ff9b::/96"),  # NAT64, RFC 6052
    _NAT64_LOCAL,  # RFC 8215
    ipaddress.IPv6Network("::ffff:0:0:0/96"),  # RFC 2765
)
"""Networks whose addresses end with the IPv4 address that they stand for."""
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_LOWEST_32 = 0xFFFFFFFF


def refused(address: str, *, private: bool) -> str:
    """Return why an IP address is not connected to, "" where it may be.

    `private` allows what is private, but neither where clouds keep secrets nor what is no single machine.
    """
    try:
        found = _inner(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return "no address of the internet"
    if found in _METADATA:
        return "where clouds keep their secrets"
    if found.is_multicast:
        return "a multicast address"
    return "" if private else _why_private(found)


def _inner(address: _Address) -> _Address:
    """Return the IPv4 address inside an IPv6 address that stands for it, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if any(address in network for network in _HOLDING) or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & _LOWEST_32)
    return address.ipv4_mapped or address.sixtofour or address


def _why_private(address: _Address) -> str:
    if address.is_loopback or address.is_unspecified:
        return "this machine"
    if address.is_link_local:
        return "a link-local address"
    if address in _CARRIER or address in _NAT64_LOCAL or not address.is_global:
        return "an address of a private network"
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return "a reserved address" if address.is_reserved or site_local else ""


def unfit(url: str) -> str:
    """Return why an address is not asked, whatever stands there; "" where it may be."""
    parts = _split(url)
    if parts and parts.scheme and parts.scheme not in ("http", "https"):
        return f"an address of the kind {parts.scheme[:20]!r}; only http and https are fetched"
    if parts is None or not parts.hostname:
        return "not a whole address; it should begin with https:// and a host"
    if parts.username is not None or parts.password is not None:
        return "the address holds a user name or password; none is sent: take it out of the address"
    return ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return None
    return parts
