"""What the results of each service mean: raw JSON in, places with feature class and extent out.

A parser knows where the list of results is, where a result's point is, and the place that
it describes. Results without a usable point are left out, so that one bad coordinate does
not cost the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geopy.exc import GeocoderParseError, GeocoderQueryError

from geo.geocoders import osm
from geo.geocoders.json_values import Point, dig, half_diagonal, items, number, point, text, whole
from geo.geocoders.protocol import FoundPlace
from geo.models import Place

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ResultParser:
    """How to read a service's answers. ``results`` is the key of the list, "" for a bare list.

    ``labelled`` tells whether geopy, which makes an address of each result and fails for all
    of them where it cannot, will find words for this one.
    """

    results: str
    point: Callable[[Raw], Point | None]
    found: Callable[[str, Raw, Point], FoundPlace]
    labelled: Callable[[Raw], bool] = lambda raw: True

    def check(self, document: Any) -> Any:
        """The document without the results that have no usable point or no words.

        Raises GeocoderParseError where it is no answer of this service at all.
        """
        results = document if not self.results else dig(document, self.results)
        if not isinstance(results, list):
            return _complaint(document)
        usable = [
            item
            for item in results
            if isinstance(item, dict) and self.point(item) and self.labelled(item)
        ]
        if results and not usable:
            raise GeocoderParseError("no result has a name and coordinates on Earth")
        return {**document, self.results: usable} if self.results else usable

    def read(self, service: str, raw: Raw) -> FoundPlace | None:
        """The place that one result describes; None where it has no usable point."""
        at = self.point(raw)
        return self.found(service, raw, at) if at else None


def _complaint(document: Any) -> Any:
    """A document without results may say why; geopy knows how each service says it."""
    if isinstance(document, dict) and {"error", "status", "message"} & document.keys():
        if not isinstance(document.get("error", ""), str):
            raise GeocoderQueryError("the service answered with an error")
        return document
    raise GeocoderParseError("the answer is JSON of another shape")


def _place(
    service: str, number: str, at: Point, name: str, feature: osm.Feature, **more: Any
) -> Place:
    return Place(
        id=f"{service}:{number or f'{at[0]:.5f},{at[1]:.5f}'}",
        name=name,
        latitude=at[0],
        longitude=at[1],
        feature_class=feature[0],
        feature_code=feature[1],
        source=service,
        **more,
    )


def _country(code: str) -> str:
    return code.upper() if len(code) == 2 and code.isalpha() and code.isascii() else ""


def _within(name: str, *containers: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for c in containers if c and c != name))


def _nominatim(service: str, raw: Raw, at: Point) -> FoundPlace:
    address = dig(raw, "address")
    level = text(raw, "addresstype") or text(raw, "type")
    name = (
        text(raw, "name")
        or text(raw, "namedetails", "name")
        or text(raw, "display_name").split(",")[0]
    )
    feature = osm.feature(text(raw, "class") or text(raw, "category"), text(raw, "type"), level)
    if feature == ("P", "PPL") and text(raw, "extratags", "capital") == "yes":
        feature = ("P", "PPLC")
    state = text(address, "state") or text(address, "province") or text(address, "region")
    box = [number(raw, "boundingbox", i) for i in range(4)]
    osm_id = whole(raw, "osm_id")
    place = _place(
        service,
        f"{text(raw, 'osm_type')[:1].upper()}{osm_id}" if osm_id else "",
        at,
        name,
        feature,
        country_code=_country(text(address, "country_code")),
        admin1=state,
        population=whole(raw, "extratags", "population"),
    )
    containers = _within(name, text(address, "county"), state, text(address, "country"))
    return FoundPlace(place, containers, half_diagonal(*box))


def _photon(service: str, raw: Raw, at: Point) -> FoundPlace:
    properties = dig(raw, "properties")
    name, state = text(properties, "name"), text(properties, "state")
    value = text(properties, "osm_value")
    level = text(properties, "type")
    west, north, east, south = (number(properties, "extent", i) for i in range(4))
    osm_id = whole(properties, "osm_id")
    place = _place(
        service,
        f"{text(properties, 'osm_type')[:1].upper()}{osm_id}" if osm_id else "",
        at,
        name,
        osm.feature(text(properties, "osm_key"), value, level),
        country_code=_country(text(properties, "countrycode")),
        admin1=state,
    )
    containers = _within(name, text(properties, "county"), state, text(properties, "country"))
    return FoundPlace(place, containers, half_diagonal(south, north, west, east))


def _geonames(_: str, raw: Raw, at: Point) -> FoundPlace:
    name, state = text(raw, "name"), text(raw, "adminName1")
    number = whole(raw, "geonameId")
    place = Place(
        id=f"geonames:{number}" if number else f"geonames-at:{at[0]:.5f},{at[1]:.5f}",
        name=name,
        latitude=at[0],
        longitude=at[1],
        feature_class=text(raw, "fcl")[:1],
        feature_code=text(raw, "fcode"),
        country_code=_country(text(raw, "countryCode")),
        admin1=state,
        population=whole(raw, "population"),
    )
    return FoundPlace(place, _within(name, state, text(raw, "countryName")))


_PELIAS = {
    "country": "country",
    "dependency": "country",
    "macroregion": "region",
    "region": "state",
    "macrocounty": "county",
    "county": "county",
    "localadmin": "municipality",
    "locality": "city",
    "borough": "borough",
    "neighbourhood": "neighbourhood",
    "continent": "continent",
    "ocean": "ocean",
    "marinearea": "sea",
}


def _pelias(service: str, raw: Raw, at: Point) -> FoundPlace:
    properties = dig(raw, "properties")
    name, layer = text(properties, "name"), text(properties, "layer")
    west, south, east, north = (number(raw, "bbox", i) for i in range(4))
    place = _place(
        service,
        text(properties, "gid"),
        at,
        name,
        osm.level(_PELIAS[layer]) if layer in _PELIAS else ("S", ""),
        country_code=_country(text(properties, "country_code")),
        admin1=text(properties, "region"),
        population=whole(properties, "population"),
    )
    containers = _within(
        name, text(properties, "county"), text(properties, "region"), text(properties, "country")
    )
    return FoundPlace(place, containers, half_diagonal(south, north, west, east))


def _opencage(service: str, raw: Raw, at: Point) -> FoundPlace:
    parts = dig(raw, "components")
    kind = text(parts, "_type")
    name = (
        text(parts, kind) or text(parts, "_normalized_city") or text(raw, "formatted").split(",")[0]
    )
    place = _place(
        service,
        "",
        at,
        name,
        osm.level(kind) if osm.level(kind)[0] else ("S", ""),
        country_code=_country(text(parts, "country_code")),
        admin1=text(parts, "state"),
    )
    containers = _within(name, text(parts, "county"), text(parts, "state"), text(parts, "country"))
    return FoundPlace(
        place, containers, _corners(dig(raw, "bounds"), "southwest", "northeast", "lng")
    )


_GOOGLE = {
    "continent": "continent",
    "country": "country",
    "administrative_area_level_1": "state",
    "administrative_area_level_2": "county",
    "administrative_area_level_3": "municipality",
    "locality": "city",
    "sublocality": "suburb",
    "neighborhood": "neighbourhood",
    "archipelago": "archipelago",
    "colloquial_area": "region",
}


def _google(service: str, raw: Raw, at: Point) -> FoundPlace:
    parts = items(raw, "address_components")
    types = [text(item) for item in items(raw, "types")]

    def part(kind: str, form: str = "long_name") -> str:
        named = (part for part in parts if kind in items(part, "types"))
        return text(next(named, None), form)

    kind = next((_GOOGLE[t] for t in types if t in _GOOGLE), "")
    name = text(parts, 0, "long_name") or text(raw, "formatted_address").split(",")[0]
    state = part("administrative_area_level_1")
    place = _place(
        service,
        text(raw, "place_id"),
        at,
        name,
        ("H", "") if "natural_feature" in types else osm.level(kind) if kind else ("S", ""),
        country_code=_country(part("country", "short_name")),
        admin1=state,
    )
    containers = _within(name, part("administrative_area_level_2"), state, part("country"))
    box = dig(raw, "geometry", "bounds") or dig(raw, "geometry", "viewport")
    return FoundPlace(place, containers, _corners(box, "southwest", "northeast", "lng"))


_AZURE = {
    "Country": "country",
    "CountrySubdivision": "state",
    "CountrySecondarySubdivision": "county",
    "CountryTertiarySubdivision": "municipality",
    "Municipality": "city",
    "MunicipalitySubdivision": "suburb",
    "Neighbourhood": "neighbourhood",
}


def _azure(service: str, raw: Raw, at: Point) -> FoundPlace:
    address = dig(raw, "address")
    kind = _AZURE.get(text(raw, "entityType"), "")
    state = text(address, "countrySubdivisionName") or text(address, "countrySubdivision")
    name = (
        text(raw, "poi", "name")
        or (text(address, "municipality") if kind == "city" else "")
        or text(address, "freeformAddress").split(",")[0]
    )
    box = dig(raw, "boundingBox")
    extent = half_diagonal(
        number(box, "btmRightPoint", "lat"),
        number(box, "topLeftPoint", "lat"),
        number(box, "topLeftPoint", "lon"),
        number(box, "btmRightPoint", "lon"),
    )
    place = _place(
        service,
        text(raw, "id"),
        at,
        name,
        osm.level(kind) if kind else ("S", ""),
        country_code=_country(text(address, "countryCode")),
        admin1=state,
    )
    return FoundPlace(place, _within(name, state, text(address, "country")), extent)


def _plain(service: str, raw: Raw, at: Point) -> FoundPlace:
    name = text(raw, "address").split(",")[0]
    return FoundPlace(_place(service, "", at, name, ("", "")))


def _corners(box: Any, low: str, high: str, longitude: str) -> float | None:
    return half_diagonal(
        number(box, low, "lat"),
        number(box, high, "lat"),
        number(box, low, longitude),
        number(box, high, longitude),
    )


def _at(
    latitude: tuple[str | int, ...], longitude: tuple[str | int, ...]
) -> Callable[[Raw], Point | None]:
    return lambda raw: point(number(raw, *latitude), number(raw, *longitude))


def _words(*path: str) -> Callable[[Raw], bool]:
    return lambda raw: isinstance(dig(raw, *path), str)


def _joined(*keys: str, within: tuple[str, ...] = ()) -> Callable[[Raw], bool]:
    """Whether the parts that geopy joins to an address are texts, or absent."""

    def fits(raw: Raw) -> bool:
        parts = dig(raw, *within)
        return isinstance(parts, dict) and all(
            not parts.get(key) or isinstance(parts[key], str) for key in keys
        )

    return fits


_GEOJSON = _at(("geometry", "coordinates", 1), ("geometry", "coordinates", 0))
_OSM = ResultParser("", _at(("lat",), ("lon",)), _nominatim, _words("display_name"))
_PHOTON_ADDRESS = ("name", "housenumber", "street", "postcode", "city", "state", "country")
_FEATURES = ResultParser("features", _GEOJSON, _pelias, _words("properties", "name"))
_POSITION = ResultParser(
    "results",
    _at(("position", "lat"), ("position", "lon")),
    _azure,
    _words("address", "freeformAddress"),
)
_LOCATION = ResultParser(
    "results",
    _at(("geometry", "location", "lat"), ("geometry", "location", "lng")),
    _google,
    _words("formatted_address"),
)

RESULT_PARSERS: dict[str, ResultParser] = {
    "nominatim": _OSM,
    "openmapquest": _OSM,
    "pickpoint": _OSM,
    "photon": ResultParser(
        "features", _GEOJSON, _photon, _joined(*_PHOTON_ADDRESS, within=("properties",))
    ),
    "geonames": ResultParser(
        "geonames",
        _at(("lat",), ("lng",)),
        _geonames,
        _joined("name", "adminName1", "countryName"),
    ),
    "pelias": _FEATURES,
    "geocodeearth": _FEATURES,
    "opencage": ResultParser(
        "results", _at(("geometry", "lat"), ("geometry", "lng")), _opencage, _words("formatted")
    ),
    "azure": _POSITION,
    "tomtom": _POSITION,
    "google": _LOCATION,
    "googlev3": _LOCATION,
}

PLAIN = ResultParser("", _at(("latitude",), ("longitude",)), _plain)
"""For every other service: geopy's own reading of a result, a point and an address."""
