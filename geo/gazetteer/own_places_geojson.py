"""The places that GeoJSON (RFC 7946) describes: points, and areas by their middle."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from geo.errors import BadInput


@dataclass(frozen=True, slots=True)
class DescribedPlace:
    """What a file says of a place at a line (counted from 1), by the file's own words; ``fault``
    says why nothing can be made of it."""

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""


def read_features(text: str, path: str) -> Iterator[DescribedPlace]:
    """Each feature's properties, with its position as ``latitude`` and ``longitude``.

    Raises BadInput for what is no GeoJSON.
    """
    for start, feature in _elements(text, path):
        line = text.count("\n", 0, start) + 1
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            yield DescribedPlace(line, fault="not a GeoJSON feature")
            continue
        properties = feature.get("properties")
        said = properties if isinstance(properties, dict) else {}
        try:
            longitude, latitude = _position(feature.get("geometry"))
        except ValueError as error:
            yield DescribedPlace(line, fault=str(error))
            continue
        yield DescribedPlace(line, {**said, "latitude": latitude, "longitude": longitude})


def _elements(text: str, path: str) -> Iterator[tuple[int, Any]]:
    """Each feature of a collection with its offset in the text, so that its line can be named."""
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise BadInput("nested too deeply", path=path) from error
    except json.JSONDecodeError as error:
        raise BadInput(f"not valid JSON: {error.msg}", path=path, line=error.lineno) from error
    if isinstance(data, dict) and data.get("type") == "Feature":
        yield 0, data
        return
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise BadInput("is not a GeoJSON FeatureCollection", path=path)
    yield from zip(_starts(text), features, strict=True)


def _starts(text: str) -> Sequence[int]:
    """Where the elements of the collection's ``features`` begin; ``text`` is valid JSON."""
    decoder = json.JSONDecoder()
    starts: list[int] = []
    at = _skip(text, text.index("{") + 1)
    while text[at] != "}":
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if key != "features" or text[at] != "[":
            _, at = decoder.raw_decode(text, at)
        else:
            starts, at = [], _skip(text, at + 1)
            while text[at] != "]":
                starts.append(at)
                _, at = decoder.raw_decode(text, at)
                at = _skip(text, at)
            at += 1
        at = _skip(text, at)
    return starts


def _skip(text: str, at: int) -> int:
    """The first position from ``at`` on without a blank, comma or colon."""
    while text[at] in " \t\r\n,:":
        at += 1
    return at


def _position(geometry: Any) -> tuple[float, float]:
    """Longitude and latitude of a point, or of the middle of an area's largest outer ring.

    Raises ValueError.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    given = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Point":
        return _pair(given)
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError("the geometry is neither a point nor an area")
    areas: Any = [given] if kind == "Polygon" else given
    try:
        middles = [_middle([_pair(point) for point in rings[0]]) for rings in areas]
        _, middle = max(middles)
    except (TypeError, LookupError) as error:
        raise ValueError("the coordinates are not those of an area") from error
    return middle


def _pair(point: Any) -> tuple[float, float]:
    if not isinstance(point, list) or len(point) < 2:
        raise ValueError("the coordinates are not longitude and latitude")
    longitude, latitude = point[:2]
    if not all(isinstance(x, int | float) and math.isfinite(x) for x in (longitude, latitude)):
        raise ValueError("the coordinates are not longitude and latitude")
    return float(longitude), float(latitude)


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, tuple[float, float]]:
    """The area of a ring in square degrees and its centroid (the shoelace formula)."""
    origin_x, origin_y = ring[0]  # near zero the products lose no digits
    points = [(x - origin_x, y - origin_y) for x, y in ring]
    doubled = across = up = 0.0
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        doubled += cross
        across += (x1 + x2) * cross
        up += (y1 + y2) * cross
    if not doubled:
        raise ValueError("the area has no extent")
    middle = origin_x + across / (3 * doubled), origin_y + up / (3 * doubled)
    return abs(doubled) / 2, middle
