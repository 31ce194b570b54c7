"""Streets, quarters and sites lie in the town that the text says, never at a namesake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.models import Place, Resolution, Role
from geo.resolution.resolver import Resolver
from geo.resolution.sites import is_site_name
from tests.geo.resolution.places import (
    DALLAS,
    FRANCE,
    LYON,
    MEMPHIS,
    PARIS,
    TENNESSEE,
    TEXAS,
    Bears,
    World,
    article,
    toponyms,
    town,
)

GREEN_LINE = Place("geonames:31", "Green Line", 35.1, 33.4, "L", "ZN", "CY", renown=0.69)
OAK_BEACH = town(32, "Oak Beach", TENNESSEE, (36.0, -86.0), 450_000)
ELM_HILL = town(33, "Elm Hill", TEXAS, (32.8, -96.75), 900)
NAMES = World(
    {
        "france": [Bears(FRANCE)],
        "texas": [Bears(TEXAS)],
        "tennessee": [Bears(TENNESSEE)],
        "paris": [Bears(PARIS)],
        "lyon": [Bears(LYON)],
        "dallas": [Bears(DALLAS)],
        "memphis": [Bears(MEMPHIS)],
        "green line": [Bears(GREEN_LINE)],
        "oak beach": [Bears(OAK_BEACH)],
        "elm hill": [Bears(ELM_HILL)],
        "french hill": [Bears(FRANCE, "site")],
    }
)


def resolved(text: str, *names: str, dateline: str = "") -> dict[str, Resolution]:
    found = [
        *toponyms(text, *names),
        *(toponyms(text, dateline, role=Role.DATELINE) if dateline else ()),
    ]
    found.sort(key=lambda each: each.start)
    parsed = Resolver(NAMES, 0.0).resolve(article(text), tuple(found))
    return {each.toponym.text: each for each in parsed.resolutions}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Fire on Lyon Street in Dallas.", "Lyon Street"),
        ("Fire at Lyon Park, Dallas, on Monday.", "Lyon Park"),
        ("Dallas's Lyon Road was closed.", "Lyon Road"),
        ("The Lyon Road junction in Dallas was closed.", "Lyon Road"),
        ("A house in French Hill in Dallas burned.", "French Hill"),
        ("Green Line trains in Dallas stood still.", "Green Line"),
        ("The Lyon neighborhood in Dallas lost power.", "Lyon"),
        ("Nobody in Dallas was hurt when a wall fell on Lyon Street.", "Lyon Street"),
        ("Fire on Qwerty Street in Dallas.", "Qwerty Street"),
        ("Lyon University in Dallas closed.", "Lyon University"),
        ("The University of Lyon in Dallas closed.", "University of Lyon"),
    ],
)
def test_a_site_is_placed_in_the_town_that_the_text_says(text: str, site: str) -> None:
    found = resolved(text, "Dallas", site)
    assert found[site].place == DALLAS and found[site].in_town
    assert found[site].confidence < found["Dallas"].confidence
    assert "in Dallas, Texas" in found[site].candidates[0].reasons[0].text
    assert found["Dallas"].place == DALLAS and not found["Dallas"].in_town


def test_an_article_about_one_town_places_its_streets() -> None:
    text = "DALLAS (AP) — Rain fell. A wall fell on Lyon Street at noon."
    found = resolved(text, "Lyon Street", dateline="DALLAS")
    assert found["Lyon Street"].place == DALLAS
    assert found["Lyon Street"].in_town


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("From Dallas and Memphis they came. A wall fell on Lyon Street.", "Lyon Street"),
        ("Dallas and Memphis asked for Lyon Park.", "Lyon Park"),
        ("Dallas slept. Green Line soldiers watched.", "Green Line"),
    ],
)
def test_where_the_town_is_not_said_nothing_is_placed_there(text: str, site: str) -> None:
    assert not resolved(text, "Dallas", "Memphis", site)[site].in_town


@pytest.mark.parametrize(
    ("text", "site", "place"),
    [
        ("A house in Elm Hill in Dallas burned.", "Elm Hill", ELM_HILL),
        ("Guests from Oak Beach in Dallas spoke.", "Oak Beach", OAK_BEACH),
        ("Green Line talks in Dallas failed.", "Green Line", GREEN_LINE),
        ("The train from Lyon in Dallas was late.", "Lyon", LYON),
        ("Lyon University students in Dallas sang.", "Lyon", LYON),
        ("Lyon Airport staff in Dallas struck.", "Lyon Airport", LYON),
        ("Lyon Airport, Dallas and Paris were shut.", "Lyon Airport", LYON),
    ],
)
def test_what_is_known_stays_where_it_is(text: str, site: str, place: Place) -> None:
    found = resolved(text, "Dallas", site)[site]
    assert found.candidates[0].place == place and not found.in_town


def test_a_name_inside_a_sites_name_moves_no_other_mention() -> None:
    text = "France voted. The France Lyric Hall in Dallas closed. France slept."
    inside = text.index("France Lyric")
    found = [
        replace(each, role=Role.ORGANISATION) if each.start == inside else each
        for each in toponyms(text, "France", "Dallas")
    ]
    parsed = Resolver(NAMES, 0.0).resolve(article(text), found)
    france = [each for each in parsed.resolutions if each.toponym.text == "France"]
    assert [each.place for each in france] == [FRANCE, DALLAS, FRANCE]


def test_names_of_sites_are_told_by_their_last_word() -> None:
    assert all(map(is_site_name, ("Irish Hill", "Dodge St.", "Route Road", "Lincoln High School")))
    assert not any(map(is_site_name, ("Hillsboro", "Parkersburg", "Park City", "Field of Mars")))
