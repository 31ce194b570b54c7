"""One's own places: read from files, kept, taken back, and asked for beside the gazetteer."""

from __future__ import annotations

import json
import logging
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadInput, DatelineError
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.own_places import Added, OwnPlace, OwnPlacesFile
from geo.gazetteer.own_places_input import read_places

BEAT = OwnPlace("Mill Beat", 39.8, -89.64, "beat", "US", ("Beat 12",))
CAMP = OwnPlace("Azraq Annex", 32.29, 36.32, "refugee camp")
A_FILE = 1_000_000


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_may_call_its_columns_otherwise_and_use_other_marks(tmp_path: Path) -> None:
    table = "Name;Lat;Lng;Type;Country code;Aliases\nMill Beat;39,8;-89,64;beat;us;Beat 12\n"
    assert read_places(written(tmp_path, "a.csv", table), A_FILE) == (BEAT,)


def test_a_country_may_be_given_by_its_name(tmp_path: Path) -> None:
    table = "name,latitude,longitude,country\nAzraq Annex,32.29,36.32,Jordan\n"
    [camp] = read_places(written(tmp_path, "a.csv", table), A_FILE)
    assert camp.country == "JO"


def test_geojson_has_points_and_areas(tmp_path: Path) -> None:
    square = [[[-89.65, 39.79], [-89.63, 39.79], [-89.63, 39.81], [-89.65, 39.81], [-89.65, 39.79]]]
    islet = [[[0, 0], [0.001, 0], [0, 0.001], [0, 0]]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Mill Beat", "kind": "beat", "other names": ["Beat 12"]},
            "geometry": {"type": kind, "coordinates": coordinates},
        }
        for kind, coordinates in (
            ("Point", [-89.64, 39.8, 180]),
            ("Polygon", square),
            # The largest of several says where it is, whichever comes first.
            ("MultiPolygon", [square, islet]),
            ("MultiPolygon", [islet, square]),
        )
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    for place in read_places(written(tmp_path, "a.geojson", text), A_FILE):
        assert (place.name, place.kind, place.other_names) == ("Mill Beat", "beat", ("Beat 12",))
        assert place.latitude == pytest.approx(39.8) and place.longitude == pytest.approx(-89.64)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Mill Beat,north,-89", "latitude is 'north': give degrees"),
        ("Mill Beat,39.8,", "longitude is '': give degrees"),
        ("Mill Beat,139.8,-89", "are not on Earth"),
        ("Mill Beat,0,0", "0, 0 is in the Atlantic"),
        (",39.8,-89", "the name is missing"),
        ("!!!,39.8,-89", "has no letter"),
        (f"{'a' * 201},39.8,-89", "longer than 200 characters"),
        ("Mill Beat,39.8,-89,US,more", "5 cells, but the first line names 4 columns"),
        ("Mill Beat,39.8,-89,Atlantis", "country is 'Atlantis': give a two-letter code"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, row: str, reason: str) -> None:
    path = written(
        tmp_path, "a.csv", f'name,lat,lon,country\n"Long\nName",1,2,\n{row}\nGood,1,2,\n'
    )
    with pytest.raises(BadInput) as error:
        read_places(path, A_FILE)
    assert str(error.value).startswith(f"{path}:4: ") and reason in str(error.value)


