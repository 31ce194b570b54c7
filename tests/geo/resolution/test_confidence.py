"""What the confidence in a choice rests on, on values worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log, log10

import numpy as np
import pytest

from geo.models import Place, Toponym
from geo.resolution.confidence import (
    CONFIDENCE_FEATURES,
    confidence,
    confidence_features,
    format_weights,
    parse_weights,
)
from geo.resolution.context import read_context
from geo.resolution.discourse import group_mentions
from geo.resolution.features import COLUMN, FEATURES, compare_options
from geo.resolution.options import MATCHES, OptionFinder
from geo.resolution.origin import Origin
from geo.resolution.ranking import Ranking
from tests.geo.resolution.places import DALLAS, LYON, PARIS, TEXAS, US, WORLD, Bears, World, article

# Features taken over from the ranking as they are.
TAKEN_OVER = tuple(name for name in CONFIDENCE_FEATURES if name in FEATURES)
OF_KIND_AND_MATCH = tuple(
    name for name in TAKEN_OVER if name.startswith("is ") or name.removeprefix("by ") in MATCHES
)
SUPPORT = tuple(name for name in TAKEN_OVER if name not in OF_KIND_AND_MATCH)


def values(
    named: Sequence[tuple[str, str]],
    belief: Sequence[float],
    world: float = 0.0,
    features: Mapping[str, float] | None = None,
    places: World = WORLD,
    group: int = 0,
) -> dict[str, float]:
    """The features that are not zero for an article of names with labels, one after the other."""
    text = " ".join(name for name, _ in named)
    found = []
    for name, label in named:
        start = found[-1].end + 1 if found else 0
        found.append(Toponym(name, start, start + len(name), label))
    context = read_context(article(text), found)
    options = compare_options(
        context, group_mentions(context, OptionFinder(places)), Origin("", {})
    )
    assert options is not None
    matrix = np.zeros((len(belief), len(FEATURES)))
    for name, value in (features or {}).items():
        matrix[:, COLUMN[name]] = value
    ranking = Ranking(matrix, np.zeros(len(belief)), np.array(belief))
    row = confidence_features(context, options, ranking, group, world)
    return {name: row[i] for i, name in enumerate(CONFIDENCE_FEATURES) if row[i]}


def test_a_name_with_three_readings_beside_another() -> None:
    # Paris, Texas, is chosen with .7, ahead of the Paris in France with .2.
    found = values([("Paris", "GPE"), ("Dallas", "GPE")], [0.2, 0.7, 0.1, 1])
    assert _without_renown(found) == pytest.approx(
        {
            "share of the others in its country": 1,
            "always": 1,
            "log odds": log(0.7 / 0.3) / 5,
            "ahead of the next elsewhere": log(0.7 / 0.2) / 5,
            "readings": log(3) / 3,
            "population": log10(25_001) / 7,
            "names in the article": log(2) / 3,
            "words in the name": 1 / 4,
            "is town": 1,
            "by name": 1,
            "label GPE": 1,
        }
    )


def test_the_only_reading_of_the_only_name() -> None:
    # Belief is never taken for more than .9999, nor the next place for less than .0001.
    assert _without_renown(values([("Texas", "LOC")], [1])) == pytest.approx(
        {
            "always": 1,
            "log odds": log(0.9999 / 0.0001) / 5,
            "ahead of the next elsewhere": log(0.9999 / 0.0001) / 5,
            "only reading": 1,
            "population": log10(29_000_001) / 7,
            "only name of the article": 1,
            "words in the name": 1 / 4,
            "is admin1": 1,
            "by name": 1,
            "label LOC": 1,
        }
    )


def _without_renown(found: Mapping[str, float]) -> dict[str, float]:
    apart = ("renown", "far", "speaks for")
    return {name: value for name, value in found.items() if not any(a in name for a in apart)}


@pytest.mark.parametrize(
    ("features", "speaks"),
    [
        ({}, False),
        ({"country of some others": 0.7}, True),
        ({"country named": 0.7}, True),
        ({"within 30 km of others": 0.4}, True),
        ({"lies in its qualifier (comma)": 1}, True),
    ],
)
def test_whether_anything_speaks_for_the_best(features: Mapping[str, float], speaks: bool) -> None:
    found = values([("Paris", "GPE"), ("Lyon", "GPE")], [0.2, 0.7, 0.1, 1], features=features)
    assert ("nothing speaks for it" in found) is not speaks


def test_a_country_says_nothing_of_which_of_its_towns_is_meant() -> None:
    of_country = {"country of some others": 0.7}
    found = values([("Paris", "GPE"), ("Lyon", "GPE")], [0.2, 0.7, 0.1, 1], features=of_country)
    assert found["nothing near speaks for it"] == 1
    # Of those who know a Paris in the United States, so many know the one in Tennessee.
    assert found["nothing near speaks for it, and namesakes in its country"] == pytest.approx(
        10_001 / 35_002
    )


def test_how_far_the_best_is_ahead_in_renown() -> None:
    found = values([("Paris", "GPE")], [0.7, 0.2, 0.1])
    best, rival = log10(2_100_001) / 7.5, log10(25_001) / 7.5
    assert found["renown of the place"] == found["renown if alone"] == pytest.approx(best)
    assert found["renown ahead of the next elsewhere"] == pytest.approx(3 * (best - rival))
    assert found["its share of the renown"] == pytest.approx(
        2_100_001 / (2_100_001 + 25_001 + 10_001)
    )


def test_far_from_everything_else_counts_where_the_name_is_not_its_alone() -> None:
    # Paris, Texas, is some 7,700 km from Lyon, and one of three of its name.
    found = values([("Paris", "GPE"), ("Lyon", "GPE")], [0.2, 0.7, 0.1, 1])
    far = log(1 + 77) / log(201)
    assert found["far from all others, and little known"] == pytest.approx(
        far * (1 - log10(25_001) / 7.5), abs=0.02
    )
    assert found["far from all others, and not alone of its name"] == pytest.approx(far, abs=0.05)
    at_home = values([("Paris", "GPE"), ("Texas", "GPE")], [0.2, 0.7, 0.1, 1])
    assert "far from all others, and little known" not in at_home


def test_a_city_and_the_division_around_it_are_one_place() -> None:
    region = Place("geonames:93", "Zenda Oblast", 60, 60, "A", "ADM1", "RU", "", 900_000)
    city = Place("geonames:94", "Zenda", 55, 50, "P", "PPLA", "RU", "", 500_000)
    inside = replace(city, ancestors=(region.id,))
    for chosen, sure in ((inside, 0.9999), (city, 0.6)):
        places = World({"zenda": [Bears(chosen), Bears(region, "short")]})
        found = values([("Zenda", "GPE")], [0.4, 0.6], places=places)
        assert found["log odds"] == pytest.approx(log(sure / (1 - sure)) / 5, rel=1e-3)


def test_places_within_50_km_are_one_place_to_a_reader() -> None:
    beside = Place("geonames:90", "Paris", 48.86, 2.3, "A", "ADM2", "FR", "", 2_000_000)
    places = World({"paris": [Bears(PARIS), Bears(beside), Bears(LYON)]})
    found = values([("Paris", "GPE")], [0.5, 0.3, 0.2], places=places)
    assert found["log odds"] == pytest.approx(log(0.8 / 0.2) / 5)
    assert found["ahead of the next elsewhere"] == pytest.approx(log(0.8 / 0.2) / 5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("northern Fort Worth", {"cut down": 1, "words in the name": 3 / 4}),
        (
            "Dallas Police Federal Credit Union",
            {"cut down": 1, "name cut to its first word": 1, "words in the name": 1},
        ),
        ("Dallas Road", {"street or building": 1, "words in the name": 2 / 4}),
    ],
)
def test_how_a_name_was_found(name: str, expected: Mapping[str, float]) -> None:
    bearers = {name: [Bears(DALLAS)] for name in ("dallas", "dallas road", "fort worth")}
    places = World(bearers)
    found = values([(name, "FAC")], [1], places=places)
    assert found.items() >= expected.items()
    asked = ("cut down", "name cut to its first word", "street or building", "words in the name")
    assert {each for each in asked if each in found} == set(expected)


@pytest.mark.parametrize("match", MATCHES)
def test_how_the_place_bears_the_name(match: str) -> None:
    found = values([("Big D", "GPE")], [1], places=World({"big d": [Bears(DALLAS, match)]}))
    assert [each for each in found if each.startswith("by ")] == [f"by {match}"]


@pytest.mark.parametrize(
    ("feature", "kind"),
    [
        ("A.PCLI", "country"),
        ("A.ADM1", "admin1"),
        ("A.ADM2", "admin2"),
        ("P.PPLC", "town"),  # being a capital speaks for a place only in world news
        ("P.PPLA", "seat"),
        ("P.PPL", "town"),
        ("P.PPLX", "section"),
        ("H.STM", "water"),
        ("T.MT", "terrain"),
        ("L.RGN", "area"),
        ("S.AIRP", "site"),
    ],
)
def test_what_kind_of_place_is_chosen(feature: str, kind: str) -> None:
    letter, code = feature.split(".")
    chosen = Place("geonames:91", "Zenda", 1, 1, letter, code, "US")
    found = values([("Zenda", "GPE")], [1], places=World({"zenda": [Bears(chosen)]}))
    assert [each for each in found if each.startswith("is ")] == [f"is {kind}"]


@pytest.mark.parametrize("label", ["GPE", "LOC", "FAC", "NORP", "ORG", "PERSON"])
def test_the_labels_of_all_mentions_count(label: str) -> None:
    found = values([("Texas", "GPE"), ("Texas", label)], [1])
    assert {each for each in found if each.startswith("label ")} == {"label GPE", f"label {label}"}


def test_world_news_knows_capitals_and_great_cities() -> None:
    capital = Place("geonames:92", "Zenda", 1, 1, "P", "PPLC", "RU", "", 99_999)
    places = World({"zenda": [Bears(capital)], "texas": [Bears(TEXAS)]})
    features = {"population of a settlement": 5 / 7}
    world = {
        "many countries in the article": 0.5,
        "city among many countries": 0.5 * 5 / 7,
    }
    of_capital = values([("Zenda", "GPE")], [1], 0.5, features, places)
    assert of_capital.items() >= {**world, "capital among many countries": 0.5}.items()
    of_state = values([("Texas", "GPE")], [1], 0.5, features, places)
    assert of_state.items() >= world.items()
    assert "capital among many countries" not in of_state


def test_lying_in_the_qualifier_counts_however_it_is_linked() -> None:
    for link in ("comma", "list", "owner"):
        found = values([("Texas", "GPE")], [1], features={f"lies in its qualifier ({link})": 1})
        assert found["in its qualifier"] == 1


@pytest.mark.parametrize("name", SUPPORT)
def test_what_the_ranking_saw_is_taken_over(name: str) -> None:
    found = values([("Texas", "GPE")], [1], features={name: 0.25})
    assert {each for each in SUPPORT if each in found} == {name}
    assert found[name] == 0.25


def test_the_country_is_chosen_for_its_own_group() -> None:
    found = values([("Paris", "GPE"), ("United States", "GPE")], [0.2, 0.7, 0.1, 1], group=1)
    assert found["population"] == pytest.approx(log10(US.population + 1) / 7)
    assert found["is country"] == 1
    assert found["words in the name"] == 2 / 4


def test_weights_are_read_and_written_by_name() -> None:
    weights = parse_weights("# a comment\nreadings\t2\nalways\t-1\n")
    row = np.zeros(len(CONFIDENCE_FEATURES))
    row[CONFIDENCE_FEATURES.index("readings")] = 1
    assert confidence(row, weights) == pytest.approx(1 / (1 + np.exp(-2)))
    assert np.array_equal(parse_weights(format_weights(weights)), weights)
    with pytest.raises(ValueError, match="'reading'"):
        parse_weights("reading\t2\n")
