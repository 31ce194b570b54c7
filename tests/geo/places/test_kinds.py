"""Kinds of places by their GeoNames feature class and code."""

import pytest

from geo.models import Place
from geo.places.kinds import (
    POINTS,
    Extent,
    FeatureKind,
    acled_precision,
    extent,
    feature_kind,
    is_country,
    precision_in_words,
)


def place(feature_class, feature_code=""):
    return Place("geonames:1", "Somewhere", 0.0, 0.0, feature_class, feature_code)


@pytest.mark.parametrize(
    ("feature", "kind"),
    [
        (("A", "PCLI"), FeatureKind.COUNTRY),
        (("A", "PCLD"), FeatureKind.COUNTRY),  # Greenland
        (("A", "PCLS"), FeatureKind.COUNTRY),  # Hong Kong
        (("A", "TERR"), FeatureKind.COUNTRY),  # Western Sahara
        (("A", "ADM1"), FeatureKind.ADMIN1),
        (("A", "ADM1H"), FeatureKind.FORMER_ADMIN1),
        (("A", "ADM2"), FeatureKind.ADMIN2),
        (("A", "ADM3"), FeatureKind.DIVISION),
        (("A", ""), FeatureKind.DIVISION),
        (("P", "PPLC"), FeatureKind.CAPITAL),
        (("P", "PPLA2"), FeatureKind.SEAT),
        (("P", "PPLX"), FeatureKind.SECTION),
        (("P", "PPL"), FeatureKind.TOWN),
        (("P", ""), FeatureKind.TOWN),
        (("L", "CONT"), FeatureKind.AREA),
        (("H", "LK"), FeatureKind.WATER),
        (("T", "MT"), FeatureKind.TERRAIN),
        (("V", "FRST"), FeatureKind.VEGETATION),
        (("U", "RDGU"), FeatureKind.UNDERSEA),
        (("R", "RD"), FeatureKind.SITE),
        (("S", "AIRP"), FeatureKind.SITE),
        (("", ""), FeatureKind.UNKNOWN),
    ],
)
def test_the_kind_follows_from_class_and_code(feature, kind):
    assert feature_kind(place(*feature)) is kind


def test_a_country_is_also_what_has_a_countrys_code_of_its_own():
    assert is_country(place("A", "PCLD"))
    assert not is_country(place("A", "ADM1"))


def test_only_settlements_and_sites_are_points():
    assert {kind for kind in FeatureKind if kind in POINTS} == {
        FeatureKind.CAPITAL,
        FeatureKind.SEAT,
        FeatureKind.SECTION,
        FeatureKind.TOWN,
        FeatureKind.SITE,
    }


def test_a_continent_is_told_from_other_areas():
    found = [
        extent(place(*feature))
        for feature in (("P", "PPL"), ("S", "AIRP"), ("L", "RGN"), ("A", "PCLI"), ("L", "CONT"))
    ]
    assert found == [Extent.POINT, Extent.POINT, Extent.AREA, Extent.COUNTRY, Extent.CONTINENT]


@pytest.mark.parametrize(
    ("feature", "words", "acled"),
    [
        (("A", "PCLI"), "country", 3),
        (("A", "ADM1"), "region", 3),
        (("L", "RGN"), "region", 3),
        (("A", "ADM2"), "region", 2),
        (("A", "ADM3"), "region", 2),
        (("T", "MT"), "region", 2),
        (("V", "FRST"), "region", 2),
        (("P", "PPL"), "town", 1),
        (("P", "PPLX"), "town", 1),
        (("S", "AIRP"), "site", 1),
        (("", ""), "", None),
    ],
)
def test_a_kind_says_how_closely_it_tells_where(feature, words, acled):
    assert precision_in_words(place(*feature)) == words
    assert acled_precision(place(*feature)) == acled
