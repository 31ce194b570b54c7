"""Near which of the article's places an unknown name is guessed."""

from __future__ import annotations

import pytest

from geo.models import Place
from geo.resolution.context import read_context
from geo.resolution.discourse import group_mentions
from geo.resolution.features import compare_options
from geo.resolution.guess import ChosenPoints, guess_by_neighbours
from geo.resolution.options import OptionFinder
from geo.resolution.origin import read_origin
from tests.geo.resolution.places import DALLAS, LYON, TEXAS, Bears, World, article, toponyms, town

FORT_WORTH = town(101, "Fort Worth", TEXAS, (32.75, -97.33), 900_000)  # 50 km from Dallas
WORLD = World({place.name.casefold(): [Bears(place)] for place in (DALLAS, FORT_WORTH, LYON)})


def guessed(text: str, sure_of: dict[Place, float]) -> Place | None:
    """The place beside which Xanadville is guessed, given how sure the others are."""
    names = toponyms(text, "Xanadville", *(place.name for place in sure_of))
    told = article(text)
    context = read_context(told, names)
    groups = group_mentions(context, OptionFinder(WORLD))
    options = compare_options(context, groups, read_origin(told))
    assert options is not None
    rows = {options.option(row).place: row for row in range(len(options.group))}
    chosen = ChosenPoints(tuple(rows[place] for place in sure_of), tuple(sure_of.values()))
    [unknown] = [group for group in groups if not group.options.options]
    found = guess_by_neighbours(context, options, chosen, unknown)
    return found.place if found else None


@pytest.mark.parametrize(("characters", "place"), [(150, DALLAS), (300, LYON)])
def test_a_place_pulls_less_the_farther_off_it_is_named(characters: int, place: Place) -> None:
    """Dallas, of which we are surer, pulls with .9 · (.05 + e^(-characters / 300)); Lyon, which is
    named 16 characters away, with .5 · (.05 + .95)."""
    text = f"{'Dallas slept. ':.<{characters}}Xanadville, near Lyon, woke."
    assert text.index("Lyon") - text.index("Xanadville") == 17
    assert guessed(text, {DALLAS: 0.9, LYON: 0.5}) == place


def test_places_that_lie_together_pull_together() -> None:
    text = "Lyon woke before Xanadville, and so did Dallas and Fort Worth."
    assert guessed(text, {LYON: 0.6, DALLAS: 0.5}) == LYON
    assert guessed(text, {LYON: 0.6, DALLAS: 0.5, FORT_WORTH: 0.5}) == DALLAS
