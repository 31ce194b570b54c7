"""Links that people have kept open the same view in every later version.

A version adds its links when it is released; none is ever changed.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest

from dashboard.state.selection import DEFAULT_ROLES, Selection, Versus, View
from dashboard.state.session import Tab
from dashboard.state.url_query import parse, parse_tab
from geo.atlas import DateBasis, Unit
from geo.models import Role

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
}
"""The query of each link of 0.1.0 and what it selects."""


@pytest.mark.parametrize("link", LINKS)
def test_a_link_opens_the_same_view(link: str) -> None:
    assert parse(parse_qs(link)) == (LINKS[link], ())


def test_a_link_without_roles_leaves_publishers_out() -> None:
    assert parse({})[0].roles == DEFAULT_ROLES


def test_a_link_opens_the_same_list() -> None:
    assert parse_tab({"tab": ["articles"]}) is Tab.ARTICLES
