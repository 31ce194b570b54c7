"""Reading one's own places from a table (CSV and its kin) or GeoJSON.

All of a file is taken or nothing, so that a mended file can simply be added again. Of GeoJSON
(RFC 7946) points are taken, and areas by their middle.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from geo.errors import BadInput
from geo.gazetteer.own_places import OwnPlace
from geo.sources.decode import Undecodable, decode


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


FIELDS = ("name", "latitude", "longitude", "kind", "country", "other names")
"""What is read of a place; the first three must be there."""

_REQUIRED = 3
_OTHER_WORDS = {
    "lat": "latitude",
    "y": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "long": "longitude",
    "x": "longitude",
    "type": "kind",
    "country code": "country",
    "aliases": "other names",
    "alternate names": "other names",
    "alternative names": "other names",
    "also called": "other names",
}
_DELIMITERS = ",;\t|"
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_BETWEEN_NAMES = re.compile(r"[|;]")
_SHOWN = 3  # wrong lines named at once


def read_places(path: Path, most_bytes: int) -> tuple[OwnPlace, ...]:
    """The places in a file that ends in .csv, .tsv, .geojson or .json.

    Raises BadInput, which names the file and the line, where any of them is not as it should be.
    """
    name = str(path)
    readers: dict[str, Callable[[str, str], Iterable[DescribedPlace]]] = {
        ".csv": _table_rows,
        ".tsv": _table_rows,
        ".geojson": read_features,
        ".json": read_features,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BadInput("is neither .csv, .tsv nor .geojson", path=name)
    return _places(reader(_text(path, most_bytes), name), name)


def _text(path: Path, most_bytes: int) -> str:
    try:
        if path.stat().st_size > most_bytes:
            raise BadInput(f"is larger than {most_bytes:,} bytes", path=str(path))
        return decode(path.read_bytes()).removeprefix("\ufeff")
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", path=str(path)) from error
    except Undecodable as error:
        raise BadInput(str(error), path=str(path)) from error


def _places(rows: Iterable[DescribedPlace], path: str) -> tuple[OwnPlace, ...]:
    places, wrong = [], []
    for row in rows:
        try:
            if row.fault:
                raise ValueError(row.fault)
            places.append(_place(_by_field(row.values)))
        except ValueError as error:
            wrong.append((row.line, str(error)))
    if wrong:
        (line, message), *others = wrong
        numbers = ", ".join(str(number) for number, _ in others[:_SHOWN])
        more = "" if len(others) <= _SHOWN else f" and {len(others) - _SHOWN} more"
        also = f" (also wrong: lines {numbers}{more})" if others else ""
        raise BadInput(f"{message}{also}; nothing was added", path=path, line=line)
    if not places:
        raise BadInput("there is no place in it", path=path)
    return tuple(places)


def _place(values: Mapping[str, Any]) -> OwnPlace:
    """Raises ValueError."""
    name = _line(values.get("name"))
    if not name:
        raise ValueError("the name is missing")
    others = values.get("other names") or ()
    others = _BETWEEN_NAMES.split(others) if isinstance(others, str) else others
    if not isinstance(others, Iterable):
        raise ValueError("the other names are neither a text nor a list")
    return OwnPlace(
        name,
        _degrees(values, "latitude"),
        _degrees(values, "longitude"),
        _line(values.get("kind")),
        _country(_line(values.get("country"))),
        tuple(dict.fromkeys(other for each in others if (other := _line(each)) not in ("", name))),
    )


def _by_field(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by FIELDS; a field's own name goes before other words for it."""
    own_names_last = sorted(values, key=lambda key: _field(key) == key)
    return {_field(key): values[key] for key in own_names_last}


def _line(value: Any) -> str:
    """A value as text in one line; raises ValueError for lists and objects."""
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise ValueError(f"{str(value)[:40]!r} is not a text")
    return _BLANK.sub(" ", str(value)).strip()


def _degrees(values: Mapping[str, Any], field: str) -> float:
    written = _line(values.get(field))
    # "52,52" is how much of Europe writes it, where other marks separate the columns.
    number = written.replace(",", ".") if written.count(",") == 1 else written
    try:
        degrees = float(number)
    except ValueError:
        degrees = math.nan
    if not math.isfinite(degrees):
        raise ValueError(f"{field} is {written!r}: give degrees, such as 34.35")
    return degrees


def _country(written: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country given by code or English name."""
    if not written:
        return ""
    codes = _countries()
    code = codes.get(written.casefold())
    if code is None:
        raise ValueError(f"country is {written!r}: give a two-letter code (ISO 3166-1), such as AF")
    return code


@cache
def _countries() -> Mapping[str, str]:
    names = {
        code: name
        for code, name in Locale("en").territories.items()
        if re.fullmatch("[A-Z]{2}", code)
    }
    return {name.casefold(): code for code, name in names.items()} | {
        code.casefold(): code for code in names
    }


def _field(column: str) -> str:
    words = " ".join(column.replace("_", " ").casefold().split())
    return _OTHER_WORDS.get(words, words)


def _table_rows(text: str, path: str) -> Iterator[DescribedPlace]:
    first = text.strip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                pass
            elif not columns:
                columns = cells
                _check([_field(cell) for cell in cells], path)
            elif len(cells) > len(columns):
                fault = f"{len(cells)} cells, but the first line names {len(columns)} columns"
                yield DescribedPlace(line, fault=fault)
            else:
                yield DescribedPlace(line, dict(zip(columns, cells, strict=False)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(f"not a table: {error}", path=path, line=line) from error


def _check(columns: Sequence[str], path: str) -> None:
    missing = [field for field in FIELDS[:_REQUIRED] if field not in columns]
    if missing:
        raise BadInput(
            f"there is no column {' nor '.join(missing)}: the first line names the columns, "
            f"such as {','.join(FIELDS)}",
            path=path,
        )
