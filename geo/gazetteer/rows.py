"""What the readers hand to the builder: places and the names they bear."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MatchKind(StrEnum):
    """How a name belongs to a place, the most direct first."""

    NAME = "name"  # the place's own name
    ALTERNATE = "alternate"  # another name or spelling in use: "Moskva"
    SHORT = "short"  # without its generic word: "Herat" for "Herat Province"
    ABBREVIATION = "abbreviation"  # "U.S.", "Calif."; case matters
    DEMONYM = "demonym"  # "Afghan", "Texans"
    HISTORIC = "historic"  # "Leningrad", "Burma"
    PART = "part"  # "northern Iraq": a part of the place
    SITE = "site"  # named after the place: "Kandahar Airport"
    RESPELT = "respelt"  # in another transliteration: "Baqouba" (`geo.gazetteer.respelling`)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as stored; ``parent`` is the key of the smallest place that contains it.

    ``key`` is the GeoNames number, or a negative number of ours with ``id`` naming its origin.
    """

    key: int
    name: str
    latitude: float
    longitude: float
    feature_class: str
    feature_code: str
    country_code: str = ""
    population: int = 0
    parent: int | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of the place ``key``. ``written``: the letters exactly as they must be written
    (without dots and spaces) where case tells a name from a word: "US", not "us"."""

    key: int
    name: str
    kind: MatchKind
    written: str | None = None
