"""Tables that have coordinates already: a newsroom's own, ACLED, UCDP GED, GDELT."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from geo.models import Article, Place
from geo.sources import ReadWarning, Reject
from geo.sources.stated_places import BadCoordinates, country_code, stated_place
from tests.geo.sources import samples
from tests.geo.sources.conftest import Found, articles
from tests.geo.sources.test_tables import table

Reading = Callable[..., Found]

MARKET = "The new market by the old bridge opened on Friday, the mayor said."
OWN = {"text": "Story", "latitude": "Lat", "longitude": "Lon", "place": "Town"}


def given_place(article: Article) -> Place:
    [given] = article.given
    assert article.text[given.start : given.end] == given.place.name
    return given.place


def doubts(found: Found) -> list[str]:
    return [item.reason for item in found if isinstance(item, ReadWarning)]


def test_a_sheet_of_ones_own_with_its_columns_named(reading: Reading) -> None:
    raw = table(("Story", "Lat", "Lon", "Town"), (MARKET, 34.35, 62.2, "Herat"))
    [article] = articles(reading(raw, "a.csv", columns=OWN))
    place = given_place(article)
    assert article.text == f"{MARKET}\n\nHerat"
    assert (place.name, place.latitude, place.longitude) == ("Herat", 34.35, 62.2)
    assert (place.source, place.id.partition(":")[0]) == ("given", "given")


def test_a_place_without_a_name_is_called_by_its_coordinates(reading: Reading) -> None:
    raw = table(("Story", "Lat", "Lon"), (MARKET, "34,35", "62.2 W"))
    columns = {"text": "Story", "latitude": "Lat", "longitude": "Lon"}
    [article] = articles(reading(raw, "a.csv", columns=columns))
    assert given_place(article).name == "34.35, -62.2"


def test_coordinates_in_a_record_in_the_record(reading: Reading) -> None:
    record = {"text": MARKET, "geo": {"lat": 34.35, "lon": 62.2}, "town": "Herat"}
    columns = {"latitude": "geo.lat", "longitude": "geo.lon", "place": "town"}
    [article] = articles(reading(json.dumps([record]).encode(), "a.json", columns=columns))
    assert given_place(article).latitude == 34.35


@pytest.mark.parametrize(
    ("latitude", "longitude", "why"),
    [
        ("34.35", "", "its longitude is missing"),
        ("north", "62.2", "its latitude 'north' is no number of degrees"),
        ("95.1", "62.2", "its latitude '95.1' is beyond 90 degrees"),
        ("34.35", "-181", "its longitude '-181' is beyond 180 degrees"),
        ("inf", "62.2", "its latitude 'inf' is beyond 90 degrees"),
        ("34.35 E", "62.2", "its latitude '34.35 E' is no number of degrees"),
        ("0", "0.0", "its coordinates are 0, 0, where there is no place"),
    ],
)
def test_bad_coordinates_cost_the_place_and_not_the_article(
    reading: Reading, latitude: str, longitude: str, why: str
) -> None:
    raw = table(("Story", "Lat", "Lon", "Town"), (MARKET, latitude, longitude, "Herat"))
    found = reading(raw, "a.csv", columns=OWN)
    [article] = articles(found)
    assert (article.text, article.given) == (MARKET, ())
    assert doubts(found) == [f"not placed as given: {why}"]


@pytest.mark.parametrize("nothing", ["", "nan", "NULL"])
def test_a_row_without_coordinates_states_no_place(reading: Reading, nothing: str) -> None:
    raw = table(("Story", "Lat", "Lon", "Town"), (MARKET, nothing, nothing, "Herat"))
    found = reading(raw, "a.csv", columns=OWN)
    assert [article.given for article in articles(found)] == [()]
    assert not doubts(found)


def test_acled_places_its_events(reading: Reading) -> None:
    names = ("event_id_cnty", "event_date", "country", "iso", "admin1", "location", "latitude")
    names += ("longitude", "geo_precision", "source", "notes")
    told = "Rebels and police fought near the river for two hours; no one was hurt."
    rows = [
        (
            f"AFG{n}",
            f"0{n} July 2021",
            "Afghanistan",
            4,
            "Hirat",
            "Herat",
            34.35,
            62.2,
            n,
            "Q",
            told,
        )
        for n in (1, 2, 3)
    ]
    found = articles(reading(table(names, *rows), "acled.csv"))
    places = [given_place(article) for article in found]
    assert [article.published for article in found] == [date(2021, 7, n) for n in (1, 2, 3)]
    assert {(p.country_code, p.admin1) for p in places} == {("AF", "Hirat")}
    # A town, the area around it, a whole province: not each of them is a spot on the map.
    assert [p.feature_code for p in places] == ["PPL", "ADMD", "ADM1"]
    # The same words about another event are another article.
    assert len({article.id for article in found}) == 3


def test_ucdp_places_its_events(reading: Reading) -> None:
    raw = table(
        ("id", "source_article", "source_office", "source_headline", "where_prec",
         "where_coordinates", "adm_1", "latitude", "longitude", "country", "date_start"),
        (7, "Quay News 2019-02-03 Clash at ford", "Quay News", "Clash at ford", 4,
         "Tillaberi region", "Tillaberi", 14.5, 1.3, "Niger", "2019-02-02 00:00:00.000"),
    )  # fmt: skip
    [article] = articles(reading(raw, "ged.csv"))
    place = given_place(article)
    assert (article.title, article.source) == ("Clash at ford", "Quay News")
    assert article.published == date(2019, 2, 2)
    assert (place.name, place.country_code, place.feature_code) == (
        "Tillaberi region",
        "NE",
        "ADM1",
    )


def test_gdelt_places_its_events_which_have_no_text(reading: Reading) -> None:
    other = samples.EVENT.replace(b"900000001", b"900000002")
    first, second, cut = reading(samples.EVENT + other + b"cut\toff\n", "20210709.export.CSV")
    assert isinstance(first, Article) and isinstance(second, Article)
    place = given_place(first)
    assert first.title == "Protest: Police – Farmer"
    assert (first.url, first.published) == ("https://quay.example/fair", date(2021, 7, 9))
    assert (place.latitude, place.longitude) == (34.35, 62.2)
    assert (place.country_code, place.feature_code) == ("AF", "PPL")
    assert first.id != second.id
    assert isinstance(cut, Reject) and cut.name.endswith(":3")


def test_a_table_with_gdelts_names_of_columns(reading: Reading) -> None:
    raw = table(
        ("GLOBALEVENTID", "Actor1Name", "EventRootCode", "ActionGeo_Type", "ActionGeo_FullName",
         "ActionGeo_Lat", "ActionGeo_Long", "DATEADDED", "SOURCEURL"),
        (1, "FARMER", "4", 1, "Niger", 16, 8, "20210709", "https://quay.example/fair"),
    )  # fmt: skip
    [article] = articles(reading(raw, "query.csv"))
    place = given_place(article)
    assert article.title == "Consultation: Farmer"
    assert (place.country_code, place.feature_code) == ("NE", "PCLI")


@pytest.mark.parametrize(
    ("stated", "code"),
    [("AF", "AF"), ("afg", "AF"), ("4", "AF"), ("004", "AF"), ("Afghanistan", "AF"),
     ("Myanmar", "MM"), ("Kabul, Kabol, Afghanistan", "AF"), ("Ivory Coast", "CI"),
     ("Freedonia", ""), ("", ""), ("ZZ", "")],
)  # fmt: skip
def test_countries_by_code_number_or_name(stated: str, code: str) -> None:
    assert country_code(stated) == code


def test_a_place_is_known_by_its_name_and_where_it_is() -> None:
    def id_of(*stated: object) -> str:
        place = stated_place(*stated)  # type: ignore[arg-type]
        assert place is not None
        return place.id

    assert id_of(34.35, 62.2, "Herat") == id_of("34.350", "62.20", "Herat")
    assert id_of(34.35, 62.2, "Herat") != id_of(34.36, 62.2, "Herat")
    assert id_of(34.35, 62.2, "Herat") != id_of(34.35, 62.2, "Hirat")
    with pytest.raises(BadCoordinates):
        stated_place("34.35", None, "Herat")
