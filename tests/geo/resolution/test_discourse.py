"""One sense per discourse, unless the article tells two apart."""

from __future__ import annotations

from geo.resolution.context import read_context
from geo.resolution.discourse import group_mentions
from geo.resolution.options import OptionFinder
from tests.geo.resolution.places import WORLD, article, toponyms


def groups(text, *names):
    context = read_context(article(text), toponyms(text, *names))
    return [
        [context.names[i].start for i in group.members]
        for group in group_mentions(context, OptionFinder(WORLD))
        if context.names[group.members[0]].text == "Paris"
    ]


def test_mentions_of_a_name_share_a_sense():
    assert groups("Paris. PARIS? In Paris, Texas.", "Paris", "Texas") == [[0, 17]]


def test_two_qualifiers_make_two_senses_and_bare_mentions_follow():
    text = "From Paris, Texas, to Paris, France. In Paris she stayed."
    assert groups(text, "Paris", "Texas", "France") == [[5], [22, 40]]


def test_a_name_beside_it_that_does_not_contain_it_makes_no_sense_of_its_own():
    text = "Paris, Texas, won. Later Paris, Dallas told us, lost."
    assert groups(text, "Paris", "Texas", "Dallas") == [[0, 25]]


def test_a_list_tells_no_two_places_apart():
    text = "Rain fell in Paris, Texas and Tennessee. In Paris, France, it was dry."
    assert groups(text, "Paris", "Texas", "Tennessee", "France") == [[13, 44]]
