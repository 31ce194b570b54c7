"""How closely a mention says where: in words, and in ACLED's numbers."""

from __future__ import annotations

from geo.models import Place
from geo.places.kinds import SETTLEMENTS, FeatureKind, feature_kind

_WORDS = {
    FeatureKind.COUNTRY: "country",
    FeatureKind.SITE: "site",
    FeatureKind.UNKNOWN: "",
    **dict.fromkeys(SETTLEMENTS, "town"),
}

_ACLED = {
    **dict.fromkeys((*SETTLEMENTS, FeatureKind.SITE), 1),
    **dict.fromkeys((FeatureKind.ADMIN2, FeatureKind.DIVISION, FeatureKind.TERRAIN), 2),
    FeatureKind.VEGETATION: 2,
}


def in_words(place: Place) -> str:
    """``country``, ``region``, ``town`` or ``site``; "" where the kind of place is not known."""
    return _WORDS.get(feature_kind(place), "region")


def geo_precision(place: Place) -> int | None:
    """ACLED's ``geo_precision`` for what was named: 1 a town or an exact spot, 2 a part of a
    region, 3 a region or more. None where the kind of place is not known.

    After the ACLED Codebook, "Geo-precision": https://acleddata.com/knowledge-base/codebook/
    """
    kind = feature_kind(place)
    return None if kind is FeatureKind.UNKNOWN else _ACLED.get(kind, 3)
