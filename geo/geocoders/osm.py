"""OpenStreetMap's tags in GeoNames' terms: what kind of place a result is.

OSM tags: https://wiki.openstreetmap.org/wiki/Map_features; GeoNames feature codes:
https://www.geonames.org/export/codes.html. Both are mapped only as finely as the difference
between an area, a town and a spot matters on a map.
"""

from __future__ import annotations

Feature = tuple[str, str]
"""A GeoNames feature class and code."""

# What an object is in an address; for boundaries this says more than their tags.
_LEVELS: dict[str, Feature] = {
    "continent": ("L", "CONT"),
    "country": ("A", "PCLI"),
    "territory": ("A", "ADM1"),
    "state": ("A", "ADM1"),
    "province": ("A", "ADM1"),
    "state_district": ("A", "ADM2"),
    "county": ("A", "ADM2"),
    "district": ("A", "ADM2"),
    "municipality": ("A", "ADM3"),
    "city": ("P", "PPL"),
    "town": ("P", "PPL"),
    "village": ("P", "PPL"),
    "hamlet": ("P", "PPL"),
    "isolated_dwelling": ("P", "PPL"),
    "locality": ("P", "PPLL"),
    "city_district": ("P", "PPLX"),
    "borough": ("P", "PPLX"),
    "suburb": ("P", "PPLX"),
    "quarter": ("P", "PPLX"),
    "neighbourhood": ("P", "PPLX"),
    "region": ("L", "RGN"),
    "archipelago": ("T", "ISLS"),
    "island": ("T", "ISL"),
    "islet": ("T", "ISL"),
    "ocean": ("H", "OCN"),
    "sea": ("H", "SEA"),
}

_TAGS: dict[tuple[str, str], Feature] = {
    ("aeroway", "aerodrome"): ("S", "AIRP"),
    ("amenity", "hospital"): ("S", "HSP"),
    ("amenity", "prison"): ("S", "PRN"),
    ("amenity", "university"): ("S", "UNIV"),
    ("boundary", "national_park"): ("L", "PRK"),
    ("boundary", "protected_area"): ("L", "RESN"),
    ("historic", "archaeological_site"): ("S", "ANS"),
    ("landuse", "military"): ("L", "MILB"),
    ("natural", "bay"): ("H", "BAY"),
    ("natural", "cape"): ("T", "CAPE"),
    ("natural", "desert"): ("T", "DSRT"),
    ("natural", "glacier"): ("H", "GLCR"),
    ("natural", "mountain_range"): ("T", "MTS"),
    ("natural", "peak"): ("T", "PK"),
    ("natural", "peninsula"): ("T", "PEN"),
    ("natural", "strait"): ("H", "STRT"),
    ("natural", "valley"): ("T", "VAL"),
    ("natural", "volcano"): ("T", "VLC"),
    ("natural", "water"): ("H", "LK"),
    ("natural", "wood"): ("V", "FRST"),
    ("railway", "station"): ("S", "RSTN"),
    ("waterway", "canal"): ("H", "CNL"),
    ("waterway", "dam"): ("S", "DAM"),
}

_KEYS: dict[str, Feature] = {
    "aeroway": ("S", "AIRF"),
    "boundary": ("L", "RGN"),
    "bridge": ("S", "BDG"),
    "highway": ("R", "RD"),
    "landuse": ("L", "LCTY"),
    "leisure": ("L", "PRK"),
    "military": ("L", "MILB"),
    "mountain_pass": ("T", "PASS"),
    "natural": ("T", ""),
    "place": ("L", "LCTY"),
    "railway": ("R", "RR"),
    "waterway": ("H", "STM"),
}


def feature(key: str, value: str, level: str = "") -> Feature:
    """For a tag ``key=value``, and the level of the address that the object stands for.

    What is neither land, water nor settlement is a spot (class S).
    """
    if key == "boundary" and value == "administrative":
        return _LEVELS.get(level, ("A", "ADMD"))
    if key == "place":
        return _LEVELS.get(value) or _LEVELS.get(level) or _KEYS[key]
    return _TAGS.get((key, value)) or _KEYS.get(key, ("S", ""))


def level(name: str) -> Feature:
    """For the level of an address alone, where a service tells no tags."""
    return _LEVELS.get(name, ("", ""))
