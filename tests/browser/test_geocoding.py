"""Trying a name, in a real browser without a network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.gazetteer import Gazetteer
from geo.geocoders.cache import Cache
from tests.browser.conftest import Open, Serve
from tests.dashboard.world import build
from tests.geo.geocoders.loopback import Server, Spot, serving, status

ANY_FRAME = "[class*='st-key-frame-'] iframe"
pytestmark = pytest.mark.browser

PAYLOAD = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> str:
    folder = tmp_path_factory.mktemp("world")
    build(folder / "atlas")
    cache = folder / "cache"
    Cache(cache / "geocode.sqlite").remember_pending("nominatim", PAYLOAD, "HTTP status 503")
    (cache / "gazetteer.sqlite").symlink_to(gazetteer.path.resolve())
    return serve(folder, DATELINE_CACHE=str(cache))


def ask(page: Page, name: str) -> None:
    box = page.get_by_label("Name", exact=True)
    box.fill(name)
    box.press("Enter")


def test_a_name_shows_its_candidates_on_the_map(address: str, visit: Open) -> None:
    page = visit(address)
    page.get_by_role("link", name="Try a name").click()
    expect(page).to_have_url(re.compile("/geocoding"))
    ask(page, "Springfield")
    candidates = page.get_by_role("region", name="Candidates")
    expect(candidates.get_by_role("listitem").first).to_contain_text("United States")
    expect(candidates).to_contain_text("the most populous place of this name")
    # The map of the page before stays until this page has been drawn to its end.
    expect(page.locator(ANY_FRAME)).to_have_count(1)
    frame = page.frame_locator(ANY_FRAME)
    expect(frame.get_by_role("button", name=re.compile("Springfield")).first).to_be_visible()
    page.get_by_role("link", name="The articles").click()
    expect(page.get_by_role("status")).to_contain_text("5 of 5 articles")


def test_what_waits_is_shown_as_it_is_and_fits_a_phone(address: str, visit: Open) -> None:
    page = visit(f"{address}/geocoding", width=390, height=844)
    kept = page.get_by_role("region", name="Answers kept")
    expect(kept).to_contain_text("1 name still to be asked")
    expect(kept).to_contain_text(PAYLOAD)
    ask(page, PAYLOAD)
    expect(page.get_by_role("region", name="Candidates")).to_contain_text("No place of this name")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


SECRETS = """
DATELINE_GEOCODER = "gazetteer,nominatim"
DATELINE_NOMINATIM_DOMAIN = "{address}"
DATELINE_USER_AGENT = "our-newsroom (desk@example.org)"
"""


def test_a_service_named_in_streamlit_s_secrets_is_asked_when_the_visitor_says_so(
    serve: Serve, visit: Open, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    build(tmp_path / "atlas")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "gazetteer.sqlite").symlink_to(gazetteer.path.resolve())
    (tmp_path / ".streamlit").mkdir()
    with serving(Server()) as service:
        service.knows(Spot("Chesheqala", 34.5, 62.3, state="Herat Province"))
        secrets = SECRETS.format(address=service.address)
        (tmp_path / ".streamlit" / "secrets.toml").write_text(secrets)
        address = serve(tmp_path, DATELINE_CACHE=str(tmp_path / "cache"))
        page = visit(f"{address}/geocoding")
        ask(page, "Chesheqala")
        candidates = page.get_by_role("region", name="Candidates")
        expect(candidates).to_contain_text("No place of this name")
        assert not service.asked
        page.get_by_text("Also ask nominatim").click()
        expect(candidates.get_by_role("listitem").first).to_contain_text("Herat Province")
        expect(page.get_by_role("region", name="Answers kept")).to_contain_text("1 found")
        assert service.agents == {"our-newsroom (desk@example.org)"}
        service.broken = status(403)
        ask(page, "Zarowqalastan")
        expect(page.get_by_text("The service could not be asked")).to_be_visible()
