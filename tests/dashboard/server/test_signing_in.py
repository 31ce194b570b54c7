"""Signing in with a real OpenID Connect provider: once in a browser, else past it, where every
answer is a server's."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import oidc_provider_mock as oidc
import pytest
from playwright.sync_api import Browser, expect

from dashboard.language import texts
from geo.storage import atomic
from geo.storylines import StorylineFile
from tests.browser.conftest import free_port, serving
from tests.chromium import PATIENCE
from tests.dashboard.server.sockets import Visit, status, visiting
from tests.dashboard.world import MOSCOW, build

pytestmark = pytest.mark.usefixtures("gazetteer")

SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"
client_id = "dateline"
client_secret = "not asked for"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
"""
MOSCOWS = f"place={MOSCOW.id}"


def person(sub: str, email: str, verified: bool = True) -> oidc.User:
    claims = {"email": email, "email_verified": verified, "name": sub.title()}
    return oidc.User(sub=sub, claims=claims)


PEOPLE = (
    person("ann", "ann@example.org"),
    person("bob", "bob@elsewhere.example"),
    person("eve", "ann@example.org", verified=False),
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc.run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@dataclass(frozen=True, slots=True)
class Server:
    """The only server of these tests: who may what is told by its secrets, as they are by then."""

    folder: Path
    address: str
    provider: str

    def name(self, **people: str) -> None:
        """Name these people, and nobody else."""
        secrets = SECRETS.format(address=self.address, secret="s" * 40, provider=self.provider)
        lists = "".join(f'DATELINE_{who.upper()} = "{which}"\n' for who, which in people.items())
        atomic.write(self.folder / ".streamlit" / "secrets.toml", f"{lists}{secrets}".encode())


@pytest.fixture(scope="module")
def server(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("signing-in")
    build(folder / "atlas")
    (folder / ".streamlit").mkdir()
    port = free_port()
    made = Server(folder, f"http://127.0.0.1:{port}", provider)
    made.name(editors="@example.org")
    with serving(folder, PORT=str(port)):
        yield made


@pytest.fixture(scope="module")
def edited(server: Server) -> str:
    """Its address, while editors are named and everybody may look."""
    return server.address


@cache
def signed_in(address: str, who: str) -> str:
    """The cookies of somebody who pressed "Sign in" and said at the provider who they are."""
    with httpx.Client(follow_redirects=True, timeout=60) as browser:
        browser.get(f"{address}/_stcore/health")
        with visiting(address) as visit:
            visit.press(texts.SIGN_IN)
            asked = browser.get(f"{address}{visit.redirected()}")
        assert "Authorize" in asked.text
        back = browser.post(str(asked.url), data={"sub": who})
        assert str(back.url).startswith(address)
        return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


@contextmanager
def back_as(address: str, who: str) -> Iterator[Visit]:
    cookie = signed_in(address, who)
    with visiting(address, origin=address, cookie=cookie, query=MOSCOWS) as visit:
        yield visit


def may_put_right(visit: Visit) -> bool:
    return bool(json.loads(visit.panels["dateline.excerpts"])["words"]["fix"])


def test_who_has_not_signed_in_may_look(edited: str) -> None:
    with visiting(edited, query=MOSCOWS) as visit:
        assert texts.SIGN_IN in visit.buttons
        assert not may_put_right(visit)


def test_who_is_named_may_put_right(edited: str) -> None:
    with back_as(edited, "ann") as visit:
        assert any("Sign out ann" in label for label in visit.buttons)
        assert may_put_right(visit)


@pytest.mark.parametrize("who", ["bob", "eve"])
def test_others_and_who_only_claims_an_address_may_look(edited: str, who: str) -> None:
    with back_as(edited, who) as visit:
        assert any(label.startswith("Sign out") for label in visit.buttons)
        assert not may_put_right(visit)
        assert texts.UPLOADS_ADD not in visit.buttons


def test_a_cookie_that_was_changed_signs_nobody_in(edited: str) -> None:
    cookie = signed_in(edited, "ann").replace("_streamlit_user=", "_streamlit_user=x")
    with visiting(edited, origin=edited, cookie=cookie, query=MOSCOWS) as visit:
        assert texts.SIGN_IN in visit.buttons
        assert not may_put_right(visit)


@pytest.mark.browser
def test_in_a_browser_who_signs_in_signs_what_they_arrange(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    # The provider's page would fetch a style sheet from elsewhere.
    here = ("127.0.0.1", "localhost")
    context.route(lambda url: urlsplit(url).hostname not in here, lambda route: route.abort())
    page = context.new_page()
    page.goto(server.address)
    page.get_by_role("button", name=texts.SIGN_IN).click()
    page.get_by_role("button", name="ann", exact=True).click()
    expect(page.get_by_role("button", name="Sign out ann@example.org")).to_be_visible()
    assert page.url.startswith(f"{server.address}/")
    page.get_by_role("button", name="Story", exact=True).click()
    editor = page.get_by_role("region", name="Arrange a story")
    editor.get_by_label("Sentence", exact=True).fill("All of it")
    editor.get_by_role("button", name="Add this view").click()
    expect(editor.locator("li")).to_contain_text("ann@example.org (Ann), ")
    [story] = StorylineFile(server.folder / "atlas.stories.json").read()
    assert story.steps[0].by == "ann@example.org (Ann)"
    context.close()


def test_where_viewers_are_named_others_are_sent_nothing(server: Server) -> None:
    with back_as(server.address, "ann") as ann:
        assert may_put_right(ann)
        server.name(viewers="ann@example.org")
        # Lists count as soon as they are changed; Streamlit looks for that every second.
        for _ in range(60):
            ann.run(MOSCOWS)
            if not may_put_right(ann):
                break
            time.sleep(0.5)
        assert "Moscow" in ann.panels["dateline.excerpts"]
        assert not may_put_right(ann)
    with visiting(server.address, query=MOSCOWS) as visit:
        assert list(visit.buttons) == [texts.SIGN_IN]
        assert "Moscow" not in "".join(visit.panels.values())
    with back_as(server.address, "bob") as visit:
        assert "dateline.excerpts" not in visit.panels
    assert status(f"{server.address}/feed/atom") == 403