def test_all_wrong_lines_are_counted(tmp_path: Path) -> None:
    table = "name,lat,lon\n" + "A,b,c\n" * 6
    with pytest.raises(BadInput, match=r"a\.csv:2: .*also wrong: lines 3, 4, 5 and 2 more"):
        read_places(written(tmp_path, "a.csv", table), A_FILE)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.csv", "name,lat\nA,1\n", "there is no column longitude"),
        ("a.csv", "", "there is no place in it"),
        ("a.csv", 'name,lat,lon\n"A,1,2\n', "a.csv:2: not a table"),
        ("a.txt", "", "is neither .csv, .tsv nor .geojson"),
        ("a.geojson", "{", "a.geojson:1: not valid JSON"),
        ("a.geojson", "[]", "is not a GeoJSON FeatureCollection"),
        ("a.geojson", "[" * 100_000, "nested too deeply"),
        (
            "a.geojson",
            '{"type": "FeatureCollection",\n"features": [\n'
            '{"type": "Feature", "properties": {"name": "A"}, "geometry": null}]}',
            "a.geojson:3: the geometry is neither a point nor an area",
        ),
        (
            "a.geojson",
            '{"features": [5]}',
            "a.geojson:1: not a GeoJSON feature",
        ),
        (
            "a.geojson",
            '{"features": [{"type": "Feature", "geometry": {"type": "Polygon", '
            '"coordinates": [[["x", 1]]]}}]}',
            "a.geojson:1: the coordinates are not longitude and latitude",
        ),
    ],
)
def test_what_is_no_list_of_places_is_refused(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(BadInput) as error:
        read_places(written(tmp_path, name, text), A_FILE)
    assert reason in str(error.value)


def test_a_file_beyond_the_limit_or_not_there_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "name,lat,lon\nA,1,2\n")
    with pytest.raises(BadInput, match="is larger than 3 bytes"):
        read_places(path, 3)
    with pytest.raises(BadInput, match="cannot be read"):
        read_places(tmp_path / "none.csv", A_FILE)


def test_places_are_kept_and_adding_them_again_changes_nothing(tmp_path: Path) -> None:
    file = OwnPlacesFile(tmp_path / "new folder" / "places.jsonl")
    assert file.read().places == ()
    assert file.add([BEAT, CAMP]) == Added(new=2, changed=0, known=0)
    version = file.version
    assert file.add([BEAT]) == Added(new=0, changed=0, known=1)
    assert file.version == version
    other = OwnPlace(BEAT.name, BEAT.latitude, BEAT.longitude, "ward", "US")
    assert file.add([other, CAMP]) == Added(new=0, changed=1, known=1)
    assert OwnPlacesFile(file.path).read().places == (other, CAMP)


@given(st.lists(st.text("aé漢 '|", min_size=1).filter(lambda name: name.strip(" '|")), min_size=1))
def test_what_is_kept_is_read_again(tmp_path_factory: pytest.TempPathFactory, names) -> None:
    name, *others = names
    place = OwnPlace(name, 1.5, -2.5, "a kind", "FR", tuple(others))
    file = OwnPlacesFile(tmp_path_factory.mktemp("own") / "places.jsonl")
    file.add([place])
    assert file.read().places == (place,)


def test_a_place_is_removed_by_its_name_or_id(tmp_path: Path) -> None:
    file = OwnPlacesFile(tmp_path / "places.jsonl")
    elsewhere = OwnPlace("Mill Beat", 41.0, -89.0)
    file.add([BEAT, CAMP, elsewhere])
    with pytest.raises(BadInput, match=rf"several .* give one of {BEAT.id}, {elsewhere.id}"):
        file.remove(["azraq annex", "Mill Beat"])
    with pytest.raises(BadInput, match="no place of your own is called 'Rome'"):
        file.remove(["Rome"])
    assert file.remove(["azraq annex", BEAT.id]) == (CAMP, BEAT)
    assert file.read().places == (elsewhere,)


def test_a_line_that_is_no_place_is_left_alone_and_named(
    tmp_path: Path, gazetteer: Gazetteer, caplog: pytest.LogCaptureFixture
) -> None:
    file = OwnPlacesFile(tmp_path / "places.jsonl")
    file.add([BEAT])
    damaged = b'{"name": "Mill'
    file.path.write_bytes(file.path.read_bytes() + damaged + b"\n\xff\n{}\n")
    assert [line.number for line in file.read().unreadable] == [3, 4, 5]
    with caplog.at_level(logging.WARNING):
        assert Gazetteer(gazetteer.path, file.path).lookup("Mill Beat")
    assert f"{file.path}:3: no place" in caplog.text
    file.add([CAMP])
    assert file.read().places == (BEAT, CAMP)
    assert damaged in file.path.read_bytes() and b"\xff" in file.path.read_bytes()


