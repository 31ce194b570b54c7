"""Links that people have kept open the same view in every later version.

A version adds its links when it is released; none is ever changed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qs

import pytest

from dashboard.state.selection import DEFAULT_ROLES, Selection, Shade, Versus, View
from dashboard.state.session import Tab
from dashboard.state.storyline_address import asked, selection_of
from dashboard.state.url_query import parse, parse_tab
from geo.atlas import DateBasis, Unit
from geo.atlas.area import parse_area
from geo.models import Role
from geo.picture import Layers
from geo.storylines import Storyline, StoryStep

LINKS = {
    "": Selection(),
    "from=2021-07-01&to=2021-07-31&place=geonames:524901&q=border": Selection(
        dates=(date(2021, 7, 1), date(2021, 7, 31)), place="geonames:524901", text="border"
    ),
    "source=Press+Trust&source=The+Observer%2C+Weekend&country=AF%2CRU": Selection(
        sources=("Press Trust", "The Observer, Weekend"), countries=("AF", "RU")
    ),
    "role=place&role=actor&unit=articles&lat=34.5&lon=-62.125&z=4.5": Selection(
        roles=(Role.PLACE, Role.ACTOR), unit=Unit.ARTICLES, view=View(34.5, -62.125, 4.5)
    ),
    "undated=no&clock=spoken&sure=0.7&focus=yes&language=fr": Selection(
        undated=False,
        date_basis=DateBasis.SPOKEN,
        confidence=0.7,
        focus=True,
        languages=("fr",),
    ),
    "unplaced=Torhondi&article=a1": Selection(unplaced="Torhondi", article="a1"),
    "vsfrom=2021-06-01&vsto=2021-06-30": Selection(
        versus=Versus(dates=(date(2021, 6, 1), date(2021, 6, 30)))
    ),
    "near=geonames:1140026": Selection(near="geonames:1140026"),
    "layers=areas&shade=perplace&area=60.5,29.4,74.9,38.5": Selection(
        layers=Layers.AREAS, shade=Shade.PER_PLACE, area=parse_area("60.5,29.4,74.9,38.5")
    ),
    "area=60.5,29.4;74.9,29.4;70,38.5&layers=points&shade=share": Selection(
        layers=Layers.POINTS, shade=Shade.SHARE, area=parse_area("60.5,29.4;74.9,29.4;70,38.5")
    ),
    "place=geonames:1138958&also=geonames:524901&about=yes&unit=stories": Selection(
        place="geonames:1138958", also=("geonames:524901",), focus=True, unit=Unit.STORIES
    ),
    "tag=to+check&tag=%C3%A9t%C3%A9&language=und": Selection(
        tags=("to check", "été"), languages=("",)
    ),
    "vssource=The+Observer&vsmaps=two&source=Press+Trust": Selection(
        versus=Versus(source="The Observer"), two_maps=True, sources=("Press Trust",)
    ),
    "since=2026-11-28T10:00:00Z&undated=yes&from=2021-07-01": Selection(
        since=datetime(2026, 11, 28, 10, tzinfo=UTC),
        undated=True,
        dates=(date(2021, 7, 1), None),
    ),
}
"""The query of each link of 0.1.0 and what it selects."""


@pytest.mark.parametrize("link", LINKS)
def test_a_link_opens_the_same_view(link: str) -> None:
    assert parse(parse_qs(link)) == (LINKS[link], ())


def test_a_link_without_roles_leaves_publishers_out() -> None:
    assert parse({})[0].roles == DEFAULT_ROLES


def test_a_link_opens_the_same_list() -> None:
    assert parse_tab({"tab": ["articles"]}) is Tab.ARTICLES


@pytest.mark.parametrize(
    "link",
    ["story=2021-talks&step=2", "step=1&steps=say%3DHerat%26place%3Dgeonames%253A1140026%26z%3D7"],
)
def test_a_link_to_a_story_leads_to_its_step(link: str) -> None:
    kept = Storyline("2021-talks", "Talks", (StoryStep("", "One"), StoryStep("q=talks", "Two")))
    found, number, ignored = asked(parse_qs(link), [kept])
    assert found is not None
    assert ignored == []
    assert found.steps[number - 1].sentence in ("Two", "Herat")
    assert selection_of(found.steps[number - 1]) in (
        Selection(text="talks"),
        Selection(place="geonames:1140026"),
    )
