from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from math import floor
from pathlib import Path

import pytest

from geo.errors import BadInput
from geo.gazetteer import Gazetteer
from geo.gazetteer.curated import FEATURES, read_table
from geo.gazetteer.names import demonym_forms
from geo.gazetteer.store import open_for_reading

FEATURE_CLASSES = set("AHLPRSTUV")


@pytest.mark.parametrize("table", FEATURES)
def test_every_feature_has_a_point_a_class_and_one_row(table: str) -> None:
    seen = set()
    for row in read_table(table):
        assert row["class"] in FEATURE_CLASSES, row.error("class")
        assert row["code"], row.error("code")
        assert row["name"] == row["name"].strip(), row.error("name")
        if row["latitude"]:
            assert -90 <= row.number("latitude") <= 90
            assert -180 <= row.number("longitude") <= 180
            assert (row.number("latitude"), row.number("longitude")) != (0, 0)
        bearer = (row["id"], row["name"], row["within"])
        assert bearer not in seen, row.error("twice")
        seen.add(bearer)


def test_every_country_has_a_point_and_its_own_code() -> None:
    rows = list(read_table("countries.tsv"))
    assert len({row["country"] for row in rows}) == len(rows) > 245
    for row in rows:
        assert -90 <= row.number("latitude") <= 90
        assert -180 <= row.number("longitude") <= 180


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    table = tmp_path / "places.tsv"
    table.write_text("# a comment\nname\tlatitude\nHerat\t34.3\nKabul\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"places\.tsv:4: 1 cells, expected 2"):
        list(read_table("places.tsv", tmp_path))


def test_a_bad_number_is_named(tmp_path: Path) -> None:
    table = tmp_path / "places.tsv"
    table.write_text("name\tlatitude\nHerat\tnorth\n", encoding="utf-8")
    (row,) = read_table("places.tsv", tmp_path)
    with pytest.raises(BadInput, match=r"places\.tsv:2: latitude is 'north'"):
        row.number("latitude")


@pytest.mark.parametrize(
    ("demonym", "forms"),
    [
        ("Afghan", ("Afghan", "Afghans")),
        ("German", ("German", "Germans")),
        ("Irishman", ("Irishman", "Irishmen")),
        ("Chinese", ("Chinese",)),
        ("British", ("British",)),
        ("Swiss", ("Swiss",)),
        ("Iraqi", ("Iraqi", "Iraqis")),
    ],
)
def test_demonyms_have_plurals(demonym: str, forms: tuple[str, ...]) -> None:
    assert demonym_forms(demonym) == forms


# Far from any town of the country they belong to.
REMOTE = {"Wake Island", "Johnston Atoll", "Ashmore Reef"}
REACH = 2  # degrees


@pytest.fixture(scope="module")
def countries(gazetteer: Gazetteer) -> dict[tuple[int, int], set[str]]:
    """Which countries have a town in each cell of one degree."""
    cells: dict[tuple[int, int], set[str]] = defaultdict(set)
    with closing(open_for_reading(gazetteer.path)) as connection:
        for latitude, longitude, country in connection.execute(
            "SELECT latitude, longitude, country_code FROM place"
            " WHERE feature_class = 'P' AND key > 0"
        ):
            cells[floor(latitude), floor(longitude)].add(country)
    return cells


@pytest.mark.parametrize("table", FEATURES)
def test_every_feature_lies_in_the_country_that_it_names(
    table: str, countries: dict[tuple[int, int], set[str]]
) -> None:
    for row in read_table(table):
        country = row["within"].rpartition("@")[2].partition(".")[0]
        if len(country) != 2 or not row["latitude"] or row["name"] in REMOTE:
            continue
        south, west = floor(row.number("latitude")), floor(row.number("longitude"))
        reach = range(-REACH, REACH + 1)
        near = {c for y in reach for x in reach for c in countries.get((south + y, west + x), ())}
        assert country in near or not near, row.error(f"lies among {near}")