def test_a_file_of_another_kind_is_told_in_a_few_lines(
    tmp_path: Path, gazetteer: Gazetteer, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "places.jsonl").write_bytes(bytes(range(256)) * 100)
    with caplog.at_level(logging.WARNING):
        Gazetteer(gazetteer.path, tmp_path / "places.jsonl").lookup("Kabul")
    assert len(caplog.records) == 21
    assert "more lines are no places" in caplog.text


def test_a_file_that_cannot_be_written_names_the_setting(tmp_path: Path) -> None:
    written(tmp_path, "folder", "")
    with pytest.raises(DatelineError, match="DATELINE_PLACES"):
        OwnPlacesFile(tmp_path / "folder" / "places.jsonl").add([BEAT])


@pytest.fixture(scope="module")
def own(gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    file = OwnPlacesFile(tmp_path_factory.mktemp("own") / "places.jsonl")
    file.add([BEAT, CAMP, OwnPlace("Gaza", 44.5, -93.0, "village")])
    return Gazetteer(gazetteer.path, file.path)


def test_one_of_ones_own_comes_first_and_lies_in_what_is_around_it(own: Gazetteer) -> None:
    gaza, *others = [match.place for match in own.lookup("Gaza")]
    assert (gaza.source, gaza.country_code, gaza.admin1) == ("own", "US", "Minnesota")
    assert "geonames:281133" in [place.id for place in others]
    camp = own.lookup("Azraq Annex")[0].place
    assert (camp.country_code, camp.feature_code, camp.geonameid) == ("JO", "CMPRF", None)


def test_one_of_ones_own_is_found_by_every_way_to_ask(own: Gazetteer) -> None:
    [beat] = [match.place for match in own.lookup("the beat 12")]
    assert own.place(beat.id) == beat
    assert own.complete("mill b")[0] == beat
    assert own.near(39.8, -89.64, 1) == (beat,)
    assert pickle.loads(pickle.dumps(own)).lookup("Mill Beat")[0].place == beat
    assert own.place("own:none") is None


def test_far_out_at_sea_there_is_no_country(gazetteer: Gazetteer, tmp_path: Path) -> None:
    file = OwnPlacesFile(tmp_path / "places.jsonl")
    file.add([OwnPlace("Irminger Buoy", 62.5, -27.0)])  # some 200 km west of Iceland
    [buoy] = [m.place for m in Gazetteer(gazetteer.path, file.path).lookup("Irminger Buoy")]
    assert (buoy.country_code, buoy.admin1, buoy.ancestors) == ("", "", ())


def test_beside_a_border_only_the_owner_can_tell_the_country(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    file = OwnPlacesFile(tmp_path / "places.jsonl")
    bridge = OwnPlace("Old Bridge Post", 48.5733, 7.8016)  # on the Rhine at Strasbourg
    told = OwnPlace("New Bridge Post", 48.5733, 7.8016, country="DE")
    file.add([bridge, told])
    found = Gazetteer(gazetteer.path, file.path)
    assert found.lookup("Old Bridge Post")[0].place.country_code == ""
    german = found.lookup("New Bridge Post")[0].place
    assert german.country_code == "DE" and german.admin1.startswith("Baden")


@pytest.mark.parametrize(
    ("kind", "feature"),
    [
        ("police beat", ("A", "ADMD")),
        ("Refugee Camp", ("S", "CMPRF")),
        ("neighbourhood", ("P", "PPLX")),
        ("", ("S", "")),
        ("food bank", ("S", "")),
    ],
)
def test_a_kind_is_in_the_owners_words(kind: str, feature: tuple[str, str]) -> None:
    assert OwnPlace("Mill", 1, 2, kind).feature == feature
