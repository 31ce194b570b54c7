from __future__ import annotations

import re

import pytest

from geo.dataframes import AtlasSelection
from tests.geo.export import newsroom


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> AtlasSelection:
    content = newsroom.filled(tmp_path_factory.mktemp("newsroom"))
    return AtlasSelection(content.reader, content.f, content.provenance)


def test_a_map_shows_itself_and_asks_nobody(atlas: AtlasSelection) -> None:
    drawn = atlas.map()
    assert "<iframe" in drawn._repr_html_()
    page = drawn.get_root().render()
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"', page) == []


def test_texts_are_data(atlas: AtlasSelection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.map.notebook_map.SENTENCES", 20)
    page = atlas.map().get_root().render()
    shown = page.partition("Dateline.show(")[2]
    assert "DROP TABLE" in shown and "unbalanced" in shown
    assert "<script>alert" not in page and "<b>bold" not in page
    assert "{unbalanced" not in shown


def test_a_selection_of_nothing_is_an_empty_map(atlas: AtlasSelection) -> None:
    assert "Dateline.show(" in atlas.where(countries="BR").map().get_root().render()


def test_only_so_many_places_are_drawn_and_that_is_said(
    atlas: AtlasSelection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.map.notebook_map.MOST_PLACES", 3)
    page = atlas.map().get_root().render()
    assert "4 less often named places are left out" in page
