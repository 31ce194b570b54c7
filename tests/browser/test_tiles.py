"""A street map from a tile server, and what happens where it does not answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Serve, free_port
from tests.browser.views import map_frame, map_of, ready
from tests.dashboard.world import build

pytestmark = pytest.mark.browser


def test_a_tile_server_that_does_not_answer_is_named_and_the_built_in_map_stays(
    serve: Serve, visit: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("tiles")
    build(folder / "atlas")
    tiles = f"http://127.0.0.1:{free_port()}/{{z}}/{{x}}/{{y}}.png"
    credit = "© Example <b>& daughters</b>"
    address = serve(folder, DATELINE_TILES=tiles, DATELINE_TILES_ATTRIBUTION=credit)
    page = ready(visit(address + "/?lat=48&lon=12&z=5"))
    expect(map_of(page).get_by_text("does not answer")).to_be_visible()
    expect(map_of(page).get_by_text(credit)).to_be_visible()
    # Land, water and names are drawn beneath.
    expect(map_of(page).locator("html[data-pieces=here]")).to_be_attached()
    drawn = map_frame(page).evaluate(
        """() => [...document.querySelector(".leaflet-names-pane canvas")
            .getContext("2d").getImageData(0, 0, 900, 700).data].some(value => value > 0)"""
    )
    assert drawn
