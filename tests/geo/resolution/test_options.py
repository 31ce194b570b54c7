"""The places that a name may mean, and how they bear it."""

from __future__ import annotations

from geo.resolution.options import MOST_OPTIONS, OPTION_FEATURES, OptionFinder
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


def test_a_name_that_says_which_of_its_name_it_is_counts_as_the_name_itself():
    leon = town(2001, "León de los Aldama", FRANCE, (21, -101), 1_500_000)
    leonine = town(2002, "Leon Springs", FRANCE, (29, -98), 2_000)
    found = OptionFinder(World({"leon": [Bears(leon, "alternate"), Bears(leonine)]})).options(
        "Leon"
    )
    alike = found.features[:, OPTION_FEATURES.index("name spelt alike")]
    by_name = {o.place.name: bool(a) for o, a in zip(found.options, alike, strict=True)}
    assert by_name == {"León de los Aldama": True, "Leon Springs": False}
