"""The gazetteer where a geopy geocoder is expected."""

from __future__ import annotations

import geopy
import pytest
from geopy.distance import great_circle
from geopy.extra.rate_limiter import RateLimiter

from geo.gazetteer import Gazetteer
from geo.geocoders.gazetteer import GazetteerGeocoder


@pytest.fixture(scope="module")
def geocoder(gazetteer: Gazetteer) -> GazetteerGeocoder:
    return GazetteerGeocoder(gazetteer)


def test_it_is_a_geopy_geocoder(geocoder: GazetteerGeocoder) -> None:
    assert isinstance(geocoder, geopy.geocoders.base.Geocoder)
    location = RateLimiter(geocoder.geocode, min_delay_seconds=0)("Kandahar", country_codes="AF")
    assert isinstance(location, geopy.Location)
    assert great_circle(location.point, (31.61, 65.71)).km < 200
    assert location.raw["country_code"] == "AF"
    assert location.address.endswith("Afghanistan")


def test_one_or_many_or_none(geocoder: GazetteerGeocoder) -> None:
    many = geocoder.geocode("Springfield", exactly_one=False)
    assert 5 < len(many) <= 10
    assert geocoder.geocode("Springfield").raw["id"] == many[0].raw["id"]
    assert len(geocoder.geocode("Springfield", exactly_one=False, limit=3)) == 3
    assert geocoder.geocode("Nowherevillestadt") is None
    assert geocoder.geocode("Nowherevillestadt", exactly_one=False) is None
    for exactly_one in (True, False):
        with pytest.raises(ValueError, match="Limit"):
            geocoder.geocode("Springfield", exactly_one=exactly_one, limit=0)


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [("Moscow", "524901"), ("Paris", "2988507"), ("London", "2643743"), ("Georgia", "614540")],
)
def test_the_likeliest_comes_first(geocoder: GazetteerGeocoder, name: str, geonameid: str) -> None:
    assert geocoder.geocode(name).raw["geonameid"] == geonameid


def test_what_follows_a_comma_contains_it(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Paris, Texas").raw["admin1"] == "Texas"
    assert geocoder.geocode("Paris, France").raw["country_code"] == "FR"
    assert geocoder.geocode("Paris, Afghanistan") is None
    assert geocoder.geocode("Herat, Afghanistan").raw["geonameid"] == "1140026"
    assert geocoder.geocode("Cambridge, MA, USA").raw["name"] == "Cambridge"


@pytest.mark.parametrize("query", ["", "  ", ",", ", ,", "Paris,", "\x00", "🙂", "a" * 10_000])
def test_whatever_is_asked_is_answered(geocoder: GazetteerGeocoder, query: str) -> None:
    location = geocoder.geocode(query)
    assert location is None or location.raw["name"] == "Paris"


def test_countries_and_boxes(geocoder: GazetteerGeocoder) -> None:
    for codes in ("us", ["US"], "us,gb"):
        found = geocoder.geocode("Boston", exactly_one=False, country_codes=codes)
        assert {location.raw["country_code"] for location in found} <= {"US", "GB"}
    england = [(54, -1.5), (52, 1.0)]
    boston = geocoder.geocode("Boston", viewbox=england)
    assert boston.raw["country_code"] == "GB"
    inside = geocoder.geocode("Boston", viewbox=england, bounded=True, exactly_one=False)
    preferred = geocoder.geocode("Boston", viewbox=england, exactly_one=False)
    assert len(inside) < len(preferred)
    assert geocoder.geocode("Boston", viewbox=[(1, 1), (2, 2)], bounded=True) is None


@pytest.mark.parametrize("point", [(34.34, 62.2), "34.34, 62.2", geopy.Point(34.34, 62.2)])
def test_the_nearest_town(geocoder: GazetteerGeocoder, point: object) -> None:
    herat = geocoder.reverse(point)
    assert herat.raw["geonameid"] == "1140026"
    assert herat.raw["distance_km"] < 5
    nearest = geocoder.reverse(point, exactly_one=False, limit=4)
    distances = [location.raw["distance_km"] for location in nearest]
    assert len(distances) == 4
    assert distances == sorted(distances)
    with pytest.raises(ValueError), pytest.warns(UserWarning):
        geocoder.reverse((95, 0))
