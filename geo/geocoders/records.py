"""What was found, as the short text that the cache keeps beside the raw answer.

Rows and fields are parted by ASCII's own separators, which no name can hold (names are
printable); read three times as fast as JSON, it is what makes a cached answer cheap.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from geo.geocoders.protocol import Found
from geo.models import Place

# Raised whenever raw answers are read otherwise; kept ones are then read anew, not asked anew.
READING = 1

_ROW, _FIELD, _PART = "\x1e", "\x1f", "\x1d"


def pack(found: Sequence[Found]) -> str:
    """One row a place."""
    return _ROW.join(
        _FIELD.join(
            (
                f.place.id,
                f.place.name,
                repr(f.place.latitude),
                repr(f.place.longitude),
                f.place.feature_class,
                f.place.feature_code,
                f.place.country_code,
                f.place.admin1,
                str(f.place.population),
                f.place.source,
                _PART.join(f.within),
                "" if f.extent_km is None else repr(f.extent_km),
            )
        )
        for f in found
    )


def unpack(packed: str) -> tuple[Found, ...] | None:
    """What was packed; None where the text was damaged."""
    try:
        return tuple([_found(row) for row in packed.split(_ROW)]) if packed else ()
    except ValueError:
        return None


def _found(row: str) -> Found:
    place_id, name, lat, lon, cls, code, country, admin1, population, source, within, extent = (
        row.split(_FIELD)
    )
    return Found(
        Place(
            place_id,
            name,
            float(lat),
            float(lon),
            cls,
            code,
            country,
            admin1,
            int(population),
            source,
        ),
        tuple(within.split(_PART)) if within else (),
        float(extent) if extent else None,
    )


def squeeze(raw: str) -> bytes:
    """The raw answer, small: services repeat themselves."""
    return zlib.compress(raw.encode())


def unsqueeze(squeezed: bytes) -> str:
    """The raw answer. Raises ValueError where it was damaged."""
    try:
        return zlib.decompress(squeezed).decode()
    except zlib.error as error:
        raise ValueError(f"the raw answer is damaged: {error}") from error
