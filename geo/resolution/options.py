"""The places that a name may mean, with what can be said of them before any text is read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol, runtime_checkable

import numpy as np

from geo.gazetteer.names import normalise
from geo.models import Place
from geo.places.kinds import FeatureKind, feature_kind
from geo.places.sphere import xyz
from geo.resolution.feature_table import Array, FeatureTable
from geo.resolution.reductions import Reduction, reductions

# A name of a full GeoNames dump can have thousands of bearers; those of note come first.
MOST_OPTIONS = 100
_NAMES_CACHED = 20_000
# Decimal places of people between no renown and the greatest.
PEOPLE_OF_RENOWN = 7.5
# A first-level division counts as such from the one renown on, wholly from so much above it.
_LITTLE_KNOWN, _KNOWN_BY = 0.65, 0.2
# Salvador in Brazil is called so, El Salvador is not: unless it is very much better known.
_BY_NAME = 0.32
# As well known as a city of 50,000 people is on average.
CITY = 0.63


# After a town's name, say that where it lies or whose it is goes on.
_WHICH = frozenset({"am", "an", "de", "del", "do", "on", "sur", "sul", "upon"})
_DOUBLED = re.compile(r"(.)\1")


class PlaceMatch(Protocol):
    """One reading of a name: the place and how the place bears the name."""

    @property
    def place(self) -> Place:
        """The place."""

    @property
    def kind(self) -> str:
        """A MatchKind: name, alternate, short, abbreviation, demonym, ..."""


@runtime_checkable
class RespellingLookup(Protocol):
    """What knows other transliterations of a name."""

    def respelt(self, name: str, /) -> Sequence[PlaceMatch]:
        """Places that may be called so in another spelling, the most alike first."""


class PlaceLookup(Protocol):
    """Whatever knows places by name: the gazetteer, or an online service behind it."""

    def lookup(self, name: str, /) -> Sequence[PlaceMatch]:
        """All places that bear the name; empty when there is none."""

    def place(self, place_id: str, /) -> Place | None:
        """The place with this id."""


KINDS = ("country", "admin1", "admin2", "capital", "seat", "town", "section", "water")
OTHER_KINDS = ("terrain", "area", "site")
PLACE_KINDS = KINDS + OTHER_KINDS
SETTLEMENTS = frozenset({"town", "seat", "capital", "section"})
LANDSCAPES = frozenset({"water", "terrain", "area"})
AREAS = frozenset({"country", "admin1", "area"})


# The kinds that the weights were trained with, fewer than there are.
_KINDS = {
    FeatureKind.FORMER_ADMIN1: "admin2",
    FeatureKind.DIVISION: "admin2",
    FeatureKind.VEGETATION: "terrain",
    FeatureKind.UNDERSEA: "site",
    FeatureKind.UNKNOWN: "site",
}


def place_kind(place: Place) -> str:
    """The kind of a place, coarsened to what matters for the choice: one of ``PLACE_KINDS``."""
    kind = feature_kind(place)
    return _KINDS.get(kind, str(kind))


@dataclass(frozen=True, slots=True)
class Option:
    """A place that a name may mean, with its place in the hierarchy."""

    place: Place
    match: str  # how the place bears the name
    kind: str  # one of PLACE_KINDS
    chain: tuple[str, ...]  # its own id, then those of what contains it
    country: str
    admin1: str
    admin2: str


@dataclass(frozen=True, slots=True)
class NameOptions:
    """All options of one name, and the features that no text bears on."""

    name: str
    reduction: Reduction | None  # how the written name was cut down to be found
    options: tuple[Option, ...]
    points: Array  # n x 3, unit vectors
    features: Array  # n x OPTION_FEATURES

    def __len__(self) -> int:
        return len(self.options)

    def within(self, country: str) -> NameOptions:
        """Those that lie in the country with this ISO 3166-1 alpha-2 code."""
        kept = [i for i, o in enumerate(self.options) if o.country == country.upper()]
        options = tuple(self.options[i] for i in kept)
        return replace(
            self, options=options, points=self.points[kept], features=self.features[kept]
        )


MATCHES = ("name", "alternate", "short", "abbreviation", "demonym", "historic", "part", "site")
OPTION_FEATURES = (
    "population of a settlement",
    "population of an area",
    "largest of the name",
    "largest by far",
    *(f"is {kind}" for kind in PLACE_KINDS),
    *(f"by {match}" for match in MATCHES),
    "by other means",
    "alternate name of a small place",
    "name spelt alike",
    "begins its full name",
    "name cut down",
    "renown",
    "best known of the name",
    "behind the best known",
    "share of renown",
    "city of a country that is called so",
    "by-name of it, but another's own",
    "by-name of it, but a city's own",
    "division less known than a town elsewhere",
)


class OptionFinder:
    """Looks names up and remembers what was found; safe to share between threads."""

    def __init__(self, names: PlaceLookup) -> None:
        self._names = names
        self._divisions = lru_cache(_NAMES_CACHED)(self._find_divisions)
        self.options = lru_cache(_NAMES_CACHED)(self._find)

    def _find(self, written: str) -> NameOptions:
        matches = self._names.lookup(written)
        if matches:
            return self._options(written, None, matches)
        if isinstance(self._names, RespellingLookup):
            matches = self._names.respelt(written)
            if matches:
                return self._options(written, None, matches)
        for reduction in reductions(written):
            matches = self._names.lookup(reduction.name)
            if matches:
                return self._options(written, reduction, matches)
        return self._options(written, None, ())

    def _options(
        self, written: str, reduction: Reduction | None, matches: Sequence[PlaceMatch]
    ) -> NameOptions:
        best: dict[str, PlaceMatch] = {}
        for match in matches:
            best.setdefault(match.place.id, match)
        kept = sorted(best.values(), key=lambda m: (-m.place.renown, -m.place.population))
        name = reduction.name if reduction else written
        options = _one_capital_a_country([self._option(match) for match in kept[:MOST_OPTIONS]])
        options = _without_namesake_cities(name, options)
        return NameOptions(
            written,
            reduction,
            options,
            _points([option.place for option in options]),
            _option_features(name, options, cut=reduction is not None),
        )

    def _option(self, match: PlaceMatch) -> Option:
        place = match.place
        chain = (place.id, *place.ancestors)
        admin1, admin2 = self._divisions(place.ancestors)
        code = place.feature_code
        return Option(
            place=place,
            match=str(match.kind),
            kind=place_kind(place),
            chain=chain,
            country=place.country_code,
            admin1=place.id if code == "ADM1" else admin1 or _named_division(place),
            admin2=place.id if code == "ADM2" else admin2,
        )

    def _find_divisions(self, containers: tuple[str, ...]) -> tuple[str, str]:
        """The first- and second-level division among what contains a place; "" for none."""
        places = [self._names.place(place_id) for place_id in reversed(containers)]
        ids = {place.feature_code: place.id for place in places if place}
        return ids.get("ADM1", ""), ids.get("ADM2", "")


def _one_capital_a_country(options: Sequence[Option]) -> tuple[Option, ...]:
    """The capital is the largest bearer of its name in the country; sources that know capitals
    by name alone mark the others too."""
    capitals: dict[str, str] = {}
    for option in options:
        if option.kind == "capital":
            capitals.setdefault(option.country, option.place.id)
    return tuple(
        replace(option, kind="town")
        if option.kind == "capital" and capitals[option.country] != option.place.id
        else option
        for option in options
    )


def _without_namesake_cities(name: str, options: Sequence[Option]) -> tuple[Option, ...]:
    """Without Mexico City where Mexico is meant: a city that has a name of its own is not called by
    that of its country."""
    written = normalise(name)
    called_so = {
        o.country for o in options if o.kind == "country" and normalise(o.place.name) == written
    }
    return tuple(
        option
        for option in options
        if option.kind not in SETTLEMENTS
        or option.country not in called_so
        or normalise(option.place.name) == written
    )


def _named_division(place: Place) -> str:
    """A key for the first-level division of a place whose ancestors are not known."""
    return f"{place.country_code}/{place.admin1}" if place.admin1 else ""


def _points(places: Sequence[Place]) -> Array:
    vectors = [xyz(place.latitude, place.longitude) for place in places]
    return np.array(vectors).reshape(len(places), 3)


def _option_features(name: str, options: Sequence[Option], *, cut: bool) -> Array:
    sizes = sorted((option.place.population for option in options), reverse=True)
    largest, second = (*sizes, 0, 0)[:2]
    lead = min(3.0, math.log10((largest + 1) / (second + 1))) / 3
    written = normalise(name)
    # "New York" is New York City; "Mexico" is a country, and not Mexico City.
    is_country = any(o.kind == "country" and normalise(o.place.name) == written for o in options)
    called_so = {o.country for o in options if o.kind == "country"}
    own_names = [is_own_name(written, option) for option in options]
    best_own = max(
        (renown_of(o.place) for o, own in zip(options, own_names, strict=True) if own), default=-1.0
    )
    table = FeatureTable(OPTION_FEATURES, len(options))
    for row, option in enumerate(options):
        population = option.place.population
        full = normalise(option.place.name)
        respelt = _undoubled(full) == _undoubled(written)
        city = f"{written} city" == full and not is_country
        alike = _is_alike(written, full) or city or respelt
        match = option.match if option.match in MATCHES else "other means"
        if match == "alternate" and alike:
            match = "name"
        of_what = "a settlement" if option.kind in SETTLEMENTS else "an area"
        table[f"population of {of_what}"][row] = math.log10(population + 1) / 7
        table["largest of the name"][row] = population == largest
        table["largest by far"][row] = lead if population == largest else 0
        known = renown_of(option.place)
        table[f"is {option.kind}"][row] = 1
        if option.kind == "admin1":  # parishes of Jamaica are states in name alone
            table["is admin1"][row] = min(1.0, max(0.0, (known - _LITTLE_KNOWN) / _KNOWN_BY))
        table[f"by {match}"][row] = 1
        table["alternate name of a small place"][row] = (
            match == "alternate" and population < 100_000
        )
        table["name spelt alike"][row] = alike
        table["begins its full name"][row] = full.startswith(f"{written} ")
        table["name cut down"][row] = cut
        of_another = not own_names[row] and best_own > known - _BY_NAME
        table["by-name of it, but another's own"][row] = of_another
        table["by-name of it, but a city's own"][row] = of_another and best_own >= CITY
        if option.kind in ("admin1", "admin2"):
            elsewhere = [
                renown_of(o.place)
                for o in options
                if o.kind in SETTLEMENTS and option.place.id not in o.chain
            ]
            table["division less known than a town elsewhere"][row] = (
                max(elsewhere, default=0.0) > known
            )
        table["city of a country that is called so"][row] = (
            option.kind in SETTLEMENTS and option.country in called_so
        )
    _write_renown(table, np.array([renown_of(option.place) for option in options]))
    return table.values


def is_own_name(written: str, option: Option) -> bool:
    """Whether a place is called by the normalised name in the first place, be it by the beginning
    of its full name or with a letter doubled: Odessa is Odesa."""
    full = normalise(option.place.name)
    return (
        f"{full} ".startswith(f"{written} ")
        or option.match in ("name", "short")
        or _undoubled(full) == _undoubled(written)
    )


def _is_alike(written: str, full: str) -> bool:
    """Whether the full name is the written one, or goes on to say which of the name: "León de los
    Aldama", "Newcastle upon Tyne"."""
    if not full.startswith(written):
        return False
    rest = full[len(written) :].split()
    return not rest or (full[len(written)] == " " and len(rest) > 1 and rest[0] in _WHICH)


def _undoubled(name: str) -> str:
    return _DOUBLED.sub(r"\1", name)


def renown_of(place: Place) -> float:
    """How widely a place is known, 0 to 1; by its people where no gazetteer has said."""
    return place.renown or math.log10(place.population + 1) / PEOPLE_OF_RENOWN


def _write_renown(table: FeatureTable, renown: Array) -> None:
    """How widely each option is known by itself and beside all others of the name together."""
    if not len(renown):
        return
    known = 10 ** (PEOPLE_OF_RENOWN * renown)
    table["renown"] = renown
    table["best known of the name"] = renown == renown.max()
    table["behind the best known"] = renown.max() - renown
    table["share of renown"] = known / known.sum()
