"""A visitor without a browser: what a page's script sends over the line and to the endpoints."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

_QUIET = 120.0


@dataclass(frozen=True)
class Visit:
    """An open line of a session."""

    address: str
    line: ClientConnection
    session: str

    def run(self, query: str = "") -> int:
        """Ask for the page; the number of messages that came until it was done."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        self.line.send(asked.SerializeToString())
        return self.finished()

    def finished(self) -> int:
        for number in range(100_000):
            if _message(self.line).WhichOneof("type") == "script_finished":
                return number
        raise AssertionError("the page is never done")

    def send_file(self, name: str, content: bytes, chunked: bool = False) -> int:
        """Put a file straight to the endpoint, past the page; the status of the answer."""
        form = (
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\n'
            + content
            + b"\r\n--x--\r\n"
        )
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        return self._ask("PUT", name, iter([form[:70], form[70:]]) if chunked else form, kind)

    def delete_file(self, name: str) -> int:
        return self._ask("DELETE", name)

    def _ask(
        self, method: str, name: str, body: object = None, more: dict[str, str] | None = None
    ) -> int:
        with urllib.request.urlopen(f"{self.address}/_stcore/health") as answer:
            cookie = str(answer.headers["Set-Cookie"] or "").partition(";")[0]
        token = cookie.partition("=")[2]
        request = urllib.request.Request(
            f"{self.address}/_stcore/upload_file/{self.session}/{name}",
            data=body,  # type: ignore[arg-type]
            method=method,
            headers={"Cookie": cookie, "X-Xsrftoken": token, **(more or {})},
        )
        return status(request)


@contextmanager
def visiting(address: str, origin: str = "", cookie: str = "") -> Iterator[Visit]:
    """A visit of the page, which has been made once."""
    headers = {"Cookie": cookie} if cookie else {}
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(
        url,
        origin=origin or None,  # type: ignore[arg-type]
        additional_headers=headers,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        open_timeout=_QUIET,
    ) as line:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        line.send(asked.SerializeToString())
        message = _message(line)
        while message.WhichOneof("type") != "new_session":
            message = _message(line)
        visit = Visit(address, line, message.new_session.initialize.session_id)
        visit.finished()
        yield visit


def status(request: urllib.request.Request | str) -> int:
    """The status of an answer, whatever it is; 0 where the line was cut."""
    try:
        with urllib.request.urlopen(request, timeout=_QUIET) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def _message(line: ClientConnection) -> ForwardMsg:
    message = ForwardMsg()
    message.ParseFromString(line.recv(timeout=_QUIET))  # type: ignore[arg-type]
    return message
