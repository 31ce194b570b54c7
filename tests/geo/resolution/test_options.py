"""The places that a name may mean, and how they bear it."""

from __future__ import annotations

from geo.resolution.options import MOST_OPTIONS, OptionFinder
from tests.geo.resolution.places import DALLAS, FRANCE, LYON, PARIS, Bears, World, town


def test_a_place_known_twice_by_a_name_bears_it_as_the_gazetteer_says_first():
    places = World({"paris": [Bears(PARIS, "name"), Bears(PARIS, "alternate"), Bears(LYON)]})
    options = OptionFinder(places).options("Paris").options
    assert [(option.place, option.match) for option in options] == [(PARIS, "name"), (LYON, "name")]


def test_the_most_populous_bearers_are_kept():
    towns = [town(1000 + i, "Mina", FRANCE, (45, 3), i) for i in range(MOST_OPTIONS + 5)]
    options = OptionFinder(World({"mina": [Bears(each) for each in towns]})).options("Mina").options
    assert [option.place.population for option in options] == list(range(MOST_OPTIONS + 4, 4, -1))


def test_a_shorter_name_is_tried_only_where_the_whole_is_not_known():
    places = World({"dallas": [Bears(DALLAS)], "northern dallas": [Bears(LYON)]})
    finder = OptionFinder(places)
    assert finder.options("northern Dallas").options[0].place == LYON
    assert finder.options("southern Dallas").options[0].place == DALLAS
    assert finder.options("southern Dallas").reduction.left_out == "southern"
    assert finder.options("Southern Nowhere").options == ()
