"""Make ``geo/gazetteer/tables/renown.tsv``: from which scale on maps show a place.

    python -m training.renown NATURAL_EARTH

The folder holds ``ne_10m_populated_places``, ``ne_10m_geography_regions_polys``,
``ne_10m_geography_marine_polys``, ``ne_10m_lakes`` and
``ne_10m_rivers_lake_centerlines_scale_rank`` of Natural Earth 4.1 (public domain,
naturalearthdata.com) as ``.geojson.gz``. Towns are joined by GeoNames id; regions, waters and
landforms, which have none, by name with our own tables of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.gazetteer.curated import FOLDER, read_table, reference_of
from geo.gazetteer.names import normalise

HEADER = """\
# From which scale on maps show a place: Natural Earth's scale rank, 0 the best known. Towns by
# GeoNames id, waters, landforms and regions by the reference of our own tables. Made from Natural
# Earth 4.1 (public domain) by `python -m training.renown`.
place\trank
"""
FEATURES = ("regions.tsv", "waters.tsv", "landforms.tsv")
LANDSCAPES = (
    "ne_10m_geography_regions_polys",
    "ne_10m_geography_marine_polys",
    "ne_10m_lakes",
    "ne_10m_rivers_lake_centerlines_scale_rank",
)
_GENERIC = re.compile(
    r"\b(?:ocean|sea|gulf of|bay of|strait of|lake|river|mountains|mtns|mts|range|desert|"
    r"peninsula|islands?|plateau|basin|des|the)\b"
)


def properties(folder: Path, theme: str) -> Iterator[dict[str, Any]]:
    """What a theme says of each of its features."""
    with gzip.open(folder / f"{theme}.geojson.gz", "rt", encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            yield feature["properties"]


def bare(name: str) -> str:
    """A name without its generic word, by which both sources are compared."""
    return " ".join(_GENERIC.sub(" ", normalise(name)).split())


def town_ranks(folder: Path) -> dict[str, int]:
    """Rank by reference of the towns that have a GeoNames id."""
    ranks: dict[str, int] = {}
    for town in properties(folder, "ne_10m_populated_places"):
        number = int(town.get("geonameid") or -1)
        if number > 0:
            ranks[f"geonames:{number}"] = int(town["scalerank"])
    return ranks


def landscape_ranks(folder: Path) -> dict[str, int]:
    """Rank by reference of our own regions, waters and landforms that bear a ranked name."""
    shown: dict[str, int] = {}
    for theme in LANDSCAPES:
        for feature in properties(folder, theme):
            if feature.get("name") and feature["scalerank"] <= 10:
                name = bare(feature["name"])
                shown[name] = min(shown.get(name, 99), int(feature["scalerank"]))
    ranks = {}
    for table in FEATURES:
        for row in read_table(table):
            own = {bare(name) for name in (row["name"], *row.values("names"))} & shown.keys()
            if own - {""}:
                ranks[reference_of(row)] = min(shown[name] for name in own if name)
    return ranks


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    ranks = sorted((town_ranks(folder) | landscape_ranks(folder)).items())
    lines = "".join(f"{place}\t{rank}\n" for place, rank in ranks)
    (FOLDER / "renown.tsv").write_text(HEADER + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
