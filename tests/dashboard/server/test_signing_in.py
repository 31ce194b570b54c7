"""Signing in with a real OpenID Connect provider, past the browser: every answer is a server's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import oidc_provider_mock as oidc
import pytest

from dashboard.language import texts
from tests.browser.conftest import free_port, serving
from tests.dashboard.server.sockets import Visit, visiting
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


@contextmanager
def started(folder: Path, provider: str, **environ: str) -> Iterator[str]:
    build(folder / "atlas")
    port = free_port()
    secrets = folder / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    address = f"http://127.0.0.1:{port}"
    secrets.write_text(SECRETS.format(address=address, secret="s" * 40, provider=provider))
    with serving(folder, PORT=str(port), **environ) as found:
        yield found


@pytest.fixture(scope="module")
def edited(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with named editors."""
    folder = tmp_path_factory.mktemp("edited")
    with started(folder, provider, DATELINE_EDITORS="@example.org") as address:
        yield address


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


def test_where_viewers_are_named_others_are_sent_nothing(provider: str, tmp_path: Path) -> None:
    with started(tmp_path, provider, DATELINE_VIEWERS="ann@example.org") as address:
        with visiting(address, query=MOSCOWS) as visit:
            assert list(visit.buttons) == [texts.SIGN_IN]
            assert "Moscow" not in "".join(visit.panels.values())
        with back_as(address, "bob") as visit:
            assert "dateline.excerpts" not in visit.panels
        with back_as(address, "ann") as visit:
            assert "Moscow" in visit.panels["dateline.excerpts"]
            assert not may_put_right(visit)
