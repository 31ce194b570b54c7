"""Places on a map: one by one while there are few, joined on a grid where there are many."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.atlas.aggregate import PlaceTable
from geo.atlas.answers import Cluster
from geo.atlas.columns import Bools, Columns, Ints
from geo.places.sphere import mercators

CELL = 16
"""The side of the smallest grid cell in screen pixels: no marker that is pressed is smaller."""

_COARSER = 1.4  # from one size of cells to the next, so that most of the markers are used
_WORLD = 256  # pixels of Web Mercator's world at zoom 0
_DEEPEST = 24
_LARGEST = 2 * _WORLD << _DEEPEST  # all of the world, however deep
# Of the sides that cells may have, the last is the world's.
_SIZES = [CELL]
while _SIZES[-1] < _LARGEST:
    _SIZES.append(math.ceil(_SIZES[-1] * _COARSER))
_CELL_ID = re.compile(r"cluster:(\d{1,2})\.(\d{1,10})\.(\d{1,9})\.(\d{1,9})\.(\d)", re.ASCII)

Spots = tuple[NDArray[np.floating[Any]], NDArray[np.floating[Any]]]
"""How far east and south places lie in Web Mercator's world, 0 to 1."""


def clusters(
    columns: Columns,
    table: PlaceTable,
    actors: NDArray[np.int64],
    zoom: float,
    most: int,
    alone: Collection[str],
) -> list[Cluster]:
    """At most ``most`` markers at Leaflet's ``zoom``, the most counted first.

    ``actors`` are the mentions, of each place of the table, that stand for somebody. Only places
    of one extent are joined: a town never with a continent. Those whose ids are in ``alone``
    are never joined.
    """
    zoom = min(max(round(zoom), 0), _DEEPEST)
    few = len(table.place) <= most
    single = table.place >= 0 if few else _single(columns, table, alone)
    spots = _spots(columns, table.place)
    at = (
        0
        if few
        else bisect_left(
            _SIZES,
            True,
            hi=len(_SIZES) - 1,
            key=lambda size: (
                _distinct(_cells(columns, table.place, spots, single, zoom, size)) <= most
            ),
        )
    )
    size = _SIZES[at]
    cell = _cells(columns, table.place, spots, single, zoom, size)
    order = np.lexsort((-table.count, cell))
    marks = _marks(columns, table, actors, order, cell[order], f"{zoom}.{size}")
    return sorted(marks, key=lambda mark: (-mark.count, mark.id))


def members(columns: Columns, table: PlaceTable, marks: Collection[str]) -> NDArray[np.int64]:
    """The rows of the table that markers with these ids stand for, the most counted first; an
    unknown id stands for none."""
    here = _single(columns, table, marks)
    cells = [cell for mark in marks if (cell := _cell_of(mark))]
    for zoom, size in {cell[:2] for cell in cells}:
        across, down = _grid(_spots(columns, table.place), zoom, size)
        for x, y, extent in (cell[2:] for cell in cells if cell[:2] == (zoom, size)):
            here |= (across == x) & (down == y) & (columns.extents[table.place] == extent)
    rows = table.by_count()
    found: NDArray[np.int64] = rows[here[rows]]
    return found


def _cell_of(mark: str) -> tuple[int, int, int, int, int] | None:
    """Zoom, side, column, row and extent of a joined marker's cell; None for another id."""
    found = _CELL_ID.fullmatch(mark)
    if not found:
        return None
    zoom, size, x, y, extent = (int(each) for each in found.groups())
    return (zoom, size, x, y, extent) if zoom <= _DEEPEST and CELL <= size <= _LARGEST else None


def _single(columns: Columns, table: PlaceTable, alone: Collection[str]) -> Bools:
    return np.isin(table.place, columns.indices(alone))


def _spots(columns: Columns, place: Ints) -> Spots:
    return mercators(columns.longitudes[place], columns.latitudes[place])


def _cells(
    columns: Columns, place: Ints, spots: Spots, single: Bools, zoom: int, size: int
) -> NDArray[np.int64]:
    """A number for the cell of each place; a negative one of its own for who stands alone."""
    across, down = _grid(spots, zoom, size)
    cell = columns.extents[place].astype(np.int64) << 60 | across << 30 | down
    return np.where(single, -1 - place.astype(np.int64), cell)


def _distinct(numbers: NDArray[np.int64]) -> int:
    """How many of the numbers differ."""
    return int(np.count_nonzero(np.diff(np.sort(numbers)))) + 1


def _grid(spots: Spots, zoom: int, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Column and row of the grid, from the north-west corner of Web Mercator's world."""
    cells = _WORLD * 2**zoom / size
    across, down = spots
    return (across * cells).astype(np.int64), (down * cells).astype(np.int64)


def _marks(
    columns: Columns,
    table: PlaceTable,
    actors: NDArray[np.int64],
    order: NDArray[np.int64],
    cell: NDArray[np.int64],
    grid: str,
) -> list[Cluster]:
    """One marker for each run of equal ``cell``s; ``order`` has the rows of the table in the
    order of the cells, in each the most counted first."""
    if not len(order):
        return []
    starts = np.flatnonzero(np.append(True, np.diff(cell) != 0))
    place, count, mentions = table.place[order], table.count[order], table.mentions[order]
    latitude, longitude = columns.latitudes[place], columns.longitudes[place]
    total, named = (np.add.reduceat(each, starts) for each in (count, mentions))
    sizes = np.diff(np.append(starts, len(order))).tolist()
    found = zip(
        place[starts].tolist(),
        sizes,
        total.tolist(),
        count[starts].tolist(),
        *(
            (np.add.reduceat(each, starts) / per).tolist()
            for each, per in (
                (latitude * count, total),
                (longitude * count, total),
                (table.confidence[order] * mentions, named),
                (actors[order], named),
            )
        ),
        *(
            edge.reduceat(each, starts).tolist()
            for edge, each in (
                (np.minimum, latitude),
                (np.minimum, longitude),
                (np.maximum, latitude),
                (np.maximum, longitude),
            )
        ),
        _cell_ids(columns, place[starts], grid),
        strict=True,
    )
    return [
        Cluster(
            id=id_ if size > 1 else columns.places[at].id,
            place=None if size > 1 else columns.places[at],
            latitude=lat,
            longitude=lon,
            count=counted,
            places=size,
            confidence=sure,
            actors=share,
            bounds=((south, west), (north, east)),
            largest=columns.places[at],
            largest_count=most,
        )
        for at, size, counted, most, lat, lon, sure, share, south, west, north, east, id_ in found
    ]


def _cell_ids(columns: Columns, place: Ints, grid: str) -> list[str]:
    """The ids of joined markers with these places in them."""
    zoom, size = grid.split(".")
    across, down = _grid(_spots(columns, place), int(zoom), int(size))
    cells = zip(across.tolist(), down.tolist(), columns.extents[place].tolist(), strict=True)
    return [f"cluster:{grid}.{x}.{y}.{extent}" for x, y, extent in cells]
