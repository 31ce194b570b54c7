from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo.errors import GazetteerMissing
from geo.gazetteer import Gazetteer, MatchKind

MOSCOW, IDAHO, GEORGIA, US_GEORGIA = "524901", "5596512", "614540", "4197000"


def ids(gazetteer: Gazetteer, name: str) -> list[str | None]:
    return [match.place.geonameid for match in gazetteer.lookup(name)]


def named(gazetteer: Gazetteer, name: str) -> list[str]:
    return [match.place.name for match in gazetteer.lookup(name)]


def kind(gazetteer: Gazetteer, name: str, geonameid: str) -> MatchKind:
    return next(m.kind for m in gazetteer.lookup(name) if m.place.geonameid == geonameid)


def test_every_place_of_a_name_is_a_candidate(gazetteer: Gazetteer) -> None:
    assert MOSCOW in ids(gazetteer, "Moscow")
    assert any(m.place.admin1 == "Idaho" for m in gazetteer.lookup("Moscow"))
    assert {GEORGIA, US_GEORGIA} <= set(ids(gazetteer, "Georgia"))
    assert len({m.place.admin1 for m in gazetteer.lookup("Springfield")}) > 15


def test_a_place_knows_what_contains_it(gazetteer: Gazetteer) -> None:
    moscow = next(m.place for m in gazetteer.lookup("Moscow") if m.place.admin1 == "Idaho")
    containers = [gazetteer.place(ancestor) for ancestor in moscow.ancestors]
    assert [c.name for c in containers if c] == [
        "Latah County",
        "Idaho",
        "United States",
        "North America",
    ]
    assert moscow.country_code == "US"


@pytest.mark.parametrize("number", ["9" * 20, str(2**64), "-1", "", "٣", "1.0", " 1", "x"])
def test_no_place_has_a_number_that_is_none(gazetteer: Gazetteer, number: str) -> None:
    assert gazetteer.place(f"geonames:{number}") is None


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [
        ("Herat", "1140026"),
        ("Herat Province", "1140025"),
        ("Taloqan", "1123004"),
        ("Takhar", "1123230"),
        ("Kabul", "1138958"),
        ("United States", "6252001"),
        ("America", "6252001"),
        ("U.S.", "6252001"),
        ("USA", "6252001"),
        ("U.K.", "2635167"),
        ("Britain", "2635167"),
        ("Calif.", "5332921"),
        ("W.Va.", "4826850"),
        ("Ky.", "6254925"),
        ("KY", "6254925"),
        ("B.C.", "5909050"),
        ("NSW", "2155400"),
        ("NYC", "5128581"),
        ("Bombay", "1275339"),
        ("Peking", "1816670"),
        ("Saigon", "1566083"),
        ("Kiev", "703448"),
        ("Leningrad", "498817"),
        ("Burma", "1327865"),
        ("Zaire", "203312"),
        ("Swaziland", "934841"),
        ("Ceylon", "1227603"),
        ("Soviet Union", "2017370"),
        ("Afghan", "1149361"),
        ("Russians", "2017370"),
        ("Britons", "2635167"),
        ("European", "6255148"),
        ("African", "6255146"),
        ("Texan", "4736286"),
        ("New Yorkers", "5128581"),
        ("Londoner", "2643743"),
        ("Darfur", "0"),
    ],
)
def test_what_news_calls_a_place(gazetteer: Gazetteer, name: str, geonameid: str) -> None:
    found = ids(gazetteer, name)
    assert geonameid in found if geonameid != "0" else found


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Torghundi", 35.25, 62.28),
        ("Torgundi", 35.25, 62.28),
        ("Kremlin", 55.75, 37.62),
        ("White House", 38.9, -77.04),
        ("Pentagon", 38.87, -77.06),
        ("Guantanamo", 19.94, -75.15),
        ("Tahrir Square", 30.04, 31.24),
        ("Wall Street", 40.71, -74.01),
        ("Heathrow", 51.47, -0.45),
        ("JFK", 40.64, -73.78),
        ("Middle East", 33.1, 35.9),
        ("Central Asia", 43, 65),
        ("Horn of Africa", 8, 45),
        ("Red Sea", 19, 39.5),
        ("the Himalayas", 28, 84),
        ("Amu Darya", 39, 64),
        ("Bay Area", 37.75, -122.28),
        ("New England", 44, -71),
        ("Yosemite", 37.85, -119.55),
        ("Sahel", 15, 5),
    ],
)
def test_regions_waters_and_sites_have_a_point_within(
    gazetteer: Gazetteer, name: str, latitude: float, longitude: float
) -> None:
    assert any(
        abs(m.place.latitude - latitude) < 0.6 and abs(m.place.longitude - longitude) < 0.6
        for m in gazetteer.lookup(name)
    )


