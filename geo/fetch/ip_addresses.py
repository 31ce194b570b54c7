"""The network addresses that a host name stands for, and which of them may be asked.

A page may name any address, and so may whoever answers for a name: without this check a
list of links would reach into the network of the person who reads it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from geo.sources.protocol import Unreadable

Resolve = Callable[[str, int], Sequence[str]]
"""A host name and a port to IP addresses as text, likeliest first. Raises OSError."""

# IPv4 addresses in the clothes of IPv6, as networks without IPv4 have them (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Ask the system, which knows all the ways to write an address."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def allowed_addresses(host: str, port: int, private: bool, resolve: Resolve) -> Sequence[str]:
    """The addresses of a host; connect to these, and never to the name, which may by then
    stand for others. Raises Unreadable where there are none, or any that may not be asked.
    """
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise Unreadable(f"no such host is known: {host}") from error
    if not private:
        for address in found:
            if not is_public(address):
                raise Unreadable(
                    f"{host} is a private or local address ({address}): set "
                    "DATELINE_PRIVATE_ADDRESSES=1 if it is meant to be asked"
                )
    return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that is asked in the end, where there is one."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour
