"""Behind docs/hosting/nginx.conf, run by a real nginx: below a path, over TLS, with its headers."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, Serve, free_port
from tests.browser.views import ready, status
from tests.chromium import PATIENCE
from tests.dashboard.world import build

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or ""
AROUND = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{server}
}}
"""


@pytest.fixture(scope="module")
def proxied(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not NGINX:
        pytest.skip("there is no nginx on this machine; install the package nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    build(folder / "atlas")
    port, inner = free_port(), free_port()
    serve(folder, PORT=str(inner), BASE="map", DATELINE_READ_ONLY="1")
    certify(folder)
    server = (ROOT / "docs" / "hosting" / "nginx.conf").read_text("utf-8")
    changes = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "127.0.0.1:8501": f"127.0.0.1:{inner}",
        "/etc/letsencrypt/live/news.example.org/": f"{folder}/",
    }
    for written, here in changes.items():
        assert written in server
        server = server.replace(written, here)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, server=server))
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    nginx = subprocess.Popen([*command, "-e", str(folder / "error.log")])
    try:
        wait(port)
        yield f"https://127.0.0.1:{port}/map"
    finally:
        nginx.terminate()
        nginx.wait(20)


def certify(folder: Path) -> None:
    """A certificate that nobody vouches for, and its key, where nginx.conf has them."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)


def wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("nginx did not come up")


def ask(url: str) -> tuple[int, dict[str, str]]:
    """Status and headers; whose certificate it is does not matter here."""
    unchecked = ssl._create_unverified_context()
    try:
        with urllib.request.urlopen(url, timeout=60, context=unchecked) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers)


def test_the_page_works_under_the_content_security_policy(browser: Browser, proxied: str) -> None:
    context = browser.new_context(ignore_https_errors=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{proxied}/")
    expect(status(page)).to_contain_text("articles")
    ready(page)  # the map's frame, its scripts and pieces of the basemap
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_label("Link")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_label("Search articles").fill("zebra")
    page.get_by_label("Search articles").press("Enter")  # over the WebSocket
    expect(page.get_by_text("No article fits")).to_be_visible()
    context.close()
    refused = [text for text in said if "Content Security Policy" in text or "violates" in text]
    assert refused == []


def test_what_is_nobody_elses_concern_is_blocked_and_headers_are_there(proxied: str) -> None:
    assert ask(f"{proxied}/_stcore/health")[0] == 200
    assert ask(f"{proxied}/_stcore/metrics")[0] == 404
    headers = ask(f"{proxied}/")[1]
    assert "object-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "/" not in headers["Server"]  # no version
