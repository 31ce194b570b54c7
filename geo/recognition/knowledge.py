"""What the gazetteer knows of a name, boiled down to one word that a model can learn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from geo.models import OWN
from geo.places.kinds import SETTLEMENTS, Feature, FeatureKind, feature_kind

UNKNOWN = ""
DEMONYM = "demonym"
# Distinct names in the cache; a batch of news repeats its names and its other capitalised words.
_NAMES_CACHED = 50_000
_CITY_SIZES = ((1_000_000, "metropolis"), (100_000, "city"), (15_000, "town"), (1_000, "small"))
# A city, and a landscape, that the whole world knows.
_METROPOLIS, _LANDMARK = 0.8, 0.7
_WIDELY = 0.65
# A capital of a country rather than of a dependency is no mere town, however small.
_CAPITAL = 0.6


class NameBearer(Feature, Protocol):
    """The place side of a match."""

    @property
    def population(self) -> int:
        """Inhabitants; 0 where unknown."""

    @property
    def source(self) -> str:
        """Where it comes from: "geonames", or "own" for one of the user's."""

    @property
    def renown(self) -> float:
        """How widely it is known, 0 to 1 (`geo.gazetteer.renown`)."""


class BearerMatch(Protocol):
    """One way to read a name; ``kind`` says how the place bears it ("demonym", "alternate")."""

    @property
    def kind(self) -> str:
        """How the place bears the name."""

    @property
    def place(self) -> NameBearer:
        """The place that bears it."""

    @property
    def via(self) -> str:
        """The part of the name that the place bears, where it does not bear the whole."""


class NameLookup(Protocol):
    """What the recogniser asks of a gazetteer."""

    def lookup(self, name: str) -> Sequence[BearerMatch]:
        """All places that bear the name."""


class Knowledge:
    """Says of a name what sort of place bears it at best: "country", "city", "demonym", …

    Hamlets, buildings and parts of places count as nothing, so that a gazetteer that knows more
    of them says the same of what the model was taught with.
    """

    def __init__(self, names: NameLookup) -> None:
        self._names = names
        self.kind = lru_cache(_NAMES_CACHED)(self._kind)

    def is_borne(self, name: str) -> bool:
        """Whether a place is called by the whole of the name: Norwegian Sea, but not "Ohio
        Board", which the gazetteer reads as something in Ohio."""
        return any(not match.via for match in self._names.lookup(name))

    def is_landscape(self, name: str) -> bool:
        """Whether a water or range that is widely known bears the name, whatever else does: the
        Vosges are mountains and a department."""
        return any(
            _has_article(match.place) and match.place.renown >= _WIDELY
            for match in self._names.lookup(name)
            if not match.via
        )

    def _kind(self, name: str) -> str:
        return best(match_kind(match) for match in self._names.lookup(name))


# Strongest first. An alternate name makes a class apart: "may", "bill" and
# "will" are alternate names of towns.
_ORDER = (
    DEMONYM,
    "country",
    "region",
    "metropolis",
    "state",
    "abbreviation",
    "city",
    "county",
    "state-alternate",
    "country-alternate",
    "historic",
    "town",
    "nature",
    "metropolis-alternate",
    "city-alternate",
    "small",
    "county-alternate",
    "town-alternate",
    "region-alternate",
    "nature-alternate",
)
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}
_SORTS = {
    FeatureKind.COUNTRY: "country",
    FeatureKind.ADMIN1: "state",
    FeatureKind.FORMER_ADMIN1: "state",
    FeatureKind.ADMIN2: "county",
    FeatureKind.AREA: "region",
    FeatureKind.WATER: "nature",
    FeatureKind.TERRAIN: "nature",
}
# One's own place is looked for like the best known of the world, by any of its names.
OWN_PLACE = "metropolis"
_NATURE = (FeatureKind.WATER, FeatureKind.TERRAIN, FeatureKind.AREA)
# Breakaway and economic areas: Somaliland, the Donbas.
_REGION_CODES = ("ADMD", "ZN")
_RANGES = ("MTS", "DSRT")


def best(kinds: Iterable[str]) -> str:
    """The strongest of the kinds."""
    return min(kinds, key=lambda kind: _RANK.get(kind, len(_ORDER)), default=UNKNOWN)


def match_kind(match: BearerMatch) -> str:
    """The class of one match, from the place's feature and how it bears the name."""
    kind = str(match.kind)
    if match.place.source == OWN and kind in ("name", "alternate"):
        return OWN_PLACE
    if kind in (DEMONYM, "abbreviation", "historic"):
        return kind
    sort = _place_sort(match.place)
    if not sort or kind == "name" or (sort == "region" and match.place.renown >= _LANDMARK):
        return sort
    alternate = f"{sort}-alternate"
    return alternate if alternate in _RANK else UNKNOWN


def _has_article(place: NameBearer) -> bool:
    """Whether English gives it "the": rivers, seas and ranges, but no islands and lakes."""
    return feature_kind(place) is FeatureKind.WATER or place.feature_code in _RANGES


def _place_sort(place: NameBearer) -> str:
    kind = feature_kind(place)
    if place.feature_code in _REGION_CODES or (kind in _NATURE and place.renown >= _LANDMARK):
        return "region"
    if kind in SETTLEMENTS:
        if place.renown >= _METROPOLIS:
            return "metropolis"
        if kind is FeatureKind.CAPITAL and place.renown >= _CAPITAL:
            return "city"
        return next((name for least, name in _CITY_SIZES if place.population >= least), UNKNOWN)
    return _SORTS.get(kind, UNKNOWN)
