"""Where outlets sit, as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import BadInput
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.outlets import read_outlets, town

SPRINGFIELD = "geonames:4250542"


@pytest.mark.parametrize(
    "written", ["4250542", SPRINGFIELD, "Springfield, Illinois", " Springfield, Ill. "]
)
def test_a_town_is_named_by_id_or_name(gazetteer: Gazetteer, written: str) -> None:
    assert town(written, gazetteer).id == SPRINGFIELD


def test_the_best_known_by_far_needs_no_qualifier(gazetteer: Gazetteer) -> None:
    assert town("Berlin", gazetteer).country_code == "DE"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Springfield", "several towns are called 'Springfield': give the id of one (4409896 in"),
        ("Qwertyville", "no town 'Qwertyville' is known"),
        ("1", "no town '1' is known"),
        ("4896861", "Illinois (geonames:4896861) is no town"),
    ],
)
def test_what_could_be_several_or_none_is_refused(
    gazetteer: Gazetteer, written: str, reason: str
) -> None:
    with pytest.raises(BadInput) as error:
        town(written, gazetteer)
    assert reason in str(error.value)


def test_a_table_says_it_for_each_source(gazetteer: Gazetteer, tmp_path: Path) -> None:
    table = tmp_path / "outlets.csv"
    table.write_text(
        '\ufeffPlace,Source,Note\n4250542,The Herald,daily\n"Paris, Texas",paris.example,\n',
        encoding="utf-8",
    )
    found = read_outlets(table, gazetteer)
    assert {source: place.admin1 for source, place in found.items()} == {
        "The Herald": "Illinois",
        "paris.example": "Texas",
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,town\nA,1\n", "outlets.csv:1: the first line does not name source,place"),
        ("source,place\nThe Herald,4250542\nThe Post,Springfield\n", "outlets.csv:3: several"),
        ("source,place\n,4250542\n", "outlets.csv:2: the source is missing"),
        ("source,place\nThe Herald\n", "outlets.csv:2: no town ''"),
    ],
)
def test_a_line_that_says_nothing_is_named(
    gazetteer: Gazetteer, tmp_path: Path, text: str, reason: str
) -> None:
    table = tmp_path / "outlets.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_outlets(table, gazetteer)
    assert reason in str(error.value)


def test_a_table_that_is_not_there_is_named(gazetteer: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.csv: cannot be read"):
        read_outlets(tmp_path / "none.csv", gazetteer)
