"""A visitor without a browser: what a page's script sends over the line and to the endpoints."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

_QUIET = 120.0
_MOST = 100_000


@dataclass(frozen=True)
class Visit:
    """An open line of a session."""

    address: str
    line: ClientConnection
    session: str
    buttons: dict[str, str] = field(default_factory=dict)
    submits: dict[str, str] = field(default_factory=dict)
    panels: dict[str, str] = field(default_factory=dict)
    widgets: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def run(self, query: str = "") -> int:
        """Ask for the page; the number of messages that came until it was done."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        self.line.send(asked.SerializeToString())
        return self.finished()

    def press(self, label: str) -> None:
        """Press the button with this label, which the last run has drawn."""
        self._act(self.buttons[label])

    def paste(self, key: str, text: str, form: str) -> None:
        """Fill the text area with this key in, and send its form."""
        self._act(self.submits[form], WidgetState(id=self.widget(key), string_value=text))

    def choose_file(self, key: str, file: str, name: str, size: int, form: str) -> None:
        """Have the uploader with this key hold a file that was sent, and send its form."""
        chosen = WidgetState(id=self.widget(key))
        held = chosen.file_uploader_state_value.uploaded_file_info.add()
        held.file_id, held.name, held.size = file, name, size
        self._act(self.submits[form], chosen)

    def widget(self, key: str) -> str:
        """The id of the widget that the page knows by this key."""
        [found] = {each for each in self.widgets if each.endswith(f"-{key}")}
        return found

    def _act(self, button: str, *filled: WidgetState) -> None:
        asked = BackMsg()
        asked.rerun_script.widget_states.widgets.extend(filled)
        pressed = asked.rerun_script.widget_states.widgets.add()
        pressed.id, pressed.trigger_value = button, True
        self.line.send(asked.SerializeToString())

    def redirected(self) -> str:
        """Where the page sends the browser."""
        for _ in range(_MOST):
            message = message_of(self.line)
            if message.WhichOneof("type") == "auth_redirect":
                return str(message.auth_redirect.url)
        raise AssertionError("the page sends the browser nowhere")

    def finished(self) -> int:
        for seen in (self.buttons, self.submits, self.panels, self.widgets, self.words):
            seen.clear()  # type: ignore[attr-defined]
        for number in range(_MOST):
            message = message_of(self.line)
            again = ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if message.WhichOneof("type") == "script_finished" and message.script_finished != again:
                return number
            self._see(message.delta.new_element)
        raise AssertionError("the page is never done")

    def _see(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "button" and element.button.form_id:
            self.submits[element.button.form_id] = element.button.id
        elif kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif kind == "bidi_component":
            self.panels[element.bidi_component.component_name] = element.bidi_component.json
        elif kind in ("text_area", "file_uploader"):
            self.widgets.append(getattr(element, kind).id)
        elif kind == "text":
            self.words.append(element.text.body)

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
def visiting(address: str, origin: str = "", cookie: str = "", query: str = "") -> Iterator[Visit]:
    """A visit of the page, which has been made once."""
    headers = {"Cookie": cookie} if cookie else {}
    token = dict(each.split("=", 1) for each in cookie.split("; ") if each).get("_streamlit_xsrf")
    protocols = ["streamlit", token] if token else ["streamlit"]
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(
        url,
        origin=origin or None,  # type: ignore[arg-type]
        additional_headers=headers,
        subprotocols=protocols,  # type: ignore[arg-type]
        max_size=None,
        # A line that is closed while it holds back messages waits ten seconds for its end.
        max_queue=None,
        open_timeout=_QUIET,
    ) as line:
        asked = BackMsg()
        asked.rerun_script.query_string = query
        line.send(asked.SerializeToString())
        message = message_of(line)
        while message.WhichOneof("type") != "new_session":
            message = message_of(line)
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


def message_of(line: ClientConnection) -> ForwardMsg:
    message = ForwardMsg()
    message.ParseFromString(line.recv(timeout=_QUIET))  # type: ignore[arg-type]
    return message
