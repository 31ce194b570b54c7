"""Stories of local papers that never say where they are."""

from __future__ import annotations

import pytest

from geo.models import Place, Resolution
from geo.resolution.resolver import Resolver
from tests.geo.resolution.places import (
    US,
    WORLD,
    Bears,
    World,
    article,
    country,
    state,
    toponyms,
    town,
)

PADDING = "Nothing else of note was said, and everybody went home early that night. " * 6


def confidence(text: str) -> float:
    [found] = Resolver(WORLD, 0.0).resolve(article(text), toponyms(text, "Paris")).resolutions
    return found.confidence


COUNCIL = "The Paris city council met. Residents spoke to the sheriff of the school board. "


def test_a_long_local_story_is_left_open() -> None:
    assert confidence(COUNCIL + PADDING) <= 0.45


@pytest.mark.parametrize(
    "text",
    [
        "A Paris woman was charged on Monday. ",
        "Ann Doe of Paris was driving a van. ",
        "They met in Paris; call 901-555-0134. ",
        "The fire was at 2517 Elm St., Paris. ",
    ],
)
def test_neighbours_telephones_and_addresses_speak_for_a_namesake_at_home(text: str) -> None:
    assert confidence(text + PADDING) <= 0.45
    assert confidence(text) > 0.5


@pytest.mark.parametrize("text", [COUNCIL, "A minister flew to Paris. " + PADDING])
def test_a_short_one_and_one_of_no_local_affairs_is_not(text: str) -> None:
    assert confidence(text) > 0.5


LEBANON = country(101, "Lebanon", "LB", (33.8, 35.8), 6_000_000)
NEW_YORK = state(111, "New York", US, (43, -75), 20_000_000)
MAINE = state(112, "Maine", US, (45, -69), 1_300_000)
ROCHESTERS = [town(121, "Rochester", NEW_YORK, (43.2, -77.6), 200_000)]
ROCHESTERS.append(town(122, "Rochester", MAINE, (44.5, -69.5), 100_000))
SMALL = town(123, "Rochester", MAINE, (44.5, -69.5), 300)


def of(names: World, text: str, name: str) -> Resolution:
    [found] = Resolver(names, 0.5).resolve(article(text), toponyms(text, name)).resolutions
    return found


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("A Lebanon woman was charged.", False),
        ("She works for the city of Lebanon.", False),
        ("A woman was charged in Lebanon.", True),
        ("President Joseph Aoun of Lebanon resigned.", True),
    ],
)
def test_a_country_is_not_written_of_as_a_town_is(text: str, placed: bool) -> None:
    found = of(World({"lebanon": [Bears(LEBANON)]}), text, "Lebanon")
    assert (found.place is not None) is placed


@pytest.mark.parametrize(
    ("known", "padding", "placed"),
    [(ROCHESTERS, PADDING, False), (ROCHESTERS, "", True), ([ROCHESTERS[0], SMALL], PADDING, True)],
)
def test_of_towns_of_a_name_about_as_well_known_none_is_meant_in_a_long_text(
    known: list[Place], padding: str, placed: bool
) -> None:
    names = World({"rochester": [Bears(place) for place in known]})
    found = of(names, "A house in Rochester burned. " + padding, "Rochester")
    assert (found.place is not None) is placed
