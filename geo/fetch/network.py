"""Connections for httpcore: to addresses that may be asked, and all within one deadline.

httpcore bounds each wait by itself, so that a server that sends a byte now and then could
keep a request for ever; and its own network looks a host up at the moment it connects.
"""

from __future__ import annotations

import socket
import ssl
import time
from typing import Any

import httpcore

from geo.fetch.ip_addresses import Resolve, allowed_addresses


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