@pytest.mark.parametrize("word", ["us", "in", "or", "me", "of", "polish", "turkish", "", "'"])
def test_words_are_not_places(gazetteer: Gazetteer, word: str) -> None:
    assert not [m for m in gazetteer.lookup(word) if m.kind is not MatchKind.NAME]
    if word.islower():
        assert gazetteer.lookup(word) == ()


def test_case_tells_an_abbreviation(gazetteer: Gazetteer) -> None:
    assert kind(gazetteer, "US", "6252001") is MatchKind.ABBREVIATION
    assert "6252001" not in ids(gazetteer, "Us")
    assert "6254926" not in ids(gazetteer, "Masses")


def test_a_country_is_not_its_capital(gazetteer: Gazetteer) -> None:
    russia = gazetteer.place("geonames:2017370")
    assert russia is not None
    assert (russia.latitude, russia.longitude) == (60, 100)
    assert russia.feature_code == "PCLI"


@pytest.mark.parametrize(
    ("name", "part", "geonameid", "expected"),
    [
        ("northern Iraq", "Iraq", "99237", MatchKind.PART),
        ("south-eastern Turkey", "Turkey", "298795", MatchKind.PART),
        ("Katsina State", "Katsina", "2334797", MatchKind.ALTERNATE),
        ("City of Lagos", "Lagos", "2332459", MatchKind.ALTERNATE),
        ("University of Ghana", "Ghana", "2300660", MatchKind.SITE),
        ("Kabul Zoo", "Kabul", "1138958", MatchKind.SITE),
        ("European Commission", "European", "6255148", MatchKind.SITE),
        ("pro-Russian", "Russian", "2017370", MatchKind.DEMONYM),
        ("US-led", "US", "6252001", MatchKind.ABBREVIATION),
    ],
)
def test_a_name_made_of_a_name_says_so(
    gazetteer: Gazetteer, name: str, part: str, geonameid: str, expected: MatchKind
) -> None:
    match = next(m for m in gazetteer.lookup(name) if m.place.geonameid == geonameid)
    assert match.via in ("", part)
    assert match.kind is expected or (match.via == "" and match.kind.value == "alternate")


def test_an_address_leaves_only_what_lies_within(gazetteer: Gazetteer) -> None:
    assert {m.place.admin1 for m in gazetteer.lookup("Paris, Texas")} == {"Texas"}
    assert {m.place.admin1 for m in gazetteer.lookup("Ohio's Franklin County")} == {"Ohio"}
    assert {m.place.country_code for m in gazetteer.lookup("London, Ont.")} == {"CA"}


def test_a_place_is_found_by_its_id(gazetteer: Gazetteer) -> None:
    red_sea = gazetteer.place("dateline:red-sea")
    assert red_sea is not None
    assert (red_sea.name, red_sea.geonameid) == ("Red Sea", None)
    assert gazetteer.place("geonames:1") is None
    assert gazetteer.place("nominatim:R1") is None
    assert gazetteer.place("geonames:x") is None


def test_the_nearest_places_come_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.near(34.35, 62.2, 3)[0].name.startswith("Her")
    assert len(gazetteer.near(55.75, 37.62, 5)) == 5
    across = gazetteer.near(-16.8, 179.99, 20)
    assert {place.longitude > 0 for place in across} == {True, False}
    assert gazetteer.near(-48.9, -123.4, 3) == ()


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    names = ["Moscow", "Herat", "Paris", "Springfield", "Kabul"] * 40
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(Gazetteer(gazetteer.path).lookup, names))
    assert found == [gazetteer.lookup(name) for name in names]


def test_a_gazetteer_travels_by_its_path(gazetteer: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(gazetteer))
    assert again.lookup("Kabul") == gazetteer.lookup("Kabul")


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing, match="run `dateline gazetteer build`"):
        Gazetteer(tmp_path / "none.sqlite")
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"no database at all")
    with pytest.raises(GazetteerMissing, match="run `dateline gazetteer build`"):
        Gazetteer(other)
