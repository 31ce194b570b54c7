"""What hostile visitors send to a real server, and that others are served all the while."""

from __future__ import annotations

import http.client
import json
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.browser.conftest import serving
from tests.dashboard.server.sockets import status, visiting
from tests.dashboard.world import build

LIMITS = {
    "DATELINE_UPLOAD_BYTES": "100000",
    "DATELINE_SESSIONS": "6",
    "DATELINE_SESSIONS_OF_ONE_ADDRESS": "4",
    "DATELINE_REQUESTS_A_MINUTE": "600",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("abuse")
    build(folder / "atlas")
    with serving(folder, **LIMITS) as found:
        yield found


@pytest.fixture(autouse=True)
def served_afterwards(address: str) -> Iterator[None]:
    yield
    with visiting(address) as visit:
        assert visit.run("place=geonames:524901") > 5


def ask(address: str, target: str, **headers: str) -> tuple[int, bytes]:
    """The target as it is: clients with manners would put it right."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    connection.putrequest("GET", target, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_it_says_whether_it_is_ready(address: str) -> None:
    code, body = ask(address, "/readyz")
    assert (code, json.loads(body)["status"]) == (200, "ok")


def test_an_endless_query_is_refused(address: str) -> None:
    assert ask(address, f"/?q={'x' * 20_000}")[0] == 414
    assert ask(address, f"/?q={'x' * 7_000}")[0] == 200


def test_what_the_server_counts_is_not_for_visitors(address: str) -> None:
    assert ask(address, "/_stcore/metrics")[0] == 404


@pytest.mark.parametrize(
    "target",
    [
        "/../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/component/dashboard.server.static_files.assets/../../../../etc/passwd",
        "/component/dashboard.server.static_files.assets/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/component/dashboard.server.static_files.assets//etc/passwd",
        "/media/..%2f..%2fetc%2fpasswd",
        "/static/..%5c..%5cetc%5cpasswd",
        "/app/static/../page.py",
    ],
)
def test_no_path_leads_out_of_what_is_served(address: str, target: str) -> None:
    _, body = ask(address, target)
    assert b"root:" not in body and b"import streamlit" not in body


def test_a_page_elsewhere_opens_no_line(address: str) -> None:
    with pytest.raises(InvalidStatus), visiting(address, origin="https://evil.example"):
        pass


@pytest.mark.parametrize("frame", [b"", b"\xff" * 50, b"\x08\x96\x01", "text"])
def test_a_frame_that_is_no_message_ends_its_own_line_alone(
    address: str, frame: bytes | str
) -> None:
    with visiting(address) as other:
        url = address.replace("http", "ws", 1) + "/_stcore/stream"
        with connect(url, max_size=None) as line:
            line.send(frame)
            try:
                for _ in range(3):
                    line.recv(timeout=1)
            except (ConnectionClosed, TimeoutError):
                pass
        assert other.run() > 0


def test_bytes_past_the_page_count_against_the_limits(address: str) -> None:
    half = b"x" * 60_000
    with visiting(address) as visit:
        assert visit.send_file("one", half) == 204
        assert visit.send_file("two", half) in (413, 0)
        assert visit.send_file("two", half, chunked=True) in (413, 0)
        assert visit.send_file("one", half) == 204  # in the place of the first
        assert visit.delete_file("one") == 204
        assert visit.send_file("two", half) == 204
        assert visit.send_file("three", b"x" * 1_000_000, chunked=True) in (413, 0)


def test_more_visitors_than_may_are_told_to_come_back(address: str) -> None:
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(visiting(address))
        code, body = ask(address, "/", Accept="text/html")
        assert code == 503 and b"Try again in a minute" in body
        with pytest.raises(InvalidStatus), visiting(address):
            pass
    assert ask(address, "/", Accept="text/html")[0] == 200


def test_idle_sockets_do_not_keep_others_out(address: str) -> None:
    parts = urlsplit(address)
    with ExitStack() as stack:
        for _ in range(1_000):
            idle = socket.create_connection((parts.hostname, parts.port), timeout=30)
            stack.callback(idle.close)
        with visiting(address) as visit:
            assert visit.run() > 0


def test_endless_reloads_leave_others_served(address: str) -> None:
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    with visiting(address) as other:
        for _ in range(12):
            # Gone before the page is made; refused where there are too many at once.
            with suppress(InvalidStatus), connect(url, max_size=None) as line:
                line.send(asked.SerializeToString())
        assert other.run() > 0


def test_where_nothing_may_be_brought_the_endpoint_takes_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("closed")
    build(folder / "atlas")
    with serving(folder, DATELINE_READ_ONLY="1") as address, visiting(address) as visit:
        assert visit.send_file("one", b"x") == 403


def test_a_server_that_is_not_ready_says_so_and_slows_endless_requests_down(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "atlas").mkdir()
    (folder / "atlas" / "manifest.json").write_text("{")
    with serving(folder, DATELINE_REQUESTS_A_MINUTE="50") as address:
        code, body = ask(address, "/readyz")
        assert code == 503
        assert str(folder) not in body.decode()
        found = [status(f"{address}/_stcore/health") for _ in range(80)]
        assert set(found) == {200, 429}
        request = urllib.request.Request(f"{address}/", headers={"Accept": "text/html"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        assert int(refused.value.headers["Retry-After"]) >= 1
