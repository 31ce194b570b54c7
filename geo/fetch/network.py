"""Connections for httpcore: only to addresses that may be asked, and all within one deadline.

A page may name any address, and so may whoever answers for a name: without the check a list of
links would reach into the network of the person who reads it. httpcore's own network looks a
host up at the moment it connects, and bounds each wait by itself, so that a server that sends a
byte now and then could keep a request for ever.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from geo.sources.protocol import Unreadable

Resolve = Callable[[str, int], Sequence[str]]
"""A host name and a port to IP addresses as text, likeliest first. Raises OSError."""

# IPv4 addresses in the clothes of IPv6, as networks without IPv4 have them (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")


class CheckedNetwork(httpcore.NetworkBackend):
    """The network for one request, which ends ``seconds`` after it begins.

    Raises Unreadable for a host that may not be asked, TimeoutError, OSError.
    """

    def __init__(self, seconds: float, private: bool, resolve: Resolve) -> None:
        self._deadline = time.monotonic() + seconds
        self._private = private
        self._resolve = resolve

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> TimedStream:
        """A connection to the first address of the host that answers."""
        addresses = allowed_addresses(host, port, self._private, self._resolve)
        until = time.monotonic() + _seconds(self._deadline, timeout)
        failure: OSError = ConnectionError("it has no address")
        for address in addresses:
            try:
                connection = socket.create_connection((address, port), _seconds(until))
                return TimedStream(connection, self._deadline)
            except OSError as error:
                failure = error
        raise failure


class TimedStream(httpcore.NetworkStream):
    """A socket that waits for nothing beyond the deadline, however steadily data trickles in."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self._socket = connection
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What comes next; nothing at the end."""
        self._socket.settimeout(_seconds(self._deadline, timeout))
        return self._socket.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._socket.settimeout(_seconds(self._deadline, timeout))
        self._socket.sendall(buffer)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: Any = None
    ) -> TimedStream:
        """The connection encrypted, the certificate being that of the host's name."""
        self._socket.settimeout(_seconds(self._deadline, timeout))
        secure = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        return TimedStream(secure, self._deadline)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def _seconds(deadline: float, timeout: float | None = None) -> float:
    """How long to wait at most. Raises TimeoutError past the deadline."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left if timeout is None else min(left, timeout)


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
