"""Settlements come with the best known first."""

from itertools import islice
from pathlib import Path

import pytest

from geo.errors import GazetteerMissing
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.settlements import settlements


def test_the_best_known_come_first(gazetteer: Gazetteer) -> None:
    first = list(islice(settlements(gazetteer.path), 2000))
    assert first == sorted(first, key=lambda town: -town.renown)
    names = {town.name for town in first}
    assert {"Moscow", "Nairobi", "Kabul"} <= names
    assert {town.feature_class for town in first} == {"P"}


def test_capitals_are_told_from_other_towns(gazetteer: Gazetteer) -> None:
    by_name = {town.name: town for town in reversed(list(islice(settlements(gazetteer.path), 500)))}
    assert by_name["Paris"].is_capital
    assert not by_name["Mumbai"].is_capital


def test_without_a_gazetteer_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing):
        list(settlements(tmp_path / "none.sqlite"))
