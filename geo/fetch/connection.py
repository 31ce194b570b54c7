"""A connection that waits no longer than it should: for an answer, for more, for all of it."""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from geo.fetch.target import Target
from geo.settings import Bounds


@contextmanager
def connected(
    target: Target, addresses: Sequence[str], bounds: Bounds, tls: ssl.SSLContext
) -> Iterator[Timed]:
    """A connection to the first of the addresses that answers; https is spoken with the
    host's name. Raises OSError, TimeoutError (also while it is used).
    """
    deadline = time.monotonic() + bounds.total_timeout
    plain = _dialled(addresses, target.port, time.monotonic() + bounds.connect_timeout)
    with plain:
        if target.scheme == "http":
            yield Timed(plain, bounds.read_timeout, deadline)
            return
        plain.settimeout(bounds.read_timeout)
        with tls.wrap_socket(plain, server_hostname=target.host) as secure:
            yield Timed(secure, bounds.read_timeout, deadline)


def _dialled(addresses: Sequence[str], port: int, deadline: float) -> socket.socket:
    failure: OSError = ConnectionError("it has no address")
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError as error:
            failure = error
    raise failure


class Timed:
    """A socket for ``http.client``; nobody is waited for beyond the deadline, however slowly
    but steadily the answer trickles in.
    """

    def __init__(self, connection: socket.socket, read_timeout: float, deadline: float) -> None:
        self._socket = connection
        self._read_timeout = read_timeout
        self._deadline = deadline

    def sendall(self, data: Any) -> None:
        """Send all of it."""
        self._limit()
        self._socket.sendall(data)

    def receive(self, buffer: Any) -> int:
        """Wait for more; the number of bytes that came, 0 at the end."""
        self._limit()
        return self._socket.recv_into(buffer)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        """What comes, as ``http.client`` wants to read it."""
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Whoever opened the connection closes it."""

    def _limit(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(min(left, self._read_timeout))


class _Incoming(io.RawIOBase):
    def __init__(self, connection: Timed) -> None:
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._connection.receive(buffer)
