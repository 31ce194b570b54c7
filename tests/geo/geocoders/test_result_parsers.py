"""From a service's words to a place: class, extent, containment; nonsense is left out."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from geopy.exc import GeocoderParseError
from hypothesis import example, given
from hypothesis import strategies as st

from geo.geocoders import osm
from geo.geocoders.cache import pack, unpack
from geo.geocoders.protocol import LONGEST_NAME, Query, clean
from geo.geocoders.result_parsers import RESULT_PARSERS
from geo.geocoders.service import Service
from geo.geocoders.transport import Transport
from geo.settings import Online
from tests.geo.geocoders.loopback import TORGHUNDI

GEONAMES = {
    "geonameId": 1140026, "name": "Herāt", "lat": "34.34817", "lng": "62.19967",
    "fcl": "P", "fcode": "PPLA", "countryCode": "AF", "countryName": "Afghanistan",
    "adminName1": "Herat", "population": 574276,
}  # fmt: skip
PELIAS = {
    "geometry": {"type": "Point", "coordinates": [62.19, 34.34]},
    "properties": {
        "gid": "whosonfirst:locality:421168683", "layer": "locality", "name": "Herat",
        "country": "Afghanistan", "country_code": "AF", "region": "Herat",
    },
    "bbox": [62.1, 34.3, 62.3, 34.4],
}  # fmt: skip
OPENCAGE = {
    "bounds": {"northeast": {"lat": 34.4, "lng": 62.3}, "southwest": {"lat": 34.3, "lng": 62.1}},
    "components": {
        "_type": "city", "city": "Herat", "state": "Herat Province", "country": "Afghanistan",
        "country_code": "af",
    },
    "formatted": "Herat, Afghanistan",
    "geometry": {"lat": 34.34, "lng": 62.19},
}  # fmt: skip
GOOGLE = {
    "place_id": "ChIJherat", "types": ["locality", "political"],
    "formatted_address": "Herat, Afghanistan",
    "address_components": [
        {"long_name": "Herat", "short_name": "Herat", "types": ["locality", "political"]},
        {"long_name": "Herat", "short_name": "H", "types": ["administrative_area_level_1"]},
        {"long_name": "Afghanistan", "short_name": "AF", "types": ["country", "political"]},
    ],
    "geometry": {
        "location": {"lat": 34.34, "lng": 62.19},
        "viewport": {
            "northeast": {"lat": 34.4, "lng": 62.3}, "southwest": {"lat": 34.3, "lng": 62.1}
        },
    },
}  # fmt: skip
AZURE = {
    "id": "AF/GEO/p0/1", "entityType": "Municipality",
    "address": {
        "municipality": "Herat", "countrySubdivision": "Herat", "countryCode": "AF",
        "country": "Afghanistan", "freeformAddress": "Herat",
    },
    "position": {"lat": 34.34, "lon": 62.19},
    "boundingBox": {
        "topLeftPoint": {"lat": 34.4, "lon": 62.1}, "btmRightPoint": {"lat": 34.3, "lon": 62.3}
    },
}  # fmt: skip
NOMINATIM, PHOTON = TORGHUNDI.nominatim(), TORGHUNDI.photon()
SAMPLES: dict[str, dict[str, Any]] = {
    "nominatim": NOMINATIM, "photon": PHOTON, "geonames": GEONAMES, "pelias": PELIAS,
    "opencage": OPENCAGE, "google": GOOGLE, "azure": AZURE,
}  # fmt: skip
ONLINE = Online(
    domains=tuple((name, "http://localhost") for name in ("nominatim", "photon", "pelias")),
    keys=tuple((name, "k") for name in SAMPLES),
)
ASKED = {name: Service(name, ONLINE) for name in SAMPLES}


@pytest.mark.parametrize("service", SAMPLES)
def test_a_town_is_a_town_in_every_service_s_words(service: str) -> None:
    found = RESULT_PARSERS[service].read(service, SAMPLES[service])
    assert found is not None
    place = found.place
    assert place.name in ("Herat", "Herāt", "Torghundi")
    assert (place.feature_class, place.country_code) == ("P", "AF")
    assert found.within[-1] == "Afghanistan"
    assert found.extent_km is None or 1 < found.extent_km < 20


def test_what_geonames_finds_is_the_gazetteer_s_own_place() -> None:
    found = RESULT_PARSERS["geonames"].read("geonames", GEONAMES)
    assert found is not None
    assert found.place.geonameid == "1140026"


@pytest.mark.parametrize(
    ("tag", "level", "expected"),
    [
        (("boundary", "administrative"), "country", ("A", "PCLI")),
        (("boundary", "administrative"), "state", ("A", "ADM1")),
        (("boundary", "administrative"), "county", ("A", "ADM2")),
        (("boundary", "administrative"), "city", ("P", "PPL")),
        (("boundary", "administrative"), "", ("A", "ADMD")),
        (("place", "suburb"), "", ("P", "PPLX")),
        (("place", "sea"), "", ("H", "SEA")),
        (("waterway", "river"), "", ("H", "STM")),
        (("natural", "peak"), "", ("T", "PK")),
        (("aeroway", "aerodrome"), "", ("S", "AIRP")),
        (("highway", "primary"), "road", ("R", "RD")),
        (("amenity", "restaurant"), "amenity", ("S", "")),
        (("tourism", "hotel"), "", ("S", "")),
    ],
)
def test_an_area_is_never_taken_for_a_spot_nor_a_spot_for_a_town(
    tag: tuple[str, str], level: str, expected: osm.Feature
) -> None:
    assert osm.feature(*tag, level) == expected


BAD = ["91", "-90.5", "nan", "inf", "", None, [], {}, True, "east", 1e308, math.nan]


@pytest.mark.parametrize("bad", BAD, ids=repr)
@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_one_bad_coordinate_does_not_cost_the_other_results(service: str, bad: Any) -> None:
    good, broken = SAMPLES[service], copy.deepcopy(SAMPLES[service])
    if service == "nominatim":
        broken["lat"] = bad
        assert RESULT_PARSERS[service].check([broken, good]) == [good]
    else:
        broken["geometry"]["coordinates"][1] = bad
        document = {"features": [broken, good], "type": "FeatureCollection"}
        assert RESULT_PARSERS[service].check(document)["features"] == [good]


def test_a_longitude_out_of_range_is_not_wrapped_round_the_globe() -> None:
    assert RESULT_PARSERS["nominatim"].check([NOMINATIM | {"lon": "422.2"}, NOMINATIM]) == [
        NOMINATIM
    ]


def test_nowhere_is_no_place() -> None:
    with pytest.raises(GeocoderParseError, match="no result has a name and coordinates"):
        RESULT_PARSERS["nominatim"].check([NOMINATIM | {"lat": "0.0", "lon": "0"}])


def test_no_results_are_no_error_but_no_list_is() -> None:
    assert RESULT_PARSERS["nominatim"].check([]) == []
    for document in (None, {}, "x", 5, {"features": []}):
        with pytest.raises(GeocoderParseError, match="another shape"):
            RESULT_PARSERS["nominatim"].check(document)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=8,
)


def places_in(document: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths to every value in a document, the document itself aside."""
    steps = (
        document
        if isinstance(document, dict)
        else range(len(document))
        if isinstance(document, list)
        else ()
    )
    for step in steps:
        yield (*path, step)
        yield from places_in(document[step], (*path, step))


