"""Where the tiles of a street map come from, if anybody asks for one: a server, or a local file.

A ``.pmtiles`` file is unpacked so that the browser can fetch its tiles: Streamlit's server cannot
answer for a part of a file, which is how such files are usually read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import Compression, TileType

from geo.errors import BadInput
from geo.settings import Settings


@dataclass(frozen=True, slots=True)
class TileSource:
    """An address with {z}, {x} and {y} in it, who is credited on the map, and the last zoom that
    there are tiles of."""

    url: str
    attribution: str
    zoom: int = 19

    def options(self) -> dict[str, Any]:
        """For ``assets/tiles.js``."""
        return asdict(self)


OPEN_STREET_MAP = TileSource(
    "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap contributors"
)


def tile_source(settings: Settings) -> TileSource | TileFile:
    """The source that was set, OpenStreetMap where none was. Raises BadInput for a file of tiles
    that cannot be used."""
    if settings.tiles in ("online", "offline"):
        return OPEN_STREET_MAP
    if "://" not in settings.tiles:
        found = tile_file(Path(settings.tiles))
        return replace(found, attribution=settings.tiles_attribution or found.attribution)
    return TileSource(settings.tiles, settings.tiles_attribution)


LAST_ZOOM = 12
"""As close as the map goes."""
MOST_TILES = 100_000

_SUFFIXES = {
    TileType.PNG: "png",
    TileType.JPEG: "jpg",
    TileType.WEBP: "webp",
    TileType.AVIF: "avif",
}


@dataclass(frozen=True, slots=True)
class TileFile:
    """What a file of tiles says of itself: its suffix for each tile, the last zoom that the map
    can use, and who is to be credited."""

    path: Path
    suffix: str
    zoom: int
    attribution: str

    def unpack(self, folder: Path) -> None:
        """Write the tiles as ``z/x/y`` with their suffix. Raises BadInput, OSError."""
        with self.path.open("rb") as file:
            for number, ((zoom, column, row), tile) in enumerate(self._tiles(MmapSource(file))):
                if number >= MOST_TILES:
                    raise BadInput(
                        f"{self.path}: more than {MOST_TILES:,} tiles up to zoom {self.zoom}: give "
                        "an extract, or the address of a tile server"
                    )
                path = folder / str(zoom) / str(column) / f"{row}.{self.suffix}"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(tile)

    def _tiles(
        self, source: Callable[[int, int], bytes]
    ) -> Iterator[tuple[tuple[int, int, int], bytes]]:
        # Tiles are in the order of their zooms.
        for at, tile in all_tiles(source):
            if at[0] > self.zoom:
                return
            yield at, tile


def tile_file(path: Path) -> TileFile:
    """The file at this path. Raises BadInput where it is none, or not of pictures."""
    try:
        with path.open("rb") as file:
            reader = Reader(MmapSource(file))
            header, about = reader.header(), reader.metadata()
    except OSError as error:
        raise BadInput(f"DATELINE_TILES: {path} cannot be read: {error.strerror}") from error
    except Exception as error:  # the library says what is wrong in as many ways as there are
        raise BadInput(f"DATELINE_TILES: {path} is no PMTiles file, or damaged") from error
    suffix = _SUFFIXES.get(header["tile_type"])
    if suffix is None or header["tile_compression"] not in (Compression.NONE, Compression.UNKNOWN):
        raise BadInput(
            f"DATELINE_TILES: {path} holds vector tiles or packed ones: give one of pictures (PNG, "
            "JPEG, WebP or AVIF)"
        )
    said = about.get("attribution", "") if isinstance(about, dict) else ""
    return TileFile(path, suffix, min(int(header["max_zoom"]), LAST_ZOOM), str(said))
