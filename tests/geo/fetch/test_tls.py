from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from geo.sources.protocol import Unreadable
from tests.geo.fetch.conftest import Asks
from tests.geo.fetch.loopback import PUBLIC


class Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<p>Hello" if self.path == "/" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "news.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=news.invalid", "-addext",
         "subjectAltName=DNS:news.invalid", "-keyout", str(path), "-out", f"{path}.crt"],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = HTTPServer(("0.0.0.0", 0), Hello)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_that_nobody_vouches_for_is_not_believed(fetcher: Asks, port: int) -> None:
    with pytest.raises(Unreadable, match=r"certificate of news\.invalid is not valid: self-signed"):
        fetcher(resolve=lambda *_: [PUBLIC]).fetch(f"https://news.invalid:{port}/")


def test_https_is_spoken_with_the_name_and_not_the_address(
    fetcher: Asks, port: int, certificate: Path
) -> None:
    trusting = ssl.create_default_context(cafile=f"{certificate}.crt")
    web = fetcher(tls=trusting, resolve=lambda *_: [PUBLIC])
    assert web.fetch(f"https://news.invalid:{port}/").open().read() == b"<p>Hello"
    with pytest.raises(Unreadable, match="not valid: Hostname mismatch"):
        web.fetch(f"https://other.invalid:{port}/")


@contextmanager
def stalling(piece: bytes) -> Iterator[int]:
    """A server that answers a greeting with the head of a TLS record, and then with ``piece``
    over and over until nobody listens; the port.
    """

    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.settimeout(60)
            connection.sendall(b"\x16\x03\x03\x40\x00")
            while not over.wait(0.02):
                connection.sendall(piece)

    over = threading.Event()
    with socket.create_server((PUBLIC, 0)) as listener:
        listener.settimeout(60)  # should nobody come
        thread = threading.Thread(target=answer, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        over.set()
        thread.join()


@pytest.mark.parametrize("bound", ["connect_timeout", "total_timeout"])
@pytest.mark.parametrize("piece", [b"", b"x"], ids=["silent", "trickling"])
def test_a_greeting_that_does_not_end_is_given_up(fetcher: Asks, piece: bytes, bound: str) -> None:
    with stalling(piece) as port, pytest.raises(Unreadable, match="takes too long to answer"):
        fetcher(**{bound: 0.5}).fetch(f"https://{PUBLIC}:{port}/")
