"""Tiles come from where the settings say."""

import pytest

from dashboard.server.tiles import OPEN_STREET_MAP, TileSource, tile_source
from geo.errors import BadInput
from geo.settings import Settings


@pytest.mark.parametrize("word", ["online", "offline"])
def test_without_an_address_they_are_openstreetmaps(word: str) -> None:
    assert tile_source(Settings.load({"DATELINE_TILES": word})) == OPEN_STREET_MAP


def test_an_address_comes_with_its_attribution() -> None:
    settings = Settings.load(
        {
            "DATELINE_TILES": "https://tiles.example.org/{z}/{x}/{y}.png?key=1",
            "DATELINE_TILES_ATTRIBUTION": "© Example & daughters",
        }
    )
    assert settings.online_tiles
    assert tile_source(settings) == TileSource(
        "https://tiles.example.org/{z}/{x}/{y}.png?key=1", "© Example & daughters"
    )


@pytest.mark.parametrize(
    "wrong",
    ["maybe", "https://tiles.example.org/", "https://a/{z}/{x}.png", "javascript:{z}{x}{y}"],
)
def test_what_is_no_address_of_tiles_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match=r"DATELINE_TILES .*online, offline or the address of tiles"):
        Settings.load({"DATELINE_TILES": wrong})