def with_another(document: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The document with another value at the end of the path."""
    changed = copy.deepcopy(document)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


@st.composite
def odd_results(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A service and a result of its own in which anything stands at any one place."""
    service = draw(st.sampled_from(sorted(SAMPLES)))
    path = draw(st.sampled_from(list(places_in(SAMPLES[service]))))
    return service, with_another(SAMPLES[service], path, draw(json_values))


@given(odd_results())
@example(("google", GOOGLE | {"address_components": True, "types": 5}))
@example(("google", GOOGLE | {"address_components": [{"types": True}, None]}))
def test_whatever_else_is_odd_in_a_result_it_is_read_or_left_out(
    odd: tuple[str, dict[str, Any]],
) -> None:
    service, raw = odd
    found = RESULT_PARSERS[service].read(service, raw)
    if found is not None:
        assert abs(found.place.latitude) <= 90
        assert abs(found.place.longitude) <= 180
        assert found.place.name.isprintable()
        assert unpack(pack([found])) == (found,)
        pack([found]).encode()


@given(odd_results())
@example(("photon", PHOTON | {"properties": [1]}))
@example(("nominatim", NOMINATIM | {"display_name": None}))
def test_an_odd_result_does_not_cost_the_ones_beside_it(odd: tuple[str, dict[str, Any]]) -> None:
    """Through geopy as well, which gives up a whole answer for one such result."""
    service, raw = odd
    parser = RESULT_PARSERS[service]
    results = [raw, SAMPLES[service]]
    document = {parser.results: results} if parser.results else results
    if service in ("google", "opencage"):
        document["status"] = "OK" if service == "google" else {"code": 200}
    with patch.object(Transport, "get_text", return_value=json.dumps(document)):
        answer = ASKED[service].geocode(Query("Herat"))
    assert SAMPLES[service] in answer.raw


@given(st.sampled_from(sorted(SAMPLES)), json_values)
def test_any_object_at_all_can_be_read(service: str, raw: Any) -> None:
    if isinstance(raw, dict):
        assert RESULT_PARSERS[service].read(service, raw) is None


@given(st.text(max_size=300))
def test_what_is_sent_is_one_bounded_line_of_text(name: str) -> None:
    sent = clean(name)
    assert len(sent) <= LONGEST_NAME
    assert sent.isprintable()
    assert sent == clean(sent)
    assert not sent or any(c.isalpha() for c in sent)
    sent.encode()


def test_what_is_no_name_is_not_asked() -> None:
    assert clean("Kabul\x00\n\u202e City ") == "Kabul City"
    assert clean("a" * 101) == clean("12.5") == clean(" \ud800") == ""
    assert clean("'; DROP TABLE answer; --") == "DROP TABLE answer; --"


@given(json_values)
def test_no_document_is_too_odd_to_be_checked(document: Any) -> None:
    for parser in RESULT_PARSERS.values():
        try:
            parser.check(document)
        except Exception as error:
            assert type(error).__module__.startswith("geopy"), json.dumps(document, default=str)
