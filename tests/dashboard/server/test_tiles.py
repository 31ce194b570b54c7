"""Tiles come from where the settings say."""

from pathlib import Path

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from dashboard.server import basemap
from dashboard.server.tiles import OPEN_STREET_MAP, TileFile, TileSource, tile_source
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
    [
        "maybe",
        "https://a/b.pmtiles",
        "https://tiles.example.org/",
        "https://a/{z}/{x}.png",
        "javascript:{z}{x}{y}",
    ],
)
def test_what_is_no_address_of_tiles_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match=r"DATELINE_TILES .*online, offline, the address of tiles"):
        Settings.load({"DATELINE_TILES": wrong})


def packed(path: Path, kind: TileType = TileType.PNG, last: int = 1) -> Path:
    """A file of one tile at each zoom, which says who is to be credited."""
    with path.open("wb") as file:
        writer = Writer(file)
        for zoom in range(last + 1):
            writer.write_tile(zxy_to_tileid(zoom, 0, 0), f"picture {zoom}".encode())
        header = {
            "tile_type": kind,
            "tile_compression": Compression.NONE,
            "min_zoom": 0,
            "max_zoom": last,
            **dict.fromkeys(("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"), 0),
            **dict.fromkeys(("center_zoom", "center_lon_e7", "center_lat_e7"), 0),
        }
        writer.finalize(header, {"attribution": "© The survey"})
    return path


def test_a_file_of_tiles_is_unpacked_as_far_as_the_map_can_be_zoomed(tmp_path: Path) -> None:
    path = packed(tmp_path / "town.pmtiles", last=14)
    found = tile_source(Settings.load({"DATELINE_TILES": str(path)}))
    assert isinstance(found, TileFile)
    assert (found.zoom, found.attribution) == (12, "© The survey")
    found.unpack(tmp_path / "tiles")
    assert (tmp_path / "tiles/1/0/0.png").read_text() == "picture 1"
    assert not (tmp_path / "tiles/13").exists()


def test_the_map_is_given_the_address_of_what_was_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "town.pmtiles")
    settings = Settings.load(
        {
            "DATELINE_TILES": str(path),
            "DATELINE_TILES_ATTRIBUTION": "© Town",
            "DATELINE_CACHE": str(tmp_path / "cache"),
        }
    )
    basemap._prepared.clear()
    tiles = basemap.basemap(settings).tiles
    assert (tiles.attribution, tiles.zoom) == ("© Town", 1)
    folder = tiles.url.removesuffix("/{z}/{x}/{y}.png").rpartition("/")[2]
    assert (tmp_path / "cache/basemap" / folder / "0/0/0.png").read_text() == "picture 0"


def test_a_file_that_is_no_picture_map_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.pmtiles").write_text("no tiles")
    packed(tmp_path / "vector.pmtiles", TileType.MVT)
    for name, why in (
        ("none", "cannot be read"),
        ("text", "no PMTiles file"),
        ("vector", "vector tiles"),
    ):
        with pytest.raises(BadInput, match=rf"{name}.pmtiles .*{why}"):
            tile_source(Settings.load({"DATELINE_TILES": str(tmp_path / f"{name}.pmtiles")}))
