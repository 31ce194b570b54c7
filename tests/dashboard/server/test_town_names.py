"""Names of towns come onto the map by renown, where there is room for them."""

import base64
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dashboard.server import town_names
from geo.gazetteer.settlements import Settlement

towns = st.builds(
    Settlement,
    id=st.sampled_from(["geonames:360630", "geonames:1"]),
    name=st.text(min_size=1),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    feature_class=st.just("P"),
    feature_code=st.sampled_from(["PPL", "PPLC"]),
    renown=st.floats(0, 1),
)


def town(
    name: str, latitude: float, longitude: float, renown: float, id_: str = "geonames:1"
) -> Settlement:
    return Settlement(id_, name, latitude, longitude, "P", "PPL", renown)


def first_zooms(*every: Settlement) -> dict[str, int]:
    return {name: zoom for name, _, _, zoom, *_ in town_names.names(every)}


def test_a_well_known_town_is_there_from_afar_and_a_village_from_near() -> None:
    assert first_zooms(town("Lagos", 6.5, 3.4, 0.95), town("Hamlet", 50, 20, 0.25)) == {
        "Lagos": 3,
        "Hamlet": 11,
    }


def test_a_suburb_waits_until_there_is_room_beside_its_city() -> None:
    zooms = first_zooms(town("City", 51.5, 0.0, 0.99), town("Suburb", 51.45, 0.1, 0.9))
    assert zooms["City"] == 3 < zooms["Suburb"]


def test_on_the_same_spot_the_better_known_is_named_alone() -> None:
    assert first_zooms(town("A", 10, 10, 0.9), town("B", 10, 10, 0.8)) == {"A": 3}


@given(st.lists(towns, max_size=30))
def test_every_name_is_in_a_piece_at_its_own_place(every: list[Settlement]) -> None:
    named = list(town_names.names(every))
    found = {name: json.loads(text) for name, text in town_names.pieces(named)}
    for name, x, y, zoom, *_ in named:
        for first, level in town_names.FOLDERS.items():
            entries = [
                (column, row, entry)
                for key, listed in found.items()
                for folder, column, row in [map(int, key.split("/"))]
                for entry in listed
                if folder == first and entry[0] == name and entry[3] == zoom
            ]
            drawn = [
                ((column + entry[1] / town_names.UNITS) / 2**level,
                 (row + entry[2] / town_names.UNITS) / 2**level)
                for column, row, entry in entries
            ]  # fmt: skip
            near = [abs(a - x) % 1 + abs(b - y) for a, b in drawn]
            assert not drawn or min(near) < 2 / town_names.UNITS or 1 - min(near) < 1e-3
        assert any(entry[0] == name for listed in found.values() for entry in listed)


def test_a_piece_is_a_file(tmp_path: Path) -> None:
    town_names.write(tmp_path, [town("Zürich", 47.37, 8.55, 0.9)])
    (name, x, y, zoom, renown, capital) = json.loads((tmp_path / "3/4/2.json").read_text("utf-8"))[
        0
    ]
    assert (name, zoom, renown, capital) == ("Zürich", 3, 90, 0)
    assert 0 <= x <= town_names.UNITS and 0 <= y <= town_names.UNITS


def test_a_town_has_its_name_in_french_where_that_is_another(tmp_path: Path) -> None:
    cairo, asyut = town("Cairo", 30.06, 31.25, 0.95, "geonames:360630"), town("Asyut", 27, 31, 0.9)
    found = dict(town_names.pieces(town_names.names([cairo, asyut])))
    listed = {name: rest for name, *rest in json.loads(found["3/4/3"])}
    assert listed["Cairo"][5:] == [{"fr": "Le Caire"}]
    assert listed["Asyut"][5:] == []


def test_an_index_says_which_pieces_there_are(tmp_path: Path) -> None:
    town_names.write(tmp_path, [town("Zürich", 47.37, 8.55, 0.9)])
    index = json.loads((tmp_path / "index.json").read_text("utf-8"))
    bits = {first: base64.b64decode(packed) for first, packed in index.items()}
    at = 2 * 8 + 4
    assert bits["3"][at // 8] == 1 << at % 8
    assert [sum(byte.bit_count() for byte in each) for each in bits.values()] == [1, 1, 1, 1]
