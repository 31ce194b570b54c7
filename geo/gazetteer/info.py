"""What a gazetteer holds and where it came from, for `dateline gazetteer info`."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from geo.errors import GazetteerMissing
from geo.gazetteer.rows import MatchKind
from geo.gazetteer.store import KINDS, meta_of, open_for_reading

# GeoNames' feature classes, in words.
FEATURE_CLASSES = {
    "A": "countries and divisions",
    "H": "waters",
    "L": "regions and parks",
    "P": "towns and quarters",
    "R": "roads and railways",
    "S": "sites",
    "T": "mountains and islands",
    "U": "undersea features",
    "V": "forests",
}


@dataclass(frozen=True, slots=True)
class GazetteerInfo:
    """``places`` counts by feature class, ``names`` by how they belong to their places."""

    path: Path
    size: int
    schema: str
    built_at: str
    sources: dict[str, str]
    places: dict[str, int]
    names: dict[MatchKind, int]


def info(path: Path) -> GazetteerInfo:
    """The facts of the gazetteer at ``path``; raises GazetteerMissing when there is none."""
    path = Path(path)
    if not path.is_file():
        raise GazetteerMissing(f"there is no gazetteer at {path}: run `dateline gazetteer build`")
    meta = meta_of(path)
    if "schema" not in meta:
        raise GazetteerMissing(f"{path} is not a gazetteer: run `dateline gazetteer build`")
    with contextlib.closing(open_for_reading(path)) as connection:
        places = connection.execute(
            "SELECT feature_class, count(*) FROM place GROUP BY 1 ORDER BY 1"
        )
        names = connection.execute("SELECT kind, count(*) FROM name GROUP BY 1 ORDER BY 1")
        return GazetteerInfo(
            path=path,
            size=path.stat().st_size,
            schema=meta["schema"],
            built_at=meta.get("built_at", ""),
            sources={
                key.removeprefix("source:"): value
                for key, value in meta.items()
                if key.startswith("source:")
            },
            places=dict(places.fetchall()),
            names={KINDS[kind]: count for kind, count in names.fetchall()},
        )
