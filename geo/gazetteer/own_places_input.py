"""Reading one's own places from a table (CSV and its kin) or GeoJSON.

All of a file is taken or nothing, so that a mended file can simply be added again.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from geo.errors import BadInput
from geo.gazetteer.own_places import OwnPlace
from geo.gazetteer.own_places_geojson import DescribedPlace, read_features
from geo.sources.decode import Undecodable, decode

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
