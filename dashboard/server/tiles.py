"""Where the tiles of a street map come from, if anybody asks for one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.server.tile_files import TileFile, tile_file
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
