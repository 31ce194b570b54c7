"""What a picture shows of an atlas."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geo.atlas import Atlas, Filter
from geo.models import Place, Role
from geo.picture import read_scene
from geo.picture.scene import NamedCountry, ShadedArea
from tests.geo.atlas.samples import KABUL, article, named
from tests.geo.export.newsroom import AFGHANISTAN, HERAT

TEXAS = Place("geonames:4736286", "Texas", 31.25, -99.25, "A", "ADM1", "US", "Texas")


def test_a_country_is_as_dark_as_it_is_named_as_a_place(tmp_path: Path) -> None:
    talks = "Afghanistan said so in Kabul, Afghanistan, near Herat."
    actor = named(talks, "Afghanistan", AFGHANISTAN, Role.ACTOR)
    again = named(talks[11:], "Afghanistan", AFGHANISTAN)
    atlas = Atlas(tmp_path / "atlas")
    towns = (named(talks, "Kabul", KABUL), named(talks, "Herat", HERAT))
    atlas.add([article(1, talks, actor, *towns), article(2, talks[11:], again)])
    scene = read_scene(atlas.reader(), Filter())
    assert scene.countries == [NamedCountry("AF", "Afghanistan", 1)]
    assert [(mark.name, mark.count) for mark in scene.marks] == [("Kabul", 1)]
    assert [(mark.name, mark.count) for mark in scene.areas] == [("Herat", 1)]
    assert (scene.articles, scene.places, scene.most) == (2, 3, 1)
    assert (scene.first, scene.last) == (date(2021, 7, 9), date(2021, 7, 9))


def test_a_country_that_only_acts_is_not_drawn(tmp_path: Path) -> None:
    text = "Afghanistan said so."
    atlas = Atlas(tmp_path / "atlas")
    atlas.add([article(1, text, named(text, "Afghanistan", AFGHANISTAN, Role.ACTOR))])
    assert read_scene(atlas.reader(), Filter()).countries == []


def test_a_division_is_shaded_by_how_often_it_is_named_as_a_place(tmp_path: Path) -> None:
    text = "Texas sued; floods in Texas, and in Texas again."
    actor = named(text, "Texas", TEXAS, Role.ACTOR)
    places = [named(text[11:], "Texas", TEXAS), named(text[28:], "Texas", TEXAS)]
    atlas = Atlas(tmp_path / "atlas")
    atlas.add(
        [
            article(1, text, actor),
            article(2, text[11:], places[0]),
            article(3, text[28:], places[1]),
        ]
    )
    assert read_scene(atlas.reader(), Filter()).shaded == [ShadedArea(TEXAS.id, 2)]
