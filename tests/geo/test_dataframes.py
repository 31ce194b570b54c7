from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas
import pytest

import geo
from geo.dataframes import AtlasSelection
from geo.errors import BadInput
from geo.export import By, Content
from tests.geo.export import newsroom
from tests.geo.export.test_round_trip import same_frame


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return newsroom.filled(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture(scope="module")
def atlas(content: Content) -> AtlasSelection:
    return AtlasSelection(content.reader, content.f, content.provenance)


@pytest.mark.parametrize("by", By)
def test_a_data_frame_has_the_rows_of_an_export(
    by: By, atlas: AtlasSelection, content: Content
) -> None:
    same_frame(atlas.to_dataframe(by=by), newsroom.rows(content, by))


def test_values_that_may_be_missing_keep_their_types(atlas: AtlasSelection) -> None:
    frame = atlas.to_dataframe()
    assert frame.published.dtype == "datetime64[s]" and frame.published.isna().any()
    assert frame.geo_precision.dtype == "Int64"
    assert frame.corrected.dtype == "boolean" and frame.corrected.sum() == 1
    assert frame.sentence.dtype == "string"
    assert atlas.to_dataframe(text=False).sentence.isna().all()


def test_an_empty_selection_has_the_same_columns(atlas: AtlasSelection) -> None:
    nothing = atlas.where(countries="BR").to_dataframe()
    assert len(nothing) == 0
    assert nothing.dtypes.equals(atlas.to_dataframe().dtypes)


def test_points_are_longitude_and_latitude(atlas: AtlasSelection) -> None:
    frame = atlas.where(place_id="geonames:1138958").to_geodataframe()
    assert frame.crs == "EPSG:4326"
    assert {(point.x, point.y) for point in frame.geometry} == {
        (frame.longitude[0], frame.latitude[0])
    }
    articles = atlas.to_geodataframe(by="article")
    assert set(articles.geom_type) == {"MultiPoint"}
    assert len(atlas.where(countries="BR").to_geodataframe()) == 0


def test_a_day_is_nowhere(atlas: AtlasSelection) -> None:
    with pytest.raises(BadInput, match="a day is nowhere on the map"):
        atlas.to_geodataframe(by="day")


def test_where_narrows_and_leaves_what_it_was_asked_of(atlas: AtlasSelection) -> None:
    some = atlas.where(countries="ws,".strip(","), roles="place")
    assert set(some.to_dataframe().place_name) == {"Apia"}
    assert some.where(date_from="2021-07-09", undated=False).counts.mentions == 0
    assert atlas.where(date_from=date(2021, 7, 9)).counts.mentions == 19
    assert len(atlas.to_dataframe()) == 19


@pytest.mark.parametrize(
    ("chosen", "complaint"),
    [
        ({"colour": "red"}, "nothing is chosen by 'colour': give some of date_from"),
        ({"date_from": "July"}, "date_from: 'July' cannot be understood"),
        ({"roles": "mayor"}, "roles: 'mayor' cannot be understood"),
        ({"date_basis": "sundial"}, "date_basis: 'sundial' cannot be understood"),
        ({"text": "("}, "text: "),
        ({"countries": 4}, "countries: 4 cannot be understood"),
    ],
)
def test_what_cannot_be_chosen_is_named(
    chosen: dict[str, object], complaint: str, atlas: AtlasSelection
) -> None:
    with pytest.raises(BadInput, match=complaint.replace("(", r"\(")):
        atlas.where(**chosen)


def test_rows_of_another_kind_are_refused(atlas: AtlasSelection) -> None:
    with pytest.raises(BadInput, match="no row is a 'village': give one of mention, place"):
        atlas.to_dataframe(by="village")


def test_an_atlas_is_opened_with_the_corrections_beside_it(tmp_path: Path) -> None:
    newsroom.filled(tmp_path)
    (tmp_path / "articles.corrections.jsonl").rename(tmp_path / "atlas.corrections.jsonl")
    opened = geo.open(tmp_path / "atlas")
    assert list(opened.to_dataframe().query("corrected").corrected_by) == ["Ada"]
    assert repr(opened) == "<19 mentions of 7 places in 16 of 16 articles; names not placed: 1>"
    assert opened.article("article-2").text == "Rain in Moscow."


def test_where_no_atlas_is_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no atlas is there: make one with `dateline ingest`"):
        geo.open(tmp_path / "none")


def test_a_star_import_leaves_pythons_open_alone() -> None:
    names: dict[str, object] = {}
    exec("from geo import *", names)
    assert "open" not in names


def test_a_frame_survives_parquet(atlas: AtlasSelection, tmp_path: Path) -> None:
    frame = atlas.to_dataframe()
    frame.to_parquet(tmp_path / "frame.parquet")
    pandas.testing.assert_frame_equal(
        pandas.read_parquet(tmp_path / "frame.parquet")[["phrase", "geo_precision"]],
        frame[["phrase", "geo_precision"]],
    )
