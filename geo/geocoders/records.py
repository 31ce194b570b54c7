"""What was found, as the short text that the cache keeps beside the raw answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from geo.geocoders.protocol import Found
from geo.models import Place

# Raised whenever raw answers are read otherwise; kept ones are then read anew, not asked anew.
READING = 1


def pack(found: Sequence[Found]) -> str:
    """A JSON array, one row a place."""
    rows = [
        [
            f.place.id,
            f.place.name,
            f.place.latitude,
            f.place.longitude,
            f.place.feature_class,
            f.place.feature_code,
            f.place.country_code,
            f.place.admin1,
            f.place.population,
            f.place.source,
            list(f.within),
            f.extent_km,
        ]
        for f in found
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str) -> tuple[Found, ...] | None:
    """What was packed; None where the text was damaged."""
    try:
        return tuple(_found(row) for row in json.loads(packed))
    except (ValueError, TypeError):
        return None


def _found(row: list[Any]) -> Found:
    place_id, name, lat, lon, cls, code, country, admin1, population, source, within, extent = row
    place = Place(place_id, name, lat, lon, cls, code, country, admin1, population, source)
    return Found(place, tuple(within), extent)
