"""Places on a map: one by one while there are few, joined on a grid where there are many."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from geo.atlas.answers import Cluster
from geo.atlas.columns import Bools, Columns, Floats, Ints
from geo.atlas.counting import PlaceTable

CELL = 64
"""The side of a grid cell in screen pixels: a marker's own size and a little air."""

_WORLD = 256  # pixels of Web Mercator's world at zoom 0
_LARGEST = 1 << 20
_DEEPEST = 24


def clusters(
    columns: Columns,
    table: PlaceTable,
    actors: NDArray[np.int64],
    zoom: float,
    most: int,
    alone: Collection[str],
) -> list[Cluster]:
    """At most ``most`` markers at Leaflet's ``zoom``, the most counted first.

    ``actors`` are the mentions, of each place of the table, that stand for somebody. Places
    whose ids are in ``alone`` are never joined to others.
    """
    single = _single(columns, table, alone) if len(table.place) > most else table.place >= 0
    size = CELL
    cell = _cells(columns, table.place, single, zoom, size)
    while len(table.place) > most and size < _LARGEST and len(np.unique(cell)) > most:
        size *= 2
        cell = _cells(columns, table.place, single, zoom, size)
    order = np.lexsort((-table.count, cell))
    starts = np.flatnonzero(np.append(True, np.diff(cell[order]) != 0)) if len(order) else order
    marks = [
        _cluster(columns, table, actors, rows, f"{round(zoom)}.{size}")
        for rows in np.split(order, starts[1:])
        if len(rows)
    ]
    return sorted(marks, key=lambda mark: (-mark.count, mark.id))


def members(columns: Columns, table: PlaceTable, cluster_id: str) -> NDArray[np.int64]:
    """The rows of the table that a joined marker stands for, the most counted first."""
    try:
        zoom, size, x, y = (int(each) for each in cluster_id.removeprefix("cluster:").split("."))
    except ValueError:
        return np.zeros(0, np.int64)
    if not (0 <= zoom <= _DEEPEST and CELL <= size <= _LARGEST):
        return np.zeros(0, np.int64)
    across, down = _mercator(columns, table.place, zoom, size)
    rows = table.by_count()
    found: NDArray[np.int64] = rows[((across == x) & (down == y))[rows]]
    return found


def _single(columns: Columns, table: PlaceTable, alone: Collection[str]) -> Bools:
    known = [place for id_ in alone if (place := columns.place(id_)) is not None]
    return np.isin(table.place, known)


def _cells(
    columns: Columns, place: Ints, single: Bools, zoom: float, size: int
) -> NDArray[np.int64]:
    """A number for the cell of each place; a negative one of its own for who stands alone."""
    across, down = _mercator(columns, place, zoom, size)
    return np.where(single, -1 - place.astype(np.int64), across << 32 | down)


def _mercator(
    columns: Columns, place: Ints, zoom: float, size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Column and row of the grid, from the north-west corner of Web Mercator's world."""
    cells = _WORLD * 2 ** min(max(round(zoom), 0), _DEEPEST) / size
    sine = np.sin(np.radians(np.clip(columns.latitudes[place], -85.05, 85.05)))
    across = columns.longitudes[place] / 360 + 0.5
    down = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return (across * cells).astype(np.int64), (down * cells).astype(np.int64)


def _cluster(
    columns: Columns,
    table: PlaceTable,
    actors: NDArray[np.int64],
    rows: NDArray[np.int64],
    grid: str,
) -> Cluster:
    """One marker for these rows, the most counted first."""
    largest = columns.places[table.place[rows[0]]]
    mentions = table.mentions[rows]
    place = table.place[rows]
    latitudes, longitudes = columns.latitudes[place], columns.longitudes[place]
    joined = len(rows) > 1
    weights = table.count[rows]
    return Cluster(
        id=_cell_id(columns, place[:1], grid) if joined else largest.id,
        place=None if joined else largest,
        latitude=float(np.average(latitudes, weights=weights)),
        longitude=float(np.average(longitudes, weights=weights)),
        count=int(weights.sum()),
        places=len(rows),
        confidence=float(np.average(table.confidence[rows], weights=mentions)),
        actors=float(actors[rows].sum() / mentions.sum()),
        bounds=_bounds(latitudes, longitudes),
        largest=largest,
    )


def _cell_id(columns: Columns, place: Ints, grid: str) -> str:
    zoom, size = grid.split(".")
    across, down = _mercator(columns, place, float(zoom), int(size))
    return f"cluster:{grid}.{across[0]}.{down[0]}"


def _bounds(
    latitudes: Floats, longitudes: Floats
) -> tuple[tuple[float, float], tuple[float, float]]:
    return (
        (float(latitudes.min()), float(longitudes.min())),
        (float(latitudes.max()), float(longitudes.max())),
    )
